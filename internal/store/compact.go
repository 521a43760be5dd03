package store

import (
	"bytes"
	"encoding/json"
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

// maxSwapCopies is how many changed chats are left to be copied in the pause.
const maxSwapCopies = 64

// copyAll copies all records of chats, then those of chats that changed again, until
// few are left.
func (c *compactor) copyAll() error {
	for _, bucket := range ofChats {
		if err := c.copyBucket(bucket); err != nil {
			return err
		}
	}
	c.store.checkpoint("compaction: copied")
	for range 20 {
		var again []chat.ID
		err := c.store.runBetween(func() error {
			if len(c.store.changed) > maxSwapCopies {
				for id := range c.store.changed {
					again = append(again, id)
				}
				c.store.changed = map[chat.ID]struct{}{}
			}
			return nil
		})
		if err != nil || len(again) == 0 {
			return errors.Join(err, c.db.Sync())
		}
		for len(again) > 0 {
			n := min(len(again), copyBatch)
			if err := c.copyChats(again[:n], c.store.view); err != nil {
				return err
			}
			again = again[n:]
		}
	}
	return c.db.Sync()
}

// copyChats makes the records of some chats in the new file the same as in the old
// one.
func (c *compactor) copyChats(ids []chat.ID, view func(func(*bbolt.Tx) error) error) error {
	return c.db.Update(func(to *bbolt.Tx) error {
		return view(func(from *bbolt.Tx) error {
			for _, id := range ids {
				for _, bucket := range ofChats {
					if err := c.copyChat(from, to, bucket, id); err != nil {
						return err
					}
				}
			}
			return nil
		})
	})
}

// copyChat makes the records of one chat in one bucket the same as in the old file.
func (c *compactor) copyChat(from, to *bbolt.Tx, bucket []byte, id chat.ID) error {
	var earlier [][]byte
	pseudonym := c.newKeys.pseudonym(id)
	cursor := to.Bucket(bucket).Cursor()
	for k, _ := cursor.Seek(pseudonym); bytes.HasPrefix(k, pseudonym); k, _ = cursor.Next() {
		earlier = append(earlier, bytes.Clone(k))
	}
	for _, k := range earlier {
		if err := deleteSealed(to, bucket, k); err != nil {
			return err
		}
	}
	pseudonym = c.store.master.pseudonym(id)
	cursor = from.Bucket(bucket).Cursor()
	for k, sealed := cursor.Seek(pseudonym); bytes.HasPrefix(k, pseudonym); k, sealed = cursor.Next() {
		if err := c.copyRecord(to, bucket, k, sealed); err != nil {
			return err
		}
	}
	return nil
}

// copyRecord writes one record into the new file. Records that are expired, without a
// key, or cannot be opened although they must be, are left out.
func (c *compactor) copyRecord(to *bbolt.Tx, bucket, key, sealed []byte) error {
	h, ok := parseHead(sealed)
	if ok && h.day != 0 {
		_, ok, _ = c.store.keys.dayKey(dayName(h.day), false)
	}
	if !ok || h.hour <= hourOf(c.now) {
		c.result.Dropped++
		return nil
	}
	c.result.Kept++
	lasting := h.day == 0
	if !c.rotate && !lasting {
		return putSealed(to, bucket, key, sealed)
	}
	plain, expiry, err := c.store.unseal(c.store.master, bucket, key, sealed, c.now)
	var r prefsRecord // every record of a chat has its id; only preferences have a reminder
	if err != nil || json.Unmarshal(plain, &r) != nil {
		c.result.Kept--
		c.result.Dropped++
		return nil
	}
	if lasting { // undoes an expiry that a wrong clock set
		if most := c.now.Add(chat.PrefsLife); expiry.After(most) {
			expiry = most
		}
	}
	if key = append(c.newKeys.pseudonym(r.Chat), key[pseudonymSize:]...); r.Prefs.RemindAt != 0 {
		if err := to.Bucket(bucketDue).Put(dueKey(r.Prefs.RemindAt, key), nil); err != nil {
			return err
		}
	}
	if sealed, err = c.store.seal(c.newKeys, bucket, key, plain, h.day, expiry); err != nil {
		return err
	}
	return putSealed(to, bucket, key, sealed)
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
	c.result.Pause = time.Since(began)
	return err
}

// copyMeta copies the records that belong to no chat, and stores the time.
func (c *compactor) copyMeta() error {
	s := c.store
	return c.db.Update(func(to *bbolt.Tx) error {
		err := recoverFault(func() error {
			return s.db.View(func(from *bbolt.Tx) error { return c.copyMetaFrom(from, to) })
		})
		if err != nil && !errors.Is(err, errBroken) {
			return err
		}
		stamp, err := json.Marshal(c.now.Unix())
		if err != nil {
			return err
		}
		sealed, err := s.seal(c.newKeys, bucketMeta, compactedKey, stamp, 0, c.now.Add(chat.PrefsLife))
		if err != nil {
			return err
		}
		return putSealed(to, bucketMeta, compactedKey, sealed)
	})
}

func (c *compactor) copyMetaFrom(from, to *bbolt.Tx) error {
	err := from.Bucket(bucketMeta).ForEach(func(key, sealed []byte) error {
		plain, expiry, err := c.store.unseal(c.store.master, bucketMeta, key, sealed, c.now)
		if err != nil || bytes.Equal(key, metaCheck) {
			return nil
		}
		if sealed, err = c.store.seal(c.newKeys, bucketMeta, key, plain, 0, expiry); err != nil {
			return err
		}
		return putSealed(to, bucketMeta, key, sealed)
	})
	if err != nil || c.rotate { // quarantined records are stored under pseudonyms of the old keys
		return err
	}
	return from.Bucket(bucketQuarantine).ForEach(func(key, kept []byte) error {
		if h, ok := parseHead(kept); ok && h.hour > hourOf(c.now) {
			return putSealed(to, bucketQuarantine, key, kept)
		}
		return nil
	})
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
