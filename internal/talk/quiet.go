package talk

import (
	"slices"
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/session"
)

// slotQuiet says that others may read the phone: "yes" or "no". It is a mode,
// not an answer, and lasts until the session ends.
const slotQuiet session.Slot = "quiet"

// quiet reports whether the conversation leaves as little as it can: one
// message that changes instead of many, the person's own messages deleted as
// they come, no sound, contacts as bare numbers.
func (t *turn) quiet() bool { return t.now.Value(slotQuiet) == "yes" }

// dropAnswers begins a new session that knows only the language and the mode.
func (t *turn) dropAnswers() {
	quiet, turn := t.now.Value(slotQuiet), t.now.Turn
	t.now = session.Begin(t.event.At, t.now.Lang)
	t.now.Turn = turn
	t.now = t.now.Set(slotQuiet, quiet)
}

// brief leaves out of contacts what the screen has no room for: what an office
// is for, below a list of signs; everything but names and numbers when the phone
// may be read by others; all but the first when one shall be remembered.
func (t *turn) brief(contacts []Block, step flow.Step) []Block {
	if step.One && len(contacts) > 1 {
		contacts = contacts[:1]
	}
	if !step.Signs && !t.quiet() {
		return contacts
	}
	for i, b := range contacts {
		contacts[i].Lines = slices.DeleteFunc(b.Lines, func(l Item) bool {
			return strings.HasSuffix(string(l.ID), ".for") || t.quiet() && strings.HasSuffix(string(l.ID), ".note")
		})
	}
	return contacts
}
