// Package store keeps sealed records on disk and forgets them on time.
//
// One bbolt file holds a bucket a kind. The key of a record is a keyed
// pseudonym of the chat, its value is sealed with the key of the day (cases,
// traces, outbox) or of the master (prefs, meta). Keys are files in a folder
// apart from the data. What is past its life cannot be loaded, is swept away,
// and cannot be opened by anybody once its day key is destroyed.
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
	berrors "go.etcd.io/bbolt/errors"
)

// Lives of records (DESIGN section 6).
const (
	CaseLife   = 24 * time.Hour // after the last message
	ShortLife  = time.Hour      // of a case in the family and danger flows
	TraceLife  = 48 * time.Hour
	OutboxLife = 24 * time.Hour
	PrefsLife  = 90 * 24 * time.Hour
)

var (
	bucketCases  = []byte("cases")
	bucketTraces = []byte("traces")
	bucketOutbox = []byte("outbox")
	bucketPrefs  = []byte("prefs")
	bucketMeta   = []byte("meta")
	buckets      = [][]byte{bucketCases, bucketTraces, bucketOutbox, bucketPrefs, bucketMeta}

	metaCheck = []byte("check")
)

// Store is an open store.
type Store struct {
	db      *bbolt.DB
	keys    *keyRing
	names   []byte // key of the pseudonyms
	lasting []byte // key of prefs and meta

	queue   chan *pending
	done    chan struct{}
	gate    sync.RWMutex // held for reading while a change is queued
	closed  bool
	damaged atomic.Int64
	commits atomic.Int64
	writes  atomic.Int64
}

// Options says where a store stands.
type Options struct {
	Data string // folder of the records
	Keys string // folder of the keys
}

// Open opens the store, or makes an empty one. Every error is one sentence with
// what to do; nothing is overwritten.
func Open(o Options) (*Store, error) {
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return nil, fmt.Errorf("the data folder %s cannot be made: %w", o.Data, plainError(err))
	}
	file := filepath.Join(o.Data, "bot.db")
	_, err := os.Stat(file)
	fresh := errors.Is(err, os.ErrNotExist)
	keys, err := openKeys(o.Keys, fresh)
	if err != nil {
		return nil, err
	}
	db, err := openFile(file)
	if err != nil {
		return nil, err
	}
	s := &Store{
		db: db, keys: keys, names: keys.derived("pseudonyms"), lasting: keys.derived("lasting records"),
		queue: make(chan *pending, 1024), done: make(chan struct{}),
	}
	if err := s.begin(); err != nil {
		db.Close()
		return nil, err
	}
	go s.write()
	return s, nil
}

func openFile(file string) (*bbolt.DB, error) {
	db, err := bbolt.Open(file, 0o600, &bbolt.Options{Timeout: time.Second, FreelistType: bbolt.FreelistMapType})
	switch {
	case err == nil:
		if err := os.Chmod(file, 0o600); err != nil {
			db.Close()
			return nil, fmt.Errorf("the mode of %s cannot be set: %w", file, plainError(err))
		}
		return db, nil
	case errors.Is(err, berrors.ErrTimeout):
		return nil, fmt.Errorf("%s is in use by another bot; stop that one, or name another folder with CEKLOKER_DATA", file)
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrVersionMismatch), errors.Is(err, berrors.ErrChecksum):
		return nil, fmt.Errorf("%s is not a data file of this bot or is damaged; move it away to start empty, nothing was changed", file)
	default:
		return nil, fmt.Errorf("%s cannot be opened (%w); check the file and its owner, nothing was changed", file, plainError(err))
	}
}

// begin makes the buckets of a new file and checks that the master key fits an
// old one.
func (s *Store) begin() error {
	return s.db.Update(func(tx *bbolt.Tx) error {
		for _, b := range buckets {
			if _, err := tx.CreateBucketIfNotExists(b); err != nil {
				return fmt.Errorf("the data file cannot be written (%w); check space and owner", err)
			}
		}
		meta := tx.Bucket(bucketMeta)
		far := time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
		sealed := meta.Get(metaCheck)
		if sealed == nil {
			sealed, err := s.seal(bucketMeta, metaCheck, []byte("cekloker"), 0, far)
			if err != nil {
				return err
			}
			return meta.Put(metaCheck, sealed)
		}
		plain, err := s.open(bucketMeta, metaCheck, bytes.Clone(sealed), time.Unix(0, 0))
		if err != nil || string(plain) != "cekloker" {
			return fmt.Errorf("the master key does not fit the data; put the right key file back, or move the data folder away to start empty; nothing was changed")
		}
		return nil
	})
}

// Close waits for what is queued and closes the file.
func (s *Store) Close() error {
	s.gate.Lock()
	if !s.closed {
		s.closed = true
		close(s.queue)
	}
	s.gate.Unlock()
	<-s.done
	return s.db.Close()
}

// Damaged is how many records could not be opened since the start.
func (s *Store) Damaged() int64 { return s.damaged.Load() }

// Commits tells how many commits carried how many changes since the start.
func (s *Store) Commits() (commits, changes int64) { return s.commits.Load(), s.writes.Load() }

// Sweep removes what is past its life and destroys old day keys.
func (s *Store) Sweep(now time.Time) error {
	err := s.db.Update(func(tx *bbolt.Tx) error {
		for _, name := range buckets {
			c := tx.Bucket(name).Cursor()
			for k, v := c.First(); k != nil; k, v = c.Next() {
				if len(v) >= headSize && v[0] == format && !now.Before(expiryOf(v)) {
					if err := c.Delete(); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
	return errors.Join(err, s.keys.destroy(now))
}
