package chat

import (
	"fmt"
	"runtime"
	"slices"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// computeTurn takes the turn of an update and renders its calls. When our own code
// or content fails, the person reads that it is our fault and the update counts as
// taken: it would fail each time it comes again, and hold up everybody behind it.
func (c *conversation) computeTurn(u Update, r Records) (next session.Session, effects []talk.Effect, calls []Call) {
	o := c.service.o
	before := r.Session
	err := recoverPanic(func() (err error) {
		if o.Paused != nil {
			u.Event.Paused = o.Paused()
		}
		if at := r.Prefs.RemindAt; at != 0 {
			u.Event.Reminds = time.Unix(at, 0).UTC()
		}
		next, effects = o.Book.Turn(before, u.Event)
		effects = o.runOperations(effects)
		calls, err = o.Messenger.Render(u, r, effects, replyLanguage(next, before))
		return err
	})
	if err == nil {
		return next, effects, calls
	}
	o.Observer.Failed("turn", u.Ref.Wrap(err))
	sorry := []talk.Effect{apology(u.Ref)}
	if recoverPanic(func() (err error) {
		calls, err = o.Messenger.Render(u, r, sorry, replyLanguage(before, before))
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

// runOperations does what operators ask of the program and puts what came of it in
// place of the request.
func (o Options) runOperations(effects []talk.Effect) []talk.Effect {
	out := slices.Clone(effects)
	for i, e := range out {
		if wish, ok := e.(talk.Operate); ok && o.Operate != nil {
			out[i] = talk.Say{Message: o.Operate(wish)}
		}
	}
	return out
}

// replyLanguage is the language of a reply: that of the next session, of the one
// before, or Indonesian.
func replyLanguage(next, before session.Session) session.Lang {
	switch {
	case next.Lang.Known():
		return next.Lang
	case before.Lang.Known():
		return before.Lang
	}
	return session.Indonesian
}

// recoverPanic turns a panic into an error that tells where it happened and no
// values: they may hold a person's words.
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
