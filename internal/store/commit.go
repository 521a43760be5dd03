package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"cekloker/internal/chat"
)

// pending is one change that waits for its commit.
type pending struct {
	change func(*bbolt.Tx) error
	err    chan error
}

// Wait returns when the change is on disk, or the error that kept it off.
func (p *pending) Wait() error { return <-p.err }

// Save writes all records of a chat in one commit together with whatever else
// is waiting. The returned function waits until it is on disk.
func (s *Store) Save(id chat.ID, r chat.Records, short bool, now time.Time) (wait func() error) {
	return s.commit(func(tx *bbolt.Tx) error { return s.save(tx, id, r, short, now) }).Wait
}

func (s *Store) save(tx *bbolt.Tx, id chat.ID, r chat.Records, short bool, now time.Time) error {
	key, day := s.pseudonym(id), dayOf(now)
	life := CaseLife
	if short {
		life = ShortLife
	}
	var wrong []error
	keep := func(bucket []byte, keep bool, v any, day uint32, life time.Duration) {
		if !keep {
			wrong = append(wrong, tx.Bucket(bucket).Delete(key))
			return
		}
		wrong = append(wrong, s.put(tx, bucket, key, v, day, now.Add(life)))
	}
	keep(bucketCases, !r.Session.Began.IsZero(), caseRecord{id, r.Session}, day, life)
	keep(bucketTraces, len(r.Traces.Messages)+len(r.Traces.Updates) > 0, traceRecord{id, r.Traces}, day, TraceLife)
	keep(bucketOutbox, len(r.Unsent) > 0, outboxRecord{id, r.Unsent}, day, OutboxLife)
	keep(bucketPrefs, r.Prefs != (chat.Prefs{}), prefsRecord{id, r.Prefs}, 0, PrefsLife)
	return errors.Join(wrong...)
}

func (s *Store) put(tx *bbolt.Tx, bucket, key []byte, v any, day uint32, expiry time.Time) error {
	plain, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write record: %w", err)
	}
	sealed, err := s.seal(bucket, key, plain, day, expiry)
	if err != nil {
		return err
	}
	return tx.Bucket(bucket).Put(key, sealed)
}

// commit queues a change.
func (s *Store) commit(change func(*bbolt.Tx) error) *pending {
	p := &pending{change: change, err: make(chan error, 1)}
	s.gate.RLock()
	defer s.gate.RUnlock()
	if s.closed {
		p.err <- errors.New("the store is closed")
		return p
	}
	s.queue <- p
	return p
}

// mostAtOnce bounds one commit, so that nobody waits long for a large one.
const mostAtOnce = 512

// write takes what is waiting and commits it in one transaction: a group commit
// without a timer. While one commit syncs, the next ones gather.
func (s *Store) write() {
	defer close(s.done)
	for first := range s.queue {
		group := append(make([]*pending, 0, 16), first)
	gather:
		for len(group) < mostAtOnce {
			select {
			case p, ok := <-s.queue:
				if !ok {
					break gather
				}
				group = append(group, p)
			default:
				break gather
			}
		}
		s.writeGroup(group)
	}
}

// writeGroup commits a group. When the group fails, each change is tried alone,
// so that one that cannot be written does not take the others along.
func (s *Store) writeGroup(group []*pending) {
	err := s.db.Update(func(tx *bbolt.Tx) error {
		for _, p := range group {
			if err := p.change(tx); err != nil {
				return err
			}
		}
		return nil
	})
	s.commits.Add(1)
	if err == nil || len(group) == 1 {
		s.writes.Add(int64(len(group)))
		for _, p := range group {
			p.err <- err
		}
		return
	}
	for _, p := range group {
		p.err <- s.db.Update(p.change)
		s.commits.Add(1)
		s.writes.Add(1)
	}
}
