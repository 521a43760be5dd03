package store

import (
	"bytes"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"cekloker/internal/chat"
	"cekloker/internal/session"
)

// readSealed reads the sealed bytes of a record.
func readSealed(t *testing.T, s *Store, bucket []byte, id chat.ID) []byte {
	t.Helper()
	var out []byte
	if err := s.view(func(tx *bbolt.Tx) error {
		out = bytes.Clone(tx.Bucket(bucket).Get(s.master.pseudonym(id)))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func readFile(t *testing.T, s *Store) []byte {
	t.Helper()
	data, err := os.ReadFile(s.file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestWhatWasDeletedLeavesTheFileWithTheNextCompaction(t *testing.T) {
	t.Parallel()
	s := openStore(t, t.TempDir())
	save(t, s, 7, records(1), noon)
	save(t, s, 8, records(2), noon)
	gone, kept := readSealed(t, s, bucketCases, 7), readSealed(t, s, bucketCases, 8)
	save(t, s, 7, chat.Records{}, noon.Add(time.Minute))
	if !bytes.Contains(readFile(t, s), gone) {
		t.Fatal("the test shows nothing: the deleted record stands in the file no more before the compaction")
	}
	if _, err := s.Compact(noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	data := readFile(t, s)
	if bytes.Contains(data, gone) {
		t.Error("the ciphertext of the deleted record still stands in the file")
	}
	if !bytes.Contains(data, kept) {
		t.Error("the other record does not stand in the file as it was")
	}
	mustKnow(t, s, 8, noon.Add(time.Hour))
	if left, _ := filepath.Glob(s.file + "*"); len(left) != 1 {
		t.Errorf("files left behind: %v", left)
	}
}

func TestTheFileIsAsLargeAsWhatIsKept(t *testing.T) {
	t.Parallel()
	s := openStore(t, t.TempDir())
	fill(t, s, 3000, noon)
	// The records of all but fifty expire.
	for id := chat.ID(0); id < 50; id++ {
		r := records(int64(id) + 1)
		r.LastEvent = noon.Add(40 * time.Hour)
		save(t, s, id, r, noon.Add(40*time.Hour))
	}
	got, err := s.Compact(noon.Add(50 * time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	// 3000 preferences stay for 90 days; cases, traces and replies of 50.
	if got.After*3 > got.Before || got.Kept != 3000+3*50 {
		t.Errorf("%+v: the file should be less than a third", got)
	}
	f, err := s.Stats()
	if err != nil || f.Cases != 50 || f.Traces != 50 || f.Outbox != 50 || f.Prefs != 3000 {
		t.Errorf("%+v, %v", f, err)
	}
}

// fill saves records of n chats.
func fill(t *testing.T, s *Store, n int, now time.Time) {
	t.Helper()
	waits := make([]func() error, 0, n)
	for id := range n {
		waits = append(waits, s.Save(chat.ID(id), records(int64(id)+1), false, now))
	}
	for _, wait := range waits {
		if err := wait(); err != nil {
			t.Fatal(err)
		}
	}
}

// While people write, the file is compacted and the keys are rotated again and again:
// whatever was acknowledged is there afterwards, also after the store is opened again.
func TestNothingIsLostWhileTheFileIsCompacted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openStore(t, dir)
	fill(t, s, 300, noon)
	const writers = 8
	var last [writers]atomic.Int64
	var stop atomic.Bool
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for n := int64(1); !stop.Load(); n++ {
				r := records(n)
				if n%5 == 0 {
					r.Session = session.Session{} // a case that goes must not come back
				}
				if err := s.Save(chat.ID(w), r, false, noon)(); err != nil {
					t.Error(err)
					return
				}
				last[w].Store(n)
				if got, err := s.Load(chat.ID(w), noon); err != nil || got.Traces.Updates[0] != n {
					t.Errorf("chat %d reads %v after writing %d: %v", w, got.Traces.Updates, n, err)
					return
				}
			}
		})
	}
	master := bytes.Clone(s.keys.master)
	for i := range 6 {
		rebuild := s.Compact
		if i%2 == 1 {
			rebuild = s.RotateKeys
		}
		got, err := rebuild(noon)
		if err != nil {
			t.Fatal(err)
		}
		if got.Pause > 500*time.Millisecond {
			t.Errorf("people waited %v", got.Pause)
		}
	}
	stop.Store(true)
	wg.Wait()
	s = reopenStore(t, s, dir)
	if bytes.Equal(master, s.keys.master) {
		t.Error("the master key is the old one")
	}
	for w := range writers {
		n := last[w].Load()
		r, err := s.Load(chat.ID(w), noon)
		if err != nil || len(r.Traces.Updates) != 1 || r.Traces.Updates[0] != n || r.Session.Began.IsZero() != (n%5 == 0) {
			t.Errorf("chat %d: wrote %d, found %+v, %v", w, n, r, err)
		}
	}
	if f, err := s.Stats(); err != nil || f.Traces != 300 || s.Damaged() != 0 {
		t.Errorf("%+v, %v, %d damaged", f, err, s.Damaged())
	}
}

func TestNewKeysLeaveNothingUnderTheOldOnes(t *testing.T) {
	t.Parallel()
	s := openStore(t, t.TempDir())
	r := records(1)
	r.Prefs.RemindAt = noon.Add(2 * time.Hour).Unix()
	save(t, s, 7, r, noon)
	if err := s.AddCounts(map[string]int{"start": 3}, noon); err != nil {
		t.Fatal(err)
	}
	old := s.master
	if _, err := s.RotateKeys(noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(readFile(t, s), old.pseudonym(7)) {
		t.Error("the old pseudonym still stands in the file")
	}
	if due, err := s.DueReminders(noon.Add(3 * time.Hour)); err != nil || len(due) != 1 || due[0] != 7 {
		t.Errorf("reminders due: %v, %v", due, err)
	}
	if n, err := s.Counts(noon, noon); err != nil || n["start"] != 3 {
		t.Errorf("counts: %v, %v", n, err)
	}
	got, err := s.Load(7, noon.Add(time.Hour))
	if err != nil || got.Session.Value("destination") != "KH" || len(got.Unsent) != 1 || got.Prefs.RemindAt == 0 {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := os.Stat(filepath.Join(s.keys.dir, nextFile)); !os.IsNotExist(err) {
		t.Error("the new key still waits")
	}
}

// After a power cut at any step of a rotation or compaction, a copy of both folders opens
// with everything in it.
func TestAnyStepOfACompactionMayBeTheLast(t *testing.T) {
	t.Parallel()
	for _, rotate := range []bool{false, true} {
		dir := t.TempDir()
		var copies []string
		var s *Store
		var on atomic.Bool
		s, err := Open(Options{Data: dir + "/data", Keys: dir + "/keys", Checkpoint: func(at string) {
			if on.Load() {
				to := filepath.Join(t.TempDir(), "copy")
				if err := copyPrivate(to, dir); err != nil {
					t.Error(err)
				}
				copies = append(copies, at, to)
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		fill(t, s, 20, noon)
		on.Store(true)
		if _, err := s.compact(noon, rotate); err != nil {
			t.Fatal(err)
		}
		on.Store(false)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if want := map[bool]int{false: 5, true: 7}[rotate]; len(copies)/2 < want {
			t.Fatalf("only %d steps: %v", len(copies)/2, copies)
		}
		for i := 0; i < len(copies); i += 2 {
			c := openStore(t, copies[i+1])
			f, err := c.Stats()
			if err != nil || f.Cases != 20 || f.Prefs != 20 || c.Damaged() != 0 {
				t.Errorf("after %q (rotation: %v): %+v, %v", copies[i], rotate, f, err)
			}
			if r, err := c.Load(7, noon); err != nil || r.Session.Value("destination") != "KH" || len(r.Unsent) != 1 {
				t.Errorf("after %q (rotation: %v): %+v, %v", copies[i], rotate, r, err)
			}
			save(t, c, 7, records(9), noon)
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}
