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

// maxUncommitted bounds the chats that are in memory for this, about 50 MB. Beyond it
// the turn is taken back, as any other.
const maxUncommitted = 5000

// maxTurnsKept bounds those of one chat by the updates that are known again
// when they come again.
const maxTurnsKept = MaxUpdates - 1

// keepUncommitted decides whether the turn of an update is kept although its commit
// failed. p.mu is held, p.records is what the turn made, p.undo what was before.
func (p *conversation) keepUncommitted(u Update) bool {
	s := p.service
	switch {
	case u.ID == 0, p.records.Traces.LastSeq == p.before.Traces.LastSeq: // nothing to say
		return false
	case !p.hasUncommitted():
		if !s.o.Book.Pressing(u.Event) {
			return false
		}
		if s.uncommitted.Add(1) > maxUncommitted {
			s.uncommitted.Add(-1)
			return false
		}
		p.firstKept = u.ID
	case u.ID < p.firstKept, p.turnsKept-p.turnsWritten >= maxTurnsKept:
		return false
	}
	p.turnsKept++
	return true
}

// hasUncommitted reports whether memory is ahead of the disk. p.mu is held.
func (p *conversation) hasUncommitted() bool { return p.turnsKept > p.turnsWritten }

// markWritten notes that the first n turns that went ahead are on disk. p.mu is held.
func (p *conversation) markWritten(n int) {
	was := p.hasUncommitted()
	p.turnsWritten = max(p.turnsWritten, n)
	if was && !p.hasUncommitted() {
		p.service.uncommitted.Add(-1)
	}
}

// retryCommit is the wait for an update that was taken already. It may be confirmed at
// once, unless memory is ahead of the disk. p.mu is held.
func (p *conversation) retryCommit() (wait func() error) {
	if !p.hasUncommitted() {
		return func() error { return nil }
	}
	saved, n := p.saveRecords(), p.turnsKept
	return func() error {
		err := saved()
		if err == nil {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.markDurable(n)
		}
		return err
	}
}
