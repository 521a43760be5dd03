package chat

import (
	"context"
	"sync/atomic"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// answerWithin is after which time a tap is answered, empty, although its turn
// is not on disk yet: until then the button shows a spinner.
const answerWithin = 300 * time.Millisecond

// mostBeside is how many calls beside the queues are under way at once; more are
// dropped, since nothing important stands in them.
const mostBeside = 128

// tap is a tap that wants one answer.
type tap struct {
	answered atomic.Bool
	timer    *time.Timer
}

// asked begins the time of a tap; nil for what is no tap.
func (s *Service) asked(u Update) *tap {
	if u.CallbackID == "" {
		return nil
	}
	t := &tap{}
	t.timer = time.AfterFunc(answerWithin, func() {
		if t.take() {
			s.aside(u.Chat, s.o.Messenger.Ack(u.CallbackID))
		}
	})
	return t
}

// take reports whether the caller is the one who answers.
func (t *tap) take() bool { return t == nil || t.answered.CompareAndSwap(false, true) }

// answer sends what is said beside the queue, unless the tap was answered.
func (s *Service) answer(id ID, t *tap, calls []Call) {
	if len(calls) == 0 || !t.take() {
		return
	}
	if t != nil {
		t.timer.Stop()
	}
	for _, c := range calls {
		s.aside(id, c)
	}
}

// aside sends one call beside the queue, at most once.
func (s *Service) aside(id ID, c Call) {
	select {
	case s.beside <- struct{}{}:
	default:
		s.o.Observer.Delivered(c.Method, Retry)
		return
	}
	go func() {
		defer func() { <-s.beside }()
		ctx, cancel := context.WithTimeout(s.ctx, 10*time.Second)
		defer cancel()
		r := s.o.Messenger.Deliver(ctx, id, c)
		s.o.Observer.Delivered(c.Method, r.Outcome)
	}()
}

// refuse answers an event that is not taken: once with a wish to wait, a tap
// always.
func (s *Service) refuse(u Update, tell bool) {
	s.o.Observer.Count("refused")
	switch {
	case tell:
		c, err := s.o.Messenger.SlowDown(u, s.language(u))
		if err != nil {
			s.o.Observer.Failed("render", u.Ref.Wrap(err))
			return
		}
		s.aside(u.Chat, c)
	case u.CallbackID != "":
		s.aside(u.Chat, s.o.Messenger.Ack(u.CallbackID))
	}
}

// language is that of a person as far as memory tells.
func (s *Service) language(u Update) session.Lang {
	p := s.acquire(u.Chat)
	defer s.release(p)
	p.mu.Lock()
	defer p.mu.Unlock()
	if lang := p.records.Session.Lang; lang.Known() {
		return lang
	}
	return talk.LangOf(u.Event.Hint)
}
