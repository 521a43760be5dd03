package chat

import (
	"context"
	"sync/atomic"
	"time"

	"cekloker/internal/session"
)

// Immediate calls are sent at once, past the outlet of the conversation, and never
// stored: the acknowledgement of a tap, and the request to write slower.

// ackWithin is after which time a tap is acknowledged, with an empty answer, although
// its turn is not on disk yet: until then the button shows a spinner.
const ackWithin = 300 * time.Millisecond

// maxImmediate is how many immediate calls are under way at once. More are dropped,
// since none of them is important.
const maxImmediate = 128

// tapAck makes sure that a tap is acknowledged once.
type tapAck struct {
	acked atomic.Bool
	timer *time.Timer
}

// startAckTimer starts the time within which a tap is acknowledged. It returns nil
// for an update that is not a tap.
func (s *Service) startAckTimer(u Update) *tapAck {
	if u.CallbackID == "" {
		return nil
	}
	t := &tapAck{}
	t.timer = time.AfterFunc(ackWithin, func() {
		if t.claim() {
			s.guard("ack", u.Ref, func() { s.sendImmediate(u.Chat, s.o.Messenger.Ack(u.CallbackID)) })
		}
	})
	return t
}

// claim reports whether the caller acknowledges the tap.
func (t *tapAck) claim() bool { return t == nil || t.acked.CompareAndSwap(false, true) }

// sendImmediates sends the immediate calls of a turn, unless its tap was already
// acknowledged.
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

// sendImmediate sends one call, at most once.
func (s *Service) sendImmediate(id ID, c Call) {
	select {
	case s.immediate <- struct{}{}:
	default:
		s.o.Observer.Delivered(c.Method, OutcomeRetry)
		return
	}
	go func() {
		defer func() { <-s.immediate }()
		ctx, cancel := context.WithTimeout(s.ctx, 10*time.Second)
		defer cancel()
		s.guard("deliver", c.Ref, func() {
			r := s.o.Messenger.Deliver(ctx, id, c)
			s.o.Observer.Delivered(c.Method, r.Outcome)
			if now := s.o.Now(); r.Outcome == OutcomeRetry && r.AllChats {
				s.pause.begin(now, now.Add(r.RetryAfter))
			}
		})
	}()
}

// reportRefusal answers an update that is refused: a tap always, anything else only
// when it is the first one, with a request to write slower.
func (s *Service) reportRefusal(u Update, first bool) {
	s.o.Observer.Count("refused")
	switch {
	case first:
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

// knownLanguage is the language of a chat as far as memory knows, else that of the
// person's app; also that one while a turn of the chat is under way, which nobody
// waits for here.
func (s *Service) knownLanguage(u Update) session.Lang {
	c := s.acquire(u.Chat)
	defer s.drop(c)
	if !c.mu.TryLock() {
		return s.o.Book.Languages.OfApp(u.Event.Hint)
	}
	defer c.mu.Unlock()
	if lang := c.state.records.Session.Lang; s.o.Book.Languages.Has(lang) {
		return lang
	}
	return s.o.Book.Languages.OfApp(u.Event.Hint)
}
