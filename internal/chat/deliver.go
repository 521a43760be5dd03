package chat

import (
	"slices"
	"sync"
	"time"
)

// startDelivery begins to send what is unsent, unless somebody does already.
func (p *conversation) startDelivery() {
	if p.claimDelivery() {
		go p.deliverAll()
	}
}

// claimDelivery reports whether the caller shall send what is unsent; whoever waits in
// between wakes.
func (p *conversation) claimDelivery() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.wake != nil {
		close(p.wake)
		p.wake = nil
	}
	if p.delivering || !p.hasSendable() || !p.service.beginDelivery() {
		return false
	}
	p.delivering = true
	return true
}

// hasSendable reports whether a call waits that is on disk already. One whose commit
// is still under way is not sent: the commit may fail. p.mu is held.
func (p *conversation) hasSendable() bool {
	return p.loaded && len(p.records.Unsent) > 0 && p.records.Unsent[0].Seq <= p.durableSeq
}

// deliverAll sends one round after the other until nothing is unsent. The
// receipts of a round are on disk before the next goes out: a crash can repeat
// the last round of a chat, never an earlier one, and a round makes at most one
// new message.
func (p *conversation) deliverAll() {
	s := p.service
	defer s.delivering.Done()
	s.acquire(p.id)
	defer s.release(p)
	for {
		calls, wait, wake := p.nextBatch()
		switch {
		case len(calls) == 0:
			return
		case wait > 0:
			if !s.sleep(wait, wake) {
				p.releaseDelivery()
				return
			}
		case !p.handleReceipts(calls, p.sendBatch(calls)):
			p.releaseDelivery()
			return
		}
	}
}

// sendBatch sends the calls of a round at the same time.
func (p *conversation) sendBatch(calls []Call) []Receipt {
	receipts := make([]Receipt, len(calls))
	var along sync.WaitGroup
	for i, c := range calls[1:] {
		along.Go(func() { receipts[i+1] = p.sendCall(c) })
	}
	receipts[0] = p.sendCall(calls[0])
	along.Wait()
	return receipts
}

// sendCall sends one call; one that is too old is dropped instead.
func (p *conversation) sendCall(c Call) Receipt {
	s := p.service
	traces := p.currentTraces()
	nothing := c.Exit && len(c.Deletes) == 0 && len(c.Params["message_ids"]) > 0
	if nothing || !c.Made.IsZero() && s.o.Now().Sub(c.Made) > UnsentLife || c.IfUndeleted && !traces.Undeleted {
		return Receipt{Outcome: Done}
	}
	if c.Replaces {
		c = c.replacing(traces.LastOwn)
	}
	receipt := s.o.Messenger.Deliver(s.ctx, p.id, c)
	s.checkpoint("sent")
	s.o.Observer.Delivered(c.Method, receipt.Outcome)
	if receipt.Err != nil && s.ctx.Err() == nil {
		s.o.Observer.Failed("deliver", c.Ref.Wrap(receipt.Err))
	}
	return receipt
}

// currentTraces are the traces as they are now, when earlier receipts have come.
func (p *conversation) currentTraces() Traces {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.records.Traces
}

func (p *conversation) releaseDelivery() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.delivering = false
}

// nextBatch picks the round to send now, or says how long to wait; it is empty when
// there is nothing to send or the service is over.
func (p *conversation) nextBatch() (calls []Call, wait time.Duration, wake <-chan struct{}) {
	s := p.service
	now := s.o.Now()
	paused := s.pauseLeft(now)
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.hasSendable() || s.ctx.Err() != nil {
		p.delivering = false
		return nil, 0, nil
	}
	calls, p.lastSeenSeq = p.firstBatch(), p.records.Traces.LastSeq
	wait = max(calls[0].holdLeft(now), paused, p.pace.wait(now))
	if wait <= 0 {
		wait = p.pace.reserve(calls[0], now, func() time.Duration { return s.o.Messenger.Reserve(p.id, calls[0]) })
	}
	if wait > 0 {
		if p.wake == nil {
			p.wake = make(chan struct{})
		}
		return calls, wait, p.wake
	}
	for _, c := range calls[1:] {
		s.o.Messenger.Reserve(p.id, c) // its place is paid by what comes later
	}
	return calls, 0, nil
}

// firstBatch is what is unsent first, with what goes along. p.mu is held.
func (p *conversation) firstBatch() []Call {
	n := 1
	for n < len(p.records.Unsent) && p.records.Unsent[n].Batched && p.records.Unsent[n].Seq <= p.durableSeq {
		n++
	}
	calls := slices.Clone(p.records.Unsent[:n])
	for i, c := range calls {
		if c.ClearsChat {
			calls[i] = c.resolveClear(p.records.Traces)
		}
	}
	return calls
}

