package talk

import "cekloker/internal/session"

// TookTooLong is what a person gets in place of a turn that was given up: the
// sentence that says so, and the contacts of the safe word, because what could not
// be read may have been a plea. It reads no words of the person, since these may be
// what held the turn up, and leaves the session as it is.
func (b *Book) TookTooLong(s session.Session, e Event) []Effect {
	t := &turn{book: b, event: e, was: s, now: s, urgent: true}
	switch {
	case e.InGroup:
		t.say(Message{Blocks: []Block{{ID: "common.too_long"}}}, true)
	case t.quiet():
		t.quietly()
	default:
		_, step, _ := t.standing()
		t.say(Message{
			Blocks: append([]Block{{ID: "common.too_long"}}, t.contacts("abroad_in_danger", 0)...),
			Rows:   append([][]Button{{t.helpButton(step)}}, lastRows()...),
		}, true)
	}
	return t.effects
}
