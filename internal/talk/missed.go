package talk

import (
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/refer"
	"cekloker/internal/session"
)

// slotMissed is filled while the last message was not understood, or the last few.
const slotMissed session.Slot = "missed"

// Its values: the first message in a row that was not understood, and a later one.
const (
	missedOnce  = session.ValueSeen
	missedAgain = session.Value("again")
)

// notUnderstood says that the text was not understood, with the help button: first with
// the main doors, then with what may be closest, at last with a person to ask. An open
// question is repeated below.
func (t *turn) notUnderstood(f *flow.Flow, step flow.Step) {
	if t.namesPlace(f, step) || t.tellsHowToLeave() {
		return
	}
	t.count("not_understood")
	t.missed, t.help, t.stands = true, true, StandingPassing
	before := t.missedBefore()
	if step.Asks() && step.Kind != flow.KindPaste || f.Short {
		t.notUnderstoodHere(f, step, before)
		return
	}
	door := func(label SentenceID, id flow.ID) Button {
		return Button{Label: label, Tap: OpenTap("flow", string(id))}
	}
	first := door("start.doors.check", FlowCheck)
	if t.now.Value(slotGiven) != "" {
		first = Button{Label: "common.back_to_result", Tap: OpenTap("result", "")}
	}
	m := Message{Blocks: t.notes}
	t.notes = nil
	switch before {
	case "":
		m.Blocks = append(m.Blocks, Block{ID: "talk.not_understood_here"})
		m.Rows = [][]Button{{first, door("start.doors.already", FlowAlready), door("start.doors.family", FlowFamily), door("start.doors.tips", FlowTips)}}
	case missedOnce:
		m.Blocks = append(m.Blocks, Block{ID: "talk.not_understood_again"})
		m.Rows = [][]Button{{
			door("talk.got_offer", FlowCheck), door("start.doors.already", FlowAlready), door("start.doors.family", FlowFamily),
			{Label: "talk.ask_person", Tap: OpenTap("contacts", string(refer.SituationSuspiciousOffer))},
		}}
	default:
		m.Blocks = append(m.Blocks, t.personToAsk()...)
		m.Rows = [][]Button{{first}}
	}
	m.Blocks = append(m.Blocks, Block{ID: "talk.door"})
	m.Rows = append(m.Rows, lastRows()...)
	t.say(m, false)
}

// tellsHowToLeave answers what may be a wish to leave.
func (t *turn) tellsHowToLeave() bool {
	may := t.heard().MayLeave
	if may {
		t.count("not_understood")
		t.shortAnswer("exit.how")
	}
	return may
}

// namesPlace takes the bare name of a country on a screen about somebody in trouble: its
// contacts come in place of others. It reports whether the text is one.
func (t *turn) namesPlace(f *flow.Flow, step flow.Step) bool {
	text := t.event.Text.Typed
	if !f.Short || step.Asks() || step.Contacts().Contacts == "" || len(strings.Fields(text)) > fewWords || t.book.Languages.named(text) != "" {
		return false
	}
	where, _ := t.book.Rules.CountryAnswer(text)
	if where == "" {
		return false
	}
	t.advance()
	t.now = t.now.Set(SlotWhere, session.Value(where))
	t.show()
	return true
}

// notUnderstoodHere says it above the present step: at a question, and in the flows
// about somebody in trouble, whose contacts stay in sight.
func (t *turn) notUnderstoodHere(f *flow.Flow, step flow.Step, before session.Value) {
	switch {
	case before == missedAgain && !f.Short:
		t.notes = append(t.notes, t.personToAsk()...)
	case step.Asks() && step.Required:
		t.note("talk.not_understood_required")
	case step.Asks():
		t.note("talk.not_understood")
	default:
		t.note("talk.not_understood_there")
	}
	if t.asksNumber(step) {
		t.note("talk.door_word")
	} else {
		t.note("talk.door")
	}
	t.show()
}

// personToAsk names the ministry, with its number and the year of its source.
func (t *turn) personToAsk() []Block {
	return append([]Block{{ID: "talk.not_understood_person"}}, t.contacts(string(refer.SituationSuspiciousOffer), 1)...)
}

// missedBefore says how often in a row the messages before this one were not understood. A
// burst counts once.
func (t *turn) missedBefore() session.Value {
	if t.event.Answered.Standing == StandingPassing && t.was.Value(slotMissed) == missedOnce {
		return ""
	}
	return t.was.Value(slotMissed)
}

// noteMissed records whether the last message was understood, so that the next one in
// a row that is not gets a different answer.
func (t *turn) noteMissed() {
	switch {
	case t.now.Began.IsZero() || t.quiet():
	case t.missed && t.missedBefore() == "":
		t.now = t.now.Set(slotMissed, missedOnce)
	case t.missed:
		t.now = t.now.Set(slotMissed, missedAgain)
	case t.now.Value(slotMissed) != "":
		t.now = t.now.Clear(func(s session.Slot) bool { return s == slotMissed })
	}
}
