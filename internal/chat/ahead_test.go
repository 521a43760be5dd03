package chat_test

import (
	"slices"
	"strings"
	"testing"

	"cekloker/internal/chat"
)

// again lets updates come again as Telegram does while they are not confirmed,
// and returns how many are now.
func (d *desk) again(updates ...chat.Update) (confirmed int) {
	for _, u := range updates {
		if d.Take(u).Wait() == nil {
			confirmed++
		}
	}
	return confirmed
}

// While nothing can be written, danger is answered once, however often its
// update comes, and whoever asks anything else waits. With room again everything
// is on disk, the message for the exit as well, and nothing is said twice.
func TestDangerIsAnsweredWhileNothingCanBeWritten(t *testing.T) {
	t.Parallel()
	d := deskIn(t, t.TempDir())
	d.broken.Store(true)
	danger, other := said(1, 7, "PAYUNG"), said(2, 8, "/cek")
	for range 5 {
		if n := d.again(danger, other); n != 0 {
			t.Fatal("confirmed though nothing was written")
		}
		until(t, "the contacts", func() bool { return len(d.messenger.read()) > 0 })
	}
	if got := d.messenger.read(); len(got) != 1 || !strings.HasPrefix(got[0], "1 ") {
		t.Fatalf("said %q", got)
	}
	d.broken.Store(false)
	until(t, "both are taken", func() bool { return d.again(danger, other) == 2 })
	until(t, "the other is answered too", func() bool { return len(d.messenger.read()) == 2 })
	if got := d.messenger.read(); !strings.HasPrefix(got[1], "2 ") {
		t.Errorf("said %q", got)
	}
	d.settled(t)
	r, err := d.store.Load(7, noon)
	if err != nil || !slices.Equal(r.Traces.Updates, []int64{1}) || len(r.Traces.Messages) != 1 || len(r.Unsent) > 0 {
		t.Errorf("on disk: %+v, %v", r, err)
	}
}

// A question of the danger flow can be answered, in plain words; what came
// before the cry for help waits for the disk. The exit works as well.
func TestAConversationAboutDangerGoesOnWithoutADisk(t *testing.T) {
	t.Parallel()
	d := deskIn(t, t.TempDir())
	d.broken.Store(true)
	earlier := said(1, 7, "/cek")
	talk := []chat.Update{said(2, 7, "saya disekap dan tidak boleh pulang"), said(3, 7, "1"), said(4, 7, "2")}
	if n := d.again(earlier); n != 0 {
		t.Fatal("confirmed")
	}
	for i := range talk {
		if n := d.again(talk[:i+1]...); n != 0 {
			t.Fatal("confirmed though nothing was written")
		}
		until(t, "a reply", func() bool { return len(d.messenger.read()) == i+1 })
	}
	if n := d.again(append([]chat.Update{earlier}, talk...)...); n != 0 {
		t.Fatal("confirmed though nothing was written")
	}
	got := d.messenger.read()
	for i, text := range got {
		if !strings.HasPrefix(text, string(rune('2'+i))+" ") || strings.Contains(text, "not_understood") {
			t.Errorf("said %q", got)
		}
	}
	exit := said(5, 7, "KELUAR")
	if n := d.again(exit); n != 0 {
		t.Fatal("confirmed")
	}
	d.broken.Store(false)
	all := append(talk, exit)
	until(t, "all are taken", func() bool { return d.again(all...) == len(all) })
	if r, err := d.store.Load(7, noon); err != nil || !r.Session.Began.IsZero() || len(r.Traces.Updates) != len(all) {
		t.Errorf("after the exit: %+v, %v", r, err)
	}
}

// A crash forgets what memory was ahead: the answer comes a second time, as
// after any crash between a send and its receipt, and not a third time.
func TestACrashWithAFullDiskRepeatsOneAnswer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := deskIn(t, dir)
	d.broken.Store(true)
	u := said(1, 7, "PAYUNG")
	d.again(u)
	until(t, "the contacts", func() bool { return len(d.messenger.read()) == 1 })
	d.stop(t)
	d = deskIn(t, dir)
	if err := d.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, "it is taken", func() bool { return d.again(u, u) == 2 })
	d.settled(t)
	if got := d.messenger.read(); len(got) != 1 {
		t.Errorf("said %q", got)
	}
}

// More cries for help than are remembered: none is answered twice.
func TestManyCriesForHelpWithoutADisk(t *testing.T) {
	t.Parallel()
	d := deskIn(t, t.TempDir())
	d.broken.Store(true)
	var all []chat.Update
	for n := int64(1); n <= 2*chat.MaxUpdates; n++ {
		all = append(all, said(n, 7, "PAYUNG"))
		before := len(d.messenger.read())
		d.again(all[n-1])
		if n < chat.MaxUpdates {
			until(t, "an answer", func() bool { return len(d.messenger.read()) > before })
		}
	}
	for range 3 {
		if n := d.again(all...); n > 0 {
			t.Fatalf("%d confirmed", n)
		}
	}
	d.broken.Store(false)
	for _, u := range all {
		until(t, "it is taken", func() bool { return d.again(u) == 1 })
	}
	d.settled(t)
	got := d.messenger.read()
	slices.Sort(got)
	if once := slices.Compact(slices.Clone(got)); len(once) != len(got) {
		t.Errorf("%d answers, %d different ones:\n%s", len(got), len(once), strings.Join(got, "\n"))
	}
}

// Updates that come again because they cannot be written are no flood: in the
// end they would be refused, and lost.
func TestUpdatesThatComeAgainAreNoFlood(t *testing.T) {
	t.Parallel()
	d := deskIn(t, t.TempDir())
	d.broken.Store(true)
	var all []chat.Update
	for n := int64(1); n <= 6; n++ {
		all = append(all, said(n, 7, "/cek"))
	}
	for range 60 { // a minute of polls
		if n := d.again(all...); n > 0 {
			t.Fatalf("%d confirmed, though nothing was written", n)
		}
		d.at.Add(1)
	}
	d.broken.Store(false)
	until(t, "all are taken", func() bool { return d.again(all...) == len(all) })
	until(t, "all are answered", func() bool { return len(d.messenger.read()) == len(all) })
}
