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

// book is all content, read once for all tests of this package.
var book = sync.OnceValue(func() *talk.Book {
	got, problems := content.Read(flows.FS, locales.FS, "2026-11-24")
	if len(problems) > 0 {
		panic(problems[0].String())
	}
	return got.Book
})

// paper is a wire that ends on paper: what was delivered can be read.
type paper struct {
	mu        sync.Mutex
	delivered []string
	tries     int
	answer    func(chat.Call) chat.Receipt // nil: everything takes effect
	render    func()                       // called first by every Render
	panics    atomic.Int64                 // for render: how often still
}

func (p *paper) Render(u chat.Update, _ chat.Records, effects []talk.Effect, lang session.Lang) ([]chat.Call, error) {
	if p.render != nil {
		p.render()
	}
	var calls []chat.Call
	for _, e := range effects {
		if say, ok := e.(talk.Say); ok {
			ids := []string{strconv.FormatInt(u.Number, 10), string(lang)}
			for _, b := range say.Blocks {
				ids = append(ids, string(b.ID))
				if code, ok := b.Args["code"].(talk.Words); ok {
					ids = append(ids, string(code))
				}
			}
			calls = append(calls, chat.Call{Method: "sendMessage", Message: true, Urgent: say.Urgent, Params: map[string]string{"text": strings.Join(ids, " ")}})
		}
	}
	return calls, nil
}

func (p *paper) Deliver(_ context.Context, _ chat.ID, c chat.Call) chat.Receipt {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tries++
	if p.answer != nil {
		if r := p.answer(c); r.Outcome != chat.Done {
			return r
		}
	}
	p.delivered = append(p.delivered, c.Params["text"])
	return chat.Receipt{Outcome: chat.Done, Message: int64(len(p.delivered)), New: true}
}

func (p *paper) Place(chat.ID, chat.Call) time.Duration { return 0 }
func (p *paper) Answer(query string) chat.Call {
	return chat.Call{Method: "answerCallbackQuery", Aside: true, Params: map[string]string{"text": "answer " + query}}
}
func (p *paper) Slow(chat.Update, session.Lang) (chat.Call, error) {
	return chat.Call{Method: "sendMessage", Params: map[string]string{"text": "slow"}}, nil
}

func (p *paper) read() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.delivered)
}

// quiet is an observer of what failed.
type quiet struct {
	failures atomic.Int64
	mu       sync.Mutex
	told     map[chat.Ref][]string // what failed, by update
}

func (*quiet) Count(string)                   {}
func (*quiet) Turned(string, time.Duration)   {}
func (*quiet) Delivered(string, chat.Outcome) {}
func (q *quiet) Failed(what string, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	var of *chat.Failure
	if errors.As(err, &of) {
		q.told[of.Ref] = append(q.told[of.Ref], what)
	}
	q.failures.Add(1)
}

// desk is a service over a real store and a wire on paper.
type desk struct {
	*chat.Service
	store  *store.Store
	wire   *paper
	seen   *quiet
	broken atomic.Bool // commits fail
	at     atomic.Int64
	end    context.CancelFunc
}

func (d *desk) now() time.Time { return time.Unix(d.at.Load(), 0).UTC() }

var errFull = errors.New("no space left")

