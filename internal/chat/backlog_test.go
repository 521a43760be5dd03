package chat_test

import (
	"context"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	"cekloker/internal/chat"
)

// gatedMessenger holds every call back until its gate is opened.
type gatedMessenger struct {
	fakeMessenger
	gate chan struct{}

	mu     sync.Mutex
	inside int
	first  []chat.ID // in the order in which they came
	got    map[chat.ID][]string
}

func (w *gatedMessenger) Deliver(_ context.Context, id chat.ID, c chat.Call) chat.Receipt {
	w.mu.Lock()
	w.inside++
	w.first = append(w.first, id)
	w.mu.Unlock()
	<-w.gate
	w.mu.Lock()
	defer w.mu.Unlock()
	w.got[id] = append(w.got[id], c.Params["text"])
	if w.receipt != nil {
		return w.receipt(c)
	}
	return chat.Receipt{Outcome: chat.OutcomeDone, Message: 1, New: true}
}

// After a long outage thousands of chats have unsent replies. They are delivered a few
// chats at a time, danger first; everybody gets everything, in order, and a person who
// writes in the meantime does not wait for the others. The test does not run in
// parallel, because it counts goroutines.
func TestALargeOutboxIsSentAFewChatsAtATime(t *testing.T) {
	const people, most, danger, talks = 3000, 64, 17, 2500
	d := newHarness(t, t.TempDir())
	var saved []func() error
	for id := chat.ID(1); id <= people; id++ {
		r := chat.Records{Traces: chat.Traces{LastSeq: 2}}
		for n := uint64(1); n <= 2; n++ {
			call := chat.Call{Seq: n, Method: "sendMessage", Tracked: true, Params: map[string]string{"text": strconv.Itoa(int(n))}, Made: noon.Add(time.Duration(id) * time.Millisecond), Urgent: id%1000 == danger}
			r.Unsent = append(r.Unsent, call)
		}
		saved = append(saved, d.store.Save(id, r, false, noon))
	}
	for _, wait := range saved {
		if err := wait(); err != nil {
			t.Fatal(err)
		}
	}
	messenger := &gatedMessenger{gate: make(chan struct{}), got: map[chat.ID][]string{}}
	ctx, end := context.WithCancel(t.Context())
	service := chat.New(ctx, chat.Options{Book: book(), Store: d.store, Messenger: messenger, Observer: d.failures, Now: d.now})
	before := runtime.NumGoroutine()
	if err := service.Start(); err != nil {
		t.Fatal(err)
	}
	inside := func() int { messenger.mu.Lock(); defer messenger.mu.Unlock(); return messenger.inside }
	waitFor(t, "the first are on their way", func() bool { return inside() == most })
	if u := service.TotalBacklog(); u.Calls != 2*people || u.Oldest < 0 {
		t.Errorf("%d calls wait, the oldest for %v; want %d", u.Calls, u.Oldest, 2*people)
	}
	if n := runtime.NumGoroutine() - before; n > most+10 {
		t.Errorf("%d goroutines more", n)
	}
	for _, id := range messenger.first { // the three in danger and the oldest of the others
		if id%1000 != danger && id > most {
			t.Errorf("%d is among the first, and not in danger", id)
		}
	}
	if err := service.Take(textUpdate(1, talks, "/cek")).Wait(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "who writes is served beside", func() bool { return inside() == most+1 })
	close(messenger.gate)
	d.waitDelivered(t)
	end()
	service.WaitDeliveries()
	for id := chat.ID(1); id <= people; id++ {
		want := 2
		if id == talks {
			want = 3
		}
		if got := messenger.got[id]; len(got) != want || got[0] != "1" || got[1] != "2" {
			t.Fatalf("%d was sent %q", id, got)
		}
	}
	if left, err := d.store.Backlogs(noon); err != nil || len(left) != 0 {
		t.Errorf("%d chats are left, %v", len(left), err)
	}
}
