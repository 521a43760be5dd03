package talk

import (
	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/session"
)

// topicMinor is what is said to somebody under 18 who is offered work or wants to go.
const topicMinor = "minor_going"

// slotMinor is filled once somebody under 18 was told of. From then on no offer is
// judged in this conversation: the age counts longer than one message.
const slotMinor session.Slot = "under_18"

// notesAge keeps that a text tells of somebody under 18. The age itself is not kept.
func (t *turn) notesAge(heard hear.Classification) {
	if heard.Child && !t.event.InGroup {
		t.now = t.now.Set(slotMinor, "yes")
	}
}

// minorGoing stops a check: for somebody under 18 no offer is judged, and what was
// read of it is dropped. When the age was told in an earlier message, it says how to
// ask for an adult.
func (t *turn) minorGoing() {
	t.advance()
	t.clear(FlowCheck)
	if t.now.Flow() == session.FlowID(FlowCheck) {
		t.now = t.now.Pop()
	}
	if t.was.Value(slotMinor) != "" {
		t.topicWith(topicMinor, Block{ID: "talk.for_adult"})
		return
	}
	t.topic(topicMinor)
}

// stopsForMinor reports whether a text that is no plea gets that answer: an offer,
// a question or a plan of somebody under 18, their age alone, and any offer after the age
// was told.
func (t *turn) stopsForMinor(heard hear.Classification) bool {
	frame := frameOf(heard, t.read())
	switch {
	case frame == FrameOffer:
		return t.now.Value(slotMinor) != ""
	case !heard.Child:
		return false
	case frame == FrameQuestion:
		return !t.asks()
	case frame == FrameAlreadyThere:
		return heard.Topic == "going" || heard.Topic == "ticket"
	}
	return t.now.Flow() == session.FlowID(FlowCheck) || heard.Intent == hear.IntentOther
}

// asks reports whether the present step waits for an answer.
func (t *turn) asks() bool {
	_, step, _ := t.standing()
	return step.Asks() && step.Kind != flow.KindPaste
}
