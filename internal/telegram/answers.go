package telegram

import (
	"sync"
	"time"
)

// answers remembers when calls last succeeded, for the health of the bot, and what
// time it is at Telegram.
type answers struct {
	mu        sync.Mutex
	any       time.Time // the last call that succeeded
	message   time.Time // the last message or edit among them
	there, at time.Time // the time of the server, and when it came
}

func (a *answers) note(method string, there time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.any = time.Now()
	if takesPlace(method) {
		a.message = a.any
	}
	if !there.IsZero() {
		a.there, a.at = there, a.any
	}
}

// SinceAnswer is how long ago a call last succeeded, and SinceMessage a message or an
// edit. Without one it is a very long time.
func (c *Client) SinceAnswer() time.Duration  { return c.answers.since(&c.answers.any) }
func (c *Client) SinceMessage() time.Duration { return c.answers.since(&c.answers.message) }

func (a *answers) since(at *time.Time) time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	return time.Since(*at)
}

// KnowsClock reports whether the Bot API server has told its time lately.
func (c *Client) KnowsClock() bool {
	c.answers.mu.Lock()
	defer c.answers.mu.Unlock()
	return !c.answers.there.IsZero() && time.Since(c.answers.at) < 10*time.Minute
}

// smallestOff is the difference of clocks that is not distinguished from none: the
// header has whole seconds, and an answer may be on its way for some.
const smallestOff = 20 * time.Second

// ClockOff tells by how much a clock is ahead of that of the Bot API server, 0 while
// nothing is known.
func (c *Client) ClockOff(now time.Time) time.Duration {
	a := &c.answers
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.there.IsZero() {
		return 0
	}
	off := now.Sub(a.there.Add(time.Since(a.at)))
	if off.Abs() < smallestOff {
		return 0
	}
	return off
}
