package chat

// Danger while nothing can be written.
//
// A turn whose commit fails is taken back, and its update comes again. Somebody in
// danger cannot wait for a disk: an update that must never be refused
// (talk.Book.IsUrgent: words of danger, the safe word, the way out, contacts, the
// danger flow) is answered all the same. Its turn stays in memory, ahead of the
// disk, and its calls are sent; the later updates of this chat follow it, so that
// a question can be answered. None of them is confirmed to Telegram. When they
// come again they are known, and each time everything that memory is ahead is
// tried to be written again, as it is with the receipts of what was sent
// (saveReceipts). Once that succeeds, the updates, the session and the messages
// for the exit are on disk, and only then Telegram is told.
//
// So nothing happens twice while the program runs. A crash in between forgets the
// turns that were ahead: their updates come again and are answered again, as after
// any crash between a send and its receipt.

// maxUncommitted bounds the chats that are in memory for this, about 50 MB. Beyond
// it a turn is taken back, like any other.
const maxUncommitted = 5000

// maxTurnsKept bounds the turns of one chat by the updates that are known again
// when they come again.
const maxTurnsKept = MaxUpdates - 1

// keepUncommitted keeps the turn of an update although its commit failed, or
// reports false. c.mu is held.
func (c *conversation) keepUncommitted(u Update) bool {
	s := c.service
	if !c.state.canKeep(u.ID) {
		return false
	}
	if !c.state.isAhead() {
		if !s.isUrgent(u) {
			return false
		}
		if s.uncommitted.Add(1) > maxUncommitted {
			s.uncommitted.Add(-1)
			return false
		}
	}
	c.state.keepTurn(u.ID)
	return true
}

// retryCommit returns the wait for an update that was taken already. It may be
// confirmed at once, unless memory is ahead of the disk. c.mu is held.
func (c *conversation) retryCommit() (wait func() error) {
	if !c.state.isAhead() {
		return func() error { return nil }
	}
	saved, kept := c.saveRecords(), c.state.turnsKept
	return func() error {
		err := saved()
		if err == nil {
			c.markDurable(kept)
		}
		return err
	}
}
