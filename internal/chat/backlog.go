package chat

import (
	"maps"
	"slices"
	"time"
)

// Backlog is what one chat has unsent, in short.
type Backlog struct {
	Chat   ID
	Calls  int
	Oldest time.Time
	Urgent bool // somebody in danger waits for it
}

// BacklogOf sums up what a chat has unsent.
func BacklogOf(id ID, unsent []Call) Backlog {
	l := Backlog{Chat: id, Calls: len(unsent)}
	for i, c := range unsent {
		if i == 0 || c.Made.Before(l.Oldest) {
			l.Oldest = c.Made
		}
		l.Urgent = l.Urgent || c.Urgent
	}
	return l
}

// maxBacklogs is how many chats of before the start are in memory at once. Sending
// 25 messages a second needs ten of them; more would only take the places in the
// budget of messages away from people who write now.
const maxBacklogs = 64

// Start begins to send what was committed and not delivered before the last
// stop: danger first, then the oldest. A chat that says something meanwhile
// does not wait for its turn here.
func (s *Service) Start() error {
	left, err := s.o.Store.Unsent(s.o.Now())
	if err != nil {
		return err
	}
	slices.SortStableFunc(left, func(a, b Backlog) int {
		switch {
		case a.Urgent && !b.Urgent:
			return -1
		case b.Urgent && !a.Urgent:
			return 1
		}
		return a.Oldest.Compare(b.Oldest)
	})
	s.mu.Lock()
	s.backlogs = left
	s.mu.Unlock()
	for range min(maxBacklogs, len(left)) {
		if s.beginDelivery() {
			go s.deliverBacklogs()
		}
	}
	return nil
}

// deliverBacklogs sends what is left of one chat after the other.
func (s *Service) deliverBacklogs() {
	defer s.delivering.Done()
	for s.ctx.Err() == nil {
		s.mu.Lock()
		if len(s.backlogs) == 0 {
			s.backlogs = nil
			s.mu.Unlock()
			return
		}
		id := s.backlogs[0].Chat
		s.backlogs = s.backlogs[1:]
		s.mu.Unlock()
		s.deliverBacklog(id)
	}
}

func (s *Service) deliverBacklog(id ID) {
	p := s.acquire(id)
	defer s.release(p)
	p.mu.Lock()
	err := p.load()
	p.mu.Unlock()
	switch {
	case err != nil:
		s.o.Observer.Failed("load", err)
	case p.claimDelivery():
		p.deliverAll()
	}
}

// Undelivered tells how many calls are unsent, and how long the oldest has been.
func (s *Service) Undelivered() (calls int, oldest time.Duration) {
	now := s.o.Now()
	s.mu.Lock()
	people := slices.Collect(maps.Values(s.conversations))
	for _, l := range s.backlogs {
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
