package store

import (
	"bytes"
	"encoding/binary"
	"errors"

	"go.etcd.io/bbolt"
)

// copyBatch bounds one read of a copy, so that writes do not wait long for it.
const copyBatch = 500

// syncEvery is after how many writes the new file is synced, so that not everything
// is written at the end, while others wait for the disk.
const syncEvery = 16

type keyValue struct{ key, value []byte }

// copyBucket copies one bucket in small reads. It skips pages that cannot be read.
func (c *compactor) copyBucket(bucket []byte) error {
	var from []byte
	for n := 1; ; n++ {
		var some []keyValue
		err := c.store.view(func(tx *bbolt.Tx) error {
			c := tx.Bucket(bucket).Cursor()
			for k, v := c.Seek(from); k != nil && len(some) < copyBatch; k, v = c.Next() {
				if v != nil {
					some = append(some, keyValue{bytes.Clone(k), bytes.Clone(v)})
				}
			}
			return nil
		})
		broken := errors.Is(err, errBroken)
		if err != nil && !broken {
			return err
		}
		if err := c.writeRecords(bucket, some); err != nil {
			return err
		}
		if len(some) > 0 {
			from = append(some[len(some)-1].key, 0)
		}
		switch {
		case broken:
			c.store.damaged.Add(1)
			if from = keyAfterFault(from); from == nil {
				return nil
			}
		case len(some) < copyBatch:
			return nil
		}
		if n%syncEvery == 0 {
			if err := c.db.Sync(); err != nil {
				return err
			}
		}
	}
}

func (c *compactor) writeRecords(bucket []byte, some []keyValue) error {
	if len(some) == 0 {
		return nil
	}
	return c.db.Update(func(tx *bbolt.Tx) error {
		// The keys come in order, so that full pages are not split later.
		tx.Bucket(bucket).FillPercent = 0.9
		for _, kv := range some {
			if err := c.copyRecord(tx, bucket, kv.key, kv.value); err != nil {
				return err
			}
		}
		return nil
	})
}

// keyAfterFault returns the next key to try after a page that cannot be read, nil when
// there is none. Pseudonyms are distributed evenly, so that a 65536th of them is less
// than a page until there are several hundred thousand.
func keyAfterFault(key []byte) []byte {
	top := [2]byte{}
	copy(top[:], key)
	n := binary.BigEndian.Uint16(top[:])
	if n == 0xffff {
		return nil
	}
	return binary.BigEndian.AppendUint16(nil, n+1)
}
