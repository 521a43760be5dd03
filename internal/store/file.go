package store

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// openFile opens a data file. The one in use is locked for one process; draft opens
// the new one of a compaction.
//
// The free list is stored in the file: without it every start reads the whole file,
// and bbolt panics in a goroutine of its own when the file is damaged. Compaction
// keeps the list short.
//
// bbolt grows a file in steps of AllocSize and stops one step before its limit: a step
// larger than the reserve would swallow it.
func (s *Store) openFile(file string, draft bool) (db *bbolt.DB, info os.FileInfo, err error) {
	var opened *os.File
	open := func(name string, flag int, mode os.FileMode) (*os.File, error) {
		open := os.OpenFile
		if s.o.OpenFile != nil && !draft {
			open = s.o.OpenFile
		}
		f, err := open(name, flag, mode)
		opened = f
		return f, err
	}
	err = recoverFault(func() (err error) {
		db, err = bbolt.Open(file, 0o600, &bbolt.Options{
			Timeout: time.Second, FreelistType: bbolt.FreelistMapType, MaxSize: s.o.MaxSize, OpenFile: open, NoSync: draft,
		})
		return err
	})
	if err == nil {
		db.AllocSize = min(db.AllocSize, s.o.reserve())
		info, err = opened.Stat()
	}
	if err == nil && !draft {
		err = checkSameFile(file, info)
	}
	switch {
	case err == nil:
		return db, info, nil
	case db != nil:
		_ = db.Close()
	}
	switch {
	case errors.Is(err, berrors.ErrTimeout), errors.Is(err, errReplaced):
		return nil, nil, fmt.Errorf("%s is in use by another bot; stop that one, or name another folder with CEKLOKER_DATA", file)
	case errors.Is(err, errBroken):
		if opened != nil {
			_ = opened.Close()
		}
		return nil, nil, brokenFile(file)
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrVersionMismatch), errors.Is(err, berrors.ErrChecksum):
		return nil, nil, brokenFile(file)
	}
	return nil, nil, fmt.Errorf("%s cannot be opened (%w); check the file and its owner, nothing was changed", file, withoutPath(err))
}

func brokenFile(file string) error {
	return fmt.Errorf("%s is not a data file of this bot or is damaged; move it away to start empty, nothing was changed", file)
}

var (
	errBroken   = errors.New("the data file is damaged")
	errReplaced = errors.New("the data file was replaced while it was opened")
)

// checkSameFile checks that the locked file still has the name: another bot may have
// compacted, and put a new file there, while we waited for the lock.
func checkSameFile(file string, opened os.FileInfo) error {
	if err := os.Chmod(file, 0o600); err != nil {
		return err
	}
	named, err := os.Stat(file)
	if err != nil {
		return err
	}
	if !os.SameFile(named, opened) {
		return errReplaced
	}
	return nil
}

// recoverFault runs f on the mapped file. A damaged page causes a panic or a memory
// fault; both become errBroken, so that one page does not end the program.
func recoverFault(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() != nil {
			err = errBroken
		}
	}()
	return f()
}

// view reads the file. The master keys do not change during that.
func (s *Store) view(read func(*bbolt.Tx) error) error {
	s.fileMu.RLock()
	defer s.fileMu.RUnlock()
	return s.requestCompaction(recoverFault(func() error { return s.db.View(read) }))
}

// update writes to the file. Only the writing goroutine calls it.
func (s *Store) update(change func(*bbolt.Tx) error) error {
	s.fileMu.RLock()
	defer s.fileMu.RUnlock()
	err := recoverFault(func() error {
		return s.db.Update(func(tx *bbolt.Tx) error {
			if err := change(tx); err != nil {
				return err
			}
			if s.o.Sync != nil {
				s.o.Sync()
			}
			s.checkpoint("before commit")
			return nil
		})
	})
	if err == nil {
		s.checkpoint("after commit")
	}
	return s.requestCompaction(err)
}

// requestCompaction asks for a compaction if that may help with an error: it removes
// what is expired from a full file, and what cannot be read from a damaged one.
func (s *Store) requestCompaction(err error) error {
	if errors.Is(err, errBroken) || IsFull(err) {
		select {
		case s.compactionNeeded <- struct{}{}:
		default:
		}
	}
	return err
}

// IsFull reports whether an error says that there is no space left.
func IsFull(err error) bool {
	return errors.Is(err, berrors.ErrMaxSizeReached) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
