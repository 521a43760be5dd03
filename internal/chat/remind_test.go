package chat_test

import (
	"strings"
	"testing"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/session"
)

// A reminder comes when it was asked for, once, and to nobody else. It does not change
// the session.
func TestARemindersComesOnceAndOnlyWhenAskedFor(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := newHarness(t, dir)
	begun := session.Begin(noon, session.Lang("en")).Set("destination", "KH")
	for id, at := range map[chat.ID]time.Time{7: noon.Add(20 * time.Hour), 8: {}, 9: noon.Add(40 * time.Hour)} {
		r := chat.Records{LastEvent: noon, Session: begun, Prefs: chat.Prefs{Lang: session.Lang("en")}}
		if !at.IsZero() {
			r.Prefs.RemindAt = at.Unix()
		}
		if err := d.store.Save(id, r, false, noon)(); err != nil {
			t.Fatal(err)
		}
	}
	for hour := range 30 {
		d.at.Store(noon.Add(time.Duration(hour) * time.Hour).Unix())
		if err := d.SendReminders(); err != nil {
			t.Fatal(err)
		}
		if hour < 20 && len(d.messenger.texts()) > 0 {
			t.Fatalf("hour %d: %q", hour, d.messenger.texts())
		}
	}
	waitFor(t, "the reminder", func() bool { return len(d.messenger.texts()) > 0 })
	if got := d.messenger.texts(); len(got) != 1 || !strings.Contains(got[0], "en reminder.due") {
		t.Errorf("said %q", got)
	}
	r, err := d.store.Load(7, noon.Add(21*time.Hour))
	if err != nil || r.Prefs.RemindAt != 0 || r.Prefs.Lang != session.Lang("en") || r.Session.Value("destination") != "KH" {
		t.Errorf("afterwards %+v, %v", r, err)
	}
	if r, err = d.store.Load(7, noon.Add(25*time.Hour)); err != nil || !r.Session.Began.IsZero() {
		t.Errorf("the reminder gave the case a longer life: %+v, %v", r, err)
	}
	if r, err = d.store.Load(9, noon.Add(21*time.Hour)); err != nil || r.Prefs.RemindAt == 0 {
		t.Errorf("the later reminder is gone: %+v, %v", r, err)
	}
}
