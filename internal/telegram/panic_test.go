package telegram

import (
	"encoding/json"
	"strings"
	"testing"
)

// A panic while one update is read costs that update: it is confirmed by its id, and
// the log names the place and nothing of what somebody wrote.
func TestAPanicWhileReadingCostsThatUpdate(t *testing.T) {
	t.Parallel()
	r := newTestReader()
	r.now = nil // reading the age of a message panics
	a, err := r.read(json.RawMessage(`{"update_id":9,"message":{"message_id":1,"date":1,"text":"kenari","chat":{"id":5,"type":"private"},"from":{"id":5}}}`))
	if err == nil || !strings.Contains(err.Error(), "a panic at") || strings.Contains(err.Error(), "kenari") {
		t.Errorf("error %v", err)
	}
	if a.id != 9 || a.turn != nil {
		t.Errorf("read %+v", a)
	}
}
