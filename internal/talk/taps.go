package talk

import (
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/session"
)

// tapped takes a button. It answers unknown buttons with the present question: an old
// button is never an error.
func (t *turn) tapped() {
	tap, ok := ParseTap(t.event.Tap)
	switch {
	case ok && tap.Open == "" && tap.mark() == t.now.Tapped:
		t.silent("the same answer again")
	case !ok:
		t.stale()
	case tap.Open != "":
		t.opened(tap.Open, tap.Of)
	default:
		t.answered(tap)
	}
}

// answered takes an answer button. It counts only for the turn that asked.
func (t *turn) answered(tap Tap) {
	id, stepID, _ := strings.Cut(tap.Step, ".")
	f := t.book.Flows[flow.ID(id)]
	if f == nil || tap.Began != began(t.now.Began) || tap.Turn != t.now.Turn || t.now.Flow() != session.FlowID(id) {
		if f != nil && tap.Began == began(t.now.Began) && t.holds(f, flow.StepID(stepID), tap.Choice) {
			t.add(Toast{ID: "common.done_already"})
			return
		}
		t.stale()
		return
	}
	_, step, values := t.present()
	if string(step.ID) != stepID {
		t.stale()
		return
	}
	t.now.Tapped = tap.mark()
	if !t.choose(f, step, values, tap.Choice) {
		t.stale()
	}
}

// holds reports whether the step was already answered with choice: a second
// tap of the same button.
func (t *turn) holds(f *flow.Flow, id flow.StepID, choice string) bool {
	step, ok := f.Step(id)
	return ok && step.Slot != "" && t.now.Value(session.Slot(step.Slot)) == session.Value(choice)
}

// stale answers an old or foreign button with the present question.
func (t *turn) stale() {
	t.now = t.was
	t.add(Toast{ID: "common.old_button"})
	t.note("common.old_button")
	t.show()
}

// opened takes a button that opens something; such buttons work at any age.
func (t *turn) opened(what, of string) {
	if !t.acts(flow.Action(what), of) {
		t.stale()
	}
}
