package chat

import (
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// errTooLong is a turn that was given up.
var errTooLong = errors.New("a turn took too long and was given up")

// ErrStuck is what ends the program: a goroutine cannot be ended from outside, and each
// one that hangs occupies a processor.
var ErrStuck = errors.New("two turns hang and cannot be ended; the program ends, so that it can be started afresh")

// stuckAfter is how long two given-up turns may run at the same time. Turns that were
// slow only because the machine stalled end within it.
const stuckAfter = 500 * time.Millisecond

// watchdog bounds the time in which our own code and content answer one update. The core
// knows neither clock nor context, so that a turn that hangs cannot be ended: its result
// is thrown away, and it runs on. One such turn is tolerated; a second one at the same
// time ends the program.
type watchdog struct {
	limit   time.Duration
	stuck   func(error) // called once, when two given-up turns run; nil: nobody is told
	running atomic.Int64
	once    sync.Once
}

// result is what came of a bounded function.
type result[T any] struct {
	value T
	err   error
}

// bounded runs f, at most as long as the watchdog allows, and returns its result, the
// place of its panic, or errTooLong. The time counts from when f begins, not from
// when it gets a processor. f must change nothing that others see: it may still run
// when bounded has returned. Without a watchdog f has all the time it wants.
func bounded[T any](w *watchdog, f func() (T, error)) (T, error) {
	if w == nil {
		return recovered(f)
	}
	done, late := make(chan result[T], 1), make(chan struct{})
	var ended atomic.Bool // whoever sets it first decides: f ended, or was given up
	go func() {
		timer := time.AfterFunc(w.limit, func() { close(late) })
		v, err := recovered(f)
		timer.Stop()
		done <- result[T]{v, err}
		if !ended.CompareAndSwap(false, true) {
			w.running.Add(-1)
		}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-late:
	}
	if w.running.Add(1); !ended.CompareAndSwap(false, true) { // it ended just now
		w.running.Add(-1)
		r := <-done
		return r.value, r.err
	}
	w.lookForStuck()
	var none T
	return none, errTooLong
}

// lookForStuck tells when two turns that were given up still run after a moment.
func (w *watchdog) lookForStuck() {
	if w.running.Load() < 2 || w.stuck == nil {
		return
	}
	time.AfterFunc(stuckAfter, func() {
		if w.running.Load() >= 2 {
			w.once.Do(func() { w.stuck(ErrStuck) })
		}
	})
}

// recovered calls f and turns a panic into an error.
func recovered[T any](f func() (T, error)) (v T, err error) {
	err = RecoverPanic(func() (err error) {
		v, err = f()
		return err
	})
	return v, err
}

// guard runs a function in which a panic must not end the program: the work after a
// commit, and immediate calls. A panic is logged, and only this work is lost.
func (s *Service) guard(what string, ref UpdateCode, f func()) (ok bool) {
	err := RecoverPanic(func() error { f(); return nil })
	if err != nil {
		s.o.Observer.Failed(what, ref.Wrap(err))
	}
	return err == nil
}

// isUrgent reports whether an update may never be refused. An event that cannot be
// classified in time counts as urgent.
func (s *Service) isUrgent(u Update) bool {
	urgent, err := bounded(s.watchdog, func() (bool, error) { return s.o.Book.IsUrgent(u.Event), nil })
	return urgent || err != nil
}
