package chat

import (
	"slices"
	"time"
)

// inbox holds the updates of one conversation that wait for their turn, in the
// order in which they came.
type inbox struct {
	queue   []*job
	turning *job // whose turn is being taken; nil for none
	running bool // a goroutine takes their turns
}

// job is an update that waits for its turn.
type job struct {
	update  Update
	pending []Pending   // one for each time that the update came
	ack     *tapAck     // nil for an update that is not a tap
	typing  *time.Timer // until people see that an answer is being written; nil when they need not
}

// maxQueued is how many turns of one chat may wait before ordinary events come
// again later. Urgent events may fill the inbox up to twice that number.
const maxQueued = 40

// push queues a job and reports whether the caller must start taking turns.
func (i *inbox) push(j *job) (start bool) {
	i.queue = append(i.queue, j)
	start = !i.running
	i.running = true
	return start
}

// pop removes the next job. When there is none, the inbox notes that no goroutine takes
// turns.
func (i *inbox) pop() (j *job, ok bool) {
	i.turning = nil
	if len(i.queue) == 0 {
		i.running = false
		return nil, false
	}
	i.turning = i.queue[0]
	i.queue = i.queue[1:]
	return i.turning, true
}

// join lets an update that came again wait for the turn of its first copy, and reports
// whether there is one. Telegram repeats what is not confirmed in time: each repetition
// would take a place, and those of one person would turn away what they say next.
func (i *inbox) join(update int64, p Pending) bool {
	same := func(j *job) bool { return j != nil && update != 0 && j.update.ID == update }
	first := i.turning
	if !same(first) {
		at := slices.IndexFunc(i.queue, same)
		if at < 0 {
			return false
		}
		first = i.queue[at]
	}
	first.pending = append(first.pending, p)
	return true
}

// waiting ends the turn that is taken and returns who waits for it.
func (i *inbox) waiting() []Pending {
	all := i.turning.pending
	i.turning = nil
	return all
}

// refuses decides whether one more update is turned away because too many wait.
// With ErrBusy it must come again; without an error it is dropped for good, which
// happens to an urgent event only behind other urgent ones.
func (i *inbox) refuses(isUrgent func() bool) (refused bool, err error) {
	switch {
	case len(i.queue) < maxQueued:
		return false, nil
	case !isUrgent():
		return true, ErrBusy
	}
	return len(i.queue) >= 2*maxQueued, nil
}

// isIdle reports whether no update waits and no turn is being taken.
func (i *inbox) isIdle() bool { return !i.running && len(i.queue) == 0 }

// knows reports whether an update was taken already. A reminder has no id (0) and
// is never known.
func (t Traces) knows(id int64) bool {
	return id != 0 && slices.Contains(t.Updates, id)
}

// addUpdate remembers the id of an update, and forgets the oldest of too many.
func (t *Traces) addUpdate(id int64) {
	if id != 0 {
		t.Updates = append(t.Updates, id)
		t.Updates = t.Updates[max(0, len(t.Updates)-MaxUpdates):]
	}
}
