package chat

import (
	"context"
	"time"

	"cekloker/internal/talk"
)

// Rehearsal is one chat on a clock of its own: the turns and the outbox of the
// program, one after the other, without disk, chance and waiting. What somebody
// would read in the end is what its wire was told to deliver.
type Rehearsal struct {
	conversation *conversation
	at           time.Time
	seen         deaf
}

// NewRehearsal begins a chat at a time. The wire is made with the clock.
func NewRehearsal(book *talk.Book, at time.Time, wire func(now func() time.Time) Messenger) *Rehearsal {
	r := &Rehearsal{at: at}
	s := New(context.Background(), Options{Book: book, Store: nowhere{}, Messenger: wire(r.Now), Observer: &r.seen, Now: r.Now})
	r.conversation = &conversation{id: 1, service: s}
	return r
}

// Now is the time of the chat.
func (r *Rehearsal) Now() time.Time { return r.at }

// Records are what is kept of the chat.
func (r *Rehearsal) Records() Records { return r.conversation.records }

// Take takes the turn of one update and sends what may go out at once. The error
// is our own fault, of which the person has read.
func (r *Rehearsal) Take(u Update) error {
	r.conversation.mu.Lock()
	wait, _, err := r.conversation.turn(u)
	r.conversation.mu.Unlock()
	if err == nil {
		err = wait()
	}
	r.conversation.conclude(u, err)
	r.Pass(0)
	if err == nil {
		err = r.seen.failed
	}
	return err
}

// Pass lets time go by: what was held goes out when its time has come.
func (r *Rehearsal) Pass(d time.Duration) {
	until := r.at.Add(d)
	for {
		calls, wait, _ := r.conversation.next()
		if len(calls) == 0 || r.at.Add(max(wait, 0)).After(until) {
			break
		}
		if wait > 0 {
			r.at = r.at.Add(wait)
			continue
		}
		receipts := make([]Receipt, len(calls))
		for i, c := range calls { // in order, so that the same talk always reads the same
			receipts[i] = r.conversation.send(c)
		}
		r.conversation.settle(calls, receipts)
	}
	r.at = until
}

// nowhere is a store that keeps nothing: a rehearsal lives in memory only.
type nowhere struct{}

func kept() error { return nil }

func (nowhere) Load(ID, time.Time) (Records, error)                     { return Records{}, nil }
func (nowhere) Save(ID, Records, bool, time.Time) (wait func() error)   { return kept }
func (nowhere) SaveReceipts(ID, Records, time.Time) (wait func() error) { return kept }
func (nowhere) Unsent(time.Time) ([]Backlog, error)                     { return nil, nil }
func (nowhere) DueReminders(time.Time) ([]ID, error)                    { return nil, nil }

// deaf hears nothing but the first failure.
type deaf struct{ failed error }

func (*deaf) Count(string)                 {}
func (*deaf) Turned(string, time.Duration) {}
func (*deaf) Delivered(string, Outcome)    {}
func (d *deaf) Failed(_ string, err error) {
	if d.failed == nil {
		d.failed = err
	}
}
