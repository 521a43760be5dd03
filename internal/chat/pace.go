package chat

import "time"

// pace decides when one chat may send its next call.
type pace struct {
	failures     int       // of the same call in a row
	imposedUntil time.Time // Telegram asked not to send before
	retryAt      time.Time // after a failure: not before
}

// Waits after failures: doubled from the shortest to the longest. The longest is
// also how long a reply still waits, at most, once Telegram answers again; it may
// be short, since all chats together send no more than the budgets allow.
const (
	retryMin = 500 * time.Millisecond
	retryMax = 5 * time.Second
)

// wait is how long the chat waits, whatever is to be sent.
func (p *pace) wait(now time.Time) time.Duration {
	return max(p.imposedUntil.Sub(now), p.retryAt.Sub(now))
}

// noteFailures notes which calls of a batch must be tried again. They count as one
// failure, and the longest of their waits holds.
func (p *pace) noteFailures(batch []Receipt, now time.Time) {
	wait, failed := min(retryMin<<min(p.failures, 16), retryMax), false
	for _, r := range batch {
		if r.Outcome != OutcomeRetry {
			continue
		}
		failed, wait = true, max(wait, r.RetryAfter)
		if until := now.Add(r.RetryAfter); r.Imposed && until.After(p.imposedUntil) {
			p.imposedUntil = until
		}
	}
	if failed {
		p.retryAt = now.Add(wait)
		p.failures++
	}
}

// forgetFailures lets an urgent reply try at once, unless Telegram asked to wait.
func (p *pace) forgetFailures(calls []Call) {
	for _, c := range calls {
		if c.Urgent {
			p.retryAt, p.failures = time.Time{}, 0
		}
	}
}
