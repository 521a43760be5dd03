package chat_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cekloker/internal/chat"
)

// unsentBatch has three unsent calls: a reply, an edit that removes the buttons of the
// answered question and is sent together with the reply, and the next reply.
func unsentBatch() chat.Records {
	call := func(n uint64, text string, along bool) chat.Call {
		return chat.Call{Seq: n, Method: "sendMessage", Params: map[string]string{"text": text}, Tracked: !along, Batched: along, Made: noon}
	}
	return chat.Records{Traces: chat.Traces{LastSeq: 3}, Unsent: []chat.Call{call(1, "reply", false), call(2, "edit", true), call(3, "next", false)}}
}

// startBatch starts a service that sends such calls.
func (d *harness) startBatch(t *testing.T, messenger chat.Messenger, broken func(error)) (*chat.Service, context.CancelFunc) {
	t.Helper()
	ctx, end := context.WithCancel(t.Context())
	service := chat.New(ctx, chat.Options{Book: book(), Store: d.store, Messenger: messenger, Observer: d.failures, Now: d.now, OnTokenRefused: broken})
	if err := d.store.Save(7, unsentBatch(), false, noon)(); err != nil {
		t.Fatal(err)
	}
	if err := service.Start(); err != nil {
		t.Fatal(err)
	}
	return service, end
}

// scriptedMessenger answers each call with the receipts scripted for its text, one after
// the other, and then with success.
type scriptedMessenger struct {
	fakeMessenger
	mu     sync.Mutex
	script map[string][]chat.Receipt
	tried  []string    // texts in the order in which their tries ended
	at     []time.Time // of these tries, by the clock of the harness
	now    func() time.Time
}

func (o *scriptedMessenger) Deliver(_ context.Context, _ chat.ID, c chat.Call) chat.Receipt {
	o.mu.Lock()
	defer o.mu.Unlock()
	text := c.Params["text"]
	o.tried, o.at = append(o.tried, text), append(o.at, o.now())
	if next := o.script[text]; len(next) > 0 {
		o.script[text] = next[1:]
		return next[0]
	}
	return chat.Receipt{Outcome: chat.OutcomeDone, Message: 1, New: true}
}

func (o *scriptedMessenger) times(text string) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return strings.Count(strings.Join(o.tried, " "), text)
}

func TestReceiptsOfABatch(t *testing.T) {
	t.Parallel()
	later, told := chat.Receipt{Outcome: chat.OutcomeRetry}, chat.Receipt{Outcome: chat.OutcomeRetry, Imposed: true, RetryAfter: 100 * time.Millisecond}
	gone, broken := chat.Receipt{Outcome: chat.OutcomeGone}, chat.Receipt{Outcome: chat.OutcomeTokenRefused}
	for name, c := range map[string]struct {
		reply, edit []chat.Receipt
		tries       [3]int // of reply, edit and next
		left        int    // calls on disk in the end
	}{
		"both take effect":             {nil, nil, [3]int{1, 1, 1}, 0},
		"the edit is too fast":         {nil, []chat.Receipt{told, later}, [3]int{1, 3, 1}, 0},
		"the reply is too fast":        {[]chat.Receipt{told, later}, nil, [3]int{3, 1, 1}, 0},
		"both are too fast":            {[]chat.Receipt{told}, []chat.Receipt{later}, [3]int{2, 2, 1}, 0},
		"blocked, says the reply":      {[]chat.Receipt{gone}, nil, [3]int{1, 1, 0}, 0},
		"blocked, says the edit":       {nil, []chat.Receipt{gone}, [3]int{1, 1, 0}, 0},
		"blocked, and one is late":     {[]chat.Receipt{later}, []chat.Receipt{gone}, [3]int{1, 1, 0}, 0},
		"no token, says the reply":     {[]chat.Receipt{broken}, nil, [3]int{1, 1, 0}, 2},
		"no token, says the edit":      {nil, []chat.Receipt{broken}, [3]int{1, 1, 0}, 2},
		"no token, say both":           {[]chat.Receipt{broken}, []chat.Receipt{broken}, [3]int{1, 1, 0}, 3},
		"no token, and one is blocked": {[]chat.Receipt{broken}, []chat.Receipt{gone}, [3]int{1, 1, 0}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newHarness(t, t.TempDir())
			messenger := &scriptedMessenger{now: d.now, script: map[string][]chat.Receipt{"reply": c.reply, "edit": c.edit}}
			ended := make(chan error, 2)
			service, end := d.startBatch(t, messenger, func(err error) { ended <- err })
			waitFor(t, "all tries", func() bool {
				d.at.Add(10)
				return messenger.times("reply") >= c.tries[0] && messenger.times("edit") >= c.tries[1] && messenger.times("next") >= c.tries[2]
			})
			if strings.HasPrefix(name, "no token") {
				<-ended
			} else {
				d.waitDelivered(t)
			}
			end()
			service.WaitDeliveries()
			if got := [3]int{messenger.times("reply"), messenger.times("edit"), messenger.times("next")}; got != c.tries {
				t.Errorf("tried %v, want %v: %q", got, c.tries, messenger.tried)
			}
			if n := slices.Index(messenger.tried, "next"); n >= 0 && n != len(messenger.tried)-1 {
				t.Errorf("the next call overtook: %q", messenger.tried)
			}
			if r, err := d.store.Load(7, noon); err != nil || len(r.Unsent) != c.left {
				t.Errorf("%d calls are left, want %d, %v", len(r.Unsent), c.left, err)
			}
		})
	}
}

