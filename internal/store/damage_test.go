package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"cekloker/internal/chat"
)

// flipBit flips one bit in the middle of a chat's case.
func flipBit(t *testing.T, s *Store, id chat.ID) {
	t.Helper()
	err := s.db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucketCases)
		key := s.master.pseudonym(id)
		sealed := bytes.Clone(b.Get(key))
		sealed[len(sealed)/2] ^= 1
		return b.Put(key, sealed)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// people are the chats in the damaged files.
const people = 60

// newDataFile returns a folder with a closed store of some people, and its data.
func newDataFile(t *testing.T) (dir string, data []byte) {
	t.Helper()
	dir = ramDir(t)
	s := openStore(t, dir)
	fill(t, s, people, noon)
	if _, err := s.Compact(noon); err != nil { // so that every page is in use
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "data", "bot.db"))
	if err != nil {
		t.Fatal(err)
	}
	return dir, data
}

// copyPrivate copies a folder into another one; only its owner may open the copy.
func copyPrivate(to, from string) error {
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return err
	}
	return filepath.WalkDir(to, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		return os.Chmod(path, info.Mode().Perm()&0o700)
	})
}

// ramDir returns a folder in memory if there is one, so that these tests do not wait for
// the disk.
func ramDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "cekloker-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// checkDamagedFile opens a damaged file and tells what is left. The file is refused in
// one clear line, or every person has all records or none, nobody reads anything wrong,
// and afterwards everybody can be saved again.
func checkDamagedFile(t *testing.T, dir string, data []byte, what string) (whole int, refused bool) {
	t.Helper()
	file := filepath.Join(dir, "data", "bot.db")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(Options{Data: dir + "/data", Keys: dir + "/keys"})
	if err != nil {
		if after, _ := os.ReadFile(file); !strings.Contains(err.Error(), "nothing was changed") || strings.Contains(err.Error(), "\n") || !bytes.Equal(after, data) {
			t.Errorf("%s: refused with %q, file unchanged: %v", what, err, bytes.Equal(after, data))
		}
		return 0, true
	}
	defer s.Close()
	for id := range chat.ID(people) {
		r, err := s.Load(id, noon)
		switch {
		case err != nil:
			t.Errorf("%s: chat %d: %v", what, id, err)
		case r.Session.Value("destination") == "KH" && r.Prefs.Lang == "id" && len(r.Unsent) == 1 && len(r.Traces.Updates) == 1 && r.Traces.Updates[0] == int64(id)+1:
			whole++
		}
	}
	if _, err := s.Backlogs(noon); err != nil {
		t.Errorf("%s: outbox: %v", what, err)
	}
	if _, err := s.Compact(noon); err != nil {
		t.Errorf("%s: compaction: %v", what, err)
		return whole, false
	}
	fill(t, s, people, noon)
	return whole, false
}

// A flipped byte anywhere in the file, a page at a time.
func TestAFlippedByteAnywhere(t *testing.T) {
	t.Parallel()
	dir, data := newDataFile(t)
	step := 1511 // a prime, so that all places within a page are reached
	if os.Getenv("CEKLOKER_LONG") != "" {
		step = 101
	}
	tried, refused, people0, least := 0, 0, 0, people
	for at := 11; at < len(data); at += step {
		spoiled := bytes.Clone(data)
		spoiled[at] ^= 0x41
		n, no := checkDamagedFile(t, dir, spoiled, "byte "+strconv.Itoa(at))
		tried++
		if no {
			refused++
			continue
		}
		people0 += people - n
		least = min(least, n)
	}
	t.Logf("%d flips: %d refused at the start, %.2f people of %d start afresh on average, most %d", tried, refused, float64(people0)/float64(max(tried-refused, 1)), people, people-least)
	if refused > tried/10 {
		t.Errorf("%d of %d flips refused: too many", refused, tried)
	}
}

func TestATruncatedFile(t *testing.T) {
	t.Parallel()
	dir, data := newDataFile(t)
	for at := 0; at < len(data); at += len(data) / 23 {
		one := ramDir(t) // a file whose opening failed stays locked by its mapping until the program ends
		if err := copyPrivate(one, dir); err != nil {
			t.Fatal(err)
		}
		checkDamagedFile(t, one, data[:at], "cut at "+strconv.Itoa(at))
	}
}

func TestAWrongMasterKeyOpensNothingAndChangesNothing(t *testing.T) {
	t.Parallel()
	dir, data := newDataFile(t)
	if err := os.WriteFile(filepath.Join(dir, "keys", masterFile), bytes.Repeat([]byte{9}, keySize), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, refused := checkDamagedFile(t, dir, data, "wrong key"); !refused {
		t.Error("opened with a wrong key")
	}
}

func TestADamagedRecordIsSetAsideAndItsChatStartsAfresh(t *testing.T) {
	t.Parallel()
	s := openStore(t, t.TempDir())
	save(t, s, 7, records(1), noon)
	flipBit(t, s, 7)
	for range 3 {
		if r, err := s.Load(7, noon); err != nil || !r.Session.Began.IsZero() || r.Prefs.Lang == "" {
			t.Fatalf("%+v, %v", r, err)
		}
		if err := s.Sweep(noon); err != nil { // waits for queued changes
			t.Fatal(err)
		}
	}
	if f, err := s.Stats(); err != nil || f.Quarantined != 1 || s.Damaged() != 1 || f.Cases != 0 {
		t.Errorf("%+v, %v, %d damaged", f, err, s.Damaged())
	}
	if _, err := s.Compact(noon); err != nil {
		t.Fatal(err)
	}
	if f, err := s.Stats(); err != nil || f.Quarantined != 1 {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestARecordMovedToAnotherChatDoesNotOpen(t *testing.T) {
	t.Parallel()
	s := openStore(t, t.TempDir())
	save(t, s, 7, records(1), noon)
	err := s.db.Update(func(tx *bbolt.Tx) error {
		sealed := bytes.Clone(tx.Bucket(bucketCases).Get(s.master.pseudonym(7)))
		return errors.Join(
			tx.Bucket(bucketCases).Put(s.master.pseudonym(8), sealed),
			tx.Bucket(bucketPrefs).Put(s.master.pseudonym(7), sealed))
	})
	if err != nil {
		t.Fatal(err)
	}
	if r, err := s.Load(8, noon); err != nil || !r.Session.Began.IsZero() {
		t.Errorf("another chat reads it: %+v, %v", r, err)
	}
	if r, err := s.Load(7, noon); err != nil || r.Prefs.Lang != "" || r.Session.Began.IsZero() {
		t.Errorf("another kind reads it: %+v, %v", r, err)
	}
}
