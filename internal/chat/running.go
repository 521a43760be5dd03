package chat

import "sync"

// running counts goroutines. Unlike a sync.WaitGroup it may count one more while somebody waits
// for none: a worker that reads pictures takes a turn of its own also while the service ends.
type running struct {
	mu   sync.Mutex
	n    int
	none []chan struct{} // closed when none runs
}

// do runs f in a goroutine of its own.
func (r *running) do(f func()) {
	r.mu.Lock()
	r.n++
	r.mu.Unlock()
	go func() {
		defer r.done()
		f()
	}()
}

func (r *running) done() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.n--; r.n > 0 {
		return
	}
	for _, waits := range r.none {
		close(waits)
	}
	r.none = nil
}

// wait returns once none runs.
func (r *running) wait() {
	r.mu.Lock()
	if r.n == 0 {
		r.mu.Unlock()
		return
	}
	none := make(chan struct{})
	r.none = append(r.none, none)
	r.mu.Unlock()
	<-none
}
