package chat

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"cekloker/internal/talk"
)

// Options is what a Service needs.
type Options struct {
	Book           *talk.Book
	Store          Store
	Messenger      Messenger
	Observer       Observer
	Now            func() time.Time
	OnTokenRefused func(error)                     // called once, when Telegram refuses the token
	OnStuck        func(error)                     // called once, when two turns hang
	Operate        func(talk.Operate) talk.Message // does what an operator asks of the program; nil: nothing
	Paused         func() []string                 // flows that an operator paused; nil: none
	Checkpoint     func(at string)                 // for tests: called where a crash would hurt; nil in the program
	ReadPicture    PictureReader                   // nil: pictures cannot be read
	Limits         Limits
}

// Service serves all chats: one turn at a time for each chat, many chats at once.
type Service struct {
	o            Options
	ctx          context.Context
	limits       Limits
	watchdog     *watchdog // nil: turns have all the time they want
	flood        *flood
	immediate    chan struct{} // one for each immediate call under way
	turning      running
	waitingTurns atomic.Int64
	pause        pause
	typing       *rate.Limiter
	pictures     pictureQueue
	uncommitted  atomic.Int64 // chats whose memory is ahead of the disk, see uncommitted.go

	mu            sync.Mutex
	conversations map[ID]*conversation
	backlogs      []Backlog // from before the start, not begun with

	deliveryMu   sync.Mutex // between the end of ctx and new deliveries
	tokenRefused bool
	delivering   sync.WaitGroup
}

// New returns a service that delivers until ctx is done.
func New(ctx context.Context, o Options) *Service {
	limits := o.Limits.withDefaults()
	return &Service{
		o: o, ctx: ctx, limits: limits, flood: newFlood(limits), watchdog: &watchdog{limit: limits.TurnTimeout, stuck: o.OnStuck},
		immediate: make(chan struct{}, maxImmediate), conversations: map[ID]*conversation{},
		typing: rate.NewLimiter(typingPerSecond, typingPerSecond),
	}
}

// Pending is an update whose commit is under way.
type Pending struct{ done chan error }

// Wait returns when the update is on disk and may be confirmed to Telegram. An
// error means that it must come again; ErrBusy is one.
func (p Pending) Wait() error { return <-p.done }

// Take queues an update behind the earlier ones of its chat, or refuses it, see
// Limits.
func (s *Service) Take(u Update) Pending {
	p := Pending{done: make(chan error, 1)}
	if u.Ref == "" {
		u.Ref = NewUpdateCode()
	}
	if refused, err := s.isRefused(u); refused {
		p.done <- err
		return p
	}
	c := s.acquire(u.Chat)
	defer s.drop(c)
	c.inboxMu.Lock()
	defer c.inboxMu.Unlock()
	if c.inbox.join(u.ID, p) {
		return p
	}
	if refused, err := c.inbox.refuses(func() bool { return s.isUrgent(u) }); refused {
		p.done <- err
		return p
	}
	s.waitingTurns.Add(1)
	if c.inbox.push(&job{u, []Pending{p}, s.startAckTimer(u), s.startTyping(u)}) {
		s.turning.do(c.runTurns)
	}
	return p
}

// WaitTurns waits until every queued turn is taken and every immediate call has
// ended. Deliveries go on until ctx is done.
func (s *Service) WaitTurns() {
	s.turning.wait()
	for range cap(s.immediate) {
		s.immediate <- struct{}{}
	}
	for range cap(s.immediate) {
		<-s.immediate
	}
}

// WaitDeliveries waits, once ctx is done, until the calls that are under way have
// their receipts and these are on disk.
func (s *Service) WaitDeliveries() {
	s.deliveryMu.Lock() // every delivery that began before ctx was done has been counted
	wait := s.delivering.Wait
	s.deliveryMu.Unlock()
	wait()
}

// beginDelivery counts one more chat that delivers, unless ctx is done or the token
// is refused.
func (s *Service) beginDelivery() bool {
	s.deliveryMu.Lock()
	defer s.deliveryMu.Unlock()
	if s.ctx.Err() != nil || s.tokenRefused {
		return false
	}
	s.delivering.Add(1)
	return true
}

// refuseToken ends all deliveries: with a refused token no call can succeed. What
// is unsent stays in the outbox for the next start.
func (s *Service) refuseToken(err error) {
	s.deliveryMu.Lock()
	first := !s.tokenRefused
	s.tokenRefused = true
	s.deliveryMu.Unlock()
	if first && s.o.OnTokenRefused != nil {
		s.o.OnTokenRefused(err)
	}
}

// sleep waits, at most until wake is closed. It reports false when ctx is done
// first.
func (s *Service) sleep(d time.Duration, wake <-chan struct{}) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-wake:
	case <-s.ctx.Done():
		return false
	}
	return true
}

func (s *Service) checkpoint(at string) {
	if s.o.Checkpoint != nil {
		s.o.Checkpoint(at)
	}
}

// acquire finds a conversation, or begins to keep it in memory. Every call needs
// one of release or drop.
func (s *Service) acquire(id ID) *conversation {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.conversations[id]
	if c == nil {
		c = &conversation{id: id, service: s}
		s.conversations[id] = c
	}
	c.holds++
	return c
}

// release starts to deliver what is unsent and drops the conversation.
func (s *Service) release(c *conversation) {
	c.startDelivery()
	s.drop(c)
}

// drop lets the conversation leave the memory when nothing goes on in it. It waits for no
// turn, since s.mu holds up all chats: if another goroutine holds the lock of the
// conversation, a later release drops it.
func (s *Service) drop(c *conversation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.holds--
	if c.holds > 0 {
		return
	}
	if !c.mu.TryLock() {
		c.releaseLater()
		return
	}
	defer c.mu.Unlock()
	if c.isIdle(s.o.Now()) {
		delete(s.conversations, c.id)
	}
}

func (s *Service) countEffects(effects []talk.Effect) {
	for _, e := range effects {
		if c, ok := e.(talk.Count); ok {
			s.o.Observer.Count(c.Name)
		}
	}
}
