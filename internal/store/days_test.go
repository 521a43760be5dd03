package store

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"cekloker/internal/chat"
)

func listDays(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "keys", "days", "*.key"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range files {
		files[i] = filepath.Base(files[i])
	}
	return files
}

// at is a moment at which a record is written (unless only sweeping) and the store is
// swept. want lists the days that have a key afterwards.
type at struct {
	name  string
	after time.Duration // of noon on 24 November
	write bool
	want  []string
}

func TestDayKeysDieOnTimeWhateverTheClockDoes(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for name, moments := range map[string][]at{
		"a steady clock": {
			{"first day", 0, true, []string{"2026-11-24.key"}},
			{"next day", day, true, []string{"2026-11-24.key", "2026-11-25.key"}},
			{"a leap, seen for the first time", 58 * time.Hour, false, nil},
			{"the hour before its end", 59 * time.Hour, false, []string{"2026-11-24.key", "2026-11-25.key"}},
			{"its end", 60 * time.Hour, false, []string{"2026-11-25.key"}},
		},
		"a leap ahead that is taken back costs nothing": {
			{"first day", 0, true, []string{"2026-11-24.key"}},
			{"a year ahead", 365 * day, false, []string{"2026-11-24.key"}},
			{"and back", time.Minute, false, []string{"2026-11-24.key"}},
		},
		"a leap ahead that stays is believed": {
			{"first day", 0, true, []string{"2026-11-24.key"}},
			{"a year ahead", 365 * day, false, []string{"2026-11-24.key"}},
			{"still there", 365*day + time.Minute, false, nil},
		},
		"a clock that went back for a moment costs nothing": {
			{"first day", 0, true, []string{"2026-11-24.key"}},
			{"fifty years back", -50 * 365 * day, false, []string{"2026-11-24.key"}},
			{"and right again", time.Minute, false, []string{"2026-11-24.key"}},
			{"a day later", day, false, []string{"2026-11-24.key"}},
		},
		"a key made in a wrong future does not live until then": {
			{"a year ahead", 365 * day, true, []string{"2027-11-24.key"}},
			{"the clock is right", 0, true, []string{"2026-11-24.key", "2027-11-24.key"}},
			{"two days later", 2 * day, true, nil},
			{"seen again", 2*day + time.Minute, false, []string{"2026-11-24.key", "2026-11-26.key", "2027-11-24.key"}},
			{"three days later", 3*day - time.Hour, false, nil},
			{"seen again", 3*day + time.Hour, false, []string{"2026-11-26.key"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			s := openStore(t, dir)
			for i, m := range moments {
				now := noon.Add(m.after)
				if m.write {
					save(t, s, chat.ID(i), records(1), now)
				}
				if err := s.Sweep(now); err != nil {
					t.Fatal(m.name, err)
				}
				if got := listDays(t, dir); (m.want != nil || m.name == "still there") && !slices.Equal(got, m.want) {
					t.Errorf("%s: keys of %v, want %v", m.name, got, m.want)
				}
			}
		})
	}
}

// With a clock near or before 1970, records are not sealed with the lasting key by
// mistake.
func TestAClockAtTheBeginningOfTime(t *testing.T) {
	t.Parallel()
	s := openStore(t, t.TempDir())
	early := time.Unix(3600, 0)
	save(t, s, 7, records(1), early)
	if h, ok := parseHead(readSealed(t, s, bucketCases, 7)); !ok || h.day == 0 {
		t.Errorf("sealed with the lasting key: %+v", h)
	}
	mustKnow(t, s, 7, early)
}

func TestAMissingKeyOfADayCostsThatDayOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openStore(t, dir)
	save(t, s, 7, records(1), noon)
	save(t, s, 8, records(2), noon.Add(24*time.Hour))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "keys", "days", "2026-11-24.key")); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, dir)
	now := noon.Add(25 * time.Hour)
	if r, err := s.Load(7, now); err != nil || !r.Session.Began.IsZero() || len(r.Traces.Updates) > 0 || r.Prefs.Lang == "" {
		t.Errorf("the person of that day: %+v, %v", r, err)
	}
	mustKnow(t, s, 8, now)
	save(t, s, 7, records(3), now)
	mustKnow(t, s, 7, now)
	if got, err := s.Compact(now); err != nil || got.Dropped != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAnInvalidDayKeyIsRenamedAndDoesNotStopTheBot(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openStore(t, dir)
	save(t, s, 7, records(1), noon)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "keys", "days", "2026-11-24.key")
	if err := os.WriteFile(file, []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, dir)
	save(t, s, 8, records(2), noon)
	mustKnow(t, s, 8, noon)
	if r, err := s.Load(7, noon); err != nil || !r.Session.Began.IsZero() || s.Damaged() == 0 {
		t.Errorf("%+v, %v, %d damaged", r, err, s.Damaged())
	}
	if data, err := os.ReadFile(filepath.Join(dir, "keys", "days", "2026-11-24.spoiled")); err != nil || string(data) != "short" {
		t.Errorf("the file is not kept: %q, %v", data, err)
	}
}

// While nobody confirms the clock a day key waits for a day, and no longer; a clock that
// turns out to be right destroys it at once, one that turns out to be wrong keeps it.
func TestDayKeysWaitForAConfirmedClock(t *testing.T) {
	t.Parallel()
	const over = 72 * time.Hour
	type moment struct {
		after     time.Duration
		confirmed bool
		left      bool
	}
	for name, moments := range map[string][]moment{
		"never confirmed":   {{over - time.Hour, false, true}, {over, false, true}, {over + 5*time.Hour, false, true}, {over + 10*time.Hour, false, true}, {over + 15*time.Hour, false, true}, {over + 20*time.Hour, false, true}, {over + 24*time.Hour, false, false}},
		"confirmed later":   {{over, false, true}, {over + time.Hour, false, true}, {over + 2*time.Hour, true, false}},
		"confirmed at once": {{over - time.Minute, true, true}, {over, true, false}},
		"a wrong clock":     {{over, false, true}, {over + 2*time.Hour, false, true}, {time.Hour, true, true}, {5 * time.Hour, false, true}, {over, false, true}, {over + time.Minute, false, true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			s := openStore(t, dir)
			var confirmed bool
			s.ConfirmClock(func() bool { return confirmed })
			save(t, s, 7, records(1), noon.Truncate(24*time.Hour))
			for _, m := range moments {
				confirmed = m.confirmed
				now := noon.Truncate(24 * time.Hour).Add(m.after)
				for range 2 { // a jump of the clock is seen twice
					if err := s.Sweep(now); err != nil {
						t.Fatal(err)
					}
				}
				if got := len(listDays(t, dir)) > 0; got != m.left {
					t.Errorf("after %v, confirmed %v: the key is there %v", m.after, m.confirmed, got)
				}
			}
		})
	}
}

// A rotation overwrites the old master key, whoever else may have its file open.
func TestARotationOverwritesTheOldKey(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openStore(t, dir)
	save(t, s, 7, records(1), noon)
	old, err := os.Open(filepath.Join(dir, "keys", "master.key"))
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	if _, err := s.RotateKeys(noon); err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(old)
	if err != nil || len(data) != keySize || !bytes.Equal(data, make([]byte, keySize)) {
		t.Errorf("the old key is %x, %v", data, err)
	}
	if err := s.CheckKeys(); err != nil {
		t.Error(err)
	}
	mustKnow(t, s, 7, noon)
}
