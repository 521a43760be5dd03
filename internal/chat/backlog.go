package chat

import (
	"maps"
	"slices"
	"time"
)

// Left is what one chat has unsent, in short.
type Left struct {
	Chat   ID
	Calls  int
	Oldest time.Time
	Urgent bool // somebody in danger waits for it
}

// LeftOf sums up what a chat has unsent.
func LeftOf(id ID, unsent []Call) Left {
	l := Left{Chat: id, Calls: len(unsent)}
	for i, c := range unsent {
		if i == 0 || c.Made.Before(l.Oldest) {
			l.Oldest = c.Made
		}
		l.Urgent = l.Urgent || c.Urgent
	}
	return l
}

// leftAtOnce is how many chats of before the start are in memory at once. Sending
// 25 messages a second needs ten of them; more would only take the places in the
// budget of messages away from people who write now.
const leftAtOnce = 64

// Start begins to send what was committed and not delivered before the last
// stop: danger first, then the oldest. A chat that says something meanwhile
// does not wait for its turn here.
func (s *Service) Start() error {
	left, err := s.o.Store.Unsent(s.o.Now())
	if err != nil {
		return err
	}
	slices.SortStableFunc(left, func(a, b Left) int {
		switch {
		case a.Urgent && !b.Urgent:
			return -1
		case b.Urgent && !a.Urgent:
			return 1
		}
		return a.Oldest.Compare(b.Oldest)
	})
	s.mu.Lock()
	s.left = left
	s.mu.Unlock()
	for range min(leftAtOnce, len(left)) {
		if s.mayDeliver() {
			go s.catchUp()
		}
	}
	return nil
}

// catchUp sends what is left of one chat after the other.
func (s *Service) catchUp() {
	defer s.delivering.Done()
	for s.ctx.Err() == nil {
		s.mu.Lock()
		if len(s.left) == 0 {
			s.left = nil
			s.mu.Unlock()
			return
		}
		id := s.left[0].Chat
		s.left = s.left[1:]
		s.mu.Unlock()
		s.catchUpWith(id)
	}
}

func (s *Service) catchUpWith(id ID) {
	p := s.acquire(id)
	defer s.release(p)
	p.mu.Lock()
	err := p.load()
	p.mu.Unlock()
	switch {
	case err != nil:
		s.o.Observe.Failed("load", err)
	case p.begins():
		p.deliveries()
	}
}

// Waiting tells how many calls are unsent, and how long the oldest has been.
func (s *Service) Waiting() (calls int, oldest time.Duration) {
	now := s.o.Now()
	s.mu.Lock()
	people := slices.Collect(maps.Values(s.conversations))
	for _, l := range s.left {
		if s.conversations[l.Chat] == nil {
			calls += l.Calls
			oldest = max(oldest, now.Sub(l.Oldest))
		}
	}
	s.mu.Unlock()
	for _, p := range people {
		if !p.mu.TryLock() { // in the middle of a turn, perhaps the one that asks
			continue
		}
		calls += len(p.records.Unsent)
		for _, c := range p.records.Unsent {
			oldest = max(oldest, now.Sub(c.Made))
		}
		p.mu.Unlock()
	}
	return calls, oldest
}
