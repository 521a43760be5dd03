package talk

import (
	"cekloker/internal/flow"
	"cekloker/internal/session"
)

// At tells where a conversation stands, for the walk over all states: the flow,
// the step, and how many signs of each kind are counted.
func (b *Book) At(s session.Session) (flow.ID, flow.Step, [3]int) {
	t := b.rendering(s)
	f, step, values := t.present()
	step.Choices = step.Offered(values)
	urgent, strong, medium := t.weigh()
	return f.ID, step, [3]int{min(urgent, 1), min(strong, 2), min(medium, 2)}
}

// Personal reports whether a text holds personal data, for the texts of package
// hostile.
var Personal = personal

// CountTurn takes a turn and tells how often its text was classified in it, and
// read as an offer.
func (b *Book) CountTurn(s session.Session, e Event) (next session.Session, classified, read int) {
	t := &turn{book: b, event: e, was: s, now: s}
	if t.now.Began.IsZero() {
		t.now = session.Begin(e.At, session.Lang("id"))
	}
	t.take()
	return t.now, t.classified, t.reads
}
