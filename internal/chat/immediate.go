package chat

import (
	"context"
	"sync/atomic"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// ackWithin is after which time a tap is answered, empty, although its turn
// is not on disk yet: until then the button shows a spinner.
const ackWithin = 300 * time.Millisecond

// maxImmediate is how many calls beside the queues are under way at once; more are
// dropped, since nothing important stands in them.
const maxImmediate = 128

// tapAck is a tap that wants one answer.
type tapAck struct {
	acked atomic.Bool
	timer *time.Timer
}

// startAckTimer begins the time of a tap; nil for what is no tap.
func (s *Service) startAckTimer(u Update) *tapAck {
	if u.CallbackID == "" {
		return nil
	}
	t := &tapAck{}
	t.timer = time.AfterFunc(ackWithin, func() {
		if t.claim() {
			s.sendImmediate(u.Chat, s.o.Messenger.Ack(u.CallbackID))
		}
	})
	return t
}

// claim reports whether the caller is the one who answers.
func (t *tapAck) claim() bool { return t == nil || t.acked.CompareAndSwap(false, true) }

// sendImmediates sends what is said beside the queue, unless the tap was answered.
func (s *Service) sendImmediates(id ID, t *tapAck, calls []Call) {
	if len(calls) == 0 || !t.claim() {
		return
	}
	if t != nil {
		t.timer.Stop()
	}
	for _, c := range calls {
		s.sendImmediate(id, c)
	}
}

// sendImmediate sends one call beside the queue, at most once.
func (s *Service) sendImmediate(id ID, c Call) {
	select {
	case s.immediate <- struct{}{}:
	default:
		s.o.Observer.Delivered(c.Method, Retry)
		return
	}
	go func() {
		defer func() { <-s.immediate }()
		ctx, cancel := context.WithTimeout(s.ctx, 10*time.Second)
		defer cancel()
		r := s.o.Messenger.Deliver(ctx, id, c)
		s.o.Observer.Delivered(c.Method, r.Outcome)
	}()
}

// reportRefusal answers an event that is not taken: once with a wish to wait, a tap
// always.
func (s *Service) reportRefusal(u Update, tell bool) {
	s.o.Observer.Count("refused")
	switch {
	case tell:
		c, err := s.o.Messenger.SlowDown(u, s.knownLanguage(u))
		if err != nil {
			s.o.Observer.Failed("render", u.Ref.Wrap(err))
			return
		}
		s.sendImmediate(u.Chat, c)
	case u.CallbackID != "":
		s.sendImmediate(u.Chat, s.o.Messenger.Ack(u.CallbackID))
	}
}

// knownLanguage is that of a person as far as memory tells.
func (s *Service) knownLanguage(u Update) session.Lang {
	p := s.acquire(u.Chat)
	defer s.release(p)
	p.mu.Lock()
	defer p.mu.Unlock()
	if lang := p.records.Session.Lang; lang.Known() {
		return lang
	}
	return talk.LangOf(u.Event.Hint)
}
