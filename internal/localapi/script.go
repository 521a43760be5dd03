package localapi

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// Call is one call of the bot.
type Call struct {
	Method string
	Params map[string]string
	At     time.Time
	Bytes  int    // of the request body
	Photo  []byte // the picture that it carries
}

// CallFailure is what a scripted call gets instead of success.
type CallFailure struct {
	Disconnect  bool // cut the connection instead of an answer
	Code        int
	Description string
	Body        string // an answer that is not JSON, such as a proxy's page
	RetryAfter  int
	MovedTo     int64         // the group was turned into the supergroup with this id
	After       bool          // the call takes effect first, then fails
	Delay       time.Duration // before the effect
}

// Script makes calls fail: f returns nil for calls that succeed. It is asked about polls
// too.
func (s *Server) Script(f func(Call) *CallFailure) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script = f
}

func (s *Server) scriptedFailure(c Call) *CallFailure {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.Method != "getUpdates" {
		s.calls = appendBounded(s.calls, c, s.historyLimit)
		s.notifyWaiters(nil)
	}
	if s.script == nil {
		return nil
	}
	return s.script(c)
}

// fails reports whether a scripted call does not succeed. One that is only delayed does.
func (f *CallFailure) fails() bool { return f != nil && (f.Disconnect || f.Code != 0) }

func writeFailure(w http.ResponseWriter, f *CallFailure) {
	switch {
	case f.Disconnect:
		panic(http.ErrAbortHandler) // cuts the connection
	case f.Body != "":
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.Code)
		_, _ = w.Write([]byte(f.Body))
	default:
		writeAnswer(w, nil, f)
	}
}

func badRequest(text string) *CallFailure {
	return &CallFailure{Code: 400, Description: "Bad Request: " + text}
}

func writeAnswer(w http.ResponseWriter, result any, f *CallFailure) {
	w.Header().Set("Content-Type", "application/json")
	if f == nil {
		_ = json.NewEncoder(w).Encode(map[string]any{"ok": true, "result": result})
		return
	}
	body := map[string]any{"ok": false, "error_code": f.Code, "description": f.Description}
	if f.RetryAfter > 0 {
		body["parameters"] = map[string]any{"retry_after": f.RetryAfter}
		body["description"] = fmt.Sprintf("Too Many Requests: retry after %d", f.RetryAfter)
		w.Header().Set("Retry-After", fmt.Sprint(f.RetryAfter))
	}
	if f.MovedTo != 0 {
		body["parameters"] = map[string]any{"migrate_to_chat_id": f.MovedTo}
	}
	w.WriteHeader(f.Code)
	_ = json.NewEncoder(w).Encode(body)
}
