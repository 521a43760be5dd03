package console

import "cekloker/internal/talk"

// burst is what was sent within a few seconds, and how it was answered.
type burst struct {
	texts    []talk.Text
	answered talk.BurstReply
	urgent   bool // the answer is never changed
}

// edits reports whether a reply takes the place of the one before.
func (b burst) edits(e talk.Say) bool {
	return !e.Urgent && !b.urgent && e.Burst.Standing.TakesPlaceOf(b.answered.Standing)
}

// add notes a text and what was said to it.
func (b *burst) add(text talk.Text, effects []talk.Effect) {
	b.texts = append(b.texts, text)
	for _, e := range effects {
		if said, ok := e.(talk.Say); ok {
			b.answered, b.urgent = said.Burst, said.Urgent
		}
	}
}
