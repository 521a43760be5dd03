package chat

import (
	"errors"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"cekloker/internal/talk"
)

// What is shed first when there is more than the bot can take. The door for
// danger stays open to the last:
//
//  1. Inline queries (package telegram): dropped when its few slots are taken.
//  2. Events of one person faster than the bucket below: one "please wait", then
//     silence. Refused from memory, before anything is read from disk.
//  3. Ordinary events while Limits.Waiting turns wait: not confirmed. A poll asks
//     for them again, a webhook is told Retry-After. Late, not lost.
//  4. Ordinary replies: they wait in the outbox for their place in the budget of
//     messages, for up to a day.
//  5. While nothing can be written, all ordinary events: not confirmed. Danger is
//     answered from memory, see uncommitted.go.
//
// Words of danger, the safe word, the way out and the buttons of the danger flow
// (talk.Book.Pressing) pass 2 and 3, and their replies pass 4. When one person
// sends even these without end, those behind a waiting one are dropped: it is
// answered.

// Limits bounds what the chats take. The zero value of a field means its usual
// one.
type Limits struct {
	Burst   int     // events of one person at once: 20, ten forwarded messages and an impatient hand
	Refill  float64 // events a second of one person in the long run: 1
	Turns   int     // turns of all chats that wait: 2000, two seconds of work
	Buckets int     // buckets kept in memory: 50000, about 10 MB
}

func (l Limits) withDefaults() Limits {
	if l.Burst == 0 {
		l.Burst = 20
	}
	if l.Refill == 0 {
		l.Refill = 1
	}
	if l.Turns == 0 {
		l.Turns = 2000
	}
	if l.Buckets == 0 {
		l.Buckets = 50000
	}
	return l
}

// ErrBusy says that an update was not taken and shall come again.
var ErrBusy = errors.New("too many turns wait; the update shall come again")

// maxQueued is how many turns of one chat may wait before even a pressing event
// behind another pressing one is dropped.
const maxQueued = 40

// flood refuses the events of who sends too many.
type flood struct {
	limits  Limits
	mu      sync.Mutex
	buckets map[ID]*bucket
}

type bucket struct {
	tokens *rate.Limiter
	warned bool  // "please wait" was said since the bucket was half full
	last   int64 // the last update that took a token
}

func newFlood(l Limits) *flood { return &flood{limits: l, buckets: map[ID]*bucket{}} }

// admit takes a token of a chat; tell says that this refusal is the first one. An
// update that comes again because it could not be written, or while the bot is
// busy, takes none: it would be refused in the end, confirmed, and lost.
func (f *flood) admit(id ID, number int64, now time.Time) (ok, tell bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	b := f.buckets[id]
	if b == nil {
		f.prune(now)
		b = &bucket{tokens: rate.NewLimiter(rate.Limit(f.limits.Refill), f.limits.Burst)}
		f.buckets[id] = b
	}
	if b.tokens.TokensAt(now) >= float64(f.limits.Burst) {
		b.last = 0 // long ago: Telegram may have begun to number anew
	}
	if number != 0 && number <= b.last {
		return true, false
	}
	if b.tokens.AllowN(now, 1) {
		b.last = number
		if b.tokens.TokensAt(now) > float64(f.limits.Burst)/2 {
			b.warned = false
		}
		return true, false
	}
	tell = !b.warned
	b.warned = true
	return false, tell
}

// prune forgets full buckets when there are many, and all of them when that is
// not enough: memory is bounded first.
func (f *flood) prune(now time.Time) {
	if len(f.buckets) < f.limits.Buckets {
		return
	}
	for id, b := range f.buckets {
		if b.tokens.TokensAt(now) >= float64(f.limits.Burst) {
			delete(f.buckets, id)
		}
	}
	if len(f.buckets) >= f.limits.Buckets {
		clear(f.buckets)
	}
}

// isRefused decides whether an update is not taken. With an error it shall come
// again; without one it is confirmed, and whoever sent it was told.
func (s *Service) isRefused(u Update) (refused bool, err error) {
	switch u.Event.Kind {
	case talk.Blocked, talk.Returned, talk.ReminderDue:
		return false, nil
	}
	ok, tell := s.flood.admit(u.Chat, u.ID, s.o.Now())
	busy := s.waitingTurns.Load() >= int64(s.limits.Turns)
	switch {
	case ok && !busy, s.o.Book.Pressing(u.Event):
		return false, nil
	case ok:
		return true, ErrBusy
	}
	s.reportRefusal(u, tell)
	return true, nil
}

// isQueueFull decides the same when so many turns of one chat wait already. A pressing
// event is dropped only behind others that are pressing.
func (s *Service) isQueueFull(u Update, waiting int) (full bool, err error) {
	switch {
	case waiting < maxQueued:
		return false, nil
	case !s.o.Book.Pressing(u.Event):
		return true, ErrBusy
	}
	return waiting >= 2*maxQueued, nil
}
