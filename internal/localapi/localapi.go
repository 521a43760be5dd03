// Package localapi is an in-memory Telegram for tests and the preview: the server side
// of the Bot API. It has the behaviour of Telegram that matters to the bot: update ids
// and offsets with redelivery, long polling and webhooks with retries, message ids,
// edits, deletions within 48 hours, taps and inline queries that expire, groups and
// channels, the profile of a bot. It refuses what Telegram refuses, and records every
// request that its table of methods does not allow. It listens on loopback only.
package localapi

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Server is the Telegram of one bot.
type Server struct {
	token    string
	username string
	id       int64
	now      func() time.Time
	table    table

	mu           sync.Mutex
	queue        queue
	hook         *hook
	chats        map[int64]*room
	taps         map[string]time.Time // taps that are not acknowledged, and when they came
	lastTap      int64
	inline       inline
	profile      map[string]string
	files        files
	script       func(Call) *CallFailure
	calls        []Call
	historyLimit int // how many calls, and messages of a chat, are kept; 0: all
	violations   []string
	changed      chan struct{} // closed and replaced whenever something happens
}

// room is one chat with the bot, as Telegram stores it.
type room struct {
	id       int64
	kind     string // private, group, supergroup, channel
	lang     string
	title    string
	refusal  string // why the bot may not write here, "" when it may
	moved    int64  // the supergroup into which this group was turned
	everyone bool   // the bot sees everything: privacy mode is off
	messages []*Message
	last     int64
	toast    string
	changed  chan struct{}
}

// New returns a Telegram with one bot.
func New(token, username string, now func() time.Time) *Server {
	id, _, _ := strings.Cut(token, ":")
	n, _ := strconv.ParseInt(id, 10, 64)
	return &Server{
		token: token, username: username, id: n, now: now, table: newTable(),
		queue: queue{holds: true, arrived: make(chan struct{})},
		chats: map[int64]*room{}, taps: map[string]time.Time{}, changed: make(chan struct{}), profile: map[string]string{},
		inline: inline{waiting: map[string]*inlineRequest{}, cache: map[string]cached{}},
	}
}

// test is what ForTest needs of a *testing.T.
type test interface {
	Helper()
	Errorf(format string, args ...any)
	Cleanup(func())
}

// ForTest returns a Telegram for a test. The test fails when the bot makes a request
// that the table of methods does not allow. Tests use this one only.
func ForTest(t test, token, username string, now func() time.Time) *Server {
	t.Helper()
	s := New(token, username, now)
	t.Cleanup(func() {
		t.Helper()
		for _, wrong := range s.Violations() {
			t.Errorf("a request that the Bot API does not document: %s", wrong)
		}
	})
	return s
}

// Violations returns the requests so far that the table of methods does not allow.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.violations...)
}

// Calls returns the calls of the bot, in order, without its polls.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Call(nil), s.calls...)
}

// LimitHistory makes the server forget old calls and messages: it keeps at least the
// newest most of each, and at most twice as many. A long load test would fill the
// memory with them.
func (s *Server) LimitHistory(most int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.historyLimit = most
}

// appendBounded appends to a list that keeps only the newest.
func appendBounded[T any](list []T, one T, most int) []T {
	if most > 0 && len(list) >= 2*most {
		list = slices.Clone(list[len(list)-most:])
	}
	return append(list, one)
}

// Changed returns a channel that is closed at the next change.
func (s *Server) Changed() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed
}

// Until waits until wanted holds, or ctx is done; it reports which.
func (s *Server) Until(ctx interface{ Done() <-chan struct{} }, wanted func() bool) bool {
	for {
		changed := s.Changed()
		if wanted() {
			return true
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return wanted()
		}
	}
}

// notifyWaiters wakes whoever waits for a change. s.mu is held.
func (s *Server) notifyWaiters(r *room) {
	close(s.changed)
	s.changed = make(chan struct{})
	if r != nil {
		close(r.changed)
		r.changed = make(chan struct{})
	}
}

// openRoom finds or creates a chat. s.mu is held.
func (s *Server) openRoom(id int64, kind string) *room {
	if s.chats[id] == nil {
		s.chats[id] = &room{id: id, kind: kind, changed: make(chan struct{})}
	}
	return s.chats[id]
}

// ServeHTTP answers calls as Telegram does.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Date", s.now().UTC().Format(http.TimeFormat))
	if path, ok := strings.CutPrefix(r.URL.Path, "/file/bot"); ok {
		s.serveFile(w, path)
		return
	}
	token, method, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	if !ok || token != s.token {
		writeAnswer(w, nil, &CallFailure{Code: 401, Description: "Unauthorized"})
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	err := r.ParseForm() // ParseMultipartForm says nothing of a form that was cut off
	if err == nil {
		err = r.ParseMultipartForm(1 << 20)
	}
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		writeAnswer(w, nil, badRequest("cannot parse the request"))
		return
	}
	call := Call{Method: method, Params: map[string]string{}, At: s.now(), Bytes: int(r.ContentLength)}
	for k := range r.Form {
		call.Params[k] = r.Form.Get(k)
	}
	call.takePhoto(r)
	failure := s.scriptedFailure(call)
	if failure != nil && failure.Delay > 0 {
		select {
		case <-time.After(failure.Delay):
		case <-r.Context().Done():
			return
		}
	}
	if failure.fails() && !failure.After {
		writeFailure(w, failure)
		return
	}
	result, refused := s.execute(r, call)
	if failure.fails() {
		writeFailure(w, failure)
		return
	}
	writeAnswer(w, result, refused)
}

// execute lets a call take effect.
func (s *Server) execute(r *http.Request, c Call) (any, *CallFailure) {
	if err := s.table.check(c.Method, c.Params); err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.violations = append(s.violations, err.Error())
		if _, known := s.table.Methods[c.Method]; !known {
			return nil, &CallFailure{Code: 404, Description: "Not Found: method not found"}
		}
		return nil, badRequest(err.Error())
	}
	if c.Method == "getUpdates" {
		return s.getUpdates(r, c)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch c.Method {
	case "getMe":
		return map[string]any{"id": s.id, "is_bot": true, "first_name": "Cek Loker", "username": s.username, "supports_inline_queries": true}, nil
	case "getFile":
		return s.getFile(c)
	case "setWebhook", "deleteWebhook", "getWebhookInfo":
		return s.webhook(c)
	case "sendMessage", "sendPhoto", "editMessageText", "editMessageReplyMarkup", "deleteMessages", "leaveChat", "sendChatAction":
		return s.executeInChat(c)
	case "answerCallbackQuery":
		return s.answerTap(c)
	case "answerInlineQuery":
		return s.answerInline(c)
	}
	return s.executeProfile(c)
}
