package chat

import (
	"slices"
	"time"

	"cekloker/internal/talk"
)

// burstGap is the longest pause between two messages of one burst.
const burstGap = 3 * time.Second

// burst holds the texts that somebody sent within a few seconds, so that an offer
// pasted in several messages is read as one, and the answer to them, which a later
// message may change. It is kept in memory only.
type burst struct {
	texts    []talk.Text
	last     time.Time       // of the last event
	answered talk.BurstReply // what the last answered message was answered with
	answer   Call            // the answer that may be changed: its Answer is 0 when there is none
}

// canJoin reports whether an event can be one of several messages of a burst.
func canJoin(e talk.Event) bool {
	return !e.InGroup && (e.Kind == talk.EventText || e.Kind == talk.EventPicture || e.Kind == talk.EventUnreadable)
}

// earlier returns the texts that belong to the same burst as the event, and what they
// were answered with.
func (b *burst) earlier(e talk.Event, now time.Time) ([]talk.Text, talk.BurstReply) {
	if !canJoin(e) || now.Sub(b.last) > burstGap {
		*b = burst{last: b.last}
	}
	return append([]talk.Text(nil), b.texts...), b.answered
}

// revise lets a new answer take the place of the one before, and leaves it out when it
// says the same.
func (b *burst) revise(calls []Call) []Call {
	i := slices.IndexFunc(calls, Call.says)
	if i < 0 || b.answer.Answer == 0 || calls[i].Urgent || !calls[i].Burst.Standing.TakesPlaceOf(b.answered.Standing) {
		return calls
	}
	same := func(param string) bool { return calls[i].Params[param] == b.answer.Params[param] }
	if same("text") && same("reply_markup") {
		return slices.Delete(slices.Clone(calls), i, i+1)
	}
	calls[i].Answer = b.answer.Answer
	return calls
}

// add notes an event and what was said to it. A long text begins a burst, and so does any
// text with an urgent answer, a plea in pieces, or with one that a later message may
// change; a shorter one can only continue it, and a picture does not end it.
func (b *burst) add(e talk.Event, said []Call, now time.Time) {
	const minFirst, minNext, maxTexts = 40, 8, 8
	if !canJoin(e) || len(b.texts) >= maxTexts {
		*b = burst{last: now}
		return
	}
	b.last = now
	begins := false
	if len(said) > 0 {
		b.answered, b.answer = said[0].Burst, Call{}
		if said[0].Answer != 0 {
			b.answer = said[0]
		}
		begins = b.answered.Standing.MayChange() || slices.ContainsFunc(said, func(c Call) bool { return c.Urgent })
	}
	n := len(e.Text.Joined())
	if n >= minFirst || begins && n > 0 || n >= minNext && len(b.texts) > 0 {
		b.texts = append(b.texts, e.Text)
	}
}

// saidSince returns the unsent messages that are newer than the call with a number.
func (r Records) saidSince(seq uint64) []Call {
	var out []Call
	for _, c := range r.Unsent {
		if c.Seq > seq && c.says() {
			out = append(out, c)
		}
	}
	return out
}

// isOver reports whether the burst has ended: the next message does not belong to it.
func (b *burst) isOver(now time.Time) bool { return !now.Before(b.last.Add(burstGap)) }
