package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"time"

	"go.etcd.io/bbolt"
)

// The index of hours has an entry for every record: the hour in which it expires, its
// kind, its key. Only putSealed, deleteSealed and the sweep change records, so that the
// index always agrees with them.

// bucketKinds maps the letters in the index to buckets.
var bucketKinds = map[byte][]byte{'c': bucketCases, 't': bucketTraces, 'o': bucketOutbox, 'p': bucketPrefs, 'm': bucketMeta, 'a': bucketQuarantine}

func kindOf(bucket []byte) byte {
	for kind, name := range bucketKinds {
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

// putSealed puts a sealed record and its entry in the index.
func putSealed(tx *bbolt.Tx, bucket, key, sealed []byte) error {
	h, ok := parseHead(sealed)
	if !ok {
		return errDamaged
	}
	return putSealedUntil(tx, bucket, key, sealed, h.hour)
}

func putSealedUntil(tx *bbolt.Tx, bucket, key, value []byte, hour uint32) error {
	b, hours := tx.Bucket(bucket), tx.Bucket(bucketHours)
	if old, ok := parseHead(b.Get(key)); ok {
		if old.hour == hour {
			return b.Put(key, value)
		}
		if err := hours.Delete(hourKey(old.hour, bucket, key)); err != nil {
			return err
		}
	}
	return errors.Join(b.Put(key, value), hours.Put(hourKey(hour, bucket, key), nil))
}

// deleteSealed deletes a record and its entry in the index.
func deleteSealed(tx *bbolt.Tx, bucket, key []byte) error {
	b := tx.Bucket(bucket)
	old := b.Get(key)
	if old == nil {
		return nil
	}
	if h, ok := parseHead(old); ok {
		if err := tx.Bucket(bucketHours).Delete(hourKey(h.hour, bucket, key)); err != nil {
			return err
		}
	}
	return b.Delete(key)
}

// indexAll builds the index of a file that has none.
func indexAll(tx *bbolt.Tx) error {
	hours := tx.Bucket(bucketHours)
	for _, name := range bucketKinds {
		err := tx.Bucket(name).ForEach(func(key, sealed []byte) error {
			if h, ok := parseHead(sealed); ok {
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

// maxSweep bounds one commit of the sweep, so that others do not wait long for it.
const maxSweep = 500

// Sweep deletes expired records and destroys old day keys. When the clock has jumped
// ahead it does nothing: the next call must see the same time.
func (s *Store) Sweep(now time.Time) error {
	if s.keys.hasClockJumped(now) {
		return nil
	}
	for {
		removed := 0
		err := s.commit(func(tx *bbolt.Tx) (err error) {
			removed, err = sweepBatch(tx, now)
			return err
		}).Wait()
		if err != nil {
			return errors.Join(err, s.keys.destroyExpired(now, s.isClockConfirmed()))
		}
		if removed < maxSweep {
			return s.keys.destroyExpired(now, s.isClockConfirmed())
		}
	}
}

// sweepBatch deletes some expired records and returns how many entries it took.
func sweepBatch(tx *bbolt.Tx, now time.Time) (int, error) {
	var expired [][]byte
	c := tx.Bucket(bucketHours).Cursor()
	for k, _ := c.First(); k != nil && len(expired) < maxSweep && binary.BigEndian.Uint32(k) <= hourOf(now); k, _ = c.Next() {
		expired = append(expired, bytes.Clone(k))
	}
	for _, k := range expired {
		if bucket := tx.Bucket(bucketKinds[k[4]]); bucket != nil {
			// An entry whose record is gone or was replaced is only dropped.
			if h, ok := parseHead(bucket.Get(k[5:])); !ok || h.hour <= hourOf(now) {
				if err := bucket.Delete(k[5:]); err != nil {
					return 0, err
				}
			}
		}
		if err := tx.Bucket(bucketHours).Delete(k); err != nil {
			return 0, err
		}
	}
	return len(expired), nil
}
