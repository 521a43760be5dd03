package telegram

import (
	"math"
	"time"

	"cekloker/internal/chat"
)

// bucket holds places to send: so many a second, and those of one second at once. A
// batch may take more than there are, which later calls wait for.
type bucket struct {
	rate, tokens float64
	filled       time.Time
}

func newBucket(rate float64) bucket { return bucket{rate: rate, tokens: max(1, rate)} }

// fill adds what has come since the last time. A clock that went back adds nothing.
func (b *bucket) fill(now time.Time) {
	if !b.filled.IsZero() {
		b.tokens = min(b.tokens+b.rate*max(0, now.Sub(b.filled).Seconds()), max(1, b.rate))
	}
	b.filled = now
}

// whole is the number of whole places. Sums of fractions can be slightly less than a
// whole number.
func (b *bucket) whole() float64 { return max(0, math.Floor(b.tokens+1e-6)) }

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// queue knows which chats wait for a place. Ordinary calls go by the time at which their
// chats began to wait. Of urgent ones the chat goes first that got an urgent place
// longest ago, or never: a chat with urgent calls one after the other waits behind all
// others.
type queue struct {
	waiting          map[chat.ID]*waiter
	urgent, ordinary int                   // how many of them wait
	served           map[chat.ID]time.Time // the last urgent place of a chat, for a while
	pruned           time.Time
}

type waiter struct {
	urgent bool
	since  time.Time
	served time.Time
	until  time.Time // when it is over with a chat that did not ask again
}

const (
	patience   = 2 * time.Second // for a chat that asks later than it was told
	servedLife = time.Minute     // how long an urgent place counts against a chat
)

func newQueue() queue {
	return queue{waiting: map[chat.ID]*waiter{}, served: map[chat.ID]time.Time{}}
}

// join returns the place of a chat in the queue. An urgent call of a chat whose
// ordinary one waits takes its place.
func (q *queue) join(id chat.ID, urgent bool, now time.Time) *waiter {
	q.prune(now)
	w := q.waiting[id]
	if w != nil && w.urgent == urgent {
		return w
	}
	if w != nil {
		q.count(w, -1)
	}
	w = &waiter{urgent: urgent, since: now, until: now.Add(patience)}
	if urgent {
		w.served = q.served[id]
	}
	q.waiting[id] = w
	q.count(w, 1)
	return w
}

// leave ends the wait of a chat that got its place.
func (q *queue) leave(id chat.ID, w *waiter, now time.Time) {
	delete(q.waiting, id)
	q.count(w, -1)
	if w.urgent {
		q.served[id] = now
	}
}

func (q *queue) count(w *waiter, n int) {
	if w.urgent {
		q.urgent += n
	} else {
		q.ordinary += n
	}
}

// before counts the chats that come before one.
func (q *queue) before(id chat.ID, w *waiter) (n int) {
	for other, o := range q.waiting {
		if o.urgent == w.urgent && other != id && o.isBefore(w) {
			n++
		}
	}
	return n
}

func (w *waiter) isBefore(other *waiter) bool {
	if !w.served.Equal(other.served) {
		return w.served.Before(other.served)
	}
	return w.since.Before(other.since)
}

// prune forgets, at most ten times a second, chats that have nothing to send and urgent
// places of long ago.
func (q *queue) prune(now time.Time) {
	if since := now.Sub(q.pruned); since >= 0 && since < 100*time.Millisecond {
		return
	}
	q.pruned = now
	for id, w := range q.waiting {
		if now.After(w.until) {
			delete(q.waiting, id)
			q.count(w, -1)
		}
	}
	for id, at := range q.served {
		if now.Sub(at) > servedLife {
			delete(q.served, id)
		}
	}
}
