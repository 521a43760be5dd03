package chat

import "time"

// pace is when one chat may send its next call.
type pace struct {
	failures     int       // how often the call failed in a row
	imposedUntil time.Time // Telegram said: not before
	retryAt      time.Time // after a failure: not before
	reserved     bool      // a place in the budgets was taken
	urgent       bool      // for an urgent call
	reservedFor  time.Time // the place
}

// Waits after failures: doubled from the first to the longest, which is how long
// a reply still waits, at most, when Telegram answers again. It may be short: all
// chats together send no more than the budgets allow.
const (
	retryMin = 500 * time.Millisecond
	retryMax = 5 * time.Second
)

// wait is how long the chat still waits, whatever is to be sent.
func (p *pace) wait(now time.Time) time.Duration {
	return max(p.imposedUntil.Sub(now), p.retryAt.Sub(now))
}

// reserve takes a place in the budgets, once for a call; an urgent call takes one
// of its own.
func (p *pace) reserve(c Call, now time.Time, take func() time.Duration) time.Duration {
	if !p.reserved || c.Urgent && !p.urgent {
		p.reserved, p.urgent, p.reservedFor = true, c.Urgent, now.Add(take())
	}
	return p.reservedFor.Sub(now)
}

// noteFailures notes which calls of a round shall be tried again: one failure, and the
// longest wait of them.
func (p *pace) noteFailures(round []Receipt, now time.Time) {
	patience, fails := min(retryMin<<min(p.failures, 16), retryMax), false
	for _, r := range round {
		if r.Outcome != Retry {
			continue
		}
		fails, patience = true, max(patience, r.RetryAfter)
		if told := now.Add(r.RetryAfter); r.Imposed && told.After(p.imposedUntil) {
			p.imposedUntil = told
		}
	}
	if fails {
		p.reserved, p.retryAt = false, now.Add(patience)
		p.failures++
	}
}

// forgetFailures lets an urgent reply try at once where only our own patience held back.
func (p *pace) forgetFailures(calls []Call) {
	for _, c := range calls {
		if c.Urgent {
			p.retryAt, p.failures = time.Time{}, 0
		}
	}
}
