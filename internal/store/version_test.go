package store

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"cekloker/internal/chat"
	"cekloker/internal/session"
)

// seal1 seals as the first version of the program did: format 1, the exact
// second in the head, nothing before the record inside.
func (s *Store) seal1(bucket, key, plain []byte, day uint32, expiry time.Time) ([]byte, error) {
	aead, err := s.aead(s.master, day, true)
	if err != nil {
		return nil, err
	}
	head := append([]byte{1}, binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32(nil, day), uint64(expiry.Unix()))...)
	nonce := make([]byte, aead.NonceSize())
	rand.Read(nonce)
	return aead.Seal(append(append([]byte{}, head...), nonce...), nonce, plain, additionalData(head, bucket, key)), nil
}

// oldFile makes a file as the first version wrote it: no index, no reminders, no bucket
// for damaged records, records of format 1.
func oldFile(t *testing.T, dir string) {
	t.Helper()
	s := openStore(t, dir)
	old := session.Begin(noon, session.Lang("en")).Set("destination", "MM")
	err := s.db.Update(func(tx *bbolt.Tx) error {
		var wrong []error
		for _, b := range [][]byte{bucketHours, bucketDue, bucketQuarantine} {
			wrong = append(wrong, tx.DeleteBucket(b))
		}
		key := s.master.pseudonym(7)
		for _, r := range []struct {
			bucket []byte
			v      any
			day    uint32
			life   time.Duration
		}{
			{bucketCases, map[string]any{"c": 7, "s": old}, dayOf(noon), chat.CaseLife},
			{bucketTraces, map[string]any{"c": 7, "t": chat.Traces{Updates: []int64{5}, LastSeq: 3}}, dayOf(noon), chat.TraceLife},
			{bucketOutbox, map[string]any{"c": 7, "o": []chat.Call{{Seq: 2, Method: "sendMessage"}, {Seq: 3, Method: "sendMessage"}}}, dayOf(noon), chat.UnsentLife},
			{bucketPrefs, map[string]any{"c": 7, "p": chat.Prefs{Lang: "en", Notice: true}}, 0, chat.PrefsLife},
		} {
			plain, err := json.Marshal(r.v)
			if err != nil {
				return err
			}
			sealed, err := s.seal1(r.bucket, key, plain, r.day, noon.Add(r.life))
			wrong = append(wrong, err, tx.Bucket(r.bucket).Put(key, sealed))
		}
		return errors.Join(wrong...)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestAFileOfTheFirstVersionIsReadAndKeepsItsLives(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	oldFile(t, dir)
	s := openStore(t, dir)
	r, err := s.Load(7, noon.Add(time.Hour))
	if err != nil || r.Session.Value("destination") != "MM" || r.Prefs.Lang != "en" || len(r.Traces.Updates) != 1 || r.Traces.LastSeq != 3 || len(r.Unsent) != 2 {
		t.Fatalf("got %+v, %v", r, err)
	}
	if all, err := s.Backlogs(noon.Add(time.Hour)); err != nil || len(all) != 1 || all[0].Calls != 2 {
		t.Errorf("unsent: %+v, %v", all, err)
	}
	if r, err := s.Load(7, noon.Add(25*time.Hour)); err != nil || !r.Session.Began.IsZero() || len(r.Traces.Updates) != 1 {
		t.Errorf("a day later: %+v, %v", r, err)
	}
	if _, err := s.Compact(noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.RotateKeys(noon.Add(2 * time.Hour)); err != nil {
		t.Fatal(err)
	}
	if r, err := s.Load(7, noon.Add(3*time.Hour)); err != nil || r.Session.Value("destination") != "MM" || r.Prefs.Lang != "en" {
		t.Errorf("after a compaction and new keys: %+v, %v", r, err)
	}
	if err := s.Sweep(noon.Add(26 * time.Hour)); err != nil { // a jump of the clock, seen for the first time
		t.Fatal(err)
	}
	if err := s.Sweep(noon.Add(26*time.Hour + time.Minute)); err != nil {
		t.Fatal(err)
	}
	if f, err := s.Stats(); err != nil || f.Cases != 0 || f.Traces != 1 || f.Prefs != 1 || s.Damaged() != 0 {
		t.Errorf("swept: %+v, %v", f, err)
	}
}

func TestARecordOfANewerVersionIsQuarantinedNotMisread(t *testing.T) {
	t.Parallel()
	s := openStore(t, t.TempDir())
	save(t, s, 7, records(1), noon)
	err := s.db.Update(func(tx *bbolt.Tx) error {
		sealed := append([]byte{}, tx.Bucket(bucketCases).Get(s.master.pseudonym(7))...)
		sealed[0] = format + 1
		return tx.Bucket(bucketCases).Put(s.master.pseudonym(7), sealed)
	})
	if err != nil {
		t.Fatal(err)
	}
	if r, err := s.Load(7, noon); err != nil || !r.Session.Began.IsZero() || r.Prefs.Lang == "" || s.Damaged() != 1 {
		t.Errorf("%+v, %v, %d damaged", r, err, s.Damaged())
	}
}

// When one change among a hundred fails and one panics, the others are on disk, and only
// these two get an error.
func TestABadChangeDoesNotTakeItsNeighboursAlong(t *testing.T) {
	t.Parallel()
	s := openStore(t, t.TempDir())
	hold := make(chan struct{})
	first := s.commit(func(*bbolt.Tx) error { <-hold; return nil }) // so that the others gather behind it
	waits := make([]func() error, 100)
	for i := range waits {
		switch i {
		case 30:
			waits[i] = s.commit(func(*bbolt.Tx) error { return errors.New("cannot be written") }).Wait
		case 60:
			waits[i] = s.commit(func(*bbolt.Tx) error { panic("a mistake of ours") }).Wait
		default:
			waits[i] = s.Save(chat.ID(i), records(int64(i)+1), false, noon)
		}
	}
	close(hold)
	if err := first.Wait(); err != nil {
		t.Fatal(err)
	}
	for i, wait := range waits {
		if err := wait(); (err != nil) != (i == 30 || i == 60) {
			t.Errorf("change %d: %v", i, err)
		}
	}
	if f, err := s.Stats(); err != nil || f.Cases != 98 {
		t.Errorf("%+v, %v", f, err)
	}
}
