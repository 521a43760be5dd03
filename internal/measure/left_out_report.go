package measure

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"cekloker/internal/hear"
	"cekloker/internal/linear"
	"cekloker/internal/talk"
)

// by chooses what one of the three listeners heard.
type by struct {
	name string
	of   func(Hearings) talk.Interpretation
}

var listeners = [...]by{
	{"rules", func(h Hearings) talk.Interpretation { return h.Rules }},
	{"model", func(h Hearings) talk.Interpretation { return h.Model }},
	{"both", func(h Hearings) talk.Interpretation { return h.Both }},
}

// atAsk and heardDanger report how danger was classified; the safe word counts as
// danger.
func atAsk(h talk.Interpretation) bool { return h.Tier == hear.Ask || h.Intent == hear.Safeword }
func heardDanger(h talk.Interpretation) bool {
	return h.Tier != hear.NoTier || h.Intent == hear.Safeword
}

// ReportLeftOut writes the figures by label, topic, language and author.
func ReportLeftOut(out io.Writer, all []LineHeard) {
	reportAnswers(out, all)
	all = slices.DeleteFunc(slices.Clone(all), isAnswer)
	for _, b := range listeners {
		fmt.Fprintf(out, "%s\n", b.name)
		report := func(name string, of func(LineHeard) bool, right func(LineHeard) bool) {
			fmt.Fprintf(out, "  %-34s %s\n", name, share(all, of, right))
		}
		label := func(name string) func(LineHeard) bool {
			return func(l LineHeard) bool { return l.Label == name }
		}
		danger := label("danger")
		calm := func(l LineHeard) bool { return !danger(l) && l.Label != hear.Ordinary }
		report("danger at ask", danger, func(l LineHeard) bool { return atAsk(b.of(l.Hearings)) })
		report("danger at ask or beside", danger, func(l LineHeard) bool { return heardDanger(b.of(l.Hearings)) })
		report("others asked (false ask)", calm, func(l LineHeard) bool { return atAsk(b.of(l.Hearings)) })
		report("others at ask or beside", calm, func(l LineHeard) bool { return heardDanger(b.of(l.Hearings)) })
		report("self-harm at ask or beside", func(l LineHeard) bool { return danger(l) && l.Topic == "self_harm" }, func(l LineHeard) bool { return heardDanger(b.of(l.Hearings)) })
		for _, name := range [...]string{"exit", "already", "question", "door", "offer", "smalltalk", "other"} {
			report(name, label(name), func(l LineHeard) bool {
				return string(b.of(l.Hearings).Intent) == name || name == "other" && plainOther(b.of(l.Hearings))
			})
		}
		for _, name := range [...]string{"question", "already", "door"} {
			heard := func(l LineHeard) bool { return l.Label == name && string(b.of(l.Hearings).Intent) == name }
			report("topic of "+name+", first", heard, func(l LineHeard) bool { return b.of(l.Hearings).Topic == l.Topic })
			report("topic of "+name+", among two", heard, func(l LineHeard) bool { return b.of(l.Hearings).Topic == l.Topic || b.of(l.Hearings).Second == l.Topic })
		}
		for i, c := range changes {
			heard := func(l LineHeard) bool { return danger(l) && heardDanger(b.of(l.Hearings)) }
			report("danger stays heard: "+c.name, heard, func(l LineHeard) bool { return heardDanger(b.of(l.Changed[i])) })
		}
	}
	both := listeners[len(listeners)-1].of
	groups := func(title string, key func(LineHeard) string, of func(LineHeard) bool, right func(LineHeard) bool) {
		fmt.Fprintf(out, "%s\n", title)
		keys := map[string]bool{}
		for _, l := range all {
			if of(l) {
				keys[key(l)] = true
			}
		}
		for _, k := range slices.Sorted(maps.Keys(keys)) {
			fmt.Fprintf(out, "  %-34s %s\n", k, share(all, func(l LineHeard) bool { return of(l) && key(l) == k }, right))
		}
	}
	danger := func(l LineHeard) bool { return l.Label == "danger" }
	groups("danger at ask or beside, by topic", func(l LineHeard) string { return l.Topic }, danger, func(l LineHeard) bool { return heardDanger(both(l.Hearings)) })
	groups("danger at ask or beside, by language", func(l LineHeard) string { return l.Lang }, danger, func(l LineHeard) bool { return heardDanger(both(l.Hearings)) })
	groups("danger at ask or beside, by author", func(l LineHeard) string { return l.Author }, danger, func(l LineHeard) bool { return heardDanger(both(l.Hearings)) })
	groups("right topic first, by topic of question", func(l LineHeard) string { return l.Topic }, func(l LineHeard) bool { return l.Label == "question" }, func(l LineHeard) bool { return both(l.Hearings).Topic == l.Topic })
}

// reportAnswers writes how answers to the question about danger are taken. All but a
// "no" leads to contacts, so what is worst is a "no" that nobody meant.
func reportAnswers(out io.Writer, all []LineHeard) {
	isNo := func(l LineHeard) bool { return isAnswer(l) && l.Topic == "no" }
	isYes := func(l LineHeard) bool { return isAnswer(l) && l.Topic != "no" }
	right := func(l LineHeard) bool { return l.Answer == l.Topic }
	fmt.Fprintln(out, "answers to the question about danger")
	fmt.Fprintf(out, "  %-34s %s\n", "right choice", share(all, isAnswer, right))
	fmt.Fprintf(out, "  %-34s %s\n", "no", share(all, isNo, right))
	fmt.Fprintf(out, "  %-34s %s\n", "others taken for no", share(all, isYes, func(l LineHeard) bool { return l.Answer == "no" }))
	fmt.Fprintf(out, "  %-34s %s\n", "contacts where they are wanted, an answer where not", share(all, isAnswer, func(l LineHeard) bool { return (l.Answer == "no") == (l.Topic == "no") }))
}

func isAnswer(l LineHeard) bool { return l.Label == linear.Answer }

// plainOther reports whether a text that wants nothing is not taken for anything
// that is acted on.
func plainOther(h talk.Interpretation) bool {
	return h.Intent == hear.Other || h.Intent == hear.Smalltalk
}

func share(all []LineHeard, of, right func(LineHeard) bool) Share {
	var s Share
	for _, l := range all {
		if of(l) {
			s.add(right(l))
		}
	}
	return s
}
