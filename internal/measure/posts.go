package measure

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"cekloker/internal/content"
	"cekloker/internal/offer"
	"cekloker/internal/talk"
)

// PostResult is a post and how the conversation judges it.
type PostResult struct {
	content.Post
	Read bool // its author may be read while rules are tuned
	talk.JudgedText
}

// Posts judges posts as the conversation does.
func Posts(book *talk.Book, posts []content.Post, split content.PostSplit) []PostResult {
	out := make([]PostResult, 0, len(posts))
	for _, p := range posts {
		out = append(out, PostResult{p, slices.Contains(split.Read, p.Author), book.JudgeText(talk.Text{Quoted: p.Text})})
	}
	return out
}

// warned and grave report whether a post gets level 2 or 3, or 3.
func warned(p PostResult) bool { return p.Verdict.Level >= offer.LevelSomeSigns }
func grave(p PostResult) bool  { return p.Verdict.Level == offer.LevelManySigns }

// calm reports whether nothing is said against an offer: level 0, or the first voice of
// level 1.
func calm(p PostResult) bool { return p.Verdict.Level == offer.LevelNoSign || p.Verdict.HomeJob }

// labelled selects the posts of some labels.
func labelled(labels ...string) func(PostResult) bool {
	return func(p PostResult) bool { return slices.Contains(labels, p.Label) }
}

// postFigures are the figures of a report, each of some posts and what counts in them.
var postFigures = [...]struct {
	name    string
	of, hit func(PostResult) bool
}{
	{"danger at level 2 or 3", labelled(content.PostDanger), warned},
	{"danger at level 3", labelled(content.PostDanger), grave},
	{"fraud at level 2 or 3", labelled(content.PostFraud), warned},
	{"honest at home at level 2 or 3", labelled(content.PostHome), warned},
	{"lawful abroad at level 2 or 3", labelled(content.PostAbroad), warned},
	{"honest at level 3", labelled(content.PostHome, content.PostAbroad), grave},
	{"no offer, with a verdict of 2 or 3", labelled(content.PostNoOffer), warned},
	{"honest at home, 0 or plain", labelled(content.PostHome), calm},
	{"danger or fraud, 0 or plain", labelled(content.PostDanger, content.PostFraud), calm},
}

// postLabels are the labels in the order of the tables.
var postLabels = [...]string{content.PostDanger, content.PostFraud, content.PostHome, content.PostAbroad, content.PostNoOffer}

// halves are the columns of a report.
var halves = [...]struct {
	name string
	of   func(PostResult) bool
}{
	{"read", func(p PostResult) bool { return p.Read }},
	{"unread", func(p PostResult) bool { return !p.Read }},
	{"all", func(PostResult) bool { return true }},
}

// ReportPosts writes the figures with their intervals, those of each author, and by id
// what was judged wrongly of authors who may be read.
func ReportPosts(out io.Writer, all []PostResult) {
	fmt.Fprintf(out, "%-36s", fmt.Sprintf("%d posts", len(all)))
	for _, h := range halves {
		fmt.Fprintf(out, " %-30s", h.name)
	}
	fmt.Fprintln(out)
	for _, f := range postFigures {
		fmt.Fprintf(out, "%-36s", f.name)
		for _, h := range halves {
			fmt.Fprintf(out, " %-30s", proportionOf(all, func(p PostResult) bool { return h.of(p) && f.of(p) }, f.hit).Within())
		}
		fmt.Fprintln(out)
	}
	postAuthors(out, all)
	postsWrong(out, all)
}

func proportionOf(all []PostResult, of, hit func(PostResult) bool) Proportion {
	var s Proportion
	for _, p := range all {
		if of(p) {
			s.add(hit(p))
		}
	}
	return s
}

// postAuthors writes how many posts of each label and author are at level 2 or 3.
func postAuthors(out io.Writer, all []PostResult) {
	fmt.Fprintf(out, "\n%-28s", "at level 2 or 3, by author")
	for _, l := range postLabels {
		fmt.Fprintf(out, " %-14s", l)
	}
	fmt.Fprintln(out)
	half := map[string]string{}
	for _, p := range all {
		if half[p.Author] = "unread"; p.Read {
			half[p.Author] = "read"
		}
	}
	for _, author := range slices.Sorted(maps.Keys(half)) {
		fmt.Fprintf(out, "%-20s %-7s", author, half[author])
		for _, l := range postLabels {
			s := proportionOf(all, func(p PostResult) bool { return p.Author == author && p.Label == l }, warned)
			fmt.Fprintf(out, " %-14s", fmt.Sprintf("%d/%d", s.Count, s.All))
		}
		fmt.Fprintln(out)
	}
}

// postsWrong lists by id the wrong verdicts on posts of authors who may be read.
func postsWrong(out io.Writer, all []PostResult) {
	fmt.Fprintf(out, "\njudged wrongly, of authors who may be read\n")
	for _, p := range all {
		bad := p.Label == content.PostDanger || p.Label == content.PostFraud
		if p.Read && bad != warned(p) {
			fmt.Fprintf(out, "  %s  %-13s %s  frame %s, level %d by %s: %s\n", p.ID, p.Label, p.Author, p.JudgedText.Frame, p.Verdict.Level, p.Verdict.Rule, named(p.Verdict))
		}
	}
}

// named lists the signals of a verdict.
func named(v offer.Verdict) string {
	var ids []string
	for _, f := range v.Findings {
		ids = append(ids, string(f.Signal))
	}
	return strings.Join(ids, " ")
}