func deskIn(t *testing.T, dir string) *desk {
	t.Helper()
	d := &desk{wire: &paper{}, seen: &quiet{told: map[chat.Ref][]string{}}}
	d.at.Store(noon.Unix())
	st, err := store.Open(store.Options{Data: dir + "/data", Keys: dir + "/keys", Sync: func() {
		if d.broken.Load() {
			panic(errFull)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	d.store = st
	ctx, end := context.WithCancel(context.Background())
	d.end = end
	d.Service = chat.New(ctx, chat.Options{Book: book(), Store: st, Wire: d.wire, Observe: d.seen, Now: d.now})
	t.Cleanup(func() { d.stop(t) })
	return d
}

func (d *desk) stop(t *testing.T) {
	t.Helper()
	d.Settle()
	d.end()
	d.Quiet()
	_ = d.store.Close()
}

func said(number int64, id chat.ID, text string) chat.Update {
	return chat.Update{Number: number, Chat: id, Event: talk.Event{At: noon, Kind: talk.TextCame, Said: talk.Said{Own: text}}}
}

// until waits until what was delivered is as wanted; a test that waits for ever
// is ended by go test.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}

func TestWhatIsNotOnDiskIsNotSaid(t *testing.T) {
	t.Parallel()
	d := deskIn(t, t.TempDir())
	d.broken.Store(true)
	if err := d.Take(said(1, 7, "/cek")).Wait(); err == nil {
		t.Fatal("the update counts as taken though nothing was written")
	}
	if got := d.wire.read(); len(got) > 0 {
		t.Fatalf("said without a commit: %q", got)
	}
	d.broken.Store(false)
	if err := d.Take(said(1, 7, "/cek")).Wait(); err != nil {
		t.Fatal(err)
	}
	until(t, "one reply", func() bool { return len(d.wire.read()) == 1 })
	if err := d.Take(said(1, 7, "/cek")).Wait(); err != nil {
		t.Fatal(err)
	}
	if err := d.Take(said(2, 7, "lewati")).Wait(); err != nil {
		t.Fatal(err)
	}
	until(t, "the reply to the second", func() bool { return len(d.wire.read()) > 1 })
	if got := d.wire.read(); len(got) != 2 || !strings.HasPrefix(got[1], "2 ") {
		t.Errorf("an update that came twice was answered twice: %q", got)
	}
}

func TestDeliveredStaysDeliveredWhenALaterCommitFails(t *testing.T) {
	t.Parallel()
	d := deskIn(t, t.TempDir())
	gate := make(chan struct{})
	d.wire.answer = func(chat.Call) chat.Receipt { <-gate; return chat.Receipt{} }
	if err := d.Take(said(1, 7, "/cek")).Wait(); err != nil {
		t.Fatal(err)
	}
	d.broken.Store(true)
	if err := d.Take(said(2, 7, "lewati")).Wait(); err == nil {
		t.Fatal("taken without a commit")
	}
	close(gate) // the first reply takes effect while nothing can be written
	until(t, "the receipt that cannot be written", func() bool { return d.seen.failures.Load() >= 2 })
	d.broken.Store(false)
	until(t, "the second update to be taken", func() bool { return d.Take(said(2, 7, "lewati")).Wait() == nil })
	until(t, "both replies", func() bool { return len(d.wire.read()) >= 2 })
	if got := d.wire.read(); len(got) != 2 || got[0][:2] != "1 " || got[1][:2] != "2 " {
		t.Errorf("said %q, want each reply once and in order", got)
	}
}

func TestAStopLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := deskIn(t, dir)
	const people = 40
	for id := chat.ID(1); id <= people; id++ {
		d.Take(said(int64(id), id, "/cek"))
	}
	d.stop(t)
	first := d.wire.read()
	second := deskIn(t, dir)
	if err := second.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, "everybody has an answer", func() bool { return len(first)+len(second.wire.read()) >= people })
	all := append(first, second.wire.read()...)
	slices.Sort(all)
	if n := len(slices.Compact(slices.Clone(all))); len(all) != people || n != people {
		t.Errorf("%d answers, %d different ones, for %d people", len(all), n, people)
	}
}

func TestAPanicCostsOneReplyAndHoldsUpNobody(t *testing.T) {
	t.Parallel()
	d := deskIn(t, t.TempDir())
	var once sync.Once
	d.wire.render = func() { once.Do(func() { panic("kenari rahasia") }) }
	if err := d.Take(said(1, 7, "/cek")).Wait(); err != nil {
		t.Fatalf("the update is not taken and will come again for ever: %v", err)
	}
	if err := d.Take(said(2, 8, "/cek")).Wait(); err != nil {
		t.Fatal(err)
	}
	until(t, "both have an answer", func() bool { return len(d.wire.read()) == 2 })
	got := strings.Join(d.wire.read(), "\n")
	if !strings.Contains(got, "1 id common.failed") || d.seen.failures.Load() != 1 {
		t.Errorf("said %q, %d failures", got, d.seen.failures.Load())
	}
}

// A reply was held, the bot stopped, and the clock went back by years: it is
// not held for years.
func TestAClockThatWentBackHoldsNoReply(t *testing.T) {
	t.Parallel()
	d := deskIn(t, t.TempDir())
	later := noon.AddDate(3, 0, 0)
	r := chat.Records{Traces: chat.Traces{Last: 1}, Unsent: []chat.Call{{Number: 1, Method: "sendMessage", Params: map[string]string{"text": "held"}, Made: later, Hold: later.Add(2 * time.Second)}}}
	if err := d.store.Save(7, r, false, noon)(); err != nil {
		t.Fatal(err)
	}
	if err := d.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, "the reply", func() bool { return len(d.wire.read()) == 1 })
}

func TestARepliesLifeIsOneDay(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := deskIn(t, dir)
	d.wire.answer = func(chat.Call) chat.Receipt { return chat.Receipt{Outcome: chat.Later, After: time.Hour} }
	if err := d.Take(said(1, 7, "/cek")).Wait(); err != nil {
		t.Fatal(err)
	}
	until(t, "a try", func() bool { d.wire.mu.Lock(); defer d.wire.mu.Unlock(); return d.wire.tries > 0 })
	d.stop(t)
	late := deskIn(t, dir)
	late.at.Store(noon.Add(chat.UnsentLife + time.Minute).Unix())
	if err := late.Start(); err != nil {
		t.Fatal(err)
	}
	if err := late.Take(said(2, 7, "/start")).Wait(); err != nil {
		t.Fatal(err)
	}
	until(t, "the new reply", func() bool { return len(late.wire.read()) > 0 })
	if got := late.wire.read(); len(got) != 1 || !strings.HasPrefix(got[0], "2 ") {
		t.Errorf("a day later was said %q", got)
	}
}
