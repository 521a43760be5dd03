package chat

import "time"

// state is what is known of one conversation, and how much of that is on disk. It
// is changed by plain calls: it knows no goroutine, clock, file or lock.
//
// A turn begins with beginTurn and ends in one of three ways: commitTurn when it
// is on disk, undoTurn when its commit failed, and keepTurn when the commit failed
// and somebody in danger is answered all the same (see uncommitted.go).
type state struct {
	loaded     bool
	records    Records
	durableSeq uint64 // number of the last call that may be sent: those behind it are not on disk yet

	committing   bool    // a turn is on its way to the disk
	before       Records // the records before that turn
	commitFailed bool    // a commit failed and none has succeeded since

	turnsKept    int   // turns that were kept although their commit failed
	turnsWritten int   // those of them that are on disk by now
	firstKept    int64 // the update of the first one that is not
}

// load takes over what the disk holds of the chat. Lines in the log about old
// calls share one new ref.
func (s *state) load(r Records, ref UpdateCode) {
	for i, c := range r.Unsent { // a damaged record of traces must not make numbers repeat
		r.Traces.LastSeq = max(r.Traces.LastSeq, c.Seq)
		r.Unsent[i].Ref = ref
	}
	for _, p := range r.Pictures {
		r.Traces.LastSeq = max(r.Traces.LastSeq, p.Seq)
	}
	if len(r.Traces.Messages) == 0 && r.Prefs != (Prefs{}) {
		r.Traces.Undeleted = true // the person was here before, and the ids of those messages have expired
	}
	s.records, s.durableSeq, s.loaded = r, r.Traces.LastSeq, true
}

// beginTurn takes over the records that a turn leaves. Until the turn ends its
// calls are not sent.
func (s *state) beginTurn(r Records) { s.before, s.records, s.committing = s.records, r, true }

// commitTurn ends a turn that is on disk, with everything before it. It reports whether
// this commit ended a time in which memory was ahead of the disk.
func (s *state) commitTurn() (caughtUp bool) {
	s.endTurn()
	s.durableSeq, s.commitFailed = s.records.Traces.LastSeq, false
	return s.markWritten(s.turnsKept)
}

// keepTurn ends a turn that is kept although it is not on disk.
func (s *state) keepTurn(update int64) {
	if !s.isAhead() {
		s.firstKept = update
	}
	s.turnsKept++
	s.endTurn()
	s.durableSeq, s.commitFailed = s.records.Traces.LastSeq, true
}

// undoTurn takes back a turn whose commit failed. Calls that were delivered in the
// meantime stay delivered: reading the disk again would miss receipts that are not
// on it yet.
func (s *state) undoTurn() {
	s.records = s.before
	s.endTurn()
	s.commitFailed = true
}

func (s *state) endTurn() { s.before, s.committing = Records{}, false }

// canKeep reports whether the turn that just failed to commit may be kept. It
// must say something and come after the turns that were kept before it; their
// number is bounded by the updates that are known again when they come again.
func (s *state) canKeep(update int64) bool {
	switch {
	case update == 0, s.records.Traces.LastSeq == s.before.Traces.LastSeq:
		return false
	case !s.isAhead():
		return true
	}
	return update >= s.firstKept && s.turnsKept-s.turnsWritten < maxTurnsKept
}

// isAhead reports whether turns were kept that are not on disk.
func (s *state) isAhead() bool { return s.turnsKept > s.turnsWritten }

// markWritten notes that the first n turns that were kept are on disk, and reports
// whether those were the last ones.
func (s *state) markWritten(n int) (caughtUp bool) {
	was := s.isAhead()
	s.turnsWritten = max(s.turnsWritten, n)
	return was && !s.isAhead()
}

// markDurable notes that the records are on disk with the first n turns that were
// kept. Calls that a receipt added may be sent now; those of a turn whose commit
// is under way wait for it.
func (s *state) markDurable(n int) (caughtUp bool) {
	caughtUp = s.markWritten(n)
	if !s.committing {
		s.durableSeq = max(s.durableSeq, s.records.Traces.LastSeq)
	}
	return caughtUp
}

// applyReceipt notes what became of a call that took effect or never can.
// lastSeen is the number of the last call there was when it was sent. Undoing a
// turn does not undo the receipt.
func (s *state) applyReceipt(c Call, r Receipt, lastSeen uint64, now time.Time) {
	s.records = s.records.withReceipt(c, r, lastSeen, now)
	if s.committing {
		s.before = s.before.withReceipt(c, r, lastSeen, now)
	}
}

// needsFullSave reports whether saving receipts must write all records: a turn is
// never half on disk, and a chat that left has nothing else.
func (s *state) needsFullSave() bool {
	return s.committing || s.commitFailed || s.records.Session.Began.IsZero()
}

// hasSendable reports whether a call waits that is on disk. One whose commit is
// under way is not sent, since the commit may fail.
func (s *state) hasSendable() bool {
	return s.loaded && len(s.records.Unsent) > 0 && s.records.Unsent[0].Seq <= s.durableSeq
}

// firstBatch returns the first unsent call and those that go out together with it.
func (s *state) firstBatch() []Call {
	unsent := s.records.Unsent
	n := 1
	for n < len(unsent) && unsent[n].Batched && unsent[n].Seq <= s.durableSeq {
		n++
	}
	batch := make([]Call, n)
	for i, c := range unsent[:n] {
		if c.ClearsChat {
			c = c.resolveClear(s.records.Traces)
		}
		batch[i] = c
	}
	return batch
}
