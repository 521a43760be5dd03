package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"

	"cekloker/internal/chat"
)

// Compaction copies what is kept into a new file that replaces the old one: deleted
// records leave the disk in no other way. The bot serves in the meantime. Most records
// are copied in small reads; chats that change during that are copied again; the last
// few are copied between two commits, which is the only pause. A rotation of keys is
// the same, with every record sealed again.
//
// A crash at any point leaves the old file or the new one, complete. The new master
// key is on disk before the new file takes its place, and the next start finds out
// which of the two keys fits.

// Compaction reports what a compaction did.
type Compaction struct {
	Before, After int64 // sizes of the file in bytes
	Kept, Dropped int   // records; dropped ones were expired, without a key or unreadable
	Took, Pause   time.Duration
}

// Compact copies what is kept into a new file and replaces the old one with it.
func (s *Store) Compact(now time.Time) (Compaction, error) { return s.compact(now, false) }

// RotateKeys makes a new master key, seals everything again with keys derived from it,
// and destroys the old one. Day keys stay.
func (s *Store) RotateKeys(now time.Time) (Compaction, error) { return s.compact(now, true) }

// compactor writes one new file.
type compactor struct {
	store   *Store
	db      *bbolt.DB
	file    string
	now     time.Time
	rotate  bool
	newKeys masterKeys // those of the new file
	info    os.FileInfo
	oldDB   *bbolt.DB // set once the new file is in its place
	result  Compaction
}

func (s *Store) compact(now time.Time, rotate bool) (Compaction, error) {
	s.compacting.Lock() // one at a time
	defer s.compacting.Unlock()
	began := time.Now()
	if err := s.Sweep(now); err != nil && !errors.Is(err, errBroken) && !IsFull(err) {
		return Compaction{}, err
	}
	d := &compactor{store: s, file: s.file + ".new", now: now, rotate: rotate, newKeys: s.master}
	if info, err := os.Stat(s.file); err == nil {
		d.result.Before = info.Size()
	}
	err := d.createFile()
	if err == nil {
		err = d.copyAll()
	}
	if err == nil {
		err = s.runBetween(d.swapIn)
	}
	if d.oldDB != nil { // closed outside the pause: freeing a large file takes the disk some time
		err = errors.Join(err, d.oldDB.Close())
	}
	if err != nil {
		d.abort()
		return Compaction{}, fmt.Errorf("the data file cannot be compacted (%w); the old one is in use as before", withoutPath(err))
	}
	if info, err := os.Stat(s.file); err == nil {
		d.result.After = info.Size()
	}
	d.result.Took = time.Since(began)
	return d.result, nil
}

// createFile opens the new file; from then on the store remembers which chats change.
func (c *compactor) createFile() error {
	if err := os.Remove(c.file); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if c.rotate {
		if err := c.store.keys.makeNext(); err != nil {
			return err
		}
		c.newKeys = deriveMasterKeys(c.store.keys.next)
		c.store.checkpoint("rotation: key made")
	}
	var err error
	if c.db, c.info, err = c.store.openFile(c.file, true); err != nil {
		return err
	}
	err = c.db.Update(func(tx *bbolt.Tx) error {
		for _, name := range buckets {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		return c.store.putCheck(tx, c.newKeys)
	})
	if err != nil {
		return err
	}
	return c.store.runBetween(func() error { c.store.changed = map[chat.ID]struct{}{}; return nil })
}

// markChanged remembers that a chat changed while a compaction copies.
func (s *Store) markChanged(id chat.ID) {
	if s.changed != nil {
		s.changed[id] = struct{}{}
	}
}

// swapIn copies the rest and puts the new file in place. It runs between two commits.
func (c *compactor) swapIn() error {
	s := c.store
	began := time.Now()
	s.fileMu.Lock()
	defer s.fileMu.Unlock()
	rest := make([]chat.ID, 0, len(s.changed))
	for id := range s.changed {
		rest = append(rest, id)
	}
	direct := func(read func(*bbolt.Tx) error) error { return recoverFault(func() error { return s.db.View(read) }) }
	if err := errors.Join(c.copyChats(rest, direct), c.copyMeta()); err != nil {
		return err
	}
	if err := c.db.Sync(); err != nil {
		return err
	}
	s.checkpoint("compaction: written")
	if err := os.Rename(c.file, s.file); err != nil {
		return err
	}
	s.checkpoint("compaction: renamed")
	// From here on the new file has the name, so it is used even if something fails.
	err := syncDir(filepath.Dir(s.file))
	if c.rotate {
		err = errors.Join(err, s.keys.promoteNext())
		s.checkpoint("rotation: key in place")
	}
	c.oldDB, c.db.NoSync = s.db, false
	s.db, s.inUse, s.master, s.changed, c.db = c.db, c.info, c.newKeys, nil, nil
	s.limit()
	c.result.Pause = time.Since(began)
	return err
}

// abort leaves everything as it was, unless swapIn has renamed the new file: then that
// file stays in use.
func (c *compactor) abort() {
	_ = c.store.runBetween(func() error { c.store.changed = nil; return nil })
	if c.db == nil {
		return
	}
	_ = c.db.Close()
	_ = os.Remove(c.file)
	if c.rotate && c.store.keys.next != nil {
		_ = c.store.keys.dropNext()
	}
}

var compactedKey = []byte("compacted")