// When both are told to wait, the longer wait counts.
func TestTheLongerOfTwoWaitsCounts(t *testing.T) {
	t.Parallel()
	for name, waits := range map[string][2]time.Duration{"of the reply": {60 * time.Second, 5 * time.Second}, "of the edit": {5 * time.Second, 60 * time.Second}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newHarness(t, t.TempDir())
			messenger := &scriptedMessenger{now: d.now, script: map[string][]chat.Receipt{
				"reply": {{Outcome: chat.OutcomeRetry, Imposed: true, RetryAfter: waits[0]}}, "edit": {{Outcome: chat.OutcomeRetry, Imposed: true, RetryAfter: waits[1]}},
			}}
			service, end := d.startBatch(t, messenger, nil)
			waitFor(t, "both tries", func() bool { return messenger.times("reply")+messenger.times("edit") == 2 })
			for range 50 { // in steps that are small enough to notice an early try
				d.at.Add(1)
				service.Take(textUpdate(1, 7, "/start")) // wakes the chat
				time.Sleep(2 * time.Millisecond)
			}
			if n := messenger.times("reply") + messenger.times("edit"); n != 2 {
				t.Errorf("%d tries within 50 s: %q", n, messenger.tried)
			}
			d.at.Add(20)
			service.Take(textUpdate(1, 7, "/start"))
			waitFor(t, "the next ones", func() bool { return messenger.times("next") == 1 })
			end()
			service.WaitTurns()
			service.WaitDeliveries()
		})
	}
}

// Somebody leaves while a reply is under way: the reply is deleted when it has arrived,
// and the calls behind it are not sent.
func TestAnExitDuringABatchKeepsNothingOfIt(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	messenger := &gatedMessenger{gate: make(chan struct{}), got: map[chat.ID][]string{}}
	service, end := d.startBatch(t, messenger, nil)
	defer end()
	waitFor(t, "both are under way", func() bool { return messenger.entered() == 2 })
	if err := service.Take(textUpdate(1, 7, "KELUAR")).Wait(); err != nil {
		t.Fatal(err)
	}
	close(messenger.gate)
	waitFor(t, "a deletion", func() bool { messenger.mu.Lock(); defer messenger.mu.Unlock(); return len(messenger.got[7]) == 3 })
	d.waitDelivered(t)
	if slices.Contains(messenger.got[7], "next") || messenger.got[7][2] != "" {
		t.Errorf("sent %q", messenger.got[7])
	}
	if r, err := d.store.Load(7, noon); err != nil || len(r.Traces.Messages) > 0 || len(r.Unsent) > 0 {
		t.Errorf("kept %+v, %v", r, err)
	}
}

// The calls of a batch are sent at the same time, and no other call with them. When no
// receipt reached the disk before a crash, both are sent again, and no earlier call is.
func TestACrashInABatchRepeatsThatBatch(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := newHarness(t, dir)
	messenger := &gatedMessenger{gate: make(chan struct{}), got: map[chat.ID][]string{}}
	service, end := d.startBatch(t, messenger, nil)
	waitFor(t, "both are under way", func() bool { return messenger.entered() == 2 })
	d.broken.Store(true) // their receipts cannot be written
	close(messenger.gate)
	waitFor(t, "the receipts fail", func() bool { return d.failures.failures.Load() > 0 })
	end()
	service.WaitDeliveries()
	if got := messenger.got[7]; len(got) != 2 || slices.Contains(got, "next") {
		t.Fatalf("sent %q", got)
	}
	d.stop(t)
	d = newHarness(t, dir)
	if err := d.Start(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "everything", func() bool { return len(d.messenger.texts()) == 3 })
	if got := d.messenger.texts(); got[2] != "next" {
		t.Errorf("sent %q", got)
	}
}
