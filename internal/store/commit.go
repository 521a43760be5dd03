package store

import (
	"errors"
	"time"

	"go.etcd.io/bbolt"
)

// pending is one change that waits for its commit, or a function that must run
// between two commits.
type pending struct {
	change  func(*bbolt.Tx) error
	between func() error
	err     chan error
}

// patience is how long a change may take, until whoever waits for it is told that it
// did not. A commit takes milliseconds; a disk that hangs may never answer, and somebody
// in danger is answered without it.
const patience = 3 * time.Second

// ErrHangs is the error of a change that the disk may still write, or not.
var ErrHangs = errors.New("the disk does not answer")

// Wait returns when the change is on disk, or the error that prevented it. After
// ErrHangs it may get there all the same: a change is never undone on disk, later ones of
// the same chat replace it.
func (p *pending) Wait() error {
	select {
	case err := <-p.err:
		return err
	default:
	}
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case err := <-p.err:
		return err
	case <-late.C:
		return ErrHangs
	}
}

// commit queues a change. The function may be called twice.
func (s *Store) commit(change func(*bbolt.Tx) error) *pending {
	return s.enqueue(&pending{change: change, err: make(chan error, 1)})
}

// runBetween runs f in the writing goroutine, while no commit is under way.
func (s *Store) runBetween(f func() error) error {
	return <-s.enqueue(&pending{between: f, err: make(chan error, 1)}).err
}

// hangs reports whether the commit under way has taken too long. Then changes are not
// queued: nobody knows when they would be written, and they would fill the memory.
func (s *Store) hangs() bool {
	began := s.writing.Load()
	return began != nil && time.Since(*began) > patience
}

func (s *Store) enqueue(p *pending) *pending {
	s.queueMu.RLock()
	defer s.queueMu.RUnlock()
	if s.closed {
		p.err <- errors.New("the store is closed")
		return p
	}
	if p.change != nil && s.hangs() {
		p.err <- ErrHangs
		return p
	}
	s.queue <- p
	return p
}

// maxQueue is how many changes wait until whoever makes one more must wait as well. In
// the seconds until a disk counts as hanging, no more turns than chat.Limits lets wait
// and their receipts can come.
const maxQueue = 8192

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
	err := s.timed(func(tx *bbolt.Tx) error {
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
		p.err <- s.timed(p.change)
		s.commits.Add(1)
		s.writes.Add(1)
	}
}

// timed makes one commit and remembers when it began, see hangs.
func (s *Store) timed(change func(*bbolt.Tx) error) error {
	began := time.Now()
	s.writing.Store(&began)
	defer s.writing.Store(nil)
	return s.update(change)
}
