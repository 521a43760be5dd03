package chat

import "time"

// Whoever waits longer than typingAfter for an answer sees that one is being written: behind
// a long turn, a slow disk, or other chats that wait for their places. Telegram shows it for
// five seconds, or until the answer comes.
const typingAfter = 300 * time.Millisecond

// typingPerSecond bounds these calls of all chats, so that they do not add to the load
// that people wait for.
const typingPerSecond = 5

// typing is the timer of the reply that a chat waits for.
type typing struct {
	timer *time.Timer
	reply uint64 // number of the call
}

// startTyping starts the time of a message in a private chat. It returns nil for anything
// else; taps have an answer of their own.
func (s *Service) startTyping(u Update) *time.Timer {
	if u.Message == 0 || u.CallbackID != "" || u.Event.InGroup {
		return nil
	}
	return time.AfterFunc(typingAfter, func() { s.guard("typing", u.Ref, func() { s.showTyping(u.Chat) }) })
}

// awaitReply lets the time run until the reply of a turn is sent, which it is not before its
// commit, or ends it when the turn says nothing.
func (c *conversation) awaitReply(timer *time.Timer, reply uint64) {
	if timer == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if reply == 0 {
		timer.Stop()
		return
	}
	c.typing.stop(c.typing.reply)
	c.typing = typing{timer, reply}
}

// stop ends the time of a reply.
func (t *typing) stop(reply uint64) {
	if t.timer != nil && reply == t.reply {
		t.timer.Stop()
		*t = typing{}
	}
}

// showTyping shows that an answer is being written, unless Telegram has asked to send less.
func (s *Service) showTyping(id ID) {
	now := s.o.Now()
	c := s.acquire(id)
	defer s.drop(c)
	if c.mu.TryLock() { // else a turn is under way
		imposed := c.outlet.pace.imposedUntil.After(now)
		c.mu.Unlock()
		if imposed {
			return
		}
	}
	if s.pause.isOn(now) || !s.typing.AllowN(time.Now(), 1) {
		return
	}
	s.sendImmediate(id, s.o.Messenger.Typing())
}
