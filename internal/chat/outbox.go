package chat

import (
	"slices"
	"time"
)

// saw reports whether an update was taken already. Number 0 is never the same.
func (t Traces) saw(number int64) bool {
	return number != 0 && slices.Contains(t.Updates, number)
}

// see keeps the update id and the message that came.
func (t *Traces) see(u Update, now time.Time) {
	if u.Number != 0 {
		t.Updates = append(t.Updates, u.Number)
		t.Updates = t.Updates[max(0, len(t.Updates)-MaxUpdates):]
	}
	if u.Message != 0 && u.Query == "" {
		t.message(u.Message, now)
	}
}

func (t *Traces) message(id int64, now time.Time) {
	t.Messages = append(t.Messages, Trace{Message: id, At: now.Unix()})
	old := now.Add(-48 * time.Hour).Unix()
	t.Messages = slices.DeleteFunc(t.Messages, func(m Trace) bool { return m.At < old })
	t.Messages = t.Messages[max(0, len(t.Messages)-MaxMessages):]
}

func (r Records) clone() Records {
	r.Unsent = slices.Clone(r.Unsent)
	r.Traces.Messages = slices.Clone(r.Traces.Messages)
	r.Traces.Updates = slices.Clone(r.Traces.Updates)
	return r
}

// add puts calls into the outbox and returns those that are sent at once. A
// reply that is held replaces an earlier one that is held; an urgent one drops
// what is unsent and goes first.
func (r *Records) add(calls []Call, now time.Time) (asides []Call) {
	held := slices.ContainsFunc(calls, func(c Call) bool { return !c.Hold.IsZero() })
	if held {
		r.Unsent = slices.DeleteFunc(r.Unsent, func(c Call) bool { return !c.Hold.IsZero() })
	}
	if slices.ContainsFunc(calls, func(c Call) bool { return c.Urgent }) {
		r.Unsent = slices.DeleteFunc(r.Unsent, func(c Call) bool { return !c.Exit })
	}
	for _, c := range calls {
		if c.Aside {
			asides = append(asides, c)
			continue
		}
		r.Traces.Last++
		c.Number, c.Made = r.Traces.Last, now
		r.Unsent = append(r.Unsent, c)
	}
	return asides
}

// deliver begins to send what is unsent, unless somebody does already.
func (p *person) deliver() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.wake != nil {
		close(p.wake)
		p.wake = nil
	}
	if p.delivering || !p.sends() || !p.service.mayDeliver() {
		return
	}
	p.delivering = true
	go p.deliveries()
}

// sends reports whether a call waits that is on disk already. One whose commit
// is still under way is not sent: the commit may fail. p.mu is held.
func (p *person) sends() bool {
	return p.loaded && len(p.records.Unsent) > 0 && p.records.Unsent[0].Number <= p.sendable
}

// deliveries sends one call after the other until nothing is unsent. Each
// receipt is on disk before the next call goes out: a crash can repeat the last
// call of a chat, never an earlier one.
func (p *person) deliveries() {
	s := p.service
	defer s.sending.Done()
	s.person(p.id)
	defer s.release(p)
	for {
		c, wait, wake, ok := p.next()
		if !ok {
			return
		}
		if wait > 0 {
			if !s.sleep(wait, wake) {
				p.stop()
				return
			}
			continue
		}
		if !p.settle(c, p.send(c)) {
			p.stop()
			return
		}
	}
}

// send sends one call; one that is too old is dropped instead.
func (p *person) send(c Call) Receipt {
	s := p.service
	if !c.Made.IsZero() && s.o.Now().Sub(c.Made) > UnsentLife {
		return Receipt{Outcome: Done}
	}
	receipt := s.o.Wire.Deliver(s.ctx, p.id, c)
	s.step("sent")
	s.o.Observe.Delivered(c.Method, receipt.Outcome)
	if receipt.Err != nil && s.ctx.Err() == nil {
		s.o.Observe.Failed("deliver", receipt.Err)
	}
	return receipt
}

func (p *person) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.delivering = false
}

// next picks the call to send now, or says how long to wait; ok is false when
// there is nothing to send or the service is over.
func (p *person) next() (c Call, wait time.Duration, wake <-chan struct{}, ok bool) {
	now := p.service.o.Now()
	paused := p.service.paused(now)
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.sends() || p.service.ctx.Err() != nil {
		p.delivering = false
		return c, 0, nil, false
	}
	c = p.records.Unsent[0]
	wait = max(c.held(now), paused, p.pace.wait(now))
	if wait <= 0 {
		wait = p.pace.place(c, now, func() time.Duration { return p.service.o.Wire.Place(p.id, c) })
	}
	if wait > 0 {
		if p.wake == nil {
			p.wake = make(chan struct{})
		}
		wake = p.wake
	}
	return c, wait, wake, true
}

// held is how long a call still waits for more of a burst. One that seems to
// wait for longer than anybody holds was made before the clock went back.
func (c Call) held(now time.Time) time.Duration {
	const most = time.Minute
	if wait := c.Hold.Sub(now); wait < most {
		return wait
	}
	return 0
}

// paused is how long every chat still waits.
func (s *Service) paused(now time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pause.Sub(now)
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

// settle takes what became of a call into the records; false ends the chat's
// deliveries.
func (p *person) settle(c Call, receipt Receipt) bool {
	s := p.service
	now := s.o.Now()
	switch receipt.Outcome {
	case Later:
		if receipt.All {
			s.mu.Lock()
			s.pause = now.Add(receipt.After)
			s.mu.Unlock()
		}
		p.mu.Lock()
		p.pace.failed(receipt, now)
		p.mu.Unlock()
		return true
	case Broken:
		if s.o.Broken != nil {
			s.o.Broken(receipt.Err)
		}
		return false
	}
	p.mu.Lock()
	p.pace = pace{}
	p.records = p.records.delivered(c, receipt, now)
	if p.unsure {
		p.undo = p.undo.delivered(c, receipt, now)
	}
	p.mu.Unlock()
	s.step("settling")
	for {
		err := p.save()()
		if err == nil {
			return true
		}
		s.o.Observe.Failed("settle", err)
		if !s.sleep(settleAgain, nil) {
			return false
		}
	}
}

// settleAgain is how long a receipt waits that could not be written. Until it
// is, the memory knows better than the disk, and nothing more is sent.
const settleAgain = time.Second

// save queues the records as they are in memory.
func (p *person) save() (wait func() error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.service.o.Store.Save(p.id, p.records, p.short(p.records.Session), p.service.o.Now())
}

// delivered is what is kept after a call took effect or never can.
func (r Records) delivered(c Call, receipt Receipt, now time.Time) Records {
	r = r.clone()
	r.Unsent = slices.DeleteFunc(r.Unsent, func(u Call) bool { return u.Number == c.Number })
	if receipt.Outcome == Gone {
		r = Records{Traces: r.Traces}
	}
	if receipt.New && c.Message {
		r.Traces.message(receipt.Message, now)
	}
	if receipt.Message != 0 && c.Asks {
		r.Traces.Asked = receipt.Message
	}
	return r
}
