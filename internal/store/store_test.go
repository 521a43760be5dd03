package store

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/session"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func openStore(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(Options{Data: filepath.Join(dir, "data"), Keys: filepath.Join(dir, "keys")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// reopenStore closes a store and opens it again.
func reopenStore(t *testing.T, s *Store, dir string) *Store {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return openStore(t, dir)
}

// mustKnow fails the test unless a chat's case is kept.
func mustKnow(t *testing.T, s *Store, id chat.ID, now time.Time) {
	t.Helper()
	if r, err := s.Load(id, now); err != nil || r.Session.Began.IsZero() {
		t.Errorf("of chat %d is kept %+v, %v", id, r, err)
	}
}

func records(id int64) chat.Records {
	return chat.Records{
		Session: session.Begin(noon, session.Lang("id")).Set("destination", "KH"),
		Prefs:   chat.Prefs{Lang: session.Lang("id")},
		Traces:  chat.Traces{Messages: []chat.Trace{{Message: id, At: noon.Unix()}}, Updates: []int64{id}},
		Unsent:  []chat.Call{{Seq: 1, Method: "sendMessage", Params: map[string]string{"text": "rahasiakenari"}}},
	}
}

func save(t *testing.T, s *Store, id chat.ID, r chat.Records, now time.Time) {
	t.Helper()
	if err := s.Save(id, r, false, now)(); err != nil {
		t.Fatal(err)
	}
}

func TestRecordsComeBackAfterReopening(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openStore(t, dir)
	save(t, s, 7, records(1), noon)
	s = reopenStore(t, s, dir)
	r, err := s.Load(7, noon.Add(time.Hour))
	if err != nil || r.Session.Value("destination") != "KH" || len(r.Unsent) != 1 || r.Prefs.Lang != "id" || len(r.Traces.Updates) != 1 {
		t.Errorf("got %+v, %v", r, err)
	}
	if other, err := s.Load(8, noon); err != nil || !other.Session.Began.IsZero() {
		t.Errorf("another chat got %+v, %v", other, err)
	}
	if ids, err := s.Backlogs(noon); err != nil || len(ids) != 1 || ids[0].Chat != 7 {
		t.Errorf("unsent: %v, %v", ids, err)
	}
}

func TestEveryRecordHasItsLife(t *testing.T) {
	t.Parallel()
	s := openStore(t, t.TempDir())
	save(t, s, 7, records(1), noon)
	if err := s.Save(8, records(1), true, noon)(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		after                        time.Duration
		id                           chat.ID
		cases, traces, unsent, prefs bool
	}{
		{time.Minute, 7, true, true, true, true},
		{61 * time.Minute, 8, false, true, true, true},
		{25 * time.Hour, 7, false, true, false, true},
		{49 * time.Hour, 7, false, false, false, true},
		{91 * 24 * time.Hour, 7, false, false, false, false},
	} {
		r, err := s.Load(c.id, noon.Add(c.after))
		got := [4]bool{!r.Session.Began.IsZero(), len(r.Traces.Updates) > 0, len(r.Unsent) > 0, r.Prefs.Lang != ""}
		if want := [4]bool{c.cases, c.traces, c.unsent, c.prefs}; err != nil || got != want {
			t.Errorf("chat %d after %v: case, traces, unsent, prefs are %v, want %v (%v)", c.id, c.after, got, want, err)
		}
	}
}

func TestSweepRemovesAndDestroyedDaysCannotBeOpened(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openStore(t, dir)
	save(t, s, 7, records(1), noon)
	copied := filepath.Join(dir, "keys", "days", "2026-11-24.key")
	if _, err := os.Stat(copied); err != nil {
		t.Fatal(err)
	}
	if err := s.Sweep(noon.Add(72 * time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(copied); !os.IsNotExist(err) {
		t.Errorf("the key of the day still stands after 72 hours: %v", err)
	}
	// Even a clock that went back opens nothing of that day.
	if r, err := s.Load(7, noon); err != nil || !r.Session.Began.IsZero() || len(r.Unsent) > 0 {
		t.Errorf("got %+v, %v", r, err)
	}
}

func TestNothingReadableStandsInTheFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openStore(t, dir)
	save(t, s, 123456789, records(1), noon)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "data", "bot.db"))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"rahasiakenari", "destination", "123456789", "sendMessage"} {
		if bytes.Contains(data, []byte(text)) {
			t.Errorf("%q can be read in the file", text)
		}
	}
}

func TestAFlippedByteCostsOneRecordOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openStore(t, dir)
	save(t, s, 7, records(1), noon)
	save(t, s, 8, records(2), noon)
	flipBit(t, s, 7)
	r, err := s.Load(7, noon)
	if err != nil || !r.Session.Began.IsZero() || s.Damaged() == 0 {
		t.Errorf("got %+v, %v, damaged %d", r, err, s.Damaged())
	}
	mustKnow(t, s, 8, noon)
	save(t, s, 7, records(3), noon)
	mustKnow(t, s, 7, noon)
}

func TestManyWritersShareCommits(t *testing.T) {
	t.Parallel()
	s := openStore(t, t.TempDir())
	const writers, each = 64, 10
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				if err := s.Save(chat.ID(w), records(int64(i+1)), false, noon)(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	commits, changes := s.Commits()
	if changes != writers*each || commits > changes/2 {
		t.Errorf("%d changes in %d commits: they should share", changes, commits)
	}
}

func TestClosedStoreRefusesKindly(t *testing.T) {
	t.Parallel()
	s := openStore(t, t.TempDir())
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(1, records(1), false, noon)(); err == nil || !strings.Contains(err.Error(), "closed") {
		t.Errorf("got %v", err)
	}
}

func TestSecondBotOnTheSameFileIsTold(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	openStore(t, dir)
	if _, err := Open(Options{Data: filepath.Join(dir, "data"), Keys: filepath.Join(dir, "keys")}); err == nil || !strings.Contains(err.Error(), "in use by another bot") {
		t.Errorf("got %v", err)
	}
}

func TestOffsetsAreKeptABot(t *testing.T) {
	t.Parallel()
	s := openStore(t, t.TempDir())
	if err := s.SetOffset(1, 500, noon); err != nil {
		t.Fatal(err)
	}
	one, err1 := s.Offset(1, noon)
	two, err2 := s.Offset(2, noon)
	if one != 500 || two != 0 || err1 != nil || err2 != nil {
		t.Error(one, two, err1, err2)
	}
}

// The sizes are read while the file grows and is remapped.
func TestStatsAreReadWhileTheFileGrows(t *testing.T) {
	t.Parallel()
	s := openStore(t, t.TempDir())
	var reading sync.WaitGroup
	done := make(chan struct{})
	for range 2 {
		reading.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if f := s.sizes(); f.Size == 0 {
					t.Errorf("sizes %+v", f)
				}
			}
		})
	}
	const chats = 3000
	waits := make([]func() error, 0, chats)
	for id := chat.ID(1); id <= chats; id++ {
		waits = append(waits, s.Save(id, records(int64(id)), false, noon))
	}
	for _, wait := range waits {
		if err := wait(); err != nil {
			t.Fatal(err)
		}
	}
	close(done)
	reading.Wait()
	if f, err := s.Stats(); err != nil || f.Cases != chats || f.Free < 0 || f.Free > f.Size {
		t.Errorf("facts %+v, %v", f, err)
	}
}
