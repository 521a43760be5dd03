package chat

import "time"

// pace is when one chat may send its next call.
type pace struct {
	tries  int       // how often the call failed in a row
	told   time.Time // Telegram said: not before
	again  time.Time // after a failure: not before
	taken  bool      // a place in the budgets was taken
	urgent bool      // for an urgent call
	at     time.Time // the place
}

// Waits after failures: doubled from the first to the longest, which is how long
// a reply still waits, at most, when Telegram answers again. It may be short: all
// chats together send no more than the budgets allow.
const (
	firstAgain   = 500 * time.Millisecond
	longestAgain = 5 * time.Second
)

// wait is how long the chat still waits, whatever is to be sent.
func (p *pace) wait(now time.Time) time.Duration { return max(p.told.Sub(now), p.again.Sub(now)) }

// place takes a place in the budgets, once for a call; an urgent call takes one
// of its own.
func (p *pace) place(c Call, now time.Time, take func() time.Duration) time.Duration {
	if !p.taken || c.Urgent && !p.urgent {
		p.taken, p.urgent, p.at = true, c.Urgent, now.Add(take())
	}
	return p.at.Sub(now)
}

// failed notes which calls of a round shall be tried again: one failure, and the
// longest wait of them.
func (p *pace) failed(round []Receipt, now time.Time) {
	patience, fails := min(firstAgain<<min(p.tries, 16), longestAgain), false
	for _, r := range round {
		if r.Outcome != Retry {
			continue
		}
		fails, patience = true, max(patience, r.RetryAfter)
		if told := now.Add(r.RetryAfter); r.Imposed && told.After(p.told) {
			p.told = told
		}
	}
	if fails {
		p.taken, p.again = false, now.Add(patience)
		p.tries++
	}
}

// hurry lets an urgent reply try at once where only our own patience held back.
func (p *pace) hurry(calls []Call) {
	for _, c := range calls {
		if c.Urgent {
			p.again, p.tries = time.Time{}, 0
		}
	}
}
