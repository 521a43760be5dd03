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

// Compaction copies what is kept into a new file and puts it in the place of
// the old one: only so does what was deleted leave the file. The bot serves
// meanwhile. The bulk is copied in small reads; chats that change during it are
// remembered and copied again; the last few are copied between two commits,
// and that is the only pause. A rotation of keys is the same with every record
// sealed anew.
//
// A crash at any point leaves the old file or the new one, complete. The new
// master key is on disk before the new file takes its place, and the start
// finds out which of the two keys fits.

// Compaction tells what a compaction did.
type Compaction struct {
	Before, After int64 // sizes of the file in bytes
	Kept, Dropped int   // records; dropped ones were over, without a key or unreadable
	Took, Pause   time.Duration
}

// Compact copies what is kept into a new file and puts it in place.
func (s *Store) Compact(now time.Time) (Compaction, error) { return s.compact(now, false) }

// RotateKeys makes a new master key, seals everything anew with keys from it,
// and destroys the old one. The keys of the days stay.
func (s *Store) RotateKeys(now time.Time) (Compaction, error) { return s.compact(now, true) }

// compactor is the new file while it is written.
type compactor struct {
	store   *Store
	db      *bbolt.DB
	file    string
	now     time.Time
	rotate  bool
	newKeys masterKeys // of the new file
	oldDB   *bbolt.DB  // once the new file is in its place
	result  Compaction
}

