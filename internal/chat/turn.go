package chat

import (
	"fmt"
	"runtime"
	"slices"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// computeTurn takes the turn and makes its calls. When our own code or content fails
// at it, the person reads that it is our fault and the update counts as taken:
// it would fail again each time it comes, and hold up everybody behind it.
func (p *conversation) computeTurn(u Update) (next session.Session, effects []talk.Effect, calls []Call) {
	o := p.service.o
	before := p.records.Session
	err := recoverPanic(func() (err error) {
		if o.Paused != nil {
			u.Event.Paused = o.Paused()
		}
		if at := p.records.Prefs.RemindAt; at != 0 {
			u.Event.Reminds = time.Unix(at, 0).UTC()
		}
		next, effects = o.Book.Turn(before, u.Event)
		effects = o.runOperations(effects)
		calls, err = o.Messenger.Render(u, p.records, effects, replyLanguage(next, before))
		return err
	})
	if err == nil {
		return next, effects, calls
	}
	o.Observer.Failed("turn", u.Ref.Wrap(err))
	sorry := []talk.Effect{apology(u.Ref)}
	if recoverPanic(func() (err error) {
		calls, err = o.Messenger.Render(u, p.records, sorry, replyLanguage(before, before))
		return err
	}) != nil {
		calls = nil
	}
	return before, sorry, calls
}

// apology says that it is our fault, with the code that finds the line of the log.
func apology(ref Ref) talk.Say {
	return talk.Say{Message: talk.Message{Blocks: []talk.Block{
		{ID: "common.failed"}, {ID: "common.failed.code", Args: talk.Args{"code": talk.Words(ref)}},
	}}}
}

// runOperations has the program do what is asked of it and says what came of it.
func (o Options) runOperations(effects []talk.Effect) []talk.Effect {
	out := slices.Clone(effects)
	for i, e := range out {
		if wish, ok := e.(talk.Operate); ok && o.Operate != nil {
			out[i] = talk.Say{Message: o.Operate(wish)}
		}
	}
	return out
}

func replyLanguage(next, before session.Session) session.Lang {
	switch {
	case next.Lang.Known():
		return next.Lang
	case before.Lang.Known():
		return before.Lang
	}
	return session.Indonesian
}

// recoverPanic turns a panic into an error that tells where it happened and nothing
// of the values: they may hold a person's words.
func recoverPanic(f func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("a panic at %s", panicLocation())
		}
	}()
	return f()
}

// panicLocation finds the function that panicked, from inside a deferred call.
func panicLocation() string {
	pcs := make([]uintptr, 16)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(4, pcs)])
	for {
		frame, more := frames.Next()
		if frame.Function != "" && frame.Function[:min(8, len(frame.Function))] != "runtime." {
			return fmt.Sprintf("%s line %d", frame.Function, frame.Line)
		}
		if !more {
			return "an unknown place"
		}
	}
}

// claimReminder reports whether a reminder is really due: it was asked for, its time
// has come, and it was not sent yet.
func (p *conversation) claimReminder(u *Update, now time.Time) bool {
	at := p.records.Prefs.RemindAt
	if at == 0 || now.Unix() < at {
		return false
	}
	u.Event.Reminder = session.Value(p.records.Prefs.Remind)
	return true
}

// withoutReminder is what is kept after a reminder: it is used up, and the case stays
// as it was, since the person said nothing.
func (r Records) withoutReminder(before session.Session) Records {
	r.Session = before
	r.Prefs.RemindAt, r.Prefs.Remind = 0, ""
	return r
}

// SendReminders sends the reminders that are due.
func (s *Service) SendReminders() error {
	now := s.o.Now()
	ids, err := s.o.Store.DueReminders(now)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := s.Take(Update{Chat: id, Event: talk.Event{At: now, Kind: talk.ReminderDue}}).Wait(); err != nil {
			return err
		}
	}
	return nil
}
