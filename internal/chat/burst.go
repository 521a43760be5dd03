package chat

import (
	"slices"
	"time"

	"cekloker/internal/talk"
)

// burstGap is the longest pause between two messages of one burst.
const burstGap = 3 * time.Second

// burst holds the texts that somebody sent within a few seconds, so that an offer
// pasted in several messages is read as one. It is kept in memory only.
type burst struct {
	texts []talk.Text
	last  time.Time // of the last event
}

// canJoin reports whether an event can be one of several messages of a burst.
func canJoin(e talk.Event) bool {
	return !e.InGroup && (e.Kind == talk.TextCame || e.Kind == talk.PictureCame || e.Kind == talk.Unreadable)
}

// earlier returns the texts that belong to the same burst as the event.
func (b *burst) earlier(e talk.Event, now time.Time) []talk.Text {
	if !canJoin(e) || now.Sub(b.last) > burstGap {
		b.texts = nil
	}
	return append([]talk.Text(nil), b.texts...)
}

// add notes an event. A long text begins a burst, and so does any text with an urgent
// answer: a plea in pieces; a shorter one can only continue it, and a picture does not end it.
func (b *burst) add(e talk.Event, urgent bool, now time.Time) {
	const minFirst, minNext, maxTexts = 40, 8, 8
	b.last = now
	n := len(e.Text.Joined())
	switch {
	case !canJoin(e) || len(b.texts) >= maxTexts:
		b.texts = nil
	case n >= minFirst, urgent && n > 0, n >= minNext && len(b.texts) > 0:
		b.texts = append(b.texts, e.Text)
	}
}

// saysUrgent reports whether an urgent message is among the effects of a turn.
func saysUrgent(effects []talk.Effect) bool {
	return slices.ContainsFunc(effects, func(e talk.Effect) bool { s, ok := e.(talk.Say); return ok && s.Urgent })
}

// isOver reports whether the burst has ended: the next message does not belong to it.
func (b *burst) isOver(now time.Time) bool { return !now.Before(b.last.Add(burstGap)) }
