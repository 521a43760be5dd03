package chat

import (
	"slices"
	"time"
)

func (r Records) clone() Records {
	r.Unsent = slices.Clone(r.Unsent)
	r.Traces.Messages = slices.Clone(r.Traces.Messages)
	r.Traces.Updates = slices.Clone(r.Traces.Updates)
	return r
}

// addCalls puts calls into the outbox and returns those that are sent at once. A
// reply that is held replaces an earlier one that is held; an urgent one drops
// what is unsent and goes first.
func (r *Records) addCalls(calls []Call, ref Ref, now time.Time) (asides []Call) {
	held := slices.ContainsFunc(calls, func(c Call) bool { return !c.HoldUntil.IsZero() })
	if held {
		r.Unsent = slices.DeleteFunc(r.Unsent, func(c Call) bool { return !c.HoldUntil.IsZero() })
	}
	if slices.ContainsFunc(calls, func(c Call) bool { return c.Urgent }) {
		r.Unsent = slices.DeleteFunc(r.Unsent, func(c Call) bool { return !c.Exit })
	}
	for _, c := range calls {
		if c.Immediate {
			asides = append(asides, c)
			continue
		}
		r.Traces.LastSeq++
		c.Seq, c.Made, c.Ref = r.Traces.LastSeq, now, ref
		r.Unsent = append(r.Unsent, c)
	}
	return asides
}

// withReceipt is what is kept after a call took effect or never can; picked is the
// last outbox number there was when it was sent. A message that was on its way
// while the person left is deleted like the others.
func (r Records) withReceipt(c Call, receipt Receipt, picked uint64, now time.Time) Records {
	r = r.clone()
	n := len(r.Unsent)
	r.Unsent = slices.DeleteFunc(r.Unsent, func(u Call) bool { return u.Seq == c.Seq })
	dropped := len(r.Unsent) == n
	if receipt.Outcome == Gone {
		r = r.withoutOlder(picked)
	}
	if receipt.New && c.Tracked {
		r.Traces.addMessage(receipt.Message, now)
		if dropped && r.Session.Began.IsZero() {
			r.addCalls([]Call{DeleteCall([]int64{receipt.Message})}, c.Ref, now)
		}
	}
	if receipt.Message != 0 && c.Tracked {
		r.Traces.LastOwn = receipt.Message
	}
	if receipt.Message != 0 && c.Question {
		r.Traces.Question = receipt.Message
	}
	r.Traces.Undeleted = r.Traces.Undeleted || receipt.Undeleted
	r.Traces.removeMessages(c.Deletes)
	return r
}

// withoutOlder drops everything of a chat that turned out to be blocked, see delivered.
// What the person said since the call was sent may have come after taking that
// back: it stays, and so do the replies to it.
func (r Records) withoutOlder(picked uint64) Records {
	if r.Traces.LastSeq <= picked {
		return Records{Traces: r.Traces}
	}
	r.Unsent = slices.DeleteFunc(r.Unsent, func(u Call) bool { return u.Seq <= picked })
	return r
}

