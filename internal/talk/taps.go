package talk

import (
	"slices"
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/session"
)

// tapped takes a button. It answers unknown buttons with the present question: an old
// button is never an error. A button that sent a message does nothing when it is tapped
// again: a repeated tap leaves the screen as it is, which an edit to the same does too.
func (t *turn) tapped() {
	tap, ok := ParseTap(t.event.Tap)
	switch {
	case ok && tap.mark() == t.now.Tapped:
		t.silent("the same button again")
		return
	case !ok:
		t.stale()
	case tap.Open != "":
		t.now.Tapped = 0
		t.stays = tap.Below
		t.opened(tap.Open, tap.Of)
	default:
		t.answered(tap)
	}
	if ok && (tap.Below || t.sends()) {
		t.now.Tapped = tap.mark()
	}
}

// sends reports whether this turn sends a new message.
func (t *turn) sends() bool {
	return slices.ContainsFunc(t.effects, func(e Effect) bool { _, ok := e.(Say); return ok })
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
		known := tap.Began == began(t.now.Began)
		if known || flow.ID(id) != FlowDanger || !t.saysDanger(stepID, tap.Choice) {
			t.staleOf(known)
		}
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

// saysDanger takes the answer to a danger question whose case was forgotten, and reports
// whether it was one: the person says that there is danger, which needs no case.
func (t *turn) saysDanger(stepID, choice string) bool {
	kind := map[string]hear.DangerKind{"ask": "", "ask_self_harm": hear.DangerSelfHarm}
	told, asks := kind[stepID]
	if !asks || choice == "no" {
		return false
	}
	t.urgent = true
	t.advance()
	t.clear(FlowDanger)
	t.now = t.now.Set(SlotDanger, dangerValue(told))
	t.enterDanger()
	t.note("common.case_gone")
	f, step, values := t.present()
	return string(step.ID) == stepID && t.choose(f, step, values, choice)
}

// holds reports whether the step was already answered with choice: a second
// tap of the same button.
func (t *turn) holds(f *flow.Flow, id flow.StepID, choice string) bool {
	step, ok := f.Step(id)
	return ok && step.Slot != "" && t.now.Value(session.Slot(step.Slot)) == session.Value(choice)
}

// stale answers an old or foreign button with the present question. In a case in which
// nothing was done yet it is a button of an earlier one.
func (t *turn) stale() { t.staleOf(t.was.Turn > 0) }

// staleOf does so for a button of the case that is known, or of one that is not: it is
// over its time, or was lost with the machine that knew it.
func (t *turn) staleOf(known bool) {
	id := SentenceID("common.old_button")
	if !known {
		id = "common.case_gone"
	}
	if t.now = t.now.Afresh(t.event.At); !t.was.Began.IsZero() {
		t.now = t.was
	}
	t.add(Toast{ID: id})
	t.note(id)
	t.show()
}

// opened takes a button that opens something; such buttons work at any age.
func (t *turn) opened(what, of string) {
	if !t.acts(flow.Action(what), of) {
		t.stale()
	}
}
