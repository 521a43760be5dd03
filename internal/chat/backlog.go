package chat

import (
	"maps"
	"slices"
	"time"
)

// TotalBacklog sums up what all chats have unsent.
type TotalBacklog struct {
	Calls  int
	Oldest time.Duration // the age of the oldest call
	Urgent time.Duration // the age of the oldest reply to somebody in danger; 0: none waits
}

func (u *TotalBacklog) add(calls int, urgent bool, age time.Duration) {
	u.Calls += calls
	u.Oldest = max(u.Oldest, age)
	if urgent {
		u.Urgent = max(u.Urgent, age)
	}
}

// Backlog sums up what one chat has unsent.
type Backlog struct {
	Chat   ID
	Calls  int
	Oldest time.Time
	Urgent bool // somebody in danger waits for it
}

// BacklogOf sums up the unsent calls of a chat.
func BacklogOf(id ID, unsent []Call) Backlog {
	b := Backlog{Chat: id, Calls: len(unsent)}
	for i, c := range unsent {
		if i == 0 || c.Made.Before(b.Oldest) {
			b.Oldest = c.Made
		}
		b.Urgent = b.Urgent || c.Urgent
	}
	return b
}

// Plus sums up two backlogs of one chat.
func (b Backlog) Plus(other Backlog) Backlog {
	b.Calls += other.Calls
	if other.Oldest.Before(b.Oldest) {
		b.Oldest = other.Oldest
	}
	b.Urgent = b.Urgent || other.Urgent
	return b
}

// maxBacklogs is how many chats with a backlog are in memory at once after a start.
// Sending 25 messages a second needs ten of them; more would only take places in
// the budget of messages from people who write now.
const maxBacklogs = 64

// Start begins to send what was committed and not delivered before the last stop:
// danger first, then the oldest. A chat that receives an update in the meantime
// does not wait here.
func (s *Service) Start() error {
	backlogs, err := s.o.Store.Backlogs(s.o.Now())
	if err != nil {
		return err
	}
	slices.SortStableFunc(backlogs, compareBacklogs)
	s.mu.Lock()
	s.backlogs = backlogs
	s.mu.Unlock()
	for range min(maxBacklogs, len(backlogs)) {
		if s.beginDelivery() {
			go s.deliverBacklogs()
		}
	}
	return nil
}

// compareBacklogs orders urgent ones first, then by age.
func compareBacklogs(a, b Backlog) int {
	if a.Urgent != b.Urgent {
		if a.Urgent {
			return -1
		}
		return 1
	}
	return a.Oldest.Compare(b.Oldest)
}

// deliverBacklogs sends the backlog of one chat after the other.
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
	c := s.acquire(id)
	defer s.release(c)
	c.mu.Lock()
	err := c.load()
	c.mu.Unlock()
	c.startReading()
	switch {
	case err != nil:
		s.o.Observer.Failed("load", err)
	case c.claimDelivery():
		c.deliverAll()
	}
}

// TotalBacklog tells what is unsent.
func (s *Service) TotalBacklog() (u TotalBacklog) {
	now := s.o.Now()
	s.mu.Lock()
	inMemory := slices.Collect(maps.Values(s.conversations))
	for _, b := range s.backlogs {
		if s.conversations[b.Chat] == nil {
			u.add(b.Calls, b.Urgent, now.Sub(b.Oldest))
		}
	}
	s.mu.Unlock()
	for _, c := range inMemory {
		if !c.mu.TryLock() { // in the middle of a turn, perhaps the one that asks
			continue
		}
		for _, call := range c.state.records.Unsent {
			u.add(1, call.Urgent, now.Sub(call.Made))
		}
		c.mu.Unlock()
	}
	return u
}
