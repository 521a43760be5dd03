// Package store keeps sealed records on disk and forgets them on time.
//
// One bbolt file has a bucket for each kind of record. The key of a record is a keyed
// pseudonym of the chat; its value is sealed with the key of the day (cases, traces,
// outbox) or a key derived from the master key (prefs, meta). Keys are files in a
// folder apart from the data. An expired record cannot be loaded, is deleted by a
// sweep over an index of hours, and cannot be opened by anybody once its day key is
// destroyed. Deleted records leave the file with the next compaction, at least daily.
//
// All changes go through one goroutine that commits everything that waits in one
// transaction. Compaction and the rotation of keys write a new file and put it in
// place between two commits.
package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"

	"cekloker/internal/chat"
)

var (
	bucketCases      = []byte("cases")
	bucketTraces     = []byte("traces")
	bucketOutbox     = []byte("outbox")
	bucketPrefs      = []byte("prefs")
	bucketMeta       = []byte("meta")
	bucketQuarantine = []byte("aside") // damaged records, as they were found
	bucketHours      = []byte("hours") // when records expire: hour, kind, key
	bucketDue        = []byte("due")   // reminders: minute, key of the prefs
	buckets          = [][]byte{bucketCases, bucketTraces, bucketOutbox, bucketPrefs, bucketMeta, bucketQuarantine, bucketHours, bucketDue}

	// ofChats are the buckets with one record for each chat.
	ofChats = [][]byte{bucketCases, bucketTraces, bucketOutbox, bucketPrefs}

	metaCheck = []byte("check")
)

// Store is an open store.
type Store struct {
	o    Options
	file string
	keys *keyRing

	fileMu sync.RWMutex // held for reading while the file is used, for writing while it is replaced
	db     *bbolt.DB
	inUse  os.FileInfo // of the file behind db
	master masterKeys  // of the master key in use

	queue   chan *pending
	done    chan struct{}
	queueMu sync.RWMutex // held for reading while a change is queued
	closed  bool

	compacting       sync.Mutex
	changed          map[chat.ID]struct{} // changed since a compaction began; nil when there is none; belongs to the writing goroutine
	compactionNeeded chan struct{}        // signalled when the file is full or damaged

	clock                    atomic.Pointer[func() bool]
	damaged, commits, writes atomic.Int64
	writing                  atomic.Pointer[time.Time] // when the commit under way began; nil for none

	reserveOpen atomic.Bool
	tellReserve atomic.Pointer[func(open bool)]
}

// Options says where a store is.
type Options struct {
	Data    string // folder of the records
	Keys    string // folder of the keys
	MaxSize int    // of the data file in bytes; 0: as large as the disk lets it grow

	// For tests: OpenFile opens the data file, Sync is called where a commit waits
	// for the disk, Checkpoint where a crash would hurt. Nil in the program.
	OpenFile   func(name string, flag int, mode os.FileMode) (*os.File, error)
	Sync       func()
	Checkpoint func(at string)
}

// Open opens the store, or makes an empty one. Every error is one sentence that says
// what to do. Nothing is overwritten.
func Open(o Options) (*Store, error) {
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return nil, fmt.Errorf("the data folder %s cannot be made: %w", o.Data, withoutPath(err))
	}
	file := filepath.Join(o.Data, "bot.db")
	_, err := os.Stat(file)
	fresh := errors.Is(err, os.ErrNotExist)
	keys, err := openKeys(o.Keys, fresh)
	if err != nil {
		return nil, err
	}
	s := &Store{
		o: o, file: file, keys: keys,
		queue: make(chan *pending, maxQueue), done: make(chan struct{}), compactionNeeded: make(chan struct{}, 1),
	}
	if s.db, s.inUse, err = s.openFile(file, false); err != nil {
		return nil, err
	}
	s.limit()
	if err := recoverFault(s.begin); err != nil {
		_ = s.db.Close()
		if errors.Is(err, errBroken) {
			err = brokenFile(file)
		}
		return nil, err
	}
	_ = os.Remove(file + ".new") // of a compaction that was interrupted
	go s.runWriter()
	return s, nil
}

// begin chooses the master key that fits, and creates missing buckets.
func (s *Store) begin() error {
	if err := s.chooseMaster(); err != nil {
		return err
	}
	whole := true
	err := s.db.View(func(tx *bbolt.Tx) error {
		for _, b := range buckets {
			whole = whole && tx.Bucket(b) != nil
		}
		return nil
	})
	if whole || err != nil {
		return err
	}
	return s.db.Update(func(tx *bbolt.Tx) error {
		old := tx.Bucket(bucketHours) == nil
		for _, b := range buckets {
			if _, err := tx.CreateBucketIfNotExists(b); err != nil {
				return fmt.Errorf("the data file cannot be written (%w); check space and owner", err)
			}
		}
		if old { // a file without the index
			if err := indexAll(tx); err != nil {
				return err
			}
		}
		if tx.Bucket(bucketMeta).Get(metaCheck) != nil {
			return nil
		}
		return s.putCheck(tx, s.master)
	})
}

var checkWord = []byte("cekloker")

func (s *Store) putCheck(tx *bbolt.Tx, with masterKeys) error {
	far := time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
	sealed, err := s.seal(with, bucketMeta, metaCheck, checkWord, 0, far)
	if err != nil {
		return err
	}
	return putSealed(tx, bucketMeta, metaCheck, sealed)
}

// chooseMaster finds the master key with which the data are sealed. After a crash
// during a rotation it may be the new one, which then replaces the old one.
func (s *Store) chooseMaster() error {
	var check []byte
	err := s.db.View(func(tx *bbolt.Tx) error {
		if meta := tx.Bucket(bucketMeta); meta != nil {
			check = bytes.Clone(meta.Get(metaCheck))
		}
		return nil
	})
	if err != nil {
		return err
	}
	fits := func(master []byte) bool {
		plain, _, err := s.unseal(deriveMasterKeys(master), bucketMeta, metaCheck, check, time.Unix(0, 0))
		return err == nil && bytes.Equal(plain, checkWord)
	}
	switch {
	case check == nil || fits(s.keys.master):
		if s.keys.next != nil {
			err = s.keys.dropNext()
		}
	case s.keys.next != nil && fits(s.keys.next):
		err = s.keys.promoteNext()
	default:
		err = errors.New("the master key does not fit the data; put the right key file back, or move the data folder away to start empty; nothing was changed")
	}
	s.master = deriveMasterKeys(s.keys.master)
	return err
}

// Close waits for queued changes and closes the file.
func (s *Store) Close() error {
	s.compacting.Lock()
	defer s.compacting.Unlock()
	s.queueMu.Lock()
	if !s.closed {
		s.closed = true
		close(s.queue)
	}
	s.queueMu.Unlock()
	<-s.done
	return s.db.Close()
}

// ConfirmClock names who knows whether the clock is right; day keys that are over their
// time wait for that. Without anybody the clock counts as right.
func (s *Store) ConfirmClock(isRight func() bool) { s.clock.Store(&isRight) }

func (s *Store) isClockConfirmed() bool {
	isRight := s.clock.Load()
	return isRight == nil || (*isRight)()
}

// Damaged returns how many records could not be opened since the start.
func (s *Store) Damaged() int64 { return s.damaged.Load() }

// Commits returns how many commits carried how many changes since the start.
func (s *Store) Commits() (commits, changes int64) { return s.commits.Load(), s.writes.Load() }

func (s *Store) checkpoint(at string) {
	if s.o.Checkpoint != nil {
		s.o.Checkpoint(at)
	}
}
