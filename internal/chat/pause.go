package chat

import (
	"sync"
	"time"
)

// pause keeps all chats from sending while Telegram refuses the whole bot. This is
// inferred from refusals and may be wrong, so an urgent call is tried once a second and
// another one every five seconds; the first that succeeds ends the pause.
type pause struct {
	mu       sync.Mutex
	until    time.Time
	urgent   time.Time // when the next urgent call may probe
	ordinary time.Time // when the next other one may
}

const (
	probeUrgent   = time.Second
	probeOrdinary = 5 * time.Second
)

// begin pauses all chats, or prolongs their pause.
func (p *pause) begin(now, until time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !now.Before(p.until) {
		p.urgent, p.ordinary = now, now.Add(probeOrdinary)
	}
	if until.After(p.until) {
		p.until = until
	}
}

// isOn reports whether all chats are paused.
func (p *pause) isOn(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.until.After(now)
}

// end lets all chats send again.
func (p *pause) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.until = time.Time{}
}

// wait is how long a call waits for the end of the pause, or for its turn to probe.
// Without a wait, probes tells that the call goes through a pause.
func (p *pause) wait(now time.Time, urgent bool) (wait time.Duration, probes bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	left := p.until.Sub(now)
	if left <= 0 {
		return 0, false
	}
	next, every := &p.ordinary, probeOrdinary
	if urgent {
		next, every = &p.urgent, probeUrgent
	}
	if wait := next.Sub(now); wait > 0 {
		return min(left, wait), false
	}
	*next = now.Add(every)
	return 0, true
}
