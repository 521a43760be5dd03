package chat

import "time"

// outlet decides what one conversation sends next and when. The unsent calls are in the
// records; conversation.deliverAll sends them.
type outlet struct {
	active      bool          // a goroutine delivers
	lastSeenSeq uint64        // number of the last call there was when the batch under way was picked
	pace        pace          //
	probes      bool          // the batch under way goes through a pause of all chats
	wake        chan struct{} // closed when something new may be sent; nil when nobody waits for that
}

// claim wakes whoever waits, and reports whether the caller must deliver.
func (o *outlet) claim(s *state, begin func() bool) bool {
	if o.wake != nil {
		close(o.wake)
		o.wake = nil
	}
	if o.active || !s.hasSendable() || !begin() {
		return false
	}
	o.active = true
	return true
}

// wakeUp returns a channel that is closed when something new may be sent.
func (o *outlet) wakeUp() <-chan struct{} {
	if o.wake == nil {
		o.wake = make(chan struct{})
	}
	return o.wake
}

// nextBatch picks the calls to send now, or says how long to wait for them. It
// returns none, and ends the deliveries, when nothing may be sent. all is
// the pause of all chats, and reserve takes a place for a call in the budgets.
func (o *outlet) nextBatch(s *state, now time.Time, all *pause, reserve func(Call) time.Duration) (batch []Call, wait time.Duration) {
	if !s.hasSendable() {
		o.active = false
		return nil, 0
	}
	batch, o.lastSeenSeq = s.firstBatch(), s.records.Traces.LastSeq
	wait = o.pace.wait(now)
	if wait <= 0 {
		wait, o.probes = all.wait(now, batch[0].Urgent)
	}
	if wait <= 0 {
		wait = reserve(batch[0])
	}
	if wait > 0 {
		return batch, wait
	}
	for _, c := range batch[1:] {
		reserve(c) // they do not wait for their places; later calls do
	}
	return batch, 0
}

// applyReceipts notes what became of a batch and reports whether records changed.
// Failures are noted after successes, which reset the pace.
func (o *outlet) applyReceipts(s *state, batch []Call, receipts []Receipt, now time.Time) (changed bool) {
	for i, r := range receipts {
		if r.Outcome == OutcomeDone || r.Outcome == OutcomeGone {
			changed, o.pace = true, pace{}
			s.applyReceipt(batch[i], r, o.lastSeenSeq, now)
		}
	}
	o.pace.noteFailures(receipts, now)
	return changed
}
