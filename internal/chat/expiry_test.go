package chat_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"cekloker/internal/chat"
)

// Somebody comes back after the ids of messages were forgotten: the exit knows that older
// messages stay, even after a restart of the bot.
func TestTheExitKnowsThatOlderMessagesStay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		away time.Duration
		left bool
	}{"an hour": {time.Hour, false}, "fifty hours": {50 * time.Hour, true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			d := newHarness(t, dir)
			if err := d.Take(textUpdate(1, 7, "/start")).Wait(); err != nil {
				t.Fatal(err)
			}
			d.waitDelivered(t)
			d.stop(t)
			d = newHarness(t, dir)
			d.at.Store(noon.Add(c.away).Unix())
			if err := d.Take(textUpdate(2, 7, "menu")).Wait(); err != nil {
				t.Fatal(err)
			}
			d.waitDelivered(t)
			if r, err := d.store.Load(7, d.now()); err != nil || r.Traces.Undeleted != c.left {
				t.Errorf("left behind: %v, want %v, %v", r.Traces.Undeleted, c.left, err)
			}
		})
	}
}

// Three days with many people leave only what the privacy text lists, for as long as it
// says, and nothing three months later.
func TestAfterThreeDaysTheStoreHoldsOnlyWhatItMay(t *testing.T) {
	t.Parallel()
	people := chat.ID(150)
	if os.Getenv("CEKLOKER_LONG") != "" {
		people = 1000
	}
	d := newHarness(t, t.TempDir())
	chance := rand.New(rand.NewPCG(3, 5))
	lines := []string{
		"/start", "/cek", "1", "Lowongan admin di Kamboja, gaji USD 900 sebulan, tiket ditanggung, WA 0812 3456 7890", "lewati",
		"PAYUNG", "/keluarga", "saya disekap", "ya", "menu", "english", "/privasi", "KELUAR",
	}
	spoke, left := map[chat.ID]time.Time{}, map[chat.ID]bool{}
	var number int64
	for hour := range 73 {
		now := noon.Add(time.Duration(hour) * time.Hour)
		d.at.Store(now.Unix())
		var taken []chat.Pending
		for id := chat.ID(1); id <= people; id++ {
			if chance.IntN(10) > 0 || hour == 72 {
				continue
			}
			line := lines[chance.IntN(len(lines))]
			number++
			taken = append(taken, d.Take(textUpdate(number, id, line)))
			spoke[id], left[id] = now, line == "KELUAR"
		}
		for _, took := range taken {
			if err := took.Wait(); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.store.Sweep(now); err != nil {
			t.Fatal(err)
		}
		if hour%24 == 23 {
			if _, err := d.store.Compact(now); err != nil {
				t.Fatal(err)
			}
		}
	}
	d.WaitTurns()
	d.waitDelivered(t)
	end := noon.Add(72 * time.Hour)
	cases, traces, prefs := 0, 0, 0
	for id := chat.ID(1); id <= people; id++ {
		r, err := d.store.Load(id, end)
		if err != nil {
			t.Fatal(err)
		}
		age := end.Sub(spoke[id])
		what := fmt.Sprintf("chat %d, silent for %v, left %v", id, age, left[id])
		if !r.Session.Began.IsZero() {
			if cases++; age > chat.CaseLife || left[id] {
				t.Errorf("%s: a case is kept", what)
			}
		}
		if len(r.Traces.Messages)+len(r.Traces.Updates) > 0 {
			if traces++; age > chat.TraceLife {
				t.Errorf("%s: traces are kept", what)
			}
		}
		if r.Prefs != (chat.Prefs{}) {
			if prefs++; left[id] {
				t.Errorf("%s: preferences are kept", what)
			}
		}
		if len(r.Unsent) > 0 {
			t.Errorf("%s: %d unsent calls are kept", what, len(r.Unsent))
		}
	}
	f, err := d.store.Stats()
	if err != nil || f.Cases < cases || f.Outbox != 0 || f.Quarantined != 0 || len(f.Days) > 4 {
		t.Errorf("%+v, %v", f, err)
	}
	t.Logf("%d people, %d updates: %d cases, %d traces, %d preferences are kept, %d day keys; in the file %d, %d, %d", people, number, cases, traces, prefs, len(f.Days), f.Cases, f.Traces, f.Prefs)
	later := end.Add(chat.PrefsLife + 24*time.Hour)
	for range 2 { // a jump of the clock has to be seen twice
		if err := d.store.Sweep(later); err != nil {
			t.Fatal(err)
		}
		later = later.Add(10 * time.Minute)
	}
	if f, err = d.store.Stats(); err != nil || f.Cases+f.Traces+f.Prefs+f.Outbox > 0 || len(f.Days) > 0 {
		t.Errorf("three months later: %+v, %v", f, err)
	}
}
