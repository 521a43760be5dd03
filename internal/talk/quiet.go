package talk

import "cekloker/internal/session"

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

// brief leaves of contacts the names and the numbers, when the phone may be
// read by others, and only the first of them when one shall be remembered.
func (t *turn) brief(contacts []Block, one bool) []Block {
	if one && len(contacts) > 1 {
		contacts = contacts[:1]
	}
	if !t.quiet() {
		return contacts
	}
	for i, b := range contacts {
		var lines []Item
		for _, l := range b.Lines {
			switch l.ID {
			case "contact.whatsapp", "contact.call", "contact.code", "contact.web":
				lines = append(lines, l)
			}
		}
		contacts[i].Lines = lines
	}
	return contacts
}
