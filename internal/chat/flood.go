package chat

import (
	"errors"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"cekloker/internal/talk"
)

// What is dropped or delayed, and in which order, when there is more than the bot can
// handle. Messages of danger are refused last:
//
//  1. Inline queries (package telegram) are dropped when their few slots are taken.
//  2. Events of one person that come faster than the bucket below allows: one
//     "please wait", then silence. They are refused from memory, before anything is
//     read from disk.
//  3. Ordinary events while Limits.MaxWaitingTurns turns wait are not confirmed. A poll asks
//     for them again, a webhook is told Retry-After: they are late but not lost.
//  4. Ordinary replies wait in the outbox for their place in the budget of messages,
//     for up to a day.
//  5. While nothing can be written, no ordinary event is confirmed. Danger is
//     answered from memory, see uncommitted.go.
//
// Words of danger, the safe word, the way out and the buttons of the danger flow
// (talk.Book.IsUrgent) pass 2 and 3, and their replies pass 4. When one person sends
// even these without end, those behind a waiting one are dropped: that one is
// answered.

// Limits bounds what the service takes. The zero value of a field means its default.
type Limits struct {
	EventsAtOnce    int     // events of one person at once: 20, enough for ten forwarded messages and some quick taps
	Refill          float64 // events a second of one person in the long run: 1
	MaxWaitingTurns int     // turns of all chats that wait: 2000, two seconds of work
	MaxTrackedChats int     // people whose events are counted in memory: 50000, about 10 MB

	TurnTimeout time.Duration // for one turn, until it is given up: 2 s, a hundred times what the longest text takes
}

func (l Limits) withDefaults() Limits {
	if l.EventsAtOnce == 0 {
		l.EventsAtOnce = 20
	}
	if l.Refill == 0 {
		l.Refill = 1
	}
	if l.MaxWaitingTurns == 0 {
		l.MaxWaitingTurns = 2000
	}
	if l.MaxTrackedChats == 0 {
		l.MaxTrackedChats = 50000
	}
	if l.TurnTimeout == 0 {
		l.TurnTimeout = 2 * time.Second
	}
	return l
}

// ErrBusy says that an update was not taken and must come again.
var ErrBusy = errors.New("too many turns wait; the update shall come again")

// flood refuses events of people who send too many.
type flood struct {
	limits  Limits
	mu      sync.Mutex
	buckets map[ID]*bucket
}

// bucket holds the tokens of one person; each event takes one.
type bucket struct {
	tokens *rate.Limiter
	warned bool  // "please wait" was said since the bucket was half full
	last   int64 // the last update that took a token
}

func newFlood(l Limits) *flood { return &flood{limits: l, buckets: map[ID]*bucket{}} }

// admit takes a token of a chat; warn says that this refusal is the first one. An
// update that comes again, because it could not be written or the bot is busy,
// takes none: it would be refused in the end, confirmed, and lost.
func (f *flood) admit(id ID, update int64, now time.Time) (ok, warn bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	b := f.buckets[id]
	if b == nil {
		f.prune(now)
		b = &bucket{tokens: rate.NewLimiter(rate.Limit(f.limits.Refill), f.limits.EventsAtOnce)}
		f.buckets[id] = b
	}
	if b.tokens.TokensAt(now) >= float64(f.limits.EventsAtOnce) {
		b.last = 0 // after a long pause Telegram may have restarted its update ids
	}
	if update != 0 && update <= b.last {
		return true, false
	}
	if b.tokens.AllowN(now, 1) {
		b.last = update
		if b.tokens.TokensAt(now) > float64(f.limits.EventsAtOnce)/2 {
			b.warned = false
		}
		return true, false
	}
	warn = !b.warned
	b.warned = true
	return false, warn
}

// prune forgets full buckets when there are many, and all of them when that is not
// enough: the bound on memory comes first.
func (f *flood) prune(now time.Time) {
	if len(f.buckets) < f.limits.MaxTrackedChats {
		return
	}
	for id, b := range f.buckets {
		if b.tokens.TokensAt(now) >= float64(f.limits.EventsAtOnce) {
			delete(f.buckets, id)
		}
	}
	if len(f.buckets) >= f.limits.MaxTrackedChats {
		clear(f.buckets)
	}
}

// isRefused decides whether an update is turned away before it reaches its inbox.
// With ErrBusy it must come again; without an error it is confirmed, and whoever
// sent it was told.
func (s *Service) isRefused(u Update) (refused bool, err error) {
	switch u.Event.Kind {
	case talk.EventBlocked, talk.EventUnblocked, talk.EventReminderDue, talk.EventPictureRead:
		return false, nil
	}
	ok, warn := s.flood.admit(u.Chat, u.ID, s.o.Now())
	busy := s.waitingTurns.Load() >= int64(s.limits.MaxWaitingTurns)
	switch {
	case ok && !busy, s.isUrgent(u):
		return false, nil
	case ok:
		return true, ErrBusy
	}
	s.reportRefusal(u, warn)
	return true, nil
}
