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

// A fault is told when it begins and when it is over, with one line each, and shown
// while it lasts. None of them makes the bot look stuck.
func TestAFaultIsToldWhenItBeginsAndWhenItIsOver(t *testing.T) {
	t.Parallel()
	for _, what := range Faults {
		w, now, out := newTestMonitor()
		for range 3 {
			w.SetFault(what, "a reason")
			*now = now.Add(time.Minute)
		}
		h := w.Health()
		if h.Stuck != "" || len(h.Faults) != 1 || h.Faults[0] != (ActiveFault{what, "a reason", 180}) {
			t.Errorf("%s: %+v", what, h)
		}
		if !strings.Contains(metrics(t, w), `cekloker_troubled{trouble="`+string(what)+`"} 1`) {
			t.Errorf("%s is not in the metrics", what)
		}
		w.SetFault(what, "")
		w.SetFault(what, "")
		if h := w.Health(); len(h.Faults) != 0 {
			t.Errorf("%s is over: %+v", what, h)
		}
		if !strings.Contains(metrics(t, w), `cekloker_troubled{trouble="`+string(what)+`"} 0`) {
			t.Errorf("%s is not over in the metrics", what)
		}
		if log := out.String(); strings.Count(log, "\n") != 2 || !strings.Contains(log, `"trouble begins","trouble":"`+string(what)+`","reason":"a reason"`) || !strings.Contains(log, `"trouble is over","trouble":"`+string(what)+`","seconds":180`) {
			t.Errorf("%s: the log has\n%s", what, log)
		}
	}
}

func TestADiskHasAFaultUntilSomethingIsWritten(t *testing.T) {
	t.Parallel()
	for _, what := range []string{"commit", "settle"} {
		w, _, _ := newTestMonitor()
		w.Failed(what, errors.New("maximum database size reached"))
		if h := w.Health(); len(h.Faults) != 1 || !strings.Contains(h.Faults[0].Reason, "maximum database size reached") {
			t.Errorf("after a failed %s: %+v", what, h)
		}
		w.Turned("text", time.Millisecond)
		if w.HasFault(FaultDisk) {
			t.Error("a commit went through and the disk is troubled still")
		}
	}
}

// While the reserve is in use commits succeed, and the disk is full all the same.
func TestADiskHasAFaultWhileItsReserveIsInUse(t *testing.T) {
	t.Parallel()
	w, _, out := newTestMonitor()
	w.Failed("commit", errors.New("no space left on device"))
	w.SetReserve(true)
	w.Turned("text", time.Millisecond)
	if h := w.Health(); len(h.Faults) != 1 || !strings.Contains(h.Faults[0].Reason, "the reserve is in use") {
		t.Errorf("in use: %+v", h)
	}
	w.Failed("commit", errors.New("no space left on device"))
	if h := w.Health(); len(h.Faults) != 1 || !strings.Contains(h.Faults[0].Reason, "nothing can be written") {
		t.Errorf("the reserve is full too: %+v", h)
	}
	w.SetReserve(false)
	if w.HasFault(FaultDisk) || strings.Count(out.String(), "trouble begins") != 1 || strings.Count(out.String(), "trouble is over") != 1 {
		t.Errorf("set aside again: %+v\n%s", w.Health(), out)
	}
}

func TestAConflictIsOverWhenItIsNotMetAgain(t *testing.T) {
	t.Parallel()
	w, now, out := newTestMonitor()
	for range 5 {
		w.Failed("conflict", errors.New("another bot polls; stop one of them"))
		*now = now.Add(20 * time.Second)
		if !w.HasFault(FaultConflict) {
			t.Error("over while it is met")
		}
	}
	*now = now.Add(conflictLife)
	if w.HasFault(FaultConflict) {
		t.Error("never over")
	}
	if n := strings.Count(out.String(), "\n"); n != 3 { // the failure, the fault and its end
		t.Errorf("%d lines in the log:\n%s", n, out)
	}
	*now = now.Add(repeatAfter)
	w.Failed("conflict", errors.New("another bot polls; stop one of them"))
	if n := strings.Count(out.String(), "\n"); n != 5 {
		t.Errorf("%d lines in the log when it comes again:\n%s", n, out)
	}
}

func metrics(t *testing.T, w *Monitor) string {
	t.Helper()
	answer := httptest.NewRecorder()
	w.Handler().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	return answer.Body.String()
}

// Updates that come again to a full disk have a new code each time, and the log must not
// fill that disk. Other failures are logged with every code.
func TestAFullDiskIsLoggedOnceWhateverTheCode(t *testing.T) {
	t.Parallel()
	for what, lines := range map[string]int{"commit": 2, "settle": 2, "turn": 100} {
		w, _, out := newTestMonitor()
		for i := range 100 {
			w.Failed(what, chat.UpdateCode(fmt.Sprint(i)).Wrap(errors.New("no space left")))
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
	w.Delivered("sendMessage", chat.OutcomeDone)
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
	w.Ready()
	w.Build("v1.2", "go1.26", "c0ffee00")
	w.ReportFault(FaultDisk, "full")
	if code, body := get("/healthz"); code != http.StatusOK || !strings.Contains(body, `"disk"`) || !strings.Contains(body, `"content":"c0ffee00"`) {
		t.Errorf("/healthz in trouble: %d %s", code, body)
	}
	if code, body := get("/readyz"); code != http.StatusOK || !json.Valid([]byte(body)) {
		t.Errorf("/readyz: %d %s", code, body)
	}
	_, body := get("/metrics")
	for _, want := range []string{"cekloker_outbox_calls 4", `cekloker_events_total{event="door_family"} 1`, `cekloker_calls_total{method="sendMessage",outcome="done"} 1`, `cekloker_build_info{content="c0ffee00",go="go1.26",version="v1.2"} 1`, "go_goroutines", "process_resident_memory_bytes"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in the metrics", want)
		}
	}
	w.Stuck(errors.New("two turns hang"))
	if code, body := get("/healthz"); code != http.StatusServiceUnavailable || !strings.Contains(body, "two turns hang") {
		t.Errorf("/healthz when stuck: %d %s", code, body)
	}
	w.Failed("deliver", fmt.Errorf("again: %w", chat.UpdateCode("K7M2QX").Wrap(errors.New("oops"))))
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

// Who watches the counters does not see when one person asked for help.
func TestEventsOfDangerAreCountedInSteps(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"safeword", "door_danger"} {
		w, _, _ := newTestMonitor()
		shown := func() string {
			_, after, _ := strings.Cut(metrics(t, w), `cekloker_events_total{event="`+name+`"} `)
			number, _, _ := strings.Cut(after, "\n")
			return number
		}
		for i := range 12 {
			w.Count(name)
			if want := map[int]string{0: "", 1: "5", 2: "10"}[(i+1)/coarseStep]; shown() != want {
				t.Errorf("%s after %d: %q, want %q", name, i+1, shown(), want)
			}
		}
		if got := w.TakeCounts(); got[name] != 10 {
			t.Errorf("to the disk go %v", got)
		}
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
