package chat

import (
	"slices"
	"sync"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

type job struct {
	update  Update
	pending Pending
	ack     *tapAck // nil for what is no tap
}

// conversation is one chat while something happens in it.
type conversation struct {
	id      ID
	service *Service
	holds   int // guarded by service.mu

	mu           sync.Mutex
	records      Records
	before       Records       // what records were before a turn whose commit is under way
	effects      []talk.Effect // of that turn
	committing   bool          // a commit is under way
	commitFailed bool          // a commit failed and none went through since
	turnsKept    int           // turns that went ahead of the disk, see uncommitted.go
	turnsWritten int           // those of them that are on disk
	firstKept    int64         // the update of the first that is not
	durableSeq   uint64        // the last outbox number that is on disk
	lastSeenSeq  uint64        // the last outbox number there was when the round under way was picked
	loaded       bool
	queue        []job
	turning      bool
	delivering   bool
	pace         pace
	wake         chan struct{} // closed when something new may be delivered
	burst        []talk.Said   // texts of the last seconds; never on disk
	heard        time.Time
}

// runTurns takes the queued updates one after the other.
func (p *conversation) runTurns() {
	for {
		p.mu.Lock()
		if len(p.queue) == 0 {
			p.turning = false
			p.mu.Unlock()
			p.releaseLater()
			return
		}
		next := p.queue[0]
		p.queue = p.queue[1:]
		wait, beside, err := p.takeTurn(next.update)
		p.mu.Unlock()
		if err == nil {
			err = wait()
		}
		p.service.waitingTurns.Add(-1)
		said := p.finishTurn(next.update, err)
		if err != nil {
			p.service.o.Observer.Failed("commit", next.update.Ref.Wrap(err))
		}
		p.service.checkpoint("confirming")
		next.pending.done <- err
		if said {
			p.service.sendImmediates(p.id, next.ack, beside)
		}
		p.startDelivery()
	}
}

// releaseLater lets the chat leave the memory when its burst is over.
func (p *conversation) releaseLater() {
	time.AfterFunc(burstGap+time.Second, func() { p.service.release(p.service.acquire(p.id)) })
}

// finishTurn makes the calls of a turn free to send, or takes the turn back when
// its commit failed and nobody is in danger; it reports whether the turn stands.
// What was delivered meanwhile stays delivered: reading the disk again would miss
// receipts that are not on it yet.
func (p *conversation) finishTurn(u Update, err error) (stands bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case !p.committing:
		return err == nil
	case err == nil:
		p.durableSeq, p.commitFailed, stands = p.records.Traces.LastSeq, false, true
		p.markWritten(p.turnsKept)
	case p.keepUncommitted(u):
		p.durableSeq, p.commitFailed, stands = p.records.Traces.LastSeq, true, true
	default:
		p.records, p.commitFailed = p.before, true
	}
	if stands {
		p.service.countEffects(p.effects)
	}
	p.before, p.effects, p.committing = Records{}, nil, false
	return stands
}

func (p *conversation) load() error {
	if p.loaded {
		return nil
	}
	r, err := p.service.o.Store.Load(p.id, p.service.o.Now())
	if err != nil {
		return err
	}
	ref := NewRef()
	for i, c := range r.Unsent { // the traces may be damaged, and the replies not
		r.Traces.LastSeq = max(r.Traces.LastSeq, c.Seq)
		r.Unsent[i].Ref = ref
	}
	if len(r.Traces.Messages) == 0 && r.Prefs != (Prefs{}) {
		r.Traces.Undeleted = true // was here before, and which messages stand in the chat is forgotten
	}
	p.records, p.durableSeq, p.loaded = r, r.Traces.LastSeq, true
	return nil
}

// takeTurn takes one turn and queues its commit. p.mu is held.
func (p *conversation) takeTurn(u Update) (wait func() error, beside []Call, err error) {
	o := p.service.o
	if err := p.load(); err != nil {
		return nil, nil, err
	}
	if p.records.Traces.knows(u.ID) {
		return p.retryCommit(), nil, nil
	}
	began, now := o.Now(), o.Now()
	if u.Event.Kind == talk.ReminderDue && !p.claimReminder(&u, now) {
		return func() error { return nil }, nil, nil
	}
	undo := p.records
	p.expireSession(now)
	u.Event.Earlier = p.earlier(u.Event)
	next, effects, calls := p.computeTurn(u)
	r := p.recordsAfter(u, next, effects, now)
	if u.Event.Kind == talk.ReminderDue {
		r = r.withoutReminder(undo.Session)
	}
	beside = r.addCalls(calls, u.Ref, now)
	p.pace.forgetFailures(calls)
	short := p.isShortLived(next)
	if u.Event.InGroup {
		r.Session, r.Prefs, r.Traces.Messages, r.LastEvent = session.Session{}, Prefs{}, nil, time.Time{}
	}
	p.before, p.effects, p.committing, p.records = undo, effects, true, r
	saved := o.Store.Save(p.id, r, short, now)
	p.remember(u.Event, now)
	return func() error {
		err := saved()
		if err == nil {
			o.Observer.Turned(string(u.Event.Kind), o.Now().Sub(began))
		}
		return err
	}, beside, nil
}

// expireSession drops a case whose time is over and begins a new one from the
// preferences.
func (p *conversation) expireSession(now time.Time) {
	life := CaseLife
	if p.isShortLived(p.records.Session) {
		life = ShortLife
	}
	if !p.records.LastEvent.IsZero() && now.Sub(p.records.LastEvent) > life {
		p.records.Session = session.Session{}
	}
	if p.records.Session.Began.IsZero() {
		p.records.Session.Lang = p.records.Prefs.Lang
		if p.records.Prefs.Notice {
			p.records.Session = session.Begin(now, p.records.Prefs.Lang).Set(slotNotice, session.Seen)
		}
	}
}

// slotNotice is the slot that says the note on pasted texts was shown.
const slotNotice session.Slot = "notice"

// isShortLived reports whether a session stands in a flow that is kept for an hour, or
// holds answers of one.
func (p *conversation) isShortLived(s session.Session) bool {
	for _, id := range s.Stack {
		if f := p.service.o.Book.Flow(id); f != nil && f.Short {
			return true
		}
	}
	return slices.ContainsFunc(s.Answers, func(a session.Answer) bool { return p.service.o.Book.Short(a.Slot) })
}

// recordsAfter is what is kept of the chat after the turn.
func (p *conversation) recordsAfter(u Update, next session.Session, effects []talk.Effect, now time.Time) Records {
	r := p.records.clone()
	r.Session = next
	r.Traces.addUpdate(u, now)
	if u.Event.Kind == talk.ReminderDue {
		return r // the person said nothing
	}
	r.LastEvent = now.Truncate(time.Second)
	if u.CallbackID == "" || u.Message == r.Traces.Question && hasEdit(effects) {
		r.Traces.Question = 0 // its buttons leave with this turn
	}
	for _, e := range effects {
		switch e := e.(type) {
		case talk.Forget:
			r.Session, r.Prefs, r.Unsent, r.LastEvent = session.Session{}, Prefs{}, nil, time.Time{}
			return r
		case talk.Remind:
			r.Prefs.RemindAt, r.Prefs.Remind = 0, ""
			if !e.At.IsZero() {
				r.Prefs.RemindAt, r.Prefs.Remind = e.At.Unix(), e.What
			}
		}
	}
	r.Prefs.Lang = next.Lang
	r.Prefs.Notice = r.Prefs.Notice || next.Value(slotNotice) != ""
	return r
}
