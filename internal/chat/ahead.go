package chat

// Danger while nothing can be written.
//
// A turn whose commit fails is taken back, and its update comes again. Whoever
// is in danger cannot wait for a disk: an update that may never be refused
// (talk.Book.Pressing: words of danger, the safe word, the way out, contacts,
// the danger flow) is answered all the same. Its turn stays in memory, ahead of
// the disk, and its calls go out; the later updates of this chat follow it, so
// that a question can be answered. None of them is confirmed. When they come
// again they are known, and one more try is made to write everything that memory
// is ahead; the receipts of what was sent try the same (person.keep). With the
// first that succeeds, the updates, the session and the messages for the exit
// are on disk, and only then Telegram is told.
//
// So nothing happens twice while the program runs. A crash in between forgets
// what was ahead: its updates come again and are answered again, as after any
// crash between a send and its receipt.

// mostAhead bounds the chats that are in memory for this, about 50 MB. Beyond it
// the turn is taken back, as any other.
const mostAhead = 5000

// mostTurnsAhead bounds those of one chat by the updates that are known again
// when they come again.
const mostTurnsAhead = MaxUpdates - 1

// goAhead decides whether the turn of an update is kept although its commit
// failed. p.mu is held, p.records is what the turn made, p.undo what was before.
func (p *conversation) goAhead(u Update) bool {
	s := p.service
	switch {
	case u.ID == 0, p.records.Traces.LastSeq == p.undo.Traces.LastSeq: // nothing to say
		return false
	case !p.isAhead():
		if !s.o.Book.Pressing(u.Event) {
			return false
		}
		if s.ahead.Add(1) > mostAhead {
			s.ahead.Add(-1)
			return false
		}
		p.since = u.ID
	case u.ID < p.since, p.ahead-p.written >= mostTurnsAhead:
		return false
	}
	p.ahead++
	return true
}

// isAhead reports whether memory is ahead of the disk. p.mu is held.
func (p *conversation) isAhead() bool { return p.ahead > p.written }

// wrote notes that the first n turns that went ahead are on disk. p.mu is held.
func (p *conversation) wrote(n int) {
	was := p.isAhead()
	p.written = max(p.written, n)
	if was && !p.isAhead() {
		p.service.ahead.Add(-1)
	}
}

// again is the wait for an update that was taken already. It may be confirmed at
// once, unless memory is ahead of the disk. p.mu is held.
func (p *conversation) again() (wait func() error) {
	if !p.isAhead() {
		return func() error { return nil }
	}
	saved, n := p.save(), p.ahead
	return func() error {
		err := saved()
		if err == nil {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.settled(n)
		}
		return err
	}
}
