package chat_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cekloker/internal/chat"
)

func TestWhatIsNotOnDiskIsNotSaid(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	d.broken.Store(true)
	if err := d.Take(textUpdate(1, 7, "/cek")).Wait(); err == nil {
		t.Fatal("the update counts as taken though nothing was written")
	}
	if got := d.messenger.texts(); len(got) > 0 {
		t.Fatalf("said without a commit: %q", got)
	}
	d.broken.Store(false)
	if err := d.Take(textUpdate(1, 7, "/cek")).Wait(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "one reply", func() bool { return len(d.messenger.texts()) == 1 })
	if err := d.Take(textUpdate(1, 7, "/cek")).Wait(); err != nil {
		t.Fatal(err)
	}
	if err := d.Take(textUpdate(2, 7, "lewati")).Wait(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "the reply to the second", func() bool { return len(d.messenger.texts()) > 1 })
	if got := d.messenger.texts(); len(got) != 2 || !strings.HasPrefix(got[1], "2 ") {
		t.Errorf("an update that came twice was answered twice: %q", got)
	}
}

func TestDeliveredStaysDeliveredWhenALaterCommitFails(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	gate := make(chan struct{})
	d.messenger.receipt = func(chat.Call) chat.Receipt { <-gate; return chat.Receipt{} }
	if err := d.Take(textUpdate(1, 7, "/cek")).Wait(); err != nil {
		t.Fatal(err)
	}
	d.broken.Store(true)
	if err := d.Take(textUpdate(2, 7, "lewati")).Wait(); err == nil {
		t.Fatal("taken without a commit")
	}
	close(gate) // the first reply takes effect while nothing can be written
	waitFor(t, "the receipt that cannot be written", func() bool { return d.failures.failures.Load() >= 2 })
	d.broken.Store(false)
	waitFor(t, "the second update to be taken", func() bool { return d.Take(textUpdate(2, 7, "lewati")).Wait() == nil })
	waitFor(t, "both replies", func() bool { return len(d.messenger.texts()) >= 2 })
	if got := d.messenger.texts(); len(got) != 2 || got[0][:2] != "1 " || got[1][:2] != "2 " {
		t.Errorf("said %q, want each reply once and in order", got)
	}
}

func TestAStopLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := newHarness(t, dir)
	const people = 40
	for id := chat.ID(1); id <= people; id++ {
		d.Take(textUpdate(int64(id), id, "/cek"))
	}
	d.stop(t)
	first := d.messenger.texts()
	second := newHarness(t, dir)
	if err := second.Start(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "everybody has an answer", func() bool { return len(first)+len(second.messenger.texts()) >= people })
	all := append(first, second.messenger.texts()...)
	slices.Sort(all)
	if n := len(slices.Compact(slices.Clone(all))); len(all) != people || n != people {
		t.Errorf("%d answers, %d different ones, for %d people", len(all), n, people)
	}
}

func TestAPanicCostsOneReplyAndHoldsUpNobody(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	var once sync.Once
	d.messenger.render = func() { once.Do(func() { panic("kenari rahasia") }) }
	if err := d.Take(textUpdate(1, 7, "/cek")).Wait(); err != nil {
		t.Fatalf("the update is not taken and will come again for ever: %v", err)
	}
	if err := d.Take(textUpdate(2, 8, "/cek")).Wait(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "both have an answer", func() bool { return len(d.messenger.texts()) == 2 })
	got := strings.Join(d.messenger.texts(), "\n")
	if !strings.Contains(got, "1 id common.failed") || d.failures.failures.Load() != 1 {
		t.Errorf("said %q, %d failures", got, d.failures.failures.Load())
	}
}

// A reply waited, the bot stopped, and the clock went back by years: the reply does not wait
// for years.
func TestAClockThatWentBackHoldsNoReply(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	later := noon.AddDate(3, 0, 0)
	r := chat.Records{Traces: chat.Traces{LastSeq: 1}, Unsent: []chat.Call{{Seq: 1, Method: "sendMessage", Params: map[string]string{"text": "waited"}, Made: later}}}
	if err := d.store.Save(7, r, false, noon)(); err != nil {
		t.Fatal(err)
	}
	if err := d.Start(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "the reply", func() bool { return len(d.messenger.texts()) == 1 })
}

func TestARepliesLifeIsOneDay(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := newHarness(t, dir)
	d.messenger.receipt = func(chat.Call) chat.Receipt { return chat.Receipt{Outcome: chat.OutcomeRetry, RetryAfter: time.Hour} }
	if err := d.Take(textUpdate(1, 7, "/cek")).Wait(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "a try", func() bool { d.messenger.mu.Lock(); defer d.messenger.mu.Unlock(); return d.messenger.tries > 0 })
	d.stop(t)
	late := newHarness(t, dir)
	late.at.Store(noon.Add(chat.UnsentLife + time.Minute).Unix())
	if err := late.Start(); err != nil {
		t.Fatal(err)
	}
	if err := late.Take(textUpdate(2, 7, "/start")).Wait(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "the new reply", func() bool { return len(late.messenger.texts()) > 0 })
	if got := late.messenger.texts(); len(got) != 1 || !strings.HasPrefix(got[0], "2 ") {
		t.Errorf("a day later was said %q", got)
	}
}