// pauseLeft is how long every chat still waits.
func (s *Service) pauseLeft(now time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pausedUntil.Sub(now)
}

// sleep waits; it ends early when something new is unsent. It reports false
// when the service is over.
func (s *Service) sleep(d time.Duration, wake <-chan struct{}) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-wake:
	case <-s.ctx.Done():
		return false
	}
	return true
}

// handleReceipts takes what became of a round into the records, in memory and on disk;
// false ends the chat's deliveries.
func (p *conversation) handleReceipts(calls []Call, receipts []Receipt) bool {
	s := p.service
	now := s.o.Now()
	if p.applyReceipts(calls, receipts, now) && !p.saveReceipts(calls[0].Ref) {
		return false
	}
	for _, r := range receipts {
		switch {
		case r.Outcome == Retry && r.AllChats:
			s.mu.Lock()
			s.pausedUntil = now.Add(r.RetryAfter)
			s.mu.Unlock()
		case r.Outcome == TokenRefused:
			s.refuseToken(r.Err)
			return false
		}
	}
	return true
}

// refuseToken ends all deliveries: with a refused token none can go through. What is
// unsent stays in the outbox for the next start.
func (s *Service) refuseToken(err error) {
	s.deliveryMu.Lock()
	first := !s.tokenRefused
	s.tokenRefused = true
	s.deliveryMu.Unlock()
	if first && s.o.OnTokenRefused != nil {
		s.o.OnTokenRefused(err)
	}
}

// applyReceipts takes receipts into the records in memory and tells whether that
// changed them. What failed for now is noted after what went through.
func (p *conversation) applyReceipts(calls []Call, receipts []Receipt, now time.Time) (changed bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, r := range receipts {
		if r.Outcome != Done && r.Outcome != Gone {
			continue
		}
		changed, p.pace = true, pace{}
		p.records = p.records.withReceipt(calls[i], r, p.lastSeenSeq, now)
		if p.committing {
			p.before = p.before.withReceipt(calls[i], r, p.lastSeenSeq, now)
		}
	}
	p.pace.noteFailures(receipts, now)
	return changed
}

// saveRetryMin is how long a receipt waits that could not be written, doubled up
// to settleSlow. Until it is, the memory knows better than the disk, and nothing
// more is sent but what is ahead of the disk anyway.
const (
	saveRetryMin = time.Second
	saveRetryMax = 8 * time.Second
)

// saveReceipts brings the receipts of an update to the disk, however long it takes; false
// when the service is over before.
func (p *conversation) saveReceipts(ref Ref) bool {
	s := p.service
	s.checkpoint("settling")
	for again := saveRetryMin; ; again = min(2*again, saveRetryMax) {
		p.mu.Lock()
		saved, n := p.saveRecords(), p.turnsKept
		p.mu.Unlock()
		err := saved()
		if err == nil {
			p.mu.Lock()
			p.markDurable(n)
			p.mu.Unlock()
			return true
		}
		s.o.Observer.Failed("settle", ref.Wrap(err))
		more, wake := p.canContinue()
		if more {
			return true
		}
		if !s.sleep(again, wake) {
			return false
		}
	}
}

// canContinue reports whether something may be sent although the disk takes nothing;
// if not, wake tells when that may have changed.
func (p *conversation) canContinue() (more bool, wake <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.hasUncommitted() && p.hasSendable() {
		return true, nil
	}
	if p.wake == nil {
		p.wake = make(chan struct{})
	}
	return false, p.wake
}

// saveRecords queues what receipts changed. While the commit of a turn is under way or
// failed, or when the chat is gone, that is everything: a turn must not be half
// on disk. p.mu is held.
func (p *conversation) saveRecords() (wait func() error) {
	store, now := p.service.o.Store, p.service.o.Now()
	if p.committing || p.commitFailed || p.records.Session.Began.IsZero() {
		return store.Save(p.id, p.records, p.isShortLived(p.records.Session), now)
	}
	return store.SaveReceipts(p.id, p.records, now)
}

// markDurable notes that everything is on disk, with the first n turns that went
// ahead. It makes calls free to send that a receipt added; those of a turn whose
// commit is under way wait for it. p.mu is held.
func (p *conversation) markDurable(n int) {
	p.markWritten(n)
	if !p.committing {
		p.durableSeq = max(p.durableSeq, p.records.Traces.LastSeq)
	}
}
