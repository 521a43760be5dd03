package store

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"
)

// The reserve is space for one case. While the disk is full nothing is confirmed to
// Telegram, which hands out the first hundred updates again and again: it never shows the
// plea that waits behind them. Then the reserve is opened, and everything is taken as usual
// until the reserve is full as well.
//
// It is a part of MaxSize, and a file that keeps as much of the disk. The file holds random
// bytes, since a file system may keep nothing for zeros. It is written by Maintain, ten
// minutes after the first start or after a rescue; without it the part of MaxSize still
// helps. A start finds the reserve closed: what it was opened for opens it again.

// maxReserve is its size unless a quarter of MaxSize is less.
const maxReserve = 16 << 20

func (o Options) reserve() int {
	if o.MaxSize == 0 {
		return maxReserve
	}
	return min(maxReserve, o.MaxSize/4)
}

// limit sets how far the file may grow, while no transaction writes to it.
func (s *Store) limit() {
	s.db.MaxSize = s.o.MaxSize
	if s.o.MaxSize > 0 && !s.reserveOpen.Load() {
		s.db.MaxSize -= s.o.reserve()
	}
}

// OnReserve names who is told when the reserve is opened and when it is set aside again.
func (s *Store) OnReserve(tell func(open bool)) { s.tellReserve.Store(&tell) }

// OpenIfFull opens the reserve if an error says that there is no space left.
func (s *Store) OpenIfFull(err error) error {
	if !IsFull(err) {
		return nil
	}
	return s.enqueue(&pending{err: make(chan error, 1), between: func() error {
		s.setReserve(true)
		if err := os.Remove(s.reserveFile()); !errors.Is(err, fs.ErrNotExist) {
			return withoutPath(err)
		}
		return nil
	}}).Wait()
}

// setReserve runs in the writing goroutine, while no commit is under way.
func (s *Store) setReserve(open bool) {
	was := s.reserveOpen.Swap(open)
	s.limit()
	if tell := s.tellReserve.Load(); tell != nil && was != open {
		(*tell)(open)
	}
}

// setAside sets the reserve aside: for the first time, or again once there is room for it
// and as much room besides, so that it is not needed again at once.
func (s *Store) setAside() error {
	open := s.reserveOpen.Load()
	if open && !s.hasRoom() {
		return nil
	}
	if err := s.writeReserve(); err != nil {
		return err
	}
	if !open {
		return nil
	}
	return s.runBetween(func() error { s.setReserve(false); return nil })
}

// hasRoom reports whether the file is well below the limit of ordinary commits.
func (s *Store) hasRoom() bool {
	var used int64
	err := s.view(func(tx *bbolt.Tx) error { used = tx.Size(); return nil })
	return err == nil && (s.o.MaxSize == 0 || used+3*int64(s.o.reserve()) <= int64(s.o.MaxSize))
}

func (s *Store) reserveFile() string { return filepath.Join(filepath.Dir(s.file), "reserve") }

// writeReserve writes the file unless it is there. Twice its size is written and half of it
// given back, so that it never takes the last space of a disk itself.
func (s *Store) writeReserve() error {
	size, file := int64(s.o.reserve()), s.reserveFile()
	if info, err := os.Stat(file); err == nil && info.Size() == size {
		return nil
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return withoutPath(err)
	}
	if _, err = io.CopyN(f, rand.Reader, 2*size); err == nil {
		err = f.Sync() // some file systems find out here that they are full
	}
	if err == nil {
		err = f.Truncate(size)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(file)
	}
	return withoutPath(err)
}
