package chat

import (
	"sync"
	"testing"
)

// One more may start while somebody waits; the race detector has nothing to say against it.
func TestAGoroutineStartsWhileAnotherWaitsForNone(t *testing.T) {
	t.Parallel()
	var r running
	var mu sync.Mutex
	ended := 0
	const starts = 200
	started := make(chan struct{})
	go func() {
		defer close(started)
		for range starts {
			r.do(func() { mu.Lock(); ended++; mu.Unlock() })
		}
	}()
	for range starts {
		r.wait()
	}
	<-started
	r.wait()
	mu.Lock()
	defer mu.Unlock()
	if ended != starts {
		t.Errorf("%d of %d had ended when none ran", ended, starts)
	}
}
