// Package localapi is Telegram's side of the Bot API in memory, for tests and
// the preview. It keeps what matters of Telegram's behaviour: update ids and
// offsets with redelivery, long polling, message ids, edits, deletions, taps
// that want an answer, and it refuses what Telegram refuses. It listens on
// loopback only; nothing of it reaches anybody.
package localapi

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Server is one bot's Telegram.
type Server struct {
	token    string
	username string
	id       int64
	now      func() time.Time

	mu      sync.Mutex
	updates []queued
	lastID  int64
	chats   map[int64]*room
	queries map[string]bool // taps that wait for an answer
	lastTap int64
	polling int
	script  func(Call) *Failure
	calls   []Call
	changed chan struct{} // closed and renewed whenever something happens
	profile map[string]string
}

type queued struct {
	id   int64
	body map[string]any
}

// room is one chat.
type room struct {
	id       int64
	kind     string // private, group
	lang     string
	blocked  bool
	messages []*Message
	last     int64
	toast    string
}

// Message is one message as the person sees it.
type Message struct {
	ID      int64      `json:"id"`
	Mine    bool       `json:"mine"` // from the person
	Passed  bool       `json:"passed,omitempty"`
	HTML    string     `json:"html"`
	Rows    [][]Button `json:"rows,omitempty"`
	Edited  bool       `json:"edited,omitempty"`
	Deleted bool       `json:"-"`
	Silent  bool       `json:"silent,omitempty"`
}

// Button is one button below a message.
type Button struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
	URL  string `json:"url,omitempty"`
	Copy *struct {
		Text string `json:"text"`
	} `json:"copy_text,omitempty"`
}

// Call is one call of the bot.
type Call struct {
	Method string
	Params map[string]string
	At     time.Time
}

// Failure is what a scripted call gets instead of success.
type Failure struct {
	Cut         bool // cut the connection instead of an answer
	Code        int
	Description string
	RetryAfter  int
	After       bool          // the call takes effect first, then fails
	Delay       time.Duration // before the answer
}

// New returns a Telegram with one bot.
func New(token, username string, now func() time.Time) *Server {
	id, _, _ := strings.Cut(token, ":")
	n, _ := strconv.ParseInt(id, 10, 64)
	return &Server{
		token: token, username: username, id: n, now: now,
		chats: map[int64]*room{}, queries: map[string]bool{}, changed: make(chan struct{}), profile: map[string]string{},
	}
}

// Script makes calls fail: f returns nil for those that shall succeed.
func (s *Server) Script(f func(Call) *Failure) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script = f
}

// Calls lists what the bot called, in order.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Call(nil), s.calls...)
}

// Pending is how many updates are not confirmed yet.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.updates)
}

// Changed returns a channel that is closed at the next change.
func (s *Server) Changed() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed
}

// happened wakes whoever waits. s.mu is held.
func (s *Server) happened() {
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *Server) push(kind string, body map[string]any) {
	s.lastID++
	s.updates = append(s.updates, queued{s.lastID, map[string]any{"update_id": s.lastID, kind: body}})
	s.happened()
}

// ServeHTTP answers calls as Telegram does.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	token, method, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	if !ok || token != s.token {
		answer(w, nil, &Failure{Code: 401, Description: "Unauthorized"})
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	if err := r.ParseForm(); err != nil {
		answer(w, nil, &Failure{Code: 400, Description: "Bad Request: cannot parse the request"})
		return
	}
	call := Call{Method: method, Params: map[string]string{}, At: s.now()}
	for k := range r.Form {
		call.Params[k] = r.Form.Get(k)
	}
	failure := s.scripted(call)
	if failure != nil && failure.Delay > 0 {
		select {
		case <-time.After(failure.Delay):
		case <-r.Context().Done():
			return
		}
	}
	if failure.fails() && !failure.After {
		fail(w, failure)
		return
	}
	result, refused := s.take(r, call)
	if failure.fails() {
		fail(w, failure)
		return
	}
	answer(w, result, refused)
}

// fails reports whether a scripted call shall not succeed; one that is only
// delayed does.
func (f *Failure) fails() bool { return f != nil && (f.Cut || f.Code != 0) }

func fail(w http.ResponseWriter, f *Failure) {
	if f.Cut {
		panic(http.ErrAbortHandler) // cuts the connection
	}
	answer(w, nil, f)
}

func (s *Server) scripted(c Call) *Failure {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.Method != "getUpdates" {
		s.calls = append(s.calls, c)
	}
	if s.script == nil {
		return nil
	}
	return s.script(c)
}

func (s *Server) take(r *http.Request, c Call) (any, *Failure) {
	if c.Method == "getUpdates" {
		return s.getUpdates(r, c)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.happened()
	switch c.Method {
	case "getMe":
		return map[string]any{"id": s.id, "is_bot": true, "first_name": "Cek Loker", "username": s.username}, nil
	case "sendMessage":
		return s.sendMessage(c)
	case "editMessageText", "editMessageReplyMarkup":
		return s.editMessage(c)
	case "deleteMessage", "deleteMessages":
		return s.deleteMessages(c)
	case "answerCallbackQuery":
		return s.answerTap(c)
	case "deleteWebhook", "setWebhook", "leaveChat", "sendChatAction":
		return true, nil
	case "setMyCommands", "setMyDescription", "setMyShortDescription", "setMyName":
		s.profile[c.Method+" "+c.Params["language_code"]] = c.Params["commands"] + c.Params["description"] + c.Params["short_description"] + c.Params["name"]
		return true, nil
	}
	return nil, &Failure{Code: 404, Description: "Not Found: method not found"}
}

// getUpdates waits for updates; asking for an offset confirms what is before it.
func (s *Server) getUpdates(r *http.Request, c Call) (any, *Failure) {
	offset, _ := strconv.ParseInt(c.Params["offset"], 10, 64)
	seconds, _ := strconv.Atoi(c.Params["timeout"])
	s.mu.Lock()
	if s.polling > 0 {
		s.mu.Unlock()
		return nil, &Failure{Code: 409, Description: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}
	}
	s.polling++
	s.mu.Unlock()
	defer func() { s.mu.Lock(); s.polling--; s.mu.Unlock() }()
	deadline := time.NewTimer(time.Duration(seconds) * time.Second)
	defer deadline.Stop()
	for {
		s.mu.Lock()
		for len(s.updates) > 0 && s.updates[0].id < offset {
			s.updates = s.updates[1:]
		}
		batch := make([]map[string]any, 0, len(s.updates))
		for _, u := range s.updates[:min(len(s.updates), 100)] {
			batch = append(batch, u.body)
		}
		changed := s.changed
		s.mu.Unlock()
		if len(batch) > 0 {
			return batch, nil
		}
		select {
		case <-changed:
		case <-deadline.C:
			return batch, nil
		case <-r.Context().Done():
			return batch, nil
		}
	}
}

func answer(w http.ResponseWriter, result any, f *Failure) {
	w.Header().Set("Content-Type", "application/json")
	if f == nil {
		_ = json.NewEncoder(w).Encode(map[string]any{"ok": true, "result": result})
		return
	}
	body := map[string]any{"ok": false, "error_code": f.Code, "description": f.Description}
	if f.RetryAfter > 0 {
		body["parameters"] = map[string]any{"retry_after": f.RetryAfter}
		body["description"] = fmt.Sprintf("Too Many Requests: retry after %d", f.RetryAfter)
	}
	w.WriteHeader(f.Code)
	_ = json.NewEncoder(w).Encode(body)
}
