package chat

import (
	"slices"
	"sync"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// conversation is one chat while it is served. It has four parts: the inbox holds
// updates that wait for their turn, the burst the texts of the last seconds, the
// state what is known and how much of it is on disk, and the outlet decides what
// is sent next. Conversation brings them together with the service's book, store
// and messenger.
type conversation struct {
	id      ID
	service *Service
	holds   int // how many use it; guarded by service.mu

	inboxMu sync.Mutex // guards the inbox: an update is queued without waiting for the turn under way
	inbox   inbox

	mu     sync.Mutex // guards the other parts
	burst  burst
	was    burst // the burst before the turn whose commit is under way
	state  state
	outlet outlet
	typing typing
}

// isIdle reports whether the conversation may leave the memory. c.mu is held.
func (c *conversation) isIdle(now time.Time) bool {
	c.inboxMu.Lock()
	defer c.inboxMu.Unlock()
	return c.inbox.isIdle() && !c.outlet.active && c.burst.isOver(now) && len(c.state.records.Pictures) == 0 // whoever waits for a picture is told when it waited too long
}

// turn is a turn whose commit is under way.
type turn struct {
	wait      func() error // returns when it is on disk
	effects   []talk.Effect
	immediate []Call // sent unless the turn is undone
	reply     uint64 // number of its first message, 0 for none
}

// runTurns takes the turns of the queued updates, one after the other.
func (c *conversation) runTurns() {
	s := c.service
	for {
		c.inboxMu.Lock()
		next, ok := c.inbox.pop()
		c.inboxMu.Unlock()
		if !ok {
			c.releaseLater()
			return
		}
		turn, err := c.tryTurn(next.update)
		c.awaitReply(next.typing, turn.reply)
		if err == nil {
			err = turn.wait()
		}
		s.waitingTurns.Add(-1)
		taken := c.finishTurn(next.update, turn.effects, err)
		if err != nil {
			s.o.Observer.Failed("commit", next.update.Ref.Wrap(err))
		}
		s.checkpoint("confirming")
		c.inboxMu.Lock()
		waiting := c.inbox.waiting()
		c.inboxMu.Unlock()
		for _, p := range waiting {
			p.done <- err
		}
		if taken {
			s.sendImmediates(c.id, next.ack, turn.immediate)
		}
		c.startReading()
		c.startDelivery()
	}
}

// releaseLater lets the chat leave the memory when its burst is over.
func (c *conversation) releaseLater() {
	time.AfterFunc(burstGap+time.Second, func() { c.service.release(c.service.acquire(c.id)) })
}

// tryTurn takes one turn. A panic outside package talk loses this turn (computeTurn
// handles those inside): the update counts as taken, because it would fail each time it
// comes.
func (c *conversation) tryTurn(u Update) (t turn, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.service.guard("turn", u.Ref, func() { t, err = c.takeTurn(u) }) {
		return t, err
	}
	if c.state.committing {
		c.state.undoTurn()
	}
	return turn{wait: func() error { return nil }}, nil
}

// takeTurn takes one turn and queues its commit. c.mu is held.
func (c *conversation) takeTurn(u Update) (turn, error) {
	o := c.service.o
	if err := c.load(); err != nil {
		return turn{}, err
	}
	if c.state.records.Traces.knows(u.ID) {
		return turn{wait: c.retryCommit()}, nil
	}
	if c.isOutboxFull(u) {
		o.Observer.Count("refused")
		return turn{wait: func() error { return nil }}, nil
	}
	if u.Event.Kind == talk.EventPictureRead && !c.state.records.waits(u.Read) {
		return turn{wait: func() error { return nil }}, nil // the person left, or is in danger
	}
	now := o.Now()
	reminder := u.Event.Kind == talk.EventReminderDue
	if reminder && !c.state.records.remindsNow(now) {
		return turn{wait: func() error { return nil }}, nil
	}
	before := c.state.records.Session
	r := c.state.records.withCurrentSession(now, c.isShortLived(before))
	c.was = c.burst
	u.Event.Earlier, u.Event.Answered = c.burst.earlier(u.Event, now)
	a := c.computeTurn(u, r)
	a.calls = c.burst.revise(a.calls)
	r = r.afterTurn(u, a.next, a.effects, now)
	if reminder {
		r = r.afterReminder(before)
	}
	c.markBrief(u, c.state.records, r, a.calls)
	made := r.Traces.LastSeq
	immediate := r.addCalls(a.calls, u.Ref, now)
	c.outlet.pace.forgetFailures(a.calls)
	if u.Event.InGroup {
		r = r.ofGroup()
	}
	c.state.beginTurn(r)
	said := r.saidSince(made)
	c.burst.add(u.Event, said, now)
	reply := uint64(0)
	if len(said) > 0 {
		reply = said[0].Seq
	}
	if a.tooLong || a.next.Began.IsZero() { // with these texts the next message would take too long as well; the exit forgets them
		c.burst = burst{}
	}
	return turn{c.commit(u.Event.Kind, r, c.isShortLived(a.next), now), a.effects, immediate, reply}, nil
}

// maxUnsent is how many calls of one chat may wait: what a chat gets in two minutes, a
// group in five. While Telegram takes none, more calls would only slow down every commit
// and delay the newest reply.
const maxUnsent = 100

// isOutboxFull reports whether so many calls wait that an update is refused, as one of
// somebody who writes too fast is. c.mu is held.
func (c *conversation) isOutboxFull(u Update) bool {
	return len(c.state.records.Unsent) >= maxUnsent && !c.service.isUrgent(u)
}

// commit queues the commit of a turn that began at a time.
func (c *conversation) commit(kind talk.EventKind, r Records, short bool, began time.Time) (wait func() error) {
	o := c.service.o
	saved := o.Store.Save(c.id, r, short, began)
	return func() error {
		err := saved()
		if err == nil {
			o.Observer.Turned(string(kind), o.Now().Sub(began))
		}
		return err
	}
}

// finishTurn ends a turn: its calls may be sent now, or it is undone because its commit
// failed and nobody is in danger. It reports whether the turn counts as taken.
func (c *conversation) finishTurn(u Update, effects []talk.Effect, err error) (taken bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case !c.state.committing:
		return err == nil
	case err == nil:
		if c.state.commitTurn() {
			c.service.uncommitted.Add(-1)
		}
	case !c.keepUncommitted(u):
		c.state.undoTurn()
		c.burst = c.was
		return false
	}
	c.service.guard("count", u.Ref, func() { c.service.countEffects(effects) })
	return true
}

// load reads the records, the first time. c.mu is held.
func (c *conversation) load() error {
	if c.state.loaded {
		return nil
	}
	r, err := c.service.o.Store.Load(c.id, c.service.o.Now())
	if err == nil {
		c.state.load(r, NewUpdateCode())
	}
	return err
}

// isShortLived reports whether a session is in a flow that is kept for an
// hour, or holds answers of one.
func (c *conversation) isShortLived(s session.Session) bool {
	book := c.service.o.Book
	for _, id := range s.Stack {
		if f := book.Flow(id); f != nil && f.Short {
			return true
		}
	}
	return slices.ContainsFunc(s.Answers, func(a session.Answer) bool { return book.Short(a.Slot) })
}
