package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"cekloker/internal/chat"
)

// waiting returns records with calls of these numbers unsent.
func waiting(made time.Time, seqs ...uint64) chat.Records {
	r := records(1)
	r.Unsent = nil
	for _, seq := range seqs {
		r.Unsent = append(r.Unsent, chat.Call{Seq: seq, Method: "sendMessage", Params: map[string]string{"text": fmt.Sprint(seq)}, Made: made})
	}
	return r
}

// onDisk returns the numbers of a chat's calls on disk, and their sealed records.
func onDisk(t *testing.T, s *Store, id chat.ID, now time.Time) (seqs []uint64, sealed map[uint64]string) {
	t.Helper()
	r, err := s.Load(id, now)
	if err != nil {
		t.Fatal(err)
	}
	sealed = map[uint64]string{}
	for _, c := range r.Unsent {
		seqs = append(seqs, c.Seq)
		if c.Params["text"] != fmt.Sprint(c.Seq) {
			t.Errorf("call %d says %q", c.Seq, c.Params["text"])
		}
	}
	err = s.view(func(tx *bbolt.Tx) error {
		for _, seq := range seqs {
			sealed[seq] = string(tx.Bucket(bucketOutbox).Get(callKey(s.master.pseudonym(id), seq)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return seqs, sealed
}

// A commit writes the calls that are new and deletes those that are gone; the others
// stay as they are, also those of other chats, through a compaction and new keys.
func TestACommitWritesNewCallsOnly(t *testing.T) {
	t.Parallel()
	s := openStore(t, t.TempDir())
	save(t, s, 8, waiting(noon, 1, 2, 3), noon)
	save(t, s, 7, waiting(noon, 3, 5, 6), noon)
	_, before := onDisk(t, s, 7, noon)
	for _, seqs := range [][]uint64{{5, 6, 7}, {5, 7, 8, 9}, {4, 5, 9, 10}, {5}} {
		if err := s.SaveReceipts(7, waiting(noon, seqs...), noon.Add(time.Minute))(); err != nil {
			t.Fatal(err)
		}
		got, sealed := onDisk(t, s, 7, noon)
		if !slices.Equal(got, seqs) {
			t.Errorf("on disk are %v, want %v", got, seqs)
		}
		if sealed[5] != before[5] {
			t.Error("a call that waits was written again")
		}
	}
	for name, rewrite := range map[string]func(time.Time) (Compaction, error){"a compaction": s.Compact, "new keys": s.RotateKeys} {
		if _, err := rewrite(noon.Add(2 * time.Minute)); err != nil {
			t.Fatal(err)
		}
		if seven, _ := onDisk(t, s, 7, noon); !slices.Equal(seven, []uint64{5}) {
			t.Errorf("after %s: %v", name, seven)
		}
		if eight, _ := onDisk(t, s, 8, noon); !slices.Equal(eight, []uint64{1, 2, 3}) {
			t.Errorf("after %s: %v", name, eight)
		}
	}
	if all, err := s.Backlogs(noon); err != nil || len(all) != 2 || all[0].Calls+all[1].Calls != 4 {
		t.Errorf("unsent: %+v, %v", all, err)
	}
	if err := s.Save(7, chat.Records{}, false, noon)(); err != nil {
		t.Fatal(err)
	}
	if seven, _ := onDisk(t, s, 7, noon); len(seven) != 0 {
		t.Errorf("after the exit: %v", seven)
	}
}

// A call lives for a day from when it was made, however often its chat is written.
func TestACallLivesFromWhenItWasMade(t *testing.T) {
	t.Parallel()
	s := openStore(t, t.TempDir())
	save(t, s, 7, waiting(noon, 1), noon.Add(20*time.Hour))
	if seqs, _ := onDisk(t, s, 7, noon.Add(23*time.Hour)); len(seqs) != 1 {
		t.Error("gone before its time")
	}
	late := noon.Add(25 * time.Hour)
	if seqs, _ := onDisk(t, s, 7, late); len(seqs) != 0 {
		t.Error("outlived its day")
	}
	save(t, s, 7, waiting(late, 1), late) // numbers begin again after a long pause
	if seqs, _ := onDisk(t, s, 7, late); len(seqs) != 1 {
		t.Error("a new call with the number of an expired one is not on disk")
	}
}

// BenchmarkOutbox commits one more call of a chat in which many wait.
func BenchmarkOutbox(b *testing.B) {
	for _, n := range []uint64{1, 200, 20_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s, err := Open(Options{Data: b.TempDir(), Keys: b.TempDir() + "/keys"})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			seqs := make([]uint64, n)
			for i := range seqs {
				seqs[i] = uint64(i) + 1
			}
			r := waiting(noon, seqs...)
			if err := s.Save(7, r, false, noon)(); err != nil {
				b.Fatal(err)
			}
			took := latencies(b, 1, 200, func(i int64) error {
				r.Unsent = append(r.Unsent[1:], chat.Call{Seq: n + uint64(i) + 1, Method: "sendMessage", Params: map[string]string{"text": "teks"}, Made: noon})
				return s.SaveReceipts(7, r, noon)()
			})
			report(b, took, time.Second)
		})
	}
}
