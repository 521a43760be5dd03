package store

import (
	"errors"

	"go.etcd.io/bbolt"
)

// pending is one change that waits for its commit, or a function that must run
// between two commits.
type pending struct {
	change  func(*bbolt.Tx) error
	between func() error
	err     chan error
}

// Wait returns when the change is on disk, or the error that prevented it.
func (p *pending) Wait() error { return <-p.err }

// commit queues a change. The function may be called twice.
func (s *Store) commit(change func(*bbolt.Tx) error) *pending {
	return s.enqueue(&pending{change: change, err: make(chan error, 1)})
}

// runBetween runs f in the writing goroutine, while no commit is under way.
func (s *Store) runBetween(f func() error) error {
	return s.enqueue(&pending{between: f, err: make(chan error, 1)}).Wait()
}

func (s *Store) enqueue(p *pending) *pending {
	s.queueMu.RLock()
	defer s.queueMu.RUnlock()
	if s.closed {
		p.err <- errors.New("the store is closed")
		return p
	}
	s.queue <- p
	return p
}

// maxGroup bounds the changes of one commit, so that nobody waits long for a large one.
const maxGroup = 512

// runWriter commits all waiting changes in one transaction: a group commit without a
// timer. While one commit syncs, the changes of the next one gather.
func (s *Store) runWriter() {
	defer close(s.done)
	for first := range s.queue {
		for first != nil {
			if first.between != nil {
				first.err <- recoverFault(first.between)
				break
			}
			var group []*pending
			group, first = s.gatherGroup(first)
			s.writeGroup(group)
		}
	}
}

// gatherGroup takes the changes that wait after first. The second result is a function
// that must run after them, if there is one.
func (s *Store) gatherGroup(first *pending) (group []*pending, after *pending) {
	group = append(make([]*pending, 0, 16), first)
	for len(group) < maxGroup {
		select {
		case p, ok := <-s.queue:
			switch {
			case !ok:
				return group, nil
			case p.between != nil:
				return group, p
			}
			group = append(group, p)
		default:
			return group, nil
		}
	}
	return group, nil
}

// writeGroup commits a group. When that fails, each change is tried alone, so that one
// that cannot be written does not fail the others.
func (s *Store) writeGroup(group []*pending) {
	err := s.update(func(tx *bbolt.Tx) error {
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
		p.err <- s.update(p.change)
		s.commits.Add(1)
		s.writes.Add(1)
	}
}
