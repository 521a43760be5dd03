package localapi

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Limits of getUpdates.
const (
	maxPoll    = 50 * time.Second
	maxUpdates = 100
)

// updateLife is how long an update waits for the bot.
var updateLife = map[string]time.Duration{
	"message": 24 * time.Hour, "edited_message": 24 * time.Hour, "my_chat_member": 24 * time.Hour,
	"callback_query": 150 * time.Second, "inline_query": 30 * time.Second,
}

// queue holds the updates that are not confirmed.
type queue struct {
	updates []queued
	last    int64
	kinds   []string      // the kinds that are wanted; nil for all
	poll    chan struct{} // closed when another poll takes over
	holds   bool          // whether a poll waits for updates
	arrived chan struct{} // closed and replaced when an update comes
	hooking hookBehavior
}

type queued struct {
	id   int64
	kind string
	line string // updates of one line are posted to a webhook one after the other
	at   time.Time
	body json.RawMessage
}

// push queues an update, unless its kind is not wanted. s.mu is held.
func (s *Server) push(kind, line string, body map[string]any) int64 {
	if s.queue.kinds != nil && !slices.Contains(s.queue.kinds, kind) {
		return 0
	}
	return s.enqueue(kind, line, body)
}

// PushRaw queues an update of any kind as it is, with an id.
func (s *Server) PushRaw(kind string, body any) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.enqueue(kind, "raw", body)
}

func (s *Server) enqueue(kind, line string, body any) int64 {
	q := &s.queue
	q.last++
	raw, err := json.Marshal(map[string]any{"update_id": q.last, kind: body})
	if err != nil {
		panic("an update that a test made is no JSON: " + err.Error())
	}
	u := queued{q.last, kind, line, s.now(), raw}
	q.updates = append(q.updates, u)
	close(q.arrived)
	q.arrived = make(chan struct{})
	s.notifyWaiters(nil)
	if s.hook != nil {
		s.hook.add(u)
	}
	return u.id
}

// Renumber sets the id of the next update, as after a week without updates.
func (s *Server) Renumber(next int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.last = next - 1
}

// Hold sets whether polls wait for updates. Some Bot API servers answer at once.
func (s *Server) Hold(hold bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.holds = hold
}

// Pending returns how many updates are not confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue.updates)
}

// confirm forgets the updates for which done is true, and those that expired. s.mu is
// held.
func (s *Server) confirm(done func(queued) bool) {
	now := s.now()
	s.queue.updates = slices.DeleteFunc(s.queue.updates, func(u queued) bool {
		life, known := updateLife[u.kind]
		return done(u) || known && now.Sub(u.at) > life
	})
	s.notifyWaiters(nil)
}

// getUpdates waits for updates. An offset confirms the updates before it. A second poll
// ends the first one.
func (s *Server) getUpdates(r *http.Request, c Call) (any, *CallFailure) {
	offset, _ := strconv.ParseInt(c.Params["offset"], 10, 64)
	seconds, _ := strconv.Atoi(c.Params["timeout"])
	limit := maxUpdates
	if n, err := strconv.Atoi(c.Params["limit"]); err == nil {
		limit = n
	}
	mine := make(chan struct{})
	s.mu.Lock()
	if s.hook != nil {
		s.mu.Unlock()
		return nil, &CallFailure{Code: 409, Description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	}
	if s.queue.poll != nil {
		close(s.queue.poll)
	}
	s.queue.poll = mine
	s.subscribe(c)
	s.notifyWaiters(nil)
	s.mu.Unlock()
	defer s.endPoll(mine)
	deadline := time.NewTimer(min(time.Duration(seconds)*time.Second, maxPoll))
	defer deadline.Stop()
	for {
		batch, arrived, over := s.batch(offset, limit, mine)
		if over {
			return nil, &CallFailure{Code: 409, Description: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}
		}
		if len(batch) > 0 || arrived == nil {
			return batch, nil
		}
		select {
		case <-arrived:
		case <-mine:
		case <-deadline.C:
			return batch, nil
		case <-r.Context().Done():
			return batch, nil
		}
	}
}

// endPoll ends a poll, unless another one took over.
func (s *Server) endPoll(mine chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.queue.poll == mine {
		s.queue.poll = nil
	}
}

// Polling reports whether a poll is under way.
func (s *Server) Polling() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queue.poll != nil
}

// batch confirms the updates before the offset and returns those that are there. over
// says that another poll took over, a nil channel that polls do not wait.
func (s *Server) batch(offset int64, limit int, mine chan struct{}) (batch []json.RawMessage, arrived <-chan struct{}, over bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.queue.poll != mine {
		return nil, nil, true
	}
	if n := int64(len(s.queue.updates)); offset < 0 && n > 0 {
		offset = s.queue.updates[max(0, n+offset)].id
	}
	s.confirm(func(u queued) bool { return u.id < offset })
	batch = []json.RawMessage{}
	for _, u := range s.queue.updates[:min(len(s.queue.updates), limit)] {
		batch = append(batch, u.body)
	}
	if s.queue.holds {
		arrived = s.queue.arrived
	}
	return batch, arrived, false
}

// subscribe stores which kinds of updates are wanted, if the call says so. s.mu is
// held.
func (s *Server) subscribe(c Call) {
	list, given := c.Params["allowed_updates"]
	if !given {
		return
	}
	var kinds []string
	_ = json.Unmarshal([]byte(list), &kinds)
	s.queue.kinds = kinds
	if len(kinds) == 0 {
		s.queue.kinds = nil
	}
}
