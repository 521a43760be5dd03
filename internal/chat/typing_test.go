package chat_test

import (
	"testing"
	"time"
)

// A turn that takes long shows that an answer is being written; one that says nothing does
// not, however long it took before.
func TestALongTurnShowsThatAnAnswerComes(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	shown := func() int { d.messenger.mu.Lock(); defer d.messenger.mu.Unlock(); return d.messenger.typing }
	d.messenger.render = func() { waitFor(t, "the sign that an answer is being written", func() bool { return shown() == 1 }) }
	u := textUpdate(1, 7, "/cek")
	u.Message = 1
	if err := d.Take(u).Wait(); err != nil {
		t.Fatal(err)
	}
	d.waitDelivered(t)
	if got := d.messenger.texts(); len(got) != 1 || shown() != 1 {
		t.Errorf("%d answers, shown %d times that one is written", len(got), shown())
	}
	group := textUpdate(2, -7, "/cek")
	group.Message, group.Event.InGroup = 2, true
	d.messenger.render = func() { time.Sleep(400 * time.Millisecond) }
	if err := d.Take(group).Wait(); err != nil {
		t.Fatal(err)
	}
	if shown() != 1 {
		t.Error("it is shown in a group")
	}
}