func (s *Store) compact(now time.Time, rotate bool) (Compaction, error) {
	s.compacting.Lock() // one after the other
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
	if d.oldDB != nil { // the disk takes its time to free a large file; nobody waits for it
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

// createFile opens the new file, and from here on remembers which chats change.
func (d *compactor) createFile() error {
	if err := os.Remove(d.file); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if d.rotate {
		if err := d.store.keys.makeNext(); err != nil {
			return err
		}
		d.newKeys = deriveMasterKeys(d.store.keys.next)
		d.store.checkpoint("rotation: key made")
	}
	var err error
	if d.db, err = d.store.openFile(d.file, true); err != nil {
		return err
	}
	err = d.db.Update(func(tx *bbolt.Tx) error {
		for _, name := range buckets {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		return d.store.putCheck(tx, d.newKeys)
	})
	if err != nil {
		return err
	}
	return d.store.runBetween(func() error { d.store.changed = map[chat.ID]struct{}{}; return nil })
}

// markChanged remembers that a chat changed while the file is copied.
func (s *Store) markChanged(id chat.ID) {
	if s.changed != nil {
		s.changed[id] = struct{}{}
	}
}

// maxSwapCopies is how many changed chats are copied in the pause.
const maxSwapCopies = 64

// copyAll copies all records of chats, then again those of chats that changed,
// until few are left.
func (d *compactor) copyAll() error {
	for _, bucket := range ofChats {
		if err := d.copyBucket(bucket); err != nil {
			return err
		}
	}
	d.store.checkpoint("compaction: copied")
	for range 20 {
		var again []chat.ID
		err := d.store.runBetween(func() error {
			if len(d.store.changed) > maxSwapCopies {
				for id := range d.store.changed {
					again = append(again, id)
				}
				d.store.changed = map[chat.ID]struct{}{}
			}
			return nil
		})
		if err != nil || len(again) == 0 {
			return errors.Join(err, d.db.Sync())
		}
		for len(again) > 0 {
			n := min(len(again), copyBatch)
			if err := d.copyChats(again[:n], d.store.view); err != nil {
				return err
			}
			again = again[n:]
		}
	}
	return d.db.Sync()
}

// copyChats makes the records of some chats in the new file what they are in
// the old one.
func (d *compactor) copyChats(ids []chat.ID, view func(func(*bbolt.Tx) error) error) error {
	return d.db.Update(func(to *bbolt.Tx) error {
		return view(func(from *bbolt.Tx) error {
			for _, id := range ids {
				for _, bucket := range ofChats {
					key := d.store.master.pseudonym(id)
					sealed := from.Bucket(bucket).Get(key)
					if sealed == nil {
						if err := deleteSealed(to, bucket, d.newKeys.pseudonym(id)); err != nil {
							return err
						}
						continue
					}
					if err := d.copyRecord(to, bucket, key, sealed); err != nil {
						return err
					}
				}
			}
			return nil
		})
	})
}

// copyRecord writes one record into the new file. What is over, has no key any
// more or cannot be opened where it must be, is left out.
func (d *compactor) copyRecord(to *bbolt.Tx, bucket, key, sealed []byte) error {
	h, ok := parseHead(sealed)
	if ok && h.day != 0 {
		_, ok, _ = d.store.keys.dayKey(dayName(h.day), false)
	}
	if !ok || h.hour <= hourOf(d.now) {
		d.result.Dropped++
		return nil
	}
	d.result.Kept++
	lasting := h.day == 0
	if !d.rotate && !lasting {
		return putSealed(to, bucket, key, sealed)
	}
	plain, over, err := d.store.unseal(d.store.master, bucket, key, sealed, d.now)
	var r prefsRecord // every record of a chat names the chat; only preferences have more that we need
	if err != nil || json.Unmarshal(plain, &r) != nil {
		d.result.Kept--
		d.result.Dropped++
		return nil
	}
	if lasting { // also undoes a life that a wrong clock gave
		if most := d.now.Add(chat.PrefsLife); over.After(most) {
			over = most
		}
	}
	if key = d.newKeys.pseudonym(r.Chat); r.Prefs.RemindAt != 0 {
		if err := to.Bucket(bucketDue).Put(dueKey(r.Prefs.RemindAt, key), nil); err != nil {
			return err
		}
	}
	if sealed, err = d.store.seal(d.newKeys, bucket, key, plain, h.day, over); err != nil {
		return err
	}
	return putSealed(to, bucket, key, sealed)
}

// swapIn copies the rest and puts the new file in place. It runs between two
// commits.
func (d *compactor) swapIn() error {
	s := d.store
	began := time.Now()
	s.fileMu.Lock()
	defer s.fileMu.Unlock()
	rest := make([]chat.ID, 0, len(s.changed))
	for id := range s.changed {
		rest = append(rest, id)
	}
	direct := func(read func(*bbolt.Tx) error) error { return recoverFault(func() error { return s.db.View(read) }) }
	if err := errors.Join(d.copyChats(rest, direct), d.copyMeta()); err != nil {
		return err
	}
	if err := d.db.Sync(); err != nil {
		return err
	}
	s.checkpoint("compaction: written")
	if err := os.Rename(d.file, s.file); err != nil {
		return err
	}
	s.checkpoint("compaction: renamed")
	// From here on the new file is the one with the name, come what may.
	wrong := syncDir(filepath.Dir(s.file))
	if d.rotate {
		wrong = errors.Join(wrong, s.keys.promoteNext())
		s.checkpoint("rotation: key in place")
	}
	d.oldDB, d.db.NoSync = s.db, false
	s.db, s.master, s.changed, d.db = d.db, d.newKeys, nil, nil
	d.result.Pause = time.Since(began)
	return wrong
}

// copyMeta copies what belongs to no chat, and notes the time.
func (d *compactor) copyMeta() error {
	s := d.store
	return d.db.Update(func(to *bbolt.Tx) error {
		err := recoverFault(func() error {
			return s.db.View(func(from *bbolt.Tx) error { return d.copyMetaFrom(from, to) })
		})
		if err != nil && !errors.Is(err, errBroken) {
			return err
		}
		stamp, err := json.Marshal(d.now.Unix())
		if err != nil {
			return err
		}
		sealed, err := s.seal(d.newKeys, bucketMeta, compactedKey, stamp, 0, d.now.Add(chat.PrefsLife))
		if err != nil {
			return err
		}
		return putSealed(to, bucketMeta, compactedKey, sealed)
	})
}

func (d *compactor) copyMetaFrom(from, to *bbolt.Tx) error {
	err := from.Bucket(bucketMeta).ForEach(func(key, sealed []byte) error {
		plain, over, err := d.store.unseal(d.store.master, bucketMeta, key, sealed, d.now)
		if err != nil || bytes.Equal(key, metaCheck) {
			return nil
		}
		if sealed, err = d.store.seal(d.newKeys, bucketMeta, key, plain, 0, over); err != nil {
			return err
		}
		return putSealed(to, bucketMeta, key, sealed)
	})
	if err != nil || d.rotate { // pseudonyms of damaged records mean nothing under new keys
		return err
	}
	return from.Bucket(bucketQuarantine).ForEach(func(key, kept []byte) error {
		if h, ok := parseHead(kept); ok && h.hour > hourOf(d.now) {
			return putSealed(to, bucketQuarantine, key, kept)
		}
		return nil
	})
}

// abort leaves everything as it was. When the new file has its name already it
// stays in use: replace failed only at what comes after.
func (d *compactor) abort() {
	_ = d.store.runBetween(func() error { d.store.changed = nil; return nil })
	if d.db == nil {
		return
	}
	_ = d.db.Close()
	_ = os.Remove(d.file)
	if d.rotate && d.store.keys.next != nil {
		_ = d.store.keys.dropNext()
	}
}

var compactedKey = []byte("compacted")
