package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cekloker/internal/chat"
)

// large are records of which a file does not hold many.
func large() chat.Records {
	r := records(1)
	r.Unsent[0].Params["text"] = strings.Repeat("x", 8000)
	return r
}

// fillFile saves chats until five in a row are refused, and returns those that fitted and
// the last refusal.
func fillFile(t *testing.T, s *Store, last *chat.ID, now time.Time) (saved []chat.ID, refusal error) {
	t.Helper()
	for refused := 0; refused < 5; {
		*last++
		if err := s.Save(*last, large(), false, now)(); err != nil {
			refused, refusal = refused+1, err
			continue
		}
		if saved, refused = append(saved, *last), 0; len(saved) > 10_000 {
			t.Fatal("the file never fills")
		}
	}
	return saved, refusal
}

func filesOf(t *testing.T, s *Store) (names []string) {
	t.Helper()
	all, err := os.ReadDir(s.o.Data)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		info, err := f.Info()
		if err != nil || info.Mode() != 0o600 {
			t.Errorf("%s: %v, %v", f.Name(), info.Mode(), err)
		}
		names = append(names, f.Name())
	}
	return names
}

// Ordinary commits leave the reserve alone; once it is opened they use it, up to MaxSize and
// not further; it is set aside again when there is room, and not before.
func TestTheReserveIsOpenedForAFullFileAndSetAsideAgain(t *testing.T) {
	t.Parallel()
	for _, megabytes := range []int{1, 3, 24} { // 24: more than one step of bbolt, less than two
		dir := t.TempDir()
		o := Options{Data: dir + "/data", Keys: dir + "/keys", MaxSize: megabytes << 20}
		s, err := Open(o)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		var told []bool
		s.OnReserve(func(open bool) { told = append(told, open) })
		if err := s.setAside(); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(s.reserveFile()); err != nil || info.Size() != int64(o.MaxSize/4) || !slices.Equal(filesOf(t, s), []string{"bot.db", "reserve"}) {
			t.Errorf("files %v, %v", filesOf(t, s), err)
		}
		last := chat.ID(0)
		ordinary, full := fillFile(t, s, &last, noon)
		if !IsFull(full) || s.OpenIfFull(errors.New("another reason")) != nil || len(told) > 0 {
			t.Errorf("refused with %v", full)
		}
		if err := s.OpenIfFull(full); err != nil || !slices.Equal(filesOf(t, s), []string{"bot.db"}) {
			t.Errorf("opened: %v, files %v", err, filesOf(t, s))
		}
		more, full := fillFile(t, s, &last, noon)
		if info, err := os.Stat(s.file); err != nil || !IsFull(full) || info.Size() > int64(o.MaxSize) || len(more) < len(ordinary)/4 {
			t.Errorf("%d MB: %d records in the reserve, %d before; %v, %v", megabytes, len(more), len(ordinary), full, err)
		}
		t.Logf("%d MB: %d records, then %d in the reserve", megabytes, len(ordinary), len(more))
		if _, err := s.Compact(noon); err != nil && !IsFull(err) || s.setAside() != nil || !slices.Equal(told, []bool{true}) {
			t.Errorf("set aside without room for it: %v, told %v", err, told)
		}
		for _, id := range append(ordinary, more...) {
			mustKnow(t, s, id, noon)
		}
		later := noon.Add(50 * time.Hour) // the cases and calls are over
		if _, err := s.Compact(later); err != nil || s.setAside() != nil || !slices.Equal(told, []bool{true, false}) || len(filesOf(t, s)) != 2 {
			t.Errorf("not set aside again: %v, told %v, files %v", err, told, filesOf(t, s))
		}
		if again, full := fillFile(t, s, &last, later); !IsFull(full) || len(again) > len(ordinary)+len(more)/2 {
			t.Errorf("%d records, %d before; %v", len(again), len(ordinary), full)
		}
	}
}

// A disk that has no room for the file of the reserve has a limit of the file all the same.
func TestAReserveThatCannotBeWrittenIsNoFailure(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := Open(Options{Data: dir + "/data", Keys: dir + "/keys", MaxSize: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := os.MkdirAll(filepath.Join(s.reserveFile(), "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	if s.setAside() == nil {
		t.Error("written over a folder")
	}
	last := chat.ID(0)
	_, full := fillFile(t, s, &last, noon)
	if err := s.OpenIfFull(full); err == nil || strings.Contains(err.Error(), dir) {
		t.Errorf("opened with %v", err)
	}
	if more, _ := fillFile(t, s, &last, noon); len(more) == 0 {
		t.Error("the part of the file is not opened")
	}
}
