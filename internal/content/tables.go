package content

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"cekloker/internal/refer"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// Tables are the overviews of flows/README.md, by the name of their place there.
// go generate makes them, and a test compares them with the content.
func (c *Content) Tables() map[string]string {
	return map[string]string{"signals": c.signalTable(), "hearing": c.hearingTable()}
}

// table writes rows as Markdown.
func table(head []string, rows [][]string) string {
	var b strings.Builder
	line := func(cells []string) {
		for i, cell := range cells {
			cells[i] = strings.ReplaceAll(cell, "|", "\\|")
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
	}
	line(head)
	fmt.Fprintf(&b, "|%s\n", strings.Repeat("---|", len(head)))
	for _, row := range rows {
		line(row)
	}
	return b.String()
}

// ofDocs is the language of the tables in docs/.
const ofDocs session.Lang = "en"

// english is a sentence as people read it, its id when it has placeholders.
func (c *Content) english(parts ...string) string {
	id := talk.SentenceID(strings.Join(parts, "."))
	return strings.ReplaceAll(c.Speaker.Raw(ofDocs, id), "\n", " ")
}

func (c *Content) signalTable() string {
	var rows [][]string
	for _, s := range c.Rules.Signals() {
		rows = append(rows, []string{
			"`" + string(s.ID) + "`", c.english("signal", string(s.ID), "title"), string(s.Strength), s.Since,
			fmt.Sprint(len(s.PositiveExamples), " / ", len(s.NegativeExamples)), strings.Join(s.Sources, ", "),
		})
	}
	return table([]string{"signal", "title", "strength", "since", "examples that fire / stay quiet", "sources"}, rows)
}

// Contacts are the tables of docs/contacts.md, as Tables are those of README.md.
func (c *Content) Contacts() map[string]string {
	return map[string]string{"channels": c.channelTable(), "offices": c.officeTable()}
}

func (c *Content) channelTable() string {
	var rows [][]string
	for _, ch := range c.Channels {
		rows = append(rows, []string{
			"`" + string(ch.ID) + "`", c.english("contact", string(ch.ID), "name") + ". " + ch.Purpose,
			reached(ch), listed(situationsOf(ch)), who(ch), ch.HoursSaid + "; " + ch.Cost,
			string(ch.Confidence) + ", show: " + string(ch.Visibility), "read " + ch.ReadOn + ", " + rung(ch) + "; again by " + ch.ReviewBy, ch.Mind, listed(missing(ch)),
		})
	}
	return table([]string{"channel", "what it is for", "numbers and addresses, with the source and its year", "situations", "who, and from where", "hours; cost", "confidence", "read, rung", "to mind", "missing"}, rows)
}

// rung says when a person last contacted a channel and got an answer.
func rung(ch refer.Channel) string {
	if ch.CalledOn == "" {
		return "not rung"
	}
	return "rung " + ch.CalledOn
}

// reached lists every way to reach a channel, including those that are not shown.
func reached(ch refer.Channel) string {
	out := numbered(ch.Numbers, ch.Sources)
	for _, code := range ch.Codes {
		out = append(out, fmt.Sprintf("%s in %s (%s; %s)", code.Code, code.DialFrom, code.Confidence, dated(code.Source, ch.Sources)))
	}
	return strings.Join(append(out, filled(append([]string{ch.Email, ch.Web}, ch.MoreWeb...))...), "<br>")
}

func numbered(numbers []refer.PhoneNumber, sources []refer.Source) []string {
	var out []string
	for _, n := range numbers {
		what := ""
		if n.For != "" {
			what = n.For + "; "
		}
		out = append(out, fmt.Sprintf("%s %s (%s%s; %s)", n.Way, n.Number, what, n.Confidence, dated(n.Source, sources)))
	}
	return out
}

// dated is a source with the year in which it was published.
func dated(publisher string, sources []refer.Source) string {
	year := refer.UndatedYear
	for _, s := range sources {
		if y := s.Year(); s.Publisher == publisher && (year == refer.UndatedYear || y != refer.UndatedYear && y > year) {
			year = y
		}
	}
	return publisher + ", " + year
}

func filled(words []string) []string {
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}

// missing lists what the maintainers of the list should look for.
func missing(ch refer.Channel) []string {
	var out []string
	usable := ch.Usable()
	if len(usable) == 0 && len(ch.Codes) == 0 && ch.Kind != refer.KindWebTool {
		out = append(out, "a number")
	}
	if len(usable) > 0 && usable[0].Way != refer.WayWhatsApp {
		out = append(out, "WhatsApp")
	}
	if ch.Hours == "unknown" {
		out = append(out, "hours")
	}
	if !slices.ContainsFunc(ch.Sources, recent) {
		out = append(out, "a source since 2024")
	}
	return out
}

// recent reports whether a source is from 2024 or later.
func recent(s refer.Source) bool { return s.Year() != refer.UndatedYear && s.Year() >= "2024" }

func (c *Content) officeTable() string {
	var rows [][]string
	for _, o := range c.Offices.All() {
		reach := strings.Join(append(numbered(o.Numbers, o.Sources), filled([]string{o.Email, o.Web})...), "<br>")
		var sources, lacks []string
		for _, s := range o.Sources {
			sources = append(sources, s.Publisher+", "+s.Year())
		}
		if o.VisibleAddress() == "" {
			lacks = append(lacks, "an address")
		}
		if len(o.Usable()) == 0 {
			lacks = append(lacks, "a number")
		}
		if o.HoursSaid == "" {
			lacks = append(lacks, "hours")
		}
		rows = append(rows, []string{
			"`" + string(o.ID) + "`", o.Name, listed(filled([]string{o.City, o.Province})), listed(o.Serves), o.Address, reach, o.HoursSaid,
			fmt.Sprintf("%s, %s, show: %s", cmp.Or(o.StatusSaid, string(o.Status)), o.Confidence, o.Visibility), strings.Join(sources, "<br>"), o.Mind, listed(lacks),
		})
	}
	return table([]string{"office", "name", "town, province", "serves besides", "address", "numbers and addresses", "hours", "confidence", "sources", "to mind", "missing"}, rows)
}

func situationsOf(ch refer.Channel) []string {
	var out []string
	for s := range ch.Situations {
		out = append(out, string(s))
	}
	slices.Sort(out)
	return out
}

func who(ch refer.Channel) string {
	return fmt.Sprintf("for %s; from %s; acts in %s", listed(ch.Nationality), listed(ch.From), joined(listed(ch.Covers), listed(ch.Near)))
}

func listed[T ~string](words []T) string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		out = append(out, string(w))
	}
	return strings.Join(out, ", ")
}

// joined joins two lists, of which the second may be empty.
func joined(a, b string) string { return strings.TrimSuffix(a+", "+b, ", ") }

// hearingTable counts the utterances of both halves.
func (c *Content) hearingTable() string {
	var rows [][]string
	for _, half := range [...]string{TuneHalf, CheckHalf} {
		for _, label := range [...]string{"danger", "exit", "ordinary"} {
			all, right := 0, 0
			for _, u := range c.Utterances[half] {
				if u.Label != label {
					continue
				}
				all++
				if u.HeardRightly(c.Book.Interpret(talk.Text{Typed: u.Text})) {
					right++
				}
			}
			rows = append(rows, []string{half, label, fmt.Sprint(all), fmt.Sprint(right), fmt.Sprintf("%.1f %%", 100*float64(right)/float64(max(all, 1)))})
		}
	}
	return table([]string{"half", "label", "utterances", "heard rightly", "share"}, rows)
}
