package telegram

import (
	"testing"
	"time"

	"cekloker/internal/chat"
)

// sending plays chats that always have something to send, on a clock of its own.
type sending struct {
	budgets *budgets
	now     time.Time
	asks    map[chat.ID]time.Time // when a chat asks for its next place
	urgent  map[chat.ID]bool
	last    bool // a chat that got its place wants no other one
	sent    map[chat.ID]int
}

func newSending() *sending {
	return &sending{
		budgets: newBudgets(Budget{Chat: 1000, ChatAtOnce: 1000}), now: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC),
		asks: map[chat.ID]time.Time{}, urgent: map[chat.ID]bool{}, sent: map[chat.ID]int{},
	}
}

func (s *sending) add(from, n chat.ID, urgent bool) {
	for id := from; id < from+n; id++ {
		s.asks[id], s.urgent[id] = s.now, urgent
	}
}

// pass lets time pass and returns how many places each kind got.
func (s *sending) pass(d time.Duration) (urgent, ordinary int) {
	for until := s.now.Add(d); s.now.Before(until); s.now = s.now.Add(5 * time.Millisecond) {
		for id, at := range s.asks {
			if s.now.Before(at) {
				continue
			}
			wait := s.budgets.reserve(id, chat.Call{Method: "sendMessage", Urgent: s.urgent[id]}, s.now)
			if s.asks[id] = s.now.Add(wait); wait > 0 {
				continue
			}
			s.sent[id]++
			if s.last {
				delete(s.asks, id)
			}
			if s.urgent[id] {
				urgent++
			} else {
				ordinary++
			}
		}
	}
	return urgent, ordinary
}

// Urgent calls use all that is idle, ordinary ones keep a fifth of theirs, and the two
// together never exceed the budget.
func TestUrgentCallsUseWhatIsIdle(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		urgent, ordinary         chat.ID
		wantUrgent, wantOrdinary int
	}{
		"urgent alone":   {100, 0, 300, 0},
		"ordinary alone": {0, 100, 0, 250},
		"both":           {100, 100, 250, 50},
	} {
		s := newSending()
		s.add(1, c.urgent, true)
		s.add(1000, c.ordinary, false)
		s.pass(3 * time.Second) // what had gathered is used up
		urgent, ordinary := s.pass(10 * time.Second)
		if near := func(a, b int) bool { return a >= b*9/10 && a <= b+1 }; !near(urgent, c.wantUrgent) || !near(ordinary, c.wantOrdinary) {
			t.Errorf("%s: %d urgent and %d ordinary calls in 10 s, want %d and %d", name, urgent, ordinary, c.wantUrgent, c.wantOrdinary)
		}
	}
}

// Of 150 chats in danger at once the last one has its place within 5 s, also beside
// ordinary ones without end.
func TestManyUrgentChatsAtOnce(t *testing.T) {
	t.Parallel()
	s := newSending()
	s.last = true
	s.add(1, 150, true)
	if s.pass(5 * time.Second); len(s.sent) != 150 {
		t.Errorf("%d of 150 have a place after 5 s", len(s.sent))
	}
	s = newSending()
	s.add(1000, 100, false)
	s.pass(3 * time.Second)
	s.add(1, 150, true)
	s.pass(8 * time.Second)
	for id := chat.ID(1); id <= 150; id++ {
		if s.sent[id] == 0 {
			t.Errorf("chat %d has no place after 8 s beside ordinary ones", id)
		}
	}
}

// A chat that was not served lately comes before all that were, and these share the
// rest evenly.
func TestWhoShoutsWaitsBehindWhoDoesNot(t *testing.T) {
	t.Parallel()
	s := newSending()
	s.add(1, 60, true)
	s.pass(10 * time.Second)
	least, most := s.sent[1], s.sent[1]
	for id := chat.ID(1); id <= 60; id++ {
		least, most = min(least, s.sent[id]), max(most, s.sent[id])
	}
	if least < most-1 {
		t.Errorf("one chat got %d places, another %d", least, most)
	}
	s.add(100, 1, true)
	if s.pass(100 * time.Millisecond); s.sent[100] == 0 {
		t.Error("a plea waits behind those who shout")
	}
}

// A chat that waited and has nothing to send any more costs nobody a place for long.
func TestAChatThatAsksNoMoreIsForgotten(t *testing.T) {
	t.Parallel()
	s := newSending()
	s.add(1, 60, true)
	s.pass(time.Second)
	clear(s.asks)
	s.now = s.now.Add(2 * patience)
	s.add(100, 1, true)
	if s.pass(200 * time.Millisecond); s.sent[100] == 0 || s.budgets.queue.urgent > 1 {
		t.Errorf("%d places, %d chats in the queue", s.sent[100], s.budgets.queue.urgent)
	}
}
