package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"cekloker/internal/chat"
	"cekloker/internal/session"
)

// The plain form of records. The chat id stands in every record that must lead
// back to the chat.
type (
	caseRecord struct {
		Chat    chat.ID         `json:"c"`
		Session session.Session `json:"s"`
	}
	traceRecord struct {
		Chat   chat.ID     `json:"c"`
		Traces chat.Traces `json:"t"`
	}
	outboxRecord struct {
		Chat  chat.ID     `json:"c"`
		Calls []chat.Call `json:"o"`
	}
	prefsRecord struct {
		Chat  chat.ID    `json:"c"`
		Prefs chat.Prefs `json:"p"`
	}
)

// Load reads what is kept of a chat at a time. Records that are over count as
// none; a damaged one is counted and the person starts afresh.
func (s *Store) Load(id chat.ID, now time.Time) (chat.Records, error) {
	var (
		r   chat.Records
		c   caseRecord
		t   traceRecord
		o   outboxRecord
		p   prefsRecord
		key = s.pseudonym(id)
	)
	err := s.db.View(func(tx *bbolt.Tx) error {
		return errors.Join(
			s.get(tx, bucketCases, key, now, &c), s.get(tx, bucketTraces, key, now, &t),
			s.get(tx, bucketOutbox, key, now, &o), s.get(tx, bucketPrefs, key, now, &p))
	})
	r.Session, r.Traces, r.Unsent, r.Prefs = c.Session, t.Traces, o.Calls, p.Prefs
	return r, err
}

// get opens one record into v and leaves v alone when there is none.
func (s *Store) get(tx *bbolt.Tx, bucket, key []byte, now time.Time, v any) error {
	sealed := bytes.Clone(tx.Bucket(bucket).Get(key))
	if sealed == nil {
		return nil
	}
	plain, err := s.open(bucket, key, sealed, now)
	switch {
	case errors.Is(err, errGone):
		return nil
	case errors.Is(err, errDamaged):
		s.damaged.Add(1)
		return nil
	case err != nil:
		return err
	}
	if json.Unmarshal(plain, v) != nil {
		s.damaged.Add(1)
	}
	return nil
}

// Unsent lists the chats that have something to deliver.
func (s *Store) Unsent(now time.Time) ([]chat.ID, error) {
	var out []chat.ID
	err := s.db.View(func(tx *bbolt.Tx) error {
		return tx.Bucket(bucketOutbox).ForEach(func(key, sealed []byte) error {
			var o outboxRecord
			plain, err := s.open(bucketOutbox, bytes.Clone(key), bytes.Clone(sealed), now)
			if errors.Is(err, errGone) {
				return nil
			}
			if err != nil || json.Unmarshal(plain, &o) != nil {
				s.damaged.Add(1)
				return nil
			}
			if len(o.Calls) > 0 {
				out = append(out, o.Chat)
			}
			return nil
		})
	})
	return out, err
}

// Offset is the poll offset of a bot, 0 when none is known.
func (s *Store) Offset(bot int64) (int64, error) {
	var offset int64
	err := s.db.View(func(tx *bbolt.Tx) error {
		key := offsetKey(bot)
		return s.get(tx, bucketMeta, key, time.Unix(0, 0), &offset)
	})
	return offset, err
}

func offsetKey(bot int64) []byte { return fmt.Appendf(nil, "offset %d", bot) }

// SetOffset keeps the poll offset of a bot; another bot's token never confirms
// this one's updates.
func (s *Store) SetOffset(bot, offset int64, now time.Time) error {
	return s.commit(func(tx *bbolt.Tx) error {
		return s.put(tx, bucketMeta, offsetKey(bot), offset, 0, now.Add(PrefsLife))
	}).Wait()
}
