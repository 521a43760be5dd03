package chat_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cekloker/flows"
	"cekloker/internal/chat"
	"cekloker/internal/content"
	"cekloker/internal/session"
	"cekloker/internal/store"
	"cekloker/internal/talk"
	"cekloker/locales"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// book returns the book of all content, which is read once.
var book = sync.OnceValue(func() *talk.Book {
	got, problems := content.Read(flows.FS, locales.FS, "2026-11-24")
	if len(problems) > 0 {
		panic(problems[0].String())
	}
	return got.Book
})

// fakeMessenger collects the texts of the messages that it delivered, as they read now. The
// first one has the id 1.
type fakeMessenger struct {
	mu        sync.Mutex
	delivered []string
	tries     int
	typing    int
	receipt   func(chat.Call) chat.Receipt // nil: everything takes effect
	render    func()                       // called at the beginning of every Render
	panics    atomic.Int64                 // for render: how often it still panics
}

func (p *fakeMessenger) Render(u chat.Update, _ chat.Records, effects []talk.Effect, lang session.Lang) ([]chat.Call, error) {
	if p.render != nil {
		p.render()
	}
	var calls []chat.Call
	for _, e := range effects {
		if say, ok := e.(talk.Say); ok {
			ids := []string{strconv.FormatInt(u.ID, 10), string(lang)}
			for _, b := range say.Blocks {
				ids = append(ids, string(b.ID))
				if code, ok := b.Args["code"].(talk.WordsArg); ok {
					ids = append(ids, string(code))
				}
			}
			calls = append(calls, chat.Call{Method: "sendMessage", Tracked: true, Urgent: say.Urgent, Burst: say.Burst, Params: map[string]string{"text": strings.Join(ids, " ")}})
		}
	}
	return calls, nil
}

func (p *fakeMessenger) Deliver(_ context.Context, _ chat.ID, c chat.Call) chat.Receipt {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c.Method == "sendChatAction" { // depends on how busy the machine is
		p.typing++
		return chat.Receipt{}
	}
	p.tries++
	if p.receipt != nil {
		if r := p.receipt(c); r.Outcome != chat.OutcomeDone {
			return r
		}
	}
	if id, _ := strconv.Atoi(c.Params["message_id"]); c.Method == "editMessageText" {
		p.delivered[id-1] = c.Params["text"]
		return chat.Receipt{Outcome: chat.OutcomeDone, Message: int64(id)}
	}
	p.delivered = append(p.delivered, c.Params["text"])
	return chat.Receipt{Outcome: chat.OutcomeDone, Message: int64(len(p.delivered)), New: true}
}

func (p *fakeMessenger) Draw(_ context.Context, c chat.Call) chat.Call { return c }
func (p *fakeMessenger) Reserve(chat.ID, chat.Call) time.Duration      { return 0 }
func (p *fakeMessenger) Ack(query string) chat.Call {
	return chat.Call{Method: "answerCallbackQuery", Immediate: true, Params: map[string]string{"text": "answer " + query}}
}
func (p *fakeMessenger) TooLate(session.Lang) (chat.Call, error) {
	return chat.Call{Method: "sendMessage", Params: map[string]string{"text": "too late"}}, nil
}

func (p *fakeMessenger) SlowDown(chat.Update, session.Lang) (chat.Call, error) {
	return chat.Call{Method: "sendMessage", Params: map[string]string{"text": "slow"}}, nil
}

func (p *fakeMessenger) Typing() chat.Call {
	return chat.Call{Method: "sendChatAction", Immediate: true}
}

func (p *fakeMessenger) texts() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.delivered)
}

// failureLog is an observer that collects failures.
type failureLog struct {
	failures atomic.Int64
	mu       sync.Mutex
	byRef    map[chat.UpdateCode][]string // what failed, by update
}

func (*failureLog) Count(string)                   {}
func (*failureLog) Turned(string, time.Duration)   {}
func (*failureLog) Delivered(string, chat.Outcome) {}
func (q *failureLog) Failed(what string, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	var of *chat.Failure
	if errors.As(err, &of) {
		q.byRef[of.Ref] = append(q.byRef[of.Ref], what)
	}
	q.failures.Add(1)
}

// harness is a service with a real store and a fake messenger.
type harness struct {
	*chat.Service
	store     *store.Store
	messenger *fakeMessenger
	failures  *failureLog
	broken    atomic.Bool  // commits fail
	stuck     atomic.Int64 // how often it was told that turns hang
	at        atomic.Int64
	end       context.CancelFunc
}

func (d *harness) now() time.Time { return time.Unix(d.at.Load(), 0).UTC() }

var errDiskFull = errors.New("no space left")

func newHarness(t *testing.T, dir string) *harness {
	t.Helper()
	d := &harness{messenger: &fakeMessenger{}, failures: &failureLog{byRef: map[chat.UpdateCode][]string{}}}
	d.at.Store(noon.Unix())
	st, err := store.Open(store.Options{Data: dir + "/data", Keys: dir + "/keys", Sync: func() {
		if d.broken.Load() {
			panic(errDiskFull)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	d.store = st
	ctx, end := context.WithCancel(context.Background())
	d.end = end
	d.Service = chat.New(ctx, chat.Options{Book: book(), Store: st, Messenger: d.messenger, Observer: d.failures, Now: d.now, OnStuck: func(error) { d.stuck.Add(1) }})
	t.Cleanup(func() { d.stop(t) })
	return d
}

func (d *harness) stop(t *testing.T) {
	t.Helper()
	d.WaitTurns()
	d.end()
	d.WaitDeliveries()
	_ = d.store.Close()
}

// waitDelivered waits until everything is delivered and the receipts are on disk.
func (d *harness) waitDelivered(t *testing.T) {
	t.Helper()
	waitFor(t, "nothing is unsent", func() bool { left, err := d.store.Backlogs(d.now()); return err == nil && len(left) == 0 })
}

func textUpdate(number int64, id chat.ID, text string) chat.Update {
	return chat.Update{ID: number, Chat: id, Event: talk.Event{At: noon, Kind: talk.EventText, Text: talk.Text{Typed: text}}}
}

// waitFor waits until a condition holds, and fails the test after 20 seconds.
func waitFor(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(90 * time.Second); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}
