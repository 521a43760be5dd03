package chat

import (
	"context"
	"time"

	"cekloker/internal/talk"
)

// Simulation is one chat on a clock of its own: the turns and the outbox of the
// program, one after the other, without disk, chance and waiting. What somebody
// would read in the end is what its wire was told to deliver.
type Simulation struct {
	conversation *conversation
	at           time.Time
	observer     firstFailure
}

// NewSimulation begins a chat at a time. The wire is made with the clock.
func NewSimulation(book *talk.Book, at time.Time, wire func(now func() time.Time) Messenger) *Simulation {
	r := &Simulation{at: at}
	s := New(context.Background(), Options{Book: book, Store: nullStore{}, Messenger: wire(r.Now), Observer: &r.observer, Now: r.Now})
	r.conversation = &conversation{id: 1, service: s}
	return r
}

// Now is the time of the chat.
func (r *Simulation) Now() time.Time { return r.at }

// Records are what is kept of the chat.
func (r *Simulation) Records() Records { return r.conversation.records }

// Take takes the turn of one update and sends what may go out at once. The error
// is our own fault, of which the person has read.
func (r *Simulation) Take(u Update) error {
	r.conversation.mu.Lock()
	wait, _, err := r.conversation.takeTurn(u)
	r.conversation.mu.Unlock()
	if err == nil {
		err = wait()
	}
	r.conversation.finishTurn(u, err)
	r.Advance(0)
	if err == nil {
		err = r.observer.failed
	}
	return err
}

// Advance lets time go by: what was held goes out when its time has come.
func (r *Simulation) Advance(d time.Duration) {
	until := r.at.Add(d)
	for {
		calls, wait, _ := r.conversation.nextBatch()
		if len(calls) == 0 || r.at.Add(max(wait, 0)).After(until) {
			break
		}
		if wait > 0 {
			r.at = r.at.Add(wait)
			continue
		}
		receipts := make([]Receipt, len(calls))
		for i, c := range calls { // in order, so that the same talk always reads the same
			receipts[i] = r.conversation.sendCall(c)
		}
		r.conversation.handleReceipts(calls, receipts)
	}
	r.at = until
}

// nullStore is a store that keeps nothing: a rehearsal lives in memory only.
type nullStore struct{}

func saveNothing() error { return nil }

func (nullStore) Load(ID, time.Time) (Records, error)                     { return Records{}, nil }
func (nullStore) Save(ID, Records, bool, time.Time) (wait func() error)   { return saveNothing }
func (nullStore) SaveReceipts(ID, Records, time.Time) (wait func() error) { return saveNothing }
func (nullStore) Unsent(time.Time) ([]Backlog, error)                     { return nil, nil }
func (nullStore) DueReminders(time.Time) ([]ID, error)                    { return nil, nil }

// firstFailure hears nothing but the first failure.
type firstFailure struct{ failed error }

func (*firstFailure) Count(string)                 {}
func (*firstFailure) Turned(string, time.Duration) {}
func (*firstFailure) Delivered(string, Outcome)    {}
func (d *firstFailure) Failed(_ string, err error) {
	if d.failed == nil {
		d.failed = err
	}
}
