package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"cekloker/internal/chat"
	"cekloker/internal/session"
)

// The plain form of records. Each holds the id of its chat, which the pseudonym does
// not reveal.
type (
	caseRecord struct {
		Chat    chat.ID         `json:"c"`
		Heard   int64           `json:"h,omitempty"` // Unix seconds
		Session session.Session `json:"s"`
	}
	traceRecord struct {
		Chat   chat.ID     `json:"c"`
		Traces chat.Traces `json:"t"`
	}
	outboxRecord struct {
		Chat  chat.ID     `json:"c"`
		Calls []chat.Call `json:"o"` // one, see outbox.go
	}
	prefsRecord struct {
		Chat  chat.ID    `json:"c"`
		Heard int64      `json:"h,omitempty"`
		Prefs chat.Prefs `json:"p"`
	}
)

// Load reads what is kept of a chat. Expired records count as missing. A damaged one
// is quarantined and counted, and the person starts from the beginning.
func (s *Store) Load(id chat.ID, now time.Time) (chat.Records, error) {
	var (
		r   chat.Records
		c   caseRecord
		t   traceRecord
		p   prefsRecord
		bad []*damagedRecord
	)
	get := func(tx *bbolt.Tx, bucket []byte, v any) error {
		err := s.get(tx, bucket, s.master.pseudonym(id), now, v)
		var b *damagedRecord
		if errors.As(err, &b) {
			bad = append(bad, b)
			return nil
		}
		return err
	}
	err := s.view(func(tx *bbolt.Tx) error {
		return errors.Join(get(tx, bucketCases, &c), get(tx, bucketTraces, &t), get(tx, bucketPrefs, &p), s.eachCall(tx, id, now, &bad, func(o outboxRecord) {
			r.AddOutbox(o.Calls)
		}))
	})
	if errors.Is(err, errBroken) { // the records on that page are lost; the person is served nevertheless
		s.damaged.Add(1)
		err = nil
	}
	for _, b := range bad {
		s.quarantine(b, now)
	}
	r.Session, r.Traces, r.Prefs = c.Session, t.Traces, p.Prefs
	if heard := max(c.Heard, p.Heard); heard != 0 {
		r.LastEvent = time.Unix(heard, 0).UTC()
	}
	return r, err
}

// damagedRecord is the error of a record that cannot be opened or decoded.
type damagedRecord struct{ bucket, key, sealed []byte }

func (*damagedRecord) Error() string { return errDamaged.Error() }

// get opens one record into v, and leaves v as it is when there is none.
func (s *Store) get(tx *bbolt.Tx, bucket, key []byte, now time.Time, v any) error {
	sealed := bytes.Clone(tx.Bucket(bucket).Get(key))
	if sealed == nil {
		return nil
	}
	plain, _, err := s.unseal(s.master, bucket, key, sealed, now)
	switch {
	case errors.Is(err, errExpired):
		return nil
	case errors.Is(err, errDamaged), err == nil && json.Unmarshal(plain, v) != nil:
		return &damagedRecord{bucket, bytes.Clone(key), sealed}
	}
	return err
}

// maxQuarantined bounds the quarantined records; quarantineLife is as long as their day keys may
// live.
const (
	maxQuarantined = 1000
	quarantineLife = chat.TraceLife
)

// quarantine moves a damaged record, sealed as it is, to a bucket of its own for
// whoever investigates, unless it was replaced in the meantime.
func (s *Store) quarantine(b *damagedRecord, now time.Time) {
	s.damaged.Add(1)
	s.commit(func(tx *bbolt.Tx) error {
		if !bytes.Equal(tx.Bucket(b.bucket).Get(b.key), b.sealed) {
			return nil
		}
		if err := deleteSealed(tx, b.bucket, b.key); err != nil {
			return err
		}
		if tx.Bucket(bucketQuarantine).Inspect().KeyN >= maxQuarantined {
			return nil
		}
		// A head tells the index when it expires, as with every record.
		top := binary.BigEndian.AppendUint32([]byte{format, 0, 0, 0, 0}, hourAfter(now.Add(quarantineLife)))
		return putSealed(tx, bucketQuarantine, append([]byte{kindOf(b.bucket)}, b.key...), append(top, b.sealed...))
	})
}

// maxDue bounds the reminders of one call.
const maxDue = 1000

func dueKey(at int64, key []byte) []byte {
	return append(binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(key)), uint32(max(at/60, 0))), key...)
}

