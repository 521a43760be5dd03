package chat_test

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cekloker/internal/chat"
)

// hangs makes the next turns hang until the test ends.
func (d *harness) hangs(t *testing.T) *atomic.Int64 {
	t.Helper()
	var left atomic.Int64
	end := make(chan struct{})
	t.Cleanup(sync.OnceFunc(func() { close(end) }))
	d.messenger.render = func() {
		if left.Add(-1) >= 0 {
			<-end
		}
	}
	return &left
}

// A turn that hangs is given up: the person reads it, with contacts, the update counts
// as taken, and neither another chat nor the next message of this one waits for more.
func TestATurnThatHangsIsGivenUp(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	left := d.hangs(t)
	left.Store(1)
	began := time.Now()
	hung := d.Take(textUpdate(1, 7, "DIBUTUHKAN admin CS online di Kamboja, gaji 900 USD per bulan"))
	waitFor(t, "the turn is under way", func() bool { return left.Load() == 0 })
	next := d.Take(textUpdate(2, 7, "/cek"))
	if err := d.Take(textUpdate(3, 8, "/cek")).Wait(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("another chat waits %v beside a turn that hangs", took)
	}
	if err := errors.Join(hung.Wait(), next.Wait()); err != nil {
		t.Fatal("the updates are not taken: ", err)
	}
	if took := time.Since(began); took < 2*time.Second || took > 4*time.Second {
		t.Errorf("the turn is given up after %v, want 2 s", took)
	}
	waitFor(t, "three answers", func() bool { return len(d.messenger.texts()) == 3 })
	got := strings.Join(d.messenger.texts(), "\n")
	if !strings.Contains(got, "1 id common.too_long contact.one") || !strings.Contains(got, "2 id") {
		t.Errorf("said %q", got)
	}
}

// One given-up turn may run on; a second one is told, once.
func TestASecondTurnThatHangsIsOneTooMany(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	left := d.hangs(t)
	left.Store(1)
	if err := d.Take(textUpdate(1, 7, "/cek")).Wait(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	if d.stuck.Load() != 0 {
		t.Error("one turn that hangs ends the program")
	}
	left.Store(1)
	if err := d.Take(textUpdate(2, 8, "/cek")).Wait(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "it is told that two turns hang", func() bool { return d.stuck.Load() == 1 })
}

// A panic while a call is sent costs that call, not the program.
func TestAPanicWhileSendingCostsThatCall(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	var once sync.Once
	d.messenger.receipt = func(chat.Call) chat.Receipt {
		once.Do(func() { panic("kenari rahasia") })
		return chat.Receipt{Outcome: chat.OutcomeDone}
	}
	for id := range chat.ID(2) {
		if err := d.Take(textUpdate(int64(id)+1, id+7, "/cek")).Wait(); err != nil {
			t.Fatal(err)
		}
	}
	d.waitDelivered(t)
	if n := len(d.messenger.texts()); n != 1 {
		t.Errorf("%d answers, want one", n)
	}
}
