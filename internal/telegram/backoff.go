package telegram

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"
)

// maxBackoff is the longest wait after failures in a row that Telegram did not ask for.
// A longer one would be added to every outage, and one bot that asks every five
// seconds is no load for Telegram.
const maxBackoff = 5 * time.Second

// backoff computes the wait after failures in a row: doubled from half a second up to
// maxBackoff, with jitter, and never less than the server asks for.
type backoff struct{ wait time.Duration }

func (b *backoff) next(err error) time.Duration {
	b.wait = min(max(2*b.wait, time.Second/2), maxBackoff)
	wait := b.wait/2 + rand.N(b.wait/2)
	var e *Error
	if errors.As(err, &e) {
		wait = max(wait, e.RetryAfter)
	}
	return wait
}

// conflictBackoff computes the wait after another bot with this token ended a poll:
// two seconds at first, since it may just be stopping, then up to twenty. It starts
// again after two minutes without a conflict.
type conflictBackoff struct {
	wait time.Duration
	met  time.Time
}

func (b *conflictBackoff) next(now time.Time) time.Duration {
	if now.Sub(b.met) > 2*time.Minute {
		b.wait = time.Second
	}
	b.wait, b.met = min(2*b.wait, 20*time.Second), now
	return b.wait
}

// sleep waits; it reports false when ctx is done first.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
