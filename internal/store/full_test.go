package store

import (
	"context"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"cekloker/internal/chat"
)

// In a full file acknowledged records stay, further ones are refused, and the store makes
// room by itself when records expire.
func TestAFullFileRefusesLosesNothingAndRecovers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := Open(Options{Data: dir + "/data", Keys: dir + "/keys", MaxSize: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var kept []chat.ID
	for id := chat.ID(1); ; id++ {
		if err = s.Save(id, records(int64(id)), false, noon)(); err != nil {
			break
		}
		if kept = append(kept, id); len(kept) > 5000 {
			t.Fatal("the file never fills")
		}
	}
	if !IsFull(err) {
		t.Fatalf("refused with %v", err)
	}
	for _, id := range kept {
		if r, err := s.Load(id, noon); err != nil || r.Session.Began.IsZero() {
			t.Fatalf("chat %d of %d is lost: %v", id, len(kept), err)
		}
	}
	var clock atomic.Int64
	clock.Store(noon.Add(50 * time.Hour).Unix())
	ctx, end := context.WithCancel(t.Context())
	compacted, ended := make(chan Compaction, 10), make(chan struct{})
	go func() {
		defer close(ended)
		s.Maintain(ctx, func() time.Time { return time.Unix(clock.Load(), 0) }, func(c Compaction) { compacted <- c }, func(what string, err error) { t.Errorf("%s: %v", what, err) })
	}()
	defer func() { end(); <-ended }()
	select {
	case <-compacted:
	case <-time.After(20 * time.Second):
		t.Fatal("nobody makes room")
	}
	save(t, s, 9999, records(1), noon.Add(51*time.Hour))
	if r, err := s.Load(kept[0], noon.Add(51*time.Hour)); err != nil || r.Prefs.Lang == "" {
		t.Errorf("what still lives is gone: %+v, %v", r, err)
	}
}

// When the disk becomes read-only while the bot serves, reading goes on and writing is
// refused, until the disk works again.
func TestADiskThatTurnsReadOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openStore(t, dir)
	save(t, s, 7, records(1), noon)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	readOnly := func(name string, _ int, mode os.FileMode) (*os.File, error) {
		return os.OpenFile(name, os.O_RDONLY, mode)
	}
	s, err := Open(Options{Data: dir + "/data", Keys: dir + "/keys", OpenFile: readOnly})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Save(7, records(2), false, noon)(); err == nil {
		t.Error("written on a disk that cannot be written")
	}
	if r, err := s.Load(7, noon); err != nil || r.Traces.Updates[0] != 1 {
		t.Errorf("reading: %+v, %v", r, err)
	}
	s = reopenStore(t, s, dir)
	save(t, s, 7, records(3), noon)
	if r, err := s.Load(7, noon); err != nil || r.Traces.Updates[0] != 3 {
		t.Errorf("afterwards: %+v, %v", r, err)
	}
}

func TestADataFolderThatCannotBeWrittenIsOneClearLine(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "data"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(Options{Data: dir + "/data", Keys: dir + "/keys"}); err == nil {
		t.Error("a file was taken for a folder")
	}
}
