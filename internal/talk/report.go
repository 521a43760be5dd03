package talk

import (
	"cekloker/internal/flow"
	"cekloker/internal/session"
)

// reportBlocks write a report from answers that were chosen from lists: nothing that
// somebody typed is in it. What was not answered is left out.
func (t *turn) reportBlocks(f *flow.Flow, step flow.Step, of []flow.SlotID) []Block {
	id := func(part string) SentenceID { return SentenceID(f.Message(step.ID) + "." + part) }
	text := Block{ID: id("intro"), Kind: BlockCopy}
	for _, slot := range of {
		switch value := t.now.Value(session.Slot(slot)); {
		case session.Slot(slot) == SlotWhere:
			if country := t.need("").Country; country != "" {
				text.Lines = append(text.Lines, Item{ID: id(string(slot)), Args: Args{"country": CountryArg(country)}})
			}
		case t.hasAnswer(slot):
			text.Lines = append(text.Lines, Item{ID: id(string(slot) + "." + string(value))})
		}
	}
	text.Lines = append(text.Lines, Item{ID: id("end")})
	return []Block{text, {ID: id("last")}}
}

// hasAnswer reports whether a slot holds a choice, and not that the question was left open.
func (t *turn) hasAnswer(slot flow.SlotID) bool {
	switch t.now.Value(session.Slot(slot)) {
	case "", session.ValueSeen, session.ValueSkipped, session.ValueDontKnow:
		return false
	}
	return true
}

// answeredHere counts the questions of the current flow that have an answer, where
// somebody is left out: a place alone says nothing about anybody.
func (t *turn) answeredHere() int {
	f, n := t.book.Flow(t.now.Flow()), 0
	if f == nil {
		return 0
	}
	counted := map[flow.SlotID]bool{}
	for _, s := range f.Steps {
		if s.Kind == flow.KindChoice && session.Slot(s.Slot) != SlotWhere && !counted[s.Slot] && t.hasAnswer(s.Slot) {
			n, counted[s.Slot] = n+1, true
		}
	}
	return n
}

// deleteThis deletes the message with the tapped button, and says so in a new one.
func (t *turn) deleteThis() bool {
	if t.event.Kind != EventTap {
		return false
	}
	t.add(DeleteThis{})
	t.say(Message{Blocks: []Block{{ID: "report.deleted"}}, Rows: lastRows(Button{Label: "way.contacts", Tap: OpenTap("contacts", "relative_missing")})}, true)
	return true
}
