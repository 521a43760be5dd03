package talk

import (
	"slices"
	"strings"
	"time"

	"cekloker/internal/offer"
	"cekloker/internal/session"
)

// keptScreen lists what is kept of this chat now: /dataku. It names facts, not their
// values, since somebody else may look at the phone.
func (t *turn) keptScreen() {
	if t.now.Began.IsZero() {
		t.now = t.now.Afresh(t.event.At)
	}
	kept := Block{ID: "privacy.now"}
	line := func(id SentenceID, args Args) { kept.Lines = append(kept.Lines, Item{ID: id, Args: args}) }
	language := SentenceID("privacy.now.language")
	if t.now.Chosen {
		language = "privacy.now.language_chosen"
	}
	line(language, Args{"language": WordsArg(t.book.Languages.of(t.now.Lang).Name)})
	facts, family, other := t.kept()
	if len(facts) > 0 {
		line("privacy.now.offer", Args{"facts": facts})
	}
	if family > 0 && !t.quiet() {
		line("privacy.now.family", Args{"n": NumberArg(family)})
	}
	if other > 0 {
		line("privacy.now.other", Args{"n": NumberArg(other)})
	}
	if len(facts) == 0 && family+other == 0 {
		line("privacy.now.none", nil)
	}
	if t.quiet() {
		line("privacy.now.short", nil)
	}
	if at := t.event.Reminds; !at.IsZero() {
		line("privacy.now.reminder", Args{"date": DayArg(at.In(wib).Format(time.DateOnly))})
	}
	line("privacy.now.always", nil)
	notes := t.notes
	t.notes = nil
	t.say(Message{Blocks: append(notes, kept, Block{ID: "privacy.now.after"}), Rows: t.keptWays()}, false)
}

// keptWays are the buttons below what is kept.
func (t *turn) keptWays() [][]Button {
	var rows [][]Button
	if !t.event.Reminds.IsZero() {
		rows = append(rows, []Button{{Label: "reminder.stop", Tap: OpenTap("unremind", "")}})
	}
	return append(rows, lastRows(Button{Label: "common.back", Tap: OpenTap("present", "")})...)
}

// operatorBlocks returns who runs this bot and where, if the operator set it.
func (t *turn) operatorBlocks() []Block {
	var out []Block
	if t.book.Operator != "" {
		out = append(out, Block{ID: "privacy.operator", Args: Args{"operator": WordsArg(t.book.Operator)}})
	}
	if t.book.Country != "" {
		out = append(out, Block{ID: "privacy.country", Args: Args{"country": WordsArg(t.book.Country)}})
	}
	return out
}

// kept sorts the answers of the session: facts of an offer by name, answers that are
// kept for an hour, and all others. Modes and screens that were seen do not count.
func (t *turn) kept() (facts SentencesArg, short, other int) {
	for _, a := range t.now.Answers {
		switch {
		case offer.Fact(a.Slot) == offer.FactPhrases:
			facts = append(facts, "privacy.now.signs")
		case offer.Fact(a.Slot) == offer.FactWorkPlace: // a part of the destination
		case offer.Fact(a.Slot).Known():
			facts = append(facts, SentenceID("fact."+string(a.Slot)))
		case a.Value == session.ValueSeen || a.Slot == slotReading || a.Slot == slotQuiet || a.Slot == slotBeside || a.Slot == slotMissed || forNo(a.Slot) || a.Slot == slotTold || a.Slot == slotPlea || strings.HasPrefix(string(a.Slot), "help_") || a.Slot == SlotMatter && t.quiet() || t.quiet() && a.Slot == SlotWhere || strings.HasPrefix(string(a.Slot), askedFor):
		case t.book.Short(a.Slot):
			short++
		default:
			other++
		}
	}
	slices.Sort(facts)
	return facts, short, other
}

// Short reports whether a slot belongs to a flow that is kept for an hour only.
func (b *Book) Short(slot session.Slot) bool { return b.short[slot] }
