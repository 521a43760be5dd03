package talk

import (
	"slices"
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/session"
	"cekloker/internal/words"
)

// slotBeside records the help line that is added to replies: "said" after it was shown
// once in this case, or "no" after the danger question was answered with no.
const slotBeside session.Slot = "beside"

// helpButton leads to contacts from every menu, every verdict and every "not
// understood". Its digit is always 0; at questions for a number it has no digit.
func (t *turn) helpButton(step flow.Step) Button {
	if t.asksNumber(step) {
		return Button{Label: "common.help_word", Tap: OpenTap(string(actionHelp), "")}
	}
	return Button{Label: "common.help_now", Tap: OpenTap(string(actionHelp), "")}
}

// asksNumber reports whether 0 is an answer to the present question.
func (t *turn) asksNumber(step flow.Step) bool {
	if step.Kind != flow.KindFact {
		return false
	}
	_, number := t.book.Rules.ReadAnswer(offer.Fact(step.Slot), "0")
	return number
}

// asksHelp reports whether a typed text is the digit of the help button, or one of
// its words, where 0 is not an answer.
func (t *turn) asksHelp(text string) bool {
	if t.event.Text.Quoted != "" || t.book.typedAction(text) != actionHelp {
		return false
	}
	asking := *t
	_, step, _ := asking.present()
	return words.Bare(text) != "0" || !t.asksNumber(step)
}

// actionHelp is the action of the help button among the typed words.
const actionHelp flow.Action = "help_now"

// helpNow gives contacts in one step, in every state, and then asks whether
// others can read the phone. It asks nothing before.
func (t *turn) helpNow() {
	t.urgent = true
	t.count("safeword")
	if t.quiet() {
		t.quietly()
		return
	}
	t.advance()
	if t.now.Flow() != session.FlowID(FlowDanger) {
		where, matter, kind := t.keptFor(SlotWhere), t.keptFor(SlotMatter), t.now.Value(slotHelpDanger)
		if t.ofChild() {
			kind = t.now.Value(SlotDanger)
		}
		t.clear(FlowDanger)
		if where != "" {
			t.now = t.now.Set(SlotWhere, where)
		}
		if matter != "" {
			t.now = t.now.Set(SlotMatter, matter)
		}
		if kind == "" {
			kind = dangerValue("")
		}
		t.now = t.now.Set(SlotDanger, kind)
		t.enterDanger()
	}
	for _, slot := range [...]session.Slot{slotInDanger, "self_harm_now"} {
		if t.now.Value(slot) == "" {
			t.now = t.now.Set(slot, "unknown")
		}
	}
	t.contactsAgain()
}

// keptFor is the value of a slot, or the one that was kept behind dropped answers.
func (t *turn) keptFor(slot session.Slot) session.Value {
	if v := t.now.Value(slot); v != "" {
		return v
	}
	return t.now.Value(helpSlots[slot])
}

// contactsAgain shows the present step of the danger flow, and contacts above it
// when it holds none.
func (t *turn) contactsAgain() {
	t.urgent = true
	t.unsee(FlowDanger)
	t.cancelReminder()
	asking := *t
	f, step, _ := asking.present()
	shown := append(asking.notes, asking.blocks(f, step)...)
	if !slices.ContainsFunc(shown, isContact) {
		t.notes = append(t.notes, t.brief(t.contacts("abroad_in_danger", 0), flow.Below{})...)
	}
	t.show()
}

func isContact(b Block) bool { return strings.HasPrefix(string(b.ID), "contact.one") }

// withHelp adds the help button. With the tier "beside" it is the first button, and
// the message ends with one line about it, once in a case. On menus and verdicts, and
// when nothing was understood, it is in the last row before the menu, without a line.
func (t *turn) withHelp(m Message) Message {
	if t.event.InGroup || t.quiet() || t.inDanger() {
		return m
	}
	_, step, _ := t.standing()
	button := t.helpButton(step)
	switch {
	case t.saysBeside():
		t.now = t.now.Set(slotBeside, "said")
		t.urgent = true
		line := SentenceID("danger.beside")
		if t.event.Kind == EventPictureRead {
			line = "danger.beside_picture"
		}
		if t.asksNumber(step) {
			line = "danger.beside_word"
		}
		m.Blocks = append(m.Blocks, Block{ID: line})
		m.Rows = append([][]Button{{button}}, slices.DeleteFunc(m.Rows, offersHelp)...)
	case (t.help || t.beside) && !slices.ContainsFunc(m.Rows, offersHelp):
		m.Rows = slices.Insert(slices.Clone(m.Rows), beforeMenu(m.Rows), []Button{button})
	}
	return m
}

// saysBeside reports whether the message ends with the line about help.
func (t *turn) saysBeside() bool {
	return t.beside && t.now.Value(slotBeside) == "" && flow.ID(t.now.Flow()) != FlowPractice
}

// offersHelp reports whether the help button stands in a row. Other buttons may do the
// same under a label of their own.
func offersHelp(row []Button) bool { return slices.ContainsFunc(row, isHelp) }

func isHelp(b Button) bool { return b.Label == "common.help_now" || b.Label == "common.help_word" }

// inDanger reports whether the danger flow is open.
func (t *turn) inDanger() bool { return t.now.Flow() == session.FlowID(FlowDanger) }

// standing is like present but changes nothing.
func (t *turn) standing() (*flow.Flow, flow.Step, map[string]any) {
	asking := *t
	return asking.present()
}