// DueReminders returns the chats whose reminder is due. Entries that disagree with the
// preferences (cancelled, sent, forgotten) are dropped.
func (s *Store) DueReminders(now time.Time) ([]chat.ID, error) {
	var out []chat.ID
	var stale [][]byte
	err := s.view(func(tx *bbolt.Tx) error {
		c := tx.Bucket(bucketDue).Cursor()
		for k, _ := c.First(); k != nil && len(out)+len(stale) < maxDue && int64(binary.BigEndian.Uint32(k))*60 <= now.Unix(); k, _ = c.Next() {
			var p prefsRecord
			if err := s.get(tx, bucketPrefs, k[4:], now, &p); err != nil || p.Prefs.RemindAt == 0 || !bytes.Equal(dueKey(p.Prefs.RemindAt, k[4:]), k) {
				stale = append(stale, bytes.Clone(k))
			} else if p.Prefs.RemindAt <= now.Unix() {
				out = append(out, p.Chat)
			}
		}
		return nil
	})
	if err != nil || len(stale) == 0 {
		return out, err
	}
	return out, s.commit(func(tx *bbolt.Tx) error {
		for _, k := range stale {
			if err := tx.Bucket(bucketDue).Delete(k); err != nil {
				return err
			}
		}
		return nil
	}).Wait()
}

// Save writes all records of a chat, in one commit with all other waiting changes. The
// returned function waits until they are on disk.
func (s *Store) Save(id chat.ID, r chat.Records, short bool, now time.Time) (wait func() error) {
	return s.commit(func(tx *bbolt.Tx) error { return s.newRecordWriter(tx, id, now).saveAll(r, short) }).Wait
}

// SaveReceipts writes what receipts change, the traces and the unsent calls, and leaves
// the rest as it is on disk.
func (s *Store) SaveReceipts(id chat.ID, r chat.Records, now time.Time) (wait func() error) {
	return s.commit(func(tx *bbolt.Tx) error { return s.newRecordWriter(tx, id, now).saveDelivery(r) }).Wait
}

// recordWriter writes the records of one chat within a commit.
type recordWriter struct {
	store *Store
	tx    *bbolt.Tx
	id    chat.ID
	key   []byte
	now   time.Time
	day   uint32
	errs  []error
}

func (s *Store) newRecordWriter(tx *bbolt.Tx, id chat.ID, now time.Time) *recordWriter {
	s.markChanged(id)
	return &recordWriter{store: s, tx: tx, id: id, key: s.master.pseudonym(id), now: now, day: dayOf(now)}
}

// put writes one record of the chat, or deletes it when there is nothing to keep.
func (w *recordWriter) put(bucket []byte, wanted bool, v any, day uint32, expiry time.Time) {
	w.putAt(bucket, w.key, wanted, v, day, expiry)
}

// putAt does the same for any key. What is expired is not written.
func (w *recordWriter) putAt(bucket, key []byte, wanted bool, v any, day uint32, expiry time.Time) {
	var err error
	if wanted && w.now.Before(expiry) {
		err = w.store.put(w.tx, bucket, key, v, day, expiry)
	} else {
		err = deleteSealed(w.tx, bucket, key)
	}
	w.errs = append(w.errs, err)
}

// saveAll writes all records.
func (w *recordWriter) saveAll(r chat.Records, short bool) error {
	heard := r.LastEvent
	if heard.IsZero() {
		heard = w.now
	}
	life := chat.CaseLife
	if short {
		life = chat.ShortLife
	}
	w.put(bucketCases, !r.Session.Began.IsZero(), caseRecord{w.id, heard.Unix(), r.Session}, w.day, heard.Add(life))
	w.put(bucketPrefs, r.Prefs != (chat.Prefs{}), prefsRecord{w.id, heard.Unix(), r.Prefs}, 0, heard.Add(chat.PrefsLife))
	if r.Prefs.RemindAt != 0 {
		w.errs = append(w.errs, w.tx.Bucket(bucketDue).Put(dueKey(r.Prefs.RemindAt, w.key), nil))
	}
	return w.saveDelivery(r)
}

// saveDelivery writes the traces and the unsent calls.
func (w *recordWriter) saveDelivery(r chat.Records) error {
	w.put(bucketTraces, len(r.Traces.Messages)+len(r.Traces.Updates) > 0, traceRecord{w.id, r.Traces}, w.day, w.now.Add(chat.TraceLife))
	w.saveCalls(r.Outbox())
	return errors.Join(w.errs...)
}

func (s *Store) put(tx *bbolt.Tx, bucket, key []byte, v any, day uint32, expiry time.Time) error {
	plain, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write record: %w", err)
	}
	sealed, err := s.seal(s.master, bucket, key, plain, day, expiry)
	if err != nil {
		return err
	}
	return putSealed(tx, bucket, key, sealed)
}
