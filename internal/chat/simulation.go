package chat

import (
	"context"
	"time"

	"cekloker/internal/talk"
)

// Simulation is one chat on a clock of its own: the turns and the outbox of the
// program, one step after the other, without disk, chance or waiting. What its
// messenger was told to deliver is what a person would read in the end.
type Simulation struct {
	conversation *conversation
	at           time.Time
	observer     firstFailure
}

// NewSimulation begins a chat at a time. messenger makes the messenger, which may
// use the simulated clock.
func NewSimulation(book *talk.Book, at time.Time, messenger func(now func() time.Time) Messenger) *Simulation {
	s := &Simulation{at: at}
	service := New(context.Background(), Options{Book: book, Store: nullStore{}, Messenger: messenger(s.Now), Observer: &s.observer, Now: s.Now})
	service.watchdog = nil // the result must not depend on how busy the machine is
	s.conversation = &conversation{id: 1, service: service}
	return s
}

// Now is the time of the chat.
func (s *Simulation) Now() time.Time { return s.at }

// Records are what is kept of the chat.
func (s *Simulation) Records() Records { return s.conversation.state.records }

// Take takes the turn of one update and sends what may be sent at once. An error is
// our own fault, and the person has read an apology.
func (s *Simulation) Take(u Update) error {
	c := s.conversation
	c.mu.Lock()
	turn, err := c.takeTurn(u)
	c.mu.Unlock()
	if err == nil {
		err = turn.wait()
	}
	c.finishTurn(u, turn.effects, err)
	s.Advance(0)
	if err == nil {
		err = s.observer.err
	}
	return err
}

// Advance lets time pass and sends what waited for long enough.
func (s *Simulation) Advance(d time.Duration) {
	c, until := s.conversation, s.at.Add(d)
	for {
		batch, wait, _ := c.nextBatch()
		if len(batch) == 0 || s.at.Add(max(wait, 0)).After(until) {
			break
		}
		if wait > 0 {
			s.at = s.at.Add(wait)
			continue
		}
		receipts := make([]Receipt, len(batch))
		for i, call := range batch { // in order, so that the same talk always reads the same
			receipts[i] = c.sendCall(call)
		}
		c.handleReceipts(batch, receipts)
	}
	s.at = until
}

// nullStore keeps nothing: a simulation lives in memory only.
type nullStore struct{}

func saveNothing() error { return nil }

func (nullStore) Load(ID, time.Time) (Records, error)                     { return Records{}, nil }
func (nullStore) Save(ID, Records, bool, time.Time) (wait func() error)   { return saveNothing }
func (nullStore) SaveReceipts(ID, Records, time.Time) (wait func() error) { return saveNothing }
func (nullStore) Backlogs(time.Time) ([]Backlog, error)                   { return nil, nil }
func (nullStore) DueReminders(time.Time) ([]ID, error)                    { return nil, nil }

// firstFailure is an observer that keeps the first failure.
type firstFailure struct{ err error }

func (*firstFailure) Count(string)                 {}
func (*firstFailure) Turned(string, time.Duration) {}
func (*firstFailure) Delivered(string, Outcome)    {}
func (f *firstFailure) Failed(_ string, err error) {
	if f.err == nil {
		f.err = err
	}
}
