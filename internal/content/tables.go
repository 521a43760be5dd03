package content

import (
	"fmt"
	"slices"
	"strings"

	"cekloker/internal/refer"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// Tables are the overviews of flows/README.md, by the name of their place there.
// They are made by go generate, and a test holds them to the content.
func (c *Content) Tables() map[string]string {
	return map[string]string{"signals": c.signalTable(), "channels": c.channelTable(), "hearing": c.hearingTable()}
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

// english is a sentence as people read it, its id when it has placeholders.
func (c *Content) english(parts ...string) string {
	id := talk.MessageID(strings.Join(parts, "."))
	return strings.ReplaceAll(c.Speaker.Raw(session.English, id), "\n", " ")
}

func (c *Content) signalTable() string {
	var rows [][]string
	for _, s := range c.Rules.Signals() {
		rows = append(rows, []string{
			"`" + string(s.ID) + "`", c.english("signal", string(s.ID), "title"), string(s.Strength), s.Since,
			fmt.Sprint(len(s.Fires), " / ", len(s.Quiet)), strings.Join(s.Sources, ", "),
		})
	}
	return table([]string{"signal", "title", "strength", "since", "examples that fire / stay quiet", "sources"}, rows)
}

func (c *Content) channelTable() string {
	var rows [][]string
	for _, ch := range c.Channels {
		rows = append(rows, []string{
			"`" + string(ch.ID) + "`", c.english("contact", string(ch.ID), "name") + ". " + ch.Purpose,
			reached(ch), listed(situationsOf(ch)), who(ch), ch.HoursSaid + "; " + ch.Cost,
			string(ch.Confidence) + ", show: " + string(ch.Show), ch.Checked + ", again by " + ch.ReviewBy, ch.Mind,
		})
	}
	return table([]string{"channel", "what it is for", "numbers and addresses", "situations", "who, and from where", "hours; cost", "confidence", "checked", "to mind"}, rows)
}

// reached lists every way to a channel, also those that are not shown.
func reached(ch refer.Channel) string {
	var out []string
	for _, n := range ch.Numbers {
		out = append(out, fmt.Sprintf("%s %s (%s)", n.Way, n.Number, n.Confidence))
	}
	for _, code := range ch.Codes {
		out = append(out, fmt.Sprintf("%s in %s (%s)", code.Code, code.DialFrom, code.Confidence))
	}
	for _, address := range append([]string{ch.Email, ch.Web}, ch.MoreWeb...) {
		if address != "" {
			out = append(out, address)
		}
	}
	return strings.Join(out, "<br>")
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
				if u.HeardRightly(c.Book.Hears(talk.Said{Own: u.Text})) {
					right++
				}
			}
			rows = append(rows, []string{half, label, fmt.Sprint(all), fmt.Sprint(right), fmt.Sprintf("%.1f %%", 100*float64(right)/float64(max(all, 1)))})
		}
	}
	return table([]string{"half", "label", "utterances", "heard rightly", "share"}, rows)
}
