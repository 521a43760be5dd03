package chat

import (
	"context"
	"sync"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// burstGap is how close together texts are that belong to one offer.
const burstGap = 3 * time.Second

// Options is what a Service needs.
type Options struct {
	Book    *talk.Book
	Store   Store
	Wire    Wire
	Observe Observer
	Now     func() time.Time
	Broken  func(error) // the token is refused: called once
}

// Service takes turns for all chats: one turn at a time for a chat, many chats
// at once.
type Service struct {
	o   Options
	ctx context.Context

	mu    sync.Mutex
	chats map[ID]*person
	pause time.Time // every chat waits until then
	work  sync.WaitGroup
}

// New makes a service. It delivers until ctx is over.
func New(ctx context.Context, o Options) *Service {
	return &Service{o: o, ctx: ctx, chats: map[ID]*person{}}
}

// Start sends what was committed and not delivered before the last stop.
func (s *Service) Start() error {
	ids, err := s.o.Store.Unsent(s.o.Now())
	if err != nil {
		return err
	}
	for _, id := range ids {
		p := s.person(id)
		p.mu.Lock()
		err := p.load()
		p.mu.Unlock()
		if err != nil {
			s.o.Observe.Failed("load", err)
		}
		s.release(p)
	}
	return nil
}

// Taken is an update on its way to the disk.
type Taken struct{ done chan error }

// Wait returns when the update is on disk and may be confirmed.
func (t Taken) Wait() error { return <-t.done }

// Take queues an update behind the earlier ones of its chat.
func (s *Service) Take(u Update) Taken {
	t := Taken{done: make(chan error, 1)}
	p := s.person(u.Chat)
	p.mu.Lock()
	p.queue = append(p.queue, job{u, t})
	if !p.turning {
		p.turning = true
		s.work.Add(1)
		go func() { defer s.work.Done(); p.turns() }()
	}
	p.mu.Unlock()
	s.release(p)
	return t
}

// Settle waits until every queued turn is taken. Deliveries end with ctx.
func (s *Service) Settle() { s.work.Wait() }

// person finds the chat, or begins to keep it in memory; release must follow.
func (s *Service) person(id ID) *person {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.chats[id]
	if p == nil {
		p = &person{id: id, service: s}
		s.chats[id] = p
	}
	p.holds++
	return p
}

// release lets a chat leave the memory when nothing is going on in it.
func (s *Service) release(p *person) {
	p.deliver()
	s.mu.Lock()
	defer s.mu.Unlock()
	p.holds--
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.holds == 0 && !p.turning && !p.delivering && len(p.queue) == 0 && !s.o.Now().Before(p.heard.Add(burstGap)) {
		delete(s.chats, p.id)
	}
}

type job struct {
	update Update
	taken  Taken
}

// person is one chat while something happens in it.
type person struct {
	id      ID
	service *Service
	holds   int // guarded by service.mu

	mu         sync.Mutex
	records    Records
	loaded     bool
	queue      []job
	turning    bool
	delivering bool
	wake       chan struct{} // closed when something new may be delivered
	burst      []talk.Said   // texts of the last seconds; never on disk
	heard      time.Time
}

// turns takes the queued updates one after the other.
func (p *person) turns() {
	for {
		p.mu.Lock()
		if len(p.queue) == 0 {
			p.turning = false
			p.mu.Unlock()
			p.leaveLater()
			return
		}
		next := p.queue[0]
		p.queue = p.queue[1:]
		wait, asides, err := p.turn(next.update)
		p.mu.Unlock()
		if err == nil {
			err = wait()
		}
		if err != nil {
			p.service.o.Observe.Failed("commit", err)
			p.forgetMemory()
		}
		next.taken.done <- err
		if err == nil {
			p.aside(asides)
		}
		p.deliver()
	}
}

// leaveLater lets the chat leave the memory when its burst is over.
func (p *person) leaveLater() {
	time.AfterFunc(burstGap+time.Second, func() { p.service.release(p.service.person(p.id)) })
}

// forgetMemory makes the next turn read the disk again, since what is in memory
// was not kept.
func (p *person) forgetMemory() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.loaded = false
}

func (p *person) load() error {
	if p.loaded {
		return nil
	}
	r, err := p.service.o.Store.Load(p.id, p.service.o.Now())
	if err != nil {
		return err
	}
	p.records, p.loaded = r, true
	return nil
}

// turn takes one turn and queues its commit. p.mu is held.
func (p *person) turn(u Update) (wait func() error, asides []Call, err error) {
	o := p.service.o
	if err := p.load(); err != nil {
		return nil, nil, err
	}
	if p.records.Traces.saw(u.Number) {
		return func() error { return nil }, nil, nil
	}
	began, now := o.Now(), o.Now()
	p.fresh(now)
	u.Event.Earlier = p.earlier(u.Event)
	before := p.records.Session
	next, effects := o.Book.Turn(before, u.Event)
	lang := next.Lang
	if !lang.Known() {
		lang = before.Lang
	}
	calls, err := o.Wire.Render(u, p.records, effects, lang)
	if err != nil {
		return nil, nil, err
	}
	r := p.after(u, next, effects, now)
	asides = r.add(calls, now)
	short := p.short(next)
	if u.Event.InGroup {
		r.Session, r.Prefs, r.Traces.Messages = session.Session{}, Prefs{}, nil
	}
	p.records = r
	saved := o.Store.Save(p.id, r, short, now)
	p.remember(u.Event, now)
	return func() error {
		err := saved()
		if err == nil {
			o.Observe.Turned(string(u.Event.Kind), o.Now().Sub(began))
			p.service.counts(effects)
		}
		return err
	}, asides, nil
}

// fresh drops a case whose time is over and begins a new one from the
// preferences.
func (p *person) fresh(now time.Time) {
	s := p.records.Session
	life := 24 * time.Hour
	if p.short(s) {
		life = time.Hour
	}
	if !s.Began.IsZero() && !p.heard.IsZero() && now.Sub(p.heard) > life {
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

// short reports whether a session stands in a flow that is kept for an hour.
func (p *person) short(s session.Session) bool {
	for _, id := range s.Stack {
		if f := p.service.o.Book.Flow(id); f != nil && f.Short {
			return true
		}
	}
	return false
}

// after is what is kept of the chat after the turn.
func (p *person) after(u Update, next session.Session, effects []talk.Effect, now time.Time) Records {
	r := p.records.clone()
	r.Session = next
	r.Traces.see(u, now)
	if u.Query == "" {
		r.Traces.Asked = 0 // its buttons leave with this turn
	}
	for _, e := range effects {
		switch e := e.(type) {
		case talk.Forget:
			r.Session, r.Prefs, r.Unsent = session.Session{}, Prefs{}, nil
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

// earlier are the texts of the same burst.
func (p *person) earlier(e talk.Event) []talk.Said {
	if e.Kind != talk.TextCame || p.service.o.Now().Sub(p.heard) > burstGap {
		p.burst = nil
	}
	return append([]talk.Said(nil), p.burst...)
}

// remember keeps a long or forwarded text for the next seconds, in memory only.
func (p *person) remember(e talk.Event, now time.Time) {
	p.heard = now
	const enough, most = 40, 8
	if e.Kind != talk.TextCame || e.InGroup || len(e.Said.Text()) < enough || len(p.burst) >= most {
		p.burst = nil
		return
	}
	p.burst = append(p.burst, e.Said)
}

func (s *Service) counts(effects []talk.Effect) {
	for _, e := range effects {
		if c, ok := e.(talk.Count); ok {
			s.o.Observe.Count(c.Name)
		}
	}
}
