package chat

import (
	"slices"
	"time"

	"cekloker/internal/talk"
)

// Late replies. Ten minutes after a message about danger, the family or a picture
// somebody else may hold the phone: a reply that was not delivered by then is neither
// sent nor kept on disk. One neutral sentence comes in its place, without sound, unless a
// newer reply waits behind it.

// MaxReplyAge is how long after the person's message such a reply may be delivered.
const MaxReplyAge = 10 * time.Minute

// markBrief gives the replies of a turn their time, if they are such replies.
func (c *conversation) markBrief(u Update, before, after Records, calls []Call) {
	brief := c.isShortLived(before.Session) || c.isShortLived(after.Session) || u.Event.Kind == talk.EventPicture || u.Event.Kind == talk.EventPictureRead ||
		slices.ContainsFunc(calls, func(c Call) bool { return c.Urgent })
	for i := range calls {
		if c := calls[i]; brief && c.says() && !c.Exit {
			calls[i].Until = u.Event.At.Add(MaxReplyAge)
		}
	}
}

func (c Call) isLate(now time.Time) bool { return !c.Until.IsZero() && now.After(c.Until) }

// untilLate is how long no unsent call is late.
func (r Records) untilLate(now time.Time) time.Duration {
	left := UnsentLife
	for _, c := range r.Unsent {
		if !c.Until.IsZero() {
			left = min(left, c.Until.Sub(now)+time.Millisecond)
		}
	}
	return left
}

// withoutLate returns what is kept once the late calls are dropped, and whether the
// person has to be told: not when another message comes, and not in quiet mode, where
// the one message that stays shows the number already.
func (r Records) withoutLate(now time.Time) (left Records, tell bool) {
	left = r.clone()
	left.Unsent = slices.DeleteFunc(left.Unsent, func(c Call) bool { return c.isLate(now) })
	quiet := slices.ContainsFunc(r.Unsent, func(c Call) bool { return c.Replaces && c.isLate(now) })
	comes := slices.ContainsFunc(left.Unsent, Call.says)
	return left, !comes && !(quiet && r.Traces.LastOwn != 0)
}

// dropLate drops late calls and reports whether records changed. While a turn is being
// written nothing is late: it brings a newer reply, or comes again.
func (c *conversation) dropLate() (changed bool) {
	s := c.service
	now := s.o.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state.committing || !slices.ContainsFunc(c.state.records.Unsent, func(c Call) bool { return c.isLate(now) }) {
		return false
	}
	left, tell := c.state.records.withoutLate(now)
	if tell {
		if call, err := s.o.Messenger.TooLate(s.replyLanguage(left.Session, left.Session)); err == nil {
			left.addCalls([]Call{call}, NewUpdateCode(), now)
		}
	}
	c.state.records = left
	s.o.Observer.Count("late")
	return true
}
