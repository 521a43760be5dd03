package chat

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"cekloker/internal/talk"
)

// Options is what a Service needs.
type Options struct {
	Book           *talk.Book
	Store          Store
	Messenger      Messenger
	Observer       Observer
	Now            func() time.Time
	OnTokenRefused func(error)                     // the token is refused: called once
	Operate        func(talk.Operate) talk.Message // does what is asked of the program; nil: nothing
	Paused         func() []string                 // flows that an operator paused; nil: none
	Checkpoint     func(at string)                 // for tests: called where a crash would hurt; nil in the program
	Limits         Limits
}

// Service takes turns for all chats: one turn at a time for a chat, many chats
// at once.
type Service struct {
	o            Options
	ctx          context.Context
	limits       Limits
	flood        *flood
	immediate    chan struct{} // one for each call beside the queues that is under way
	waitingTurns atomic.Int64  // that wait
	uncommitted  atomic.Int64  // chats whose memory is ahead of the disk, see uncommitted.go

	mu            sync.Mutex
	conversations map[ID]*conversation
	pausedUntil   time.Time // every chat waits until then
	backlogs      []Backlog // of before the start, not begun with
	turning       sync.WaitGroup

	deliveryMu   sync.Mutex // between the end of ctx and new deliveries
	tokenRefused bool       // the token is refused
	delivering   sync.WaitGroup
}

// New makes a service. It delivers until ctx is over.
func New(ctx context.Context, o Options) *Service {
	limits := o.Limits.withDefaults()
	return &Service{o: o, ctx: ctx, limits: limits, flood: newFlood(limits), immediate: make(chan struct{}, maxImmediate), conversations: map[ID]*conversation{}}
}

// Pending is an update on its way to the disk.
type Pending struct{ done chan error }

// Wait returns when the update is on disk and may be confirmed.
func (t Pending) Wait() error { return <-t.done }

// Take queues an update behind the earlier ones of its chat, or refuses it, see
// Limits. Waiting for it gives ErrBusy when the update shall come again later.
func (s *Service) Take(u Update) Pending {
	t := Pending{done: make(chan error, 1)}
	if u.Ref == "" {
		u.Ref = NewRef()
	}
	if refused, err := s.isRefused(u); refused {
		t.done <- err
		return t
	}
	p := s.acquire(u.Chat)
	p.mu.Lock()
	if full, err := s.isQueueFull(u, len(p.queue)); full {
		p.mu.Unlock()
		s.release(p)
		t.done <- err
		return t
	}
	s.waitingTurns.Add(1)
	p.queue = append(p.queue, job{u, t, s.startAckTimer(u)})
	if !p.turning {
		p.turning = true
		s.turning.Add(1)
		go func() { defer s.turning.Done(); p.runTurns() }()
	}
	p.mu.Unlock()
	s.release(p)
	return t
}

// WaitTurns waits until every queued turn is taken and what is said beside the
// queues is out. Deliveries end with ctx.
func (s *Service) WaitTurns() {
	s.turning.Wait()
	for range cap(s.immediate) {
		s.immediate <- struct{}{}
	}
	for range cap(s.immediate) {
		<-s.immediate
	}
}

// WaitDeliveries waits, once ctx is over, until the calls that are under way have their
// answer and it is on disk.
func (s *Service) WaitDeliveries() {
	s.deliveryMu.Lock() // whoever saw ctx alive has been counted now
	wait := s.delivering.Wait
	s.deliveryMu.Unlock()
	wait()
}

// beginDelivery counts one more chat that delivers, unless ctx is over or the token
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

func (s *Service) checkpoint(at string) {
	if s.o.Checkpoint != nil {
		s.o.Checkpoint(at)
	}
}

// acquire finds the chat, or begins to keep it in memory; release must follow.
func (s *Service) acquire(id ID) *conversation {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.conversations[id]
	if p == nil {
		p = &conversation{id: id, service: s}
		s.conversations[id] = p
	}
	p.holds++
	return p
}

// release lets a chat leave the memory when nothing is going on in it.
func (s *Service) release(p *conversation) {
	p.startDelivery()
	s.mu.Lock()
	defer s.mu.Unlock()
	p.holds--
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.holds == 0 && !p.turning && !p.delivering && len(p.queue) == 0 && !s.o.Now().Before(p.heard.Add(burstGap)) {
		delete(s.conversations, p.id)
	}
}

func (s *Service) countEffects(effects []talk.Effect) {
	for _, e := range effects {
		if c, ok := e.(talk.Count); ok {
			s.o.Observer.Count(c.Name)
		}
	}
}
