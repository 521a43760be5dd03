package chat

import (
	"errors"
	"slices"
	"sync"
	"time"
)

// startDelivery sends what is unsent, unless a goroutine does so already.
func (c *conversation) startDelivery() {
	if c.claimDelivery() {
		go c.deliverAll()
	}
}

// claimDelivery reports whether the caller must call deliverAll.
func (c *conversation) claimDelivery() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.outlet.claim(&c.state, c.service.beginDelivery)
}

// deliverAll sends one batch after the other until nothing is unsent. The receipts
// of a batch are on disk before the next one goes out: a crash can repeat the last
// batch of a chat and never an earlier one, and a batch makes at most one new
// message.
func (c *conversation) deliverAll() {
	s := c.service
	defer s.delivering.Done()
	s.acquire(c.id)
	defer s.release(c)
	for {
		if c.dropLate() && !c.saveReceipts("") {
			c.endDelivery()
			return
		}
		batch, wait, wake := c.nextBatch()
		switch {
		case len(batch) == 0:
			return
		case wait > 0:
			if !s.sleep(wait, wake) {
				c.endDelivery()
				return
			}
		case !c.handleReceipts(batch, c.sendBatch(batch)):
			c.endDelivery()
			return
		}
	}
}

func (c *conversation) endDelivery() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.outlet.active = false
}

// nextBatch returns the calls to send now, or how long to wait for them; wake ends
// the wait early. It returns no calls when deliveries are over.
func (c *conversation) nextBatch() (batch []Call, wait time.Duration, wake <-chan struct{}) {
	s := c.service
	now := s.o.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	if s.ctx.Err() != nil {
		c.outlet.active = false
		return nil, 0, nil
	}
	reserve := func(call Call) time.Duration { return s.o.Messenger.Reserve(c.id, call) }
	batch, wait = c.outlet.nextBatch(&c.state, now, &s.pause, reserve)
	if wait > 0 {
		wake = c.outlet.wakeUp()
		wait = max(min(wait, c.state.records.untilLate(now)), time.Millisecond)
	}
	return batch, wait, wake
}

// sendBatch sends the calls of a batch at the same time.
func (c *conversation) sendBatch(batch []Call) []Receipt {
	receipts := make([]Receipt, len(batch))
	var others sync.WaitGroup
	for i, call := range batch[1:] {
		others.Go(func() { receipts[i+1] = c.sendCall(call) })
	}
	receipts[0] = c.sendCall(batch[0])
	others.Wait()
	return receipts
}

// sendCall sends one call, unless it is pointless.
func (c *conversation) sendCall(call Call) Receipt {
	s := c.service
	c.mu.Lock()
	traces := c.state.records.Traces
	c.typing.stop(call.Seq)
	c.mu.Unlock()
	if call.isPointless(traces, s.o.Now()) {
		return Receipt{Outcome: OutcomeDone}
	}
	if call.Replaces {
		call = call.replacing(traces.LastOwn)
	}
	if call.Answer != 0 && call.Answer == traces.Answer {
		call = call.replacing(traces.AnswerMessage)
	}
	if call.Drawing != "" {
		s.guard("draw", call.Ref, func() { call = s.o.Messenger.Draw(s.ctx, call) })
		s.checkpoint("drawn")
		if s.ctx.Err() != nil {
			return Receipt{Outcome: OutcomeRetry} // after the next start
		}
		if !c.waits(call.Seq) { // dropped meanwhile: by the exit, in danger, in quiet mode
			return Receipt{Outcome: OutcomeDone}
		}
	}
	receipt := Receipt{Outcome: OutcomeDone, Err: errPanicked} // it would fail each time, and hold up what waits behind it
	s.guard("deliver", call.Ref, func() { receipt = s.o.Messenger.Deliver(s.ctx, c.id, call) })
	s.checkpoint("sent")
	s.o.Observer.Delivered(call.Method, receipt.Outcome)
	if receipt.Err != nil && s.ctx.Err() == nil {
		s.o.Observer.Failed("deliver", call.Ref.Wrap(receipt.Err))
	}
	return receipt
}

// waits reports whether a call is still unsent.
func (c *conversation) waits(seq uint64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.ContainsFunc(c.state.records.Unsent, func(u Call) bool { return u.Seq == seq })
}

// errPanicked is a call that was given up because sending it panicked.
var errPanicked = errors.New("sending a call panicked; it is given up")

// handleReceipts takes what became of a batch into the records, in memory and on
// disk; false ends the chat's deliveries.
func (c *conversation) handleReceipts(batch []Call, receipts []Receipt) bool {
	s := c.service
	now := s.o.Now()
	c.mu.Lock()
	changed := c.outlet.applyReceipts(&c.state, batch, receipts, now)
	probed := c.outlet.probes
	c.mu.Unlock()
	if probed && receipts[0].Outcome == OutcomeDone && receipts[0].Err == nil {
		s.pause.end()
	}
	if changed && !c.saveReceipts(batch[0].Ref) {
		return false
	}
	for _, r := range receipts {
		switch {
		case r.Outcome == OutcomeRetry && r.AllChats:
			s.pause.begin(now, now.Add(r.RetryAfter))
		case r.Outcome == OutcomeTokenRefused:
			s.refuseToken(r.Err)
			return false
		}
	}
	return true
}

// saveRetryMin is how long a receipt that could not be written waits for the next
// try, doubled up to saveRetryMax. Until it is written, memory knows more than the
// disk, and only calls of turns that are ahead of the disk are sent.
const (
	saveRetryMin = time.Second
	saveRetryMax = 8 * time.Second
)

// saveReceipts writes receipts to disk, however long it takes; false when the
// service ends first.
func (c *conversation) saveReceipts(ref UpdateCode) bool {
	s := c.service
	s.checkpoint("settling")
	for wait := saveRetryMin; ; wait = min(2*wait, saveRetryMax) {
		c.mu.Lock()
		saved, kept := c.saveRecords(), c.state.turnsKept
		c.mu.Unlock()
		err := saved()
		if err == nil {
			c.markDurable(kept)
			return true
		}
		s.o.Observer.Failed("settle", ref.Wrap(err))
		send, wake := c.canSendUnsaved()
		if send {
			return true
		}
		if !s.sleep(wait, wake) {
			return false
		}
	}
}

// canSendUnsaved reports whether calls may be sent although nothing can be
// written; if not, wake tells when that may have changed.
func (c *conversation) canSendUnsaved() (send bool, wake <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state.isAhead() && c.state.hasSendable() {
		return true, nil
	}
	return false, c.outlet.wakeUp()
}

// saveRecords queues the write of what receipts changed. c.mu is held.
func (c *conversation) saveRecords() (wait func() error) {
	store, now, r := c.service.o.Store, c.service.o.Now(), c.state.records
	if c.state.needsFullSave() {
		return store.Save(c.id, r, c.isShortLived(r.Session), now)
	}
	return store.SaveReceipts(c.id, r, now)
}

// markDurable notes that the records are on disk with the first turns that were
// kept ahead of it.
func (c *conversation) markDurable(turns int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state.markDurable(turns) {
		c.service.uncommitted.Add(-1)
	}
}
