package chat_test

import (
	"slices"
	"strings"
	"testing"

	"cekloker/internal/chat"
)

// resend takes updates again, as Telegram sends them again while they are not confirmed,
// and returns how many are confirmed now.
func (d *harness) resend(updates ...chat.Update) (confirmed int) {
	for _, u := range updates {
		if d.Take(u).Wait() == nil {
			confirmed++
		}
	}
	return confirmed
}

// While nothing can be written, danger is answered once, however often its update comes,
// and other requests wait. When there is room again, everything is on disk, including the
// message for the exit, and nothing is said twice.
func TestDangerIsAnsweredWhileNothingCanBeWritten(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	d.broken.Store(true)
	danger, other := textUpdate(1, 7, "PAYUNG"), textUpdate(2, 8, "/cek")
	for range 5 {
		if n := d.resend(danger, other); n != 0 {
			t.Fatal("confirmed though nothing was written")
		}
		waitFor(t, "the contacts", func() bool { return len(d.messenger.texts()) > 0 })
	}
	if got := d.messenger.texts(); len(got) != 1 || !strings.HasPrefix(got[0], "1 ") {
		t.Fatalf("said %q", got)
	}
	d.broken.Store(false)
	waitFor(t, "both are taken", func() bool { return d.resend(danger, other) == 2 })
	waitFor(t, "the other is answered too", func() bool { return len(d.messenger.texts()) == 2 })
	if got := d.messenger.texts(); !strings.HasPrefix(got[1], "2 ") {
		t.Errorf("said %q", got)
	}
	d.waitDelivered(t)
	r, err := d.store.Load(7, noon)
	if err != nil || !slices.Equal(r.Traces.Updates, []int64{1}) || len(r.Traces.Messages) != 1 || len(r.Unsent) > 0 {
		t.Errorf("on disk: %+v, %v", r, err)
	}
}

// A question of the danger flow can be answered, in plain words; what came
// before the cry for help waits for the disk. The exit works as well.
func TestAConversationAboutDangerGoesOnWithoutADisk(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	d.broken.Store(true)
	earlier := textUpdate(1, 7, "/cek")
	talk := []chat.Update{textUpdate(2, 7, "saya disekap dan tidak boleh pulang"), textUpdate(3, 7, "1"), textUpdate(4, 7, "2")}
	if n := d.resend(earlier); n != 0 {
		t.Fatal("confirmed")
	}
	for i := range talk {
		if n := d.resend(talk[:i+1]...); n != 0 {
			t.Fatal("confirmed though nothing was written")
		}
		waitFor(t, "a reply", func() bool { return len(d.messenger.texts()) == i+1 })
	}
	if n := d.resend(append([]chat.Update{earlier}, talk...)...); n != 0 {
		t.Fatal("confirmed though nothing was written")
	}
	got := d.messenger.texts()
	for i, text := range got {
		if !strings.HasPrefix(text, string(rune('2'+i))+" ") || strings.Contains(text, "not_understood") {
			t.Errorf("said %q", got)
		}
	}
	exit := textUpdate(5, 7, "KELUAR")
	if n := d.resend(exit); n != 0 {
		t.Fatal("confirmed")
	}
	d.broken.Store(false)
	all := append(talk, exit)
	waitFor(t, "all are taken", func() bool { return d.resend(all...) == len(all) })
	if r, err := d.store.Load(7, noon); err != nil || !r.Session.Began.IsZero() || len(r.Traces.Updates) != len(all) {
		t.Errorf("after the exit: %+v, %v", r, err)
	}
}

// A crash forgets the turns that were ahead of the disk: the answer comes a second time,
// as after any crash between a send and its receipt, and not a third time.
func TestACrashWithAFullDiskRepeatsOneAnswer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := newHarness(t, dir)
	d.broken.Store(true)
	u := textUpdate(1, 7, "PAYUNG")
	d.resend(u)
	waitFor(t, "the contacts", func() bool { return len(d.messenger.texts()) == 1 })
	d.stop(t)
	d = newHarness(t, dir)
	if err := d.Start(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "it is taken", func() bool { return d.resend(u, u) == 2 })
	d.waitDelivered(t)
	if got := d.messenger.texts(); len(got) != 1 {
		t.Errorf("said %q", got)
	}
}

// More cries for help than are remembered: none is answered twice.
func TestManyCriesForHelpWithoutADisk(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	d.broken.Store(true)
	var all []chat.Update
	for n := int64(1); n <= 2*chat.MaxUpdates; n++ {
		all = append(all, textUpdate(n, 7, "PAYUNG"))
		before := len(d.messenger.texts())
		d.resend(all[n-1])
		if n < chat.MaxUpdates {
			waitFor(t, "an answer", func() bool { return len(d.messenger.texts()) > before })
		}
	}
	for range 3 {
		if n := d.resend(all...); n > 0 {
			t.Fatalf("%d confirmed", n)
		}
	}
	d.broken.Store(false)
	for _, u := range all {
		waitFor(t, "it is taken", func() bool { return d.resend(u) == 1 })
	}
	d.waitDelivered(t)
	got := d.messenger.texts()
	slices.Sort(got)
	if once := slices.Compact(slices.Clone(got)); len(once) != len(got) {
		t.Errorf("%d answers, %d different ones:\n%s", len(got), len(once), strings.Join(got, "\n"))
	}
}

// Updates that come again because they cannot be written do not count as a flood: in the
// end they would be refused, and lost.
func TestUpdatesThatComeAgainAreNoFlood(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	d.broken.Store(true)
	var all []chat.Update
	for n := int64(1); n <= 6; n++ {
		all = append(all, textUpdate(n, 7, "/cek"))
	}
	for range 60 { // a minute of polls
		if n := d.resend(all...); n > 0 {
			t.Fatalf("%d confirmed, though nothing was written", n)
		}
		d.at.Add(1)
	}
	d.broken.Store(false)
	waitFor(t, "all are taken", func() bool { return d.resend(all...) == len(all) })
	waitFor(t, "all are answered", func() bool { return len(d.messenger.texts()) == len(all) })
}
