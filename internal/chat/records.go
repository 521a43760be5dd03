package chat

import (
	"slices"
	"strconv"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// What becomes of records. Everything here is pure: methods return new records and
// leave the old ones as they were, except addCalls, which works on a copy that
// afterTurn or withReceipt has made.

// slotNotice is the slot that says the note on pasted texts was shown.
const slotNotice session.Slot = "notice"

func (r Records) clone() Records {
	r.Unsent = slices.Clone(r.Unsent)
	r.Pictures = slices.Clone(r.Pictures)
	r.Traces.Messages = slices.Clone(r.Traces.Messages)
	r.Traces.Updates = slices.Clone(r.Traces.Updates)
	return r
}

// withCurrentSession drops a session that has expired and begins a new one from
// the preferences. short says whether the session is one that is kept for an hour.
func (r Records) withCurrentSession(now time.Time, short bool) Records {
	life := CaseLife
	if short {
		life = ShortLife
	}
	if !r.LastEvent.IsZero() && now.Sub(r.LastEvent) > life {
		r.Session = session.Session{}
	}
	if r.Session.Began.IsZero() {
		r.Session.Lang, r.Session.Chosen = r.Prefs.Lang, r.Prefs.Chosen
		if r.Prefs.Notice {
			r.Session = r.Session.Afresh(now).Set(slotNotice, session.ValueSeen)
		}
	}
	return r
}

// afterTurn returns what is kept after a turn that made the session next and the
// effects.
func (r Records) afterTurn(u Update, next session.Session, effects []talk.Effect, now time.Time) Records {
	r = r.clone()
	r.Session = next
	r.Traces.addUpdate(u.ID)
	if u.Message != 0 && u.CallbackID == "" {
		r.Traces.addMessage(u.Message, now)
	}
	if u.Event.Kind == talk.EventReminderDue {
		return r // the person said nothing
	}
	r = r.withPictures(u, effects)
	if u.Event.Kind == talk.EventPictureRead { // nor here
		r.Traces.Question = 0
		return r
	}
	r.LastEvent = now.Truncate(time.Second)
	if u.CallbackID == "" || u.Message == r.Traces.Question && hasEdit(effects) {
		r.Traces.Question = 0 // its buttons are removed with this turn
	}
	for _, e := range effects {
		switch e := e.(type) {
		case talk.Forget:
			return Records{Traces: r.Traces}
		case talk.Remind:
			r.Prefs.RemindAt = 0
			if !e.At.IsZero() {
				r.Prefs.RemindAt = e.At.Unix()
			}
		}
	}
	r.Prefs.Lang, r.Prefs.Chosen = next.Lang, next.Chosen
	r.Prefs.Notice = r.Prefs.Notice || next.Value(slotNotice) != ""
	return r
}

func hasEdit(effects []talk.Effect) bool {
	return slices.ContainsFunc(effects, func(e talk.Effect) bool { _, ok := e.(talk.Edit); return ok })
}

// remindsNow reports whether a reminder was asked for, its time has come and it was not
// sent yet.
func (r Records) remindsNow(now time.Time) bool {
	return r.Prefs.RemindAt != 0 && now.Unix() >= r.Prefs.RemindAt
}

// afterReminder returns what is kept after a reminder was sent: the reminder is
// used up, and the session is as before, since the person said nothing.
func (r Records) afterReminder(before session.Session) Records {
	r.Session = before
	r.Prefs.RemindAt = 0
	return r
}

// ofGroup returns what is kept of a group: nothing but unsent calls and the ids of
// updates.
func (r Records) ofGroup() Records {
	r.Traces.Messages = nil
	return Records{Traces: r.Traces, Unsent: r.Unsent}
}

// addCalls puts calls into the outbox and returns those that are sent at once
// instead. The answer to a burst drops an unsent earlier one; an urgent reply drops
// whatever is unsent and goes first, and so does one in quiet mode.
func (r *Records) addCalls(calls []Call, ref UpdateCode, now time.Time) (immediate []Call) {
	if i := slices.IndexFunc(calls, func(c Call) bool { return c.Answer != 0 }); i >= 0 {
		calls = r.revise(calls, calls[i].Answer)
	}
	if slices.ContainsFunc(calls, func(c Call) bool { return c.Urgent || c.Replaces || c.ClearsChat }) {
		r.Unsent = slices.DeleteFunc(r.Unsent, func(c Call) bool { return !c.Exit })
	}
	for _, c := range calls {
		if c.Immediate {
			immediate = append(immediate, c)
			continue
		}
		r.Traces.LastSeq++
		c.Seq, c.Made, c.Ref = r.Traces.LastSeq, now, ref
		if c.Answer == 0 && c.Burst.Standing.MayChange() && !c.Urgent {
			c.Answer = c.Seq
		}
		r.Unsent = append(r.Unsent, c)
	}
	return immediate
}

// revise drops the unsent answer to the same burst, and what takes the buttons off the
// message that the new answer edits: it has buttons of its own.
func (r *Records) revise(calls []Call, answer uint64) []Call {
	r.Unsent = slices.DeleteFunc(r.Unsent, func(c Call) bool { return c.Answer == answer })
	message := strconv.FormatInt(r.Traces.AnswerMessage, 10)
	return slices.DeleteFunc(slices.Clone(calls), func(c Call) bool {
		return r.Traces.Answer == answer && c.Method == "editMessageReplyMarkup" && c.Params["message_id"] == message
	})
}

// withReceipt returns what is kept after a call took effect or never can. lastSeen
// is the number of the last call there was when it was sent. A message that was
// under way while the person left is deleted like the others.
func (r Records) withReceipt(c Call, receipt Receipt, lastSeen uint64, now time.Time) Records {
	r = r.clone()
	n := len(r.Unsent)
	r.Unsent = slices.DeleteFunc(r.Unsent, func(u Call) bool { return u.Seq == c.Seq })
	dropped := len(r.Unsent) == n
	if receipt.Outcome == OutcomeGone {
		r = r.withoutOlder(lastSeen)
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
	switch {
	case receipt.Message != 0 && c.Question:
		r.Traces.Question = receipt.Message
	case receipt.Message != 0 && c.Answer != 0 && r.Traces.Question == receipt.Message:
		r.Traces.Question = 0 // edited away
	}
	if receipt.Message != 0 && c.Answer != 0 {
		r.Traces.Answer, r.Traces.AnswerMessage = c.Answer, receipt.Message
	}
	r.Traces.Undeleted = r.Traces.Undeleted || receipt.Undeleted
	r.Traces.removeMessages(c.Deletes)
	return r
}

// withoutOlder drops everything of a chat that has blocked the bot, as of the call
// with the number lastSeen. Whatever the person said later may have come after
// unblocking the bot: that stays, with the replies to it.
func (r Records) withoutOlder(lastSeen uint64) Records {
	if r.Traces.LastSeq <= lastSeen {
		return Records{Traces: r.Traces}
	}
	r.Unsent = slices.DeleteFunc(r.Unsent, func(u Call) bool { return u.Seq <= lastSeen })
	return r
}
