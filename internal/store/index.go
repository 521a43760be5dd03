package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"time"

	"go.etcd.io/bbolt"
)

// The index of hours has an entry for every record: the hour its life is over,
// its kind, its key. Only place and remove change records, so that the index
// always fits them.

// kinds are the letters of the buckets in the index.
var kinds = map[byte][]byte{'c': bucketCases, 't': bucketTraces, 'o': bucketOutbox, 'p': bucketPrefs, 'm': bucketMeta, 'a': bucketQuarantine}

func kindOf(bucket []byte) byte {
	for kind, name := range kinds {
		if bytes.Equal(name, bucket) {
			return kind
		}
	}
	return 0
}

func hourKey(hour uint32, bucket, key []byte) []byte {
	out := binary.BigEndian.AppendUint32(make([]byte, 0, 5+len(key)), hour)
	return append(append(out, kindOf(bucket)), key...)
}

// place puts a sealed record and its entry in the index.
func place(tx *bbolt.Tx, bucket, key, sealed []byte) error {
	h, ok := headOf(sealed)
	if !ok {
		return errDamaged
	}
	return placeUntil(tx, bucket, key, sealed, h.hour)
}

func placeUntil(tx *bbolt.Tx, bucket, key, value []byte, hour uint32) error {
	b, hours := tx.Bucket(bucket), tx.Bucket(bucketHours)
	if old, ok := headOf(b.Get(key)); ok {
		if old.hour == hour {
			return b.Put(key, value)
		}
		if err := hours.Delete(hourKey(old.hour, bucket, key)); err != nil {
			return err
		}
	}
	return errors.Join(b.Put(key, value), hours.Put(hourKey(hour, bucket, key), nil))
}

// remove deletes a record and its entry in the index.
func remove(tx *bbolt.Tx, bucket, key []byte) error {
	b := tx.Bucket(bucket)
	old := b.Get(key)
	if old == nil {
		return nil
	}
	if h, ok := headOf(old); ok {
		if err := tx.Bucket(bucketHours).Delete(hourKey(h.hour, bucket, key)); err != nil {
			return err
		}
	}
	return b.Delete(key)
}

// indexAll makes the index of a file that has none.
func indexAll(tx *bbolt.Tx) error {
	hours := tx.Bucket(bucketHours)
	for _, name := range kinds {
		err := tx.Bucket(name).ForEach(func(key, sealed []byte) error {
			if h, ok := headOf(sealed); ok {
				return hours.Put(hourKey(h.hour, name, key), nil)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// sweepAtOnce bounds one commit of the sweep, so that nobody waits for it.
const sweepAtOnce = 500

// Sweep removes what is past its life and destroys old day keys. When the clock
// leapt ahead it waits for the next call to see the same.
func (s *Store) Sweep(now time.Time) error {
	if s.keys.hasClockJumped(now) {
		return nil
	}
	for {
		removed := 0
		err := s.commit(func(tx *bbolt.Tx) (err error) {
			removed, err = sweep(tx, now)
			return err
		}).Wait()
		if err != nil {
			return errors.Join(err, s.keys.destroyExpired(now))
		}
		if removed < sweepAtOnce {
			return s.keys.destroyExpired(now)
		}
	}
}

// sweep removes some of what is over and returns how many entries it took.
func sweep(tx *bbolt.Tx, now time.Time) (int, error) {
	var over [][]byte
	c := tx.Bucket(bucketHours).Cursor()
	for k, _ := c.First(); k != nil && len(over) < sweepAtOnce && binary.BigEndian.Uint32(k) <= hourOf(now); k, _ = c.Next() {
		over = append(over, bytes.Clone(k))
	}
	for _, k := range over {
		if bucket := tx.Bucket(kinds[k[4]]); bucket != nil {
			// An entry that no record answers to any more is only dropped.
			if h, ok := headOf(bucket.Get(k[5:])); !ok || h.hour <= hourOf(now) {
				if err := bucket.Delete(k[5:]); err != nil {
					return 0, err
				}
			}
		}
		if err := tx.Bucket(bucketHours).Delete(k); err != nil {
			return 0, err
		}
	}
	return len(over), nil
}
