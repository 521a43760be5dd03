package ops

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"cekloker/internal/chat"
)

// newTestMonitor returns a monitor with a clock of its own, and its log.
func newTestMonitor() (*Monitor, *time.Time, *bytes.Buffer) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	var out bytes.Buffer
	return NewMonitor(NewLog(&out), func() time.Time { return now }, 3), &now, &out
}

func TestHealthSaysWhatIsWrongUntilItIsOver(t *testing.T) {
	t.Parallel()
	w, now, _ := newTestMonitor()
	if h := w.Health(); !h.Healthy || h.Ready || h.Overdue != 3 {
		t.Errorf("before the first answer of Telegram: %+v", h)
	}
	w.Heartbeat()
	if h := w.Health(); !h.Healthy || !h.Ready {
		t.Errorf("after it: %+v", h)
	}
	w.Failed("commit", errors.New("maximum database size reached"))
	if h := w.Health(); h.Healthy || !strings.Contains(h.Reason, "maximum database size reached") {
		t.Errorf("after a failed commit: %+v", h)
	}
	w.Turned("text", time.Millisecond)
	if h := w.Health(); !h.Healthy {
		t.Errorf("after a good one: %+v", h)
	}
	w.Failed("settle", errors.New("no space left on device"))
	*now = now.Add(commitFailureLife)
	if h := w.Health(); !h.Healthy {
		t.Errorf("long after a receipt that failed once: %+v", h)
	}
	*now = now.Add(maxSilence)
	if h := w.Health(); h.Healthy || !strings.Contains(h.Reason, "Telegram has not answered") {
		t.Errorf("when Telegram says nothing: %+v", h)
	}
}

func TestAConflictIsLoggedOnceAndHealthShowsItWhileItLasts(t *testing.T) {
	t.Parallel()
	w, now, out := newTestMonitor()
	for range 5 {
		w.Failed("conflict", errors.New("another bot polls; stop one of them"))
		*now = now.Add(20 * time.Second)
		w.Heartbeat()
		if h := w.Health(); h.Healthy || h.Reason != "another bot polls; stop one of them" {
			t.Errorf("%+v", h)
		}
	}
	if n := strings.Count(out.String(), "\n"); n != 1 {
		t.Errorf("%d lines in the log:\n%s", n, out)
	}
	*now = now.Add(conflictLife)
	if h := w.Health(); !h.Healthy {
		t.Errorf("when it is gone: %+v", h)
	}
	*now = now.Add(repeatAfter)
	w.Failed("conflict", errors.New("another bot polls; stop one of them"))
	if n := strings.Count(out.String(), "\n"); n != 2 {
		t.Errorf("%d lines in the log when it comes again:\n%s", n, out)
	}
}

// Updates that come again to a full disk have a new code each time, and the log must not
// fill that disk. Other failures are logged with every code.
func TestAFullDiskIsLoggedOnceWhateverTheCode(t *testing.T) {
	t.Parallel()
	for what, lines := range map[string]int{"commit": 1, "settle": 1, "turn": 100} {
		w, _, out := newTestMonitor()
		for i := range 100 {
			w.Failed(what, chat.Ref(fmt.Sprint(i)).Wrap(errors.New("no space left")))
		}
		if n := strings.Count(out.String(), "\n"); n != lines {
			t.Errorf("%s: %d lines in the log, want %d", what, n, lines)
		}
	}
}

func TestPagesOfTheMonitor(t *testing.T) {
	t.Parallel()
	w, _, out := newTestMonitor()
	w.Gauge("outbox_calls", "Calls.", func() float64 { return 4 })
	w.Count("door_family")
	w.Delivered("sendMessage", chat.Done)
	server := httptest.NewServer(w.Handler())
	defer server.Close()
	get := func(page string) (int, string) {
		resp, err := http.Get(server.URL + page)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		var b bytes.Buffer
		_, _ = b.ReadFrom(resp.Body)
		return resp.StatusCode, b.String()
	}
	if code, _ := get("/healthz"); code != http.StatusOK {
		t.Errorf("/healthz: %d", code)
	}
	if code, _ := get("/readyz"); code != http.StatusServiceUnavailable {
		t.Errorf("/readyz before the first answer of Telegram: %d", code)
	}
	w.Heartbeat()
	if code, body := get("/readyz"); code != http.StatusOK || !json.Valid([]byte(body)) {
		t.Errorf("/readyz: %d %s", code, body)
	}
	_, body := get("/metrics")
	for _, want := range []string{"cekloker_outbox_calls 4", `cekloker_events_total{event="door_family"} 1`, `cekloker_calls_total{method="sendMessage",outcome="done"} 1`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in the metrics", want)
		}
	}
	w.Failed("deliver", fmt.Errorf("again: %w", chat.Ref("K7M2QX").Wrap(errors.New("oops"))))
	if line := out.String(); !strings.Contains(line, `"what":"deliver","error":"again: oops","ref":"K7M2QX"`) {
		t.Errorf("logged %s", line)
	}
	w.LogDone("compacted", "bytes_after", 12)
	if line := out.String(); !strings.Contains(line, `"msg":"compacted","bytes_after":12`) {
		t.Errorf("logged %s", line)
	}
}

func TestCountsAreTakenOnceAndCanBePutBack(t *testing.T) {
	t.Parallel()
	w, _, _ := newTestMonitor()
	w.Count("start")
	w.Count("start")
	if got := w.TakeCounts(); got["start"] != 2 || len(w.TakeCounts()) != 0 {
		t.Errorf("got %v", got)
	}
	w.AddCounts("start", 2)
	w.Count("start")
	if got := w.TakeCounts(); got["start"] != 3 {
		t.Errorf("got %v", got)
	}
}

func TestNothingSecretPassesTheRedactor(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	w := NewRedactor("4242:secret-token-of-the-bot", "", "abc").Writer(&out)
	text := "get https://api/bot4242:secret-token-of-the-bot/x and 99999:AnotherTokenThatNobodyToldUsAbout1 abc"
	if n, err := w.Write([]byte(text)); err != nil || n != len(text) {
		t.Fatal(n, err)
	}
	if got := out.String(); strings.Contains(got, "secret-token") || strings.Contains(got, "AnotherToken") || !strings.Contains(got, " abc") {
		t.Errorf("wrote %q", got)
	}
}
