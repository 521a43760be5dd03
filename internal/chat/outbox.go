package chat

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"
)

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
	traces := p.traces()
	if !c.Made.IsZero() && s.o.Now().Sub(c.Made) > UnsentLife || c.IfLeft && !traces.Left {
		return Receipt{Outcome: Done}
	}
	if c.Over {
		c = c.over(traces.Shown)
	}
	receipt := s.o.Wire.Deliver(s.ctx, p.id, c)
	s.step("sent")
	s.o.Observe.Delivered(c.Method, receipt.Outcome)
	if receipt.Err != nil && s.ctx.Err() == nil {
		s.o.Observe.Failed("deliver", receipt.Err)
	}
	return receipt
}

// traces are the traces as they are now, when earlier receipts have come.
func (p *person) traces() Traces {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.records.Traces
}

// over makes a call change a message instead of sending a new one.
func (c Call) over(message int64) Call {
	if message == 0 {
		return c
	}
	c.Params = maps.Clone(c.Params)
	c.Method, c.Params["message_id"] = "editMessageText", strconv.FormatInt(message, 10)
	delete(c.Params, "disable_notification")
	return c
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
			p.settled()
			return true
		}
		s.o.Observe.Failed("settle", err)
		if !s.sleep(settleAgain, nil) {
			return false
		}
	}
}

// settled makes calls free to send that a receipt added. Those of a turn whose
// commit is under way wait for it.
func (p *person) settled() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.unsure {
		p.sendable = max(p.sendable, p.records.Traces.Last)
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

// delivered is what is kept after a call took effect or never can. A message
// that was on its way while the person left is deleted like the others.
func (r Records) delivered(c Call, receipt Receipt, now time.Time) Records {
	r = r.clone()
	n := len(r.Unsent)
	r.Unsent = slices.DeleteFunc(r.Unsent, func(u Call) bool { return u.Number == c.Number })
	dropped := len(r.Unsent) == n
	if receipt.Outcome == Gone {
		r = Records{Traces: r.Traces}
	}
	if receipt.New && c.Message {
		r.Traces.message(receipt.Message, now)
		if dropped && r.Session.Began.IsZero() {
			r.add([]Call{Deletion([]int64{receipt.Message})}, now)
		}
	}
	if receipt.Message != 0 && c.Message {
		r.Traces.Shown = receipt.Message
	}
	if receipt.Message != 0 && c.Asks {
		r.Traces.Asked = receipt.Message
	}
	r.Traces.Left = r.Traces.Left || receipt.Left
	r.Traces.gone(c.Deletes)
	return r
}

// Deletion is the call that deletes messages, at most a hundred.
func Deletion(ids []int64) Call {
	list, _ := json.Marshal(ids) // numbers are never refused
	return Call{Method: "deleteMessages", Exit: true, Deletes: ids, Params: map[string]string{"message_ids": string(list)}}
}
