package store

import (
	"bytes"
	"encoding/json"
	"errors"

	"go.etcd.io/bbolt"

	"cekloker/internal/chat"
)

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
