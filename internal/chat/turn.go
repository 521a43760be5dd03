package chat

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// answer is what a turn comes to.
type answer struct {
	next    session.Session
	effects []talk.Effect
	calls   []Call
	tooLong bool // the turn was given up, and this stands in its place
}

// computeTurn takes the turn of an update and renders its calls, within the time of
// the watchdog. When our own code or content fails or hangs, the person reads that it
// is our fault and the update counts as taken: it would fail each time it comes
// again, and hold up everybody behind it.
func (c *conversation) computeTurn(u Update, r Records) answer {
	s := c.service
	before := r.Session
	a, err := bounded(s.watchdog, func() (answer, error) { return s.answer(u, r) })
	if err == nil {
		return a
	}
	s.o.Observer.Failed("turn", u.Ref.Wrap(err))
	tooLong := errors.Is(err, errTooLong)
	a, err = bounded(s.watchdog, func() (answer, error) {
		sorry := []talk.Effect{apology(u.Ref)}
		if tooLong {
			sorry = s.o.Book.TookTooLong(before, u.Event)
		}
		calls, err := s.o.Messenger.Render(u, r, sorry, s.replyLanguage(before, before))
		return answer{before, sorry, calls, tooLong}, err
	})
	if err != nil {
		s.o.Observer.Failed("turn", u.Ref.Wrap(err))
		return answer{next: before, tooLong: tooLong}
	}
	return a
}

// answer takes the turn. It changes nothing that others see, except what an operator
// asks for: it may be given up while it runs.
func (s *Service) answer(u Update, r Records) (a answer, err error) {
	o := s.o
	if o.Paused != nil {
		u.Event.Paused = o.Paused()
	}
	if at := r.Prefs.RemindAt; at != 0 {
		u.Event.Reminds = time.Unix(at, 0).UTC()
	}
	if u.Event.Kind == talk.EventPicture || u.Event.What == "picture" {
		u.Event.Reading = s.reading(u)
	}
	s.checkpoint("turning")
	a.next, a.effects = o.Book.Turn(r.Session, u.Event)
	a.effects = o.runOperations(a.effects)
	a.calls, err = o.Messenger.Render(u, r, a.effects, s.replyLanguage(a.next, r.Session))
	return a, err
}

// apology says that it is our fault, with the code that finds the line of the log.
func apology(ref UpdateCode) talk.Say {
	return talk.Say{Message: talk.Message{Blocks: []talk.Block{
		{ID: "common.failed"}, {ID: "common.failed.code", Args: talk.Args{"code": talk.WordsArg(ref)}},
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
// before, or the one that is offered first.
func (s *Service) replyLanguage(next, before session.Session) session.Lang {
	spoken := s.o.Book.Languages
	switch {
	case spoken.Has(next.Lang):
		return next.Lang
	case spoken.Has(before.Lang):
		return before.Lang
	}
	return spoken.First()
}

// RecoverPanic calls f and turns a panic into an error that tells where it happened and no
// values: they may hold a person's words.
func RecoverPanic(f func() error) (err error) {
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
