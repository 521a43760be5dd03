package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"time"

	"go.etcd.io/bbolt"

	"cekloker/internal/chat"
)

// Each unsent call has a record of its own, so that a commit writes what is new and not
// all that waits. Its key is the pseudonym of the chat and the number of the call, so
// that the calls of a chat stand together and in order. A file may hold one record for
// all calls of a chat, under the pseudonym alone: it is read, and replaced with the next
// commit of the chat.

// callKey is the key of one call; the key of a record for all calls has no number.
func callKey(pseudonym []byte, seq uint64) []byte {
	return binary.BigEndian.AppendUint64(append(make([]byte, 0, len(pseudonym)+8), pseudonym...), seq)
}

// pseudonymSize is the length of a pseudonym in bytes.
const pseudonymSize = 32

// eachCall reads the records of a chat's unsent calls, in order. Damaged ones are
// collected.
func (s *Store) eachCall(tx *bbolt.Tx, id chat.ID, now time.Time, bad *[]*damagedRecord, do func(outboxRecord)) error {
	pseudonym := s.master.pseudonym(id)
	c := tx.Bucket(bucketOutbox).Cursor()
	for k, _ := c.Seek(pseudonym); bytes.HasPrefix(k, pseudonym); k, _ = c.Next() {
		if err := s.readCall(tx, k, now, bad, do); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) readCall(tx *bbolt.Tx, key []byte, now time.Time, bad *[]*damagedRecord, do func(outboxRecord)) error {
	var o outboxRecord
	err := s.get(tx, bucketOutbox, key, now, &o)
	var b *damagedRecord
	switch {
	case errors.As(err, &b):
		*bad = append(*bad, b)
		return nil
	case err == nil && len(o.Calls) > 0:
		do(o)
	}
	return err
}

// saveCalls makes the calls on disk those of a list, which is in the order of their
// numbers. A call never changes: only what is new is written, and only what is gone is
// deleted.
func (w *recordWriter) saveCalls(calls []chat.Call) {
	var gone [][]byte
	var fresh []chat.Call // a bucket must not change under its cursor
	c := w.tx.Bucket(bucketOutbox).Cursor()
	for k, sealed := c.Seek(w.key); bytes.HasPrefix(k, w.key); k, sealed = c.Next() {
		seq := seqOf(k)
		if h, ok := parseHead(sealed); !ok || h.hour <= hourOf(w.now) {
			seq = 0 // expired; after a long pause numbers start again
		}
		for len(calls) > 0 && calls[0].Seq < seq {
			fresh, calls = append(fresh, calls[0]), calls[1:]
		}
		if seq != 0 && len(calls) > 0 && calls[0].Seq == seq {
			calls = calls[1:]
			continue
		}
		gone = append(gone, bytes.Clone(k))
	}
	for _, k := range gone {
		w.errs = append(w.errs, deleteSealed(w.tx, bucketOutbox, k))
	}
	for _, call := range append(fresh, calls...) {
		w.putCall(call)
	}
}

// seqOf is the number in the key of a call, 0 in that of a record for all calls.
func seqOf(key []byte) uint64 {
	if len(key) != pseudonymSize+8 {
		return 0
	}
	return binary.BigEndian.Uint64(key[pseudonymSize:])
}

// putCall writes one call. It lives from when it was made, however late it is written.
func (w *recordWriter) putCall(call chat.Call) {
	made := call.Made
	if made.IsZero() {
		made = w.now
	}
	w.putAt(bucketOutbox, callKey(w.key, call.Seq), true, outboxRecord{w.id, []chat.Call{call}}, w.day, made.Add(call.Life()))
}

// Backlogs returns the backlogs of all chats that have unsent calls.
func (s *Store) Backlogs(now time.Time) ([]chat.Backlog, error) {
	var out []chat.Backlog
	var bad []*damagedRecord
	err := s.view(func(tx *bbolt.Tx) error {
		return tx.Bucket(bucketOutbox).ForEach(func(key, _ []byte) error {
			return s.readCall(tx, key, now, &bad, func(o outboxRecord) {
				b := chat.BacklogOf(o.Chat, o.Calls)
				if last := len(out) - 1; last >= 0 && out[last].Chat == b.Chat {
					out[last] = out[last].Plus(b)
					return
				}
				out = append(out, b)
			})
		})
	})
	for _, b := range bad {
		s.quarantine(b, now)
	}
	if errors.Is(err, errBroken) {
		s.damaged.Add(1)
		err = nil
	}
	return out, err
}
