package ops

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"cekloker/internal/chat"
)

// NewLog returns a log that writes JSON lines. It is only given names, counts and
// durations: no text of a person, no chat id and no address.
func NewLog(w io.Writer) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: slog.LevelInfo}))
}

// Monitor counts what happens and tells whether the bot is healthy. It implements
// chat.Observer.
type Monitor struct {
	log   *slog.Logger
	now   func() time.Time
	reg   *prometheus.Registry
	count *prometheus.CounterVec
	turns *prometheus.HistogramVec
	calls *prometheus.CounterVec
	fails *prometheus.CounterVec

	reserve atomic.Bool // in use

	mu      sync.Mutex
	content string // its version
	overdue int    // pieces of content past their review date
	ready   bool
	stuck   string
	unread  string // why pictures cannot be read
	faults  faults
	tally   map[string]int       // events since the last TakeCounts
	logged  map[string]time.Time // lines that were logged, and when

	remainders map[string]int // of coarse events
}

// repeatAfter is how long an identical line is only counted and not logged again: a
// receipt that cannot be written is tried every second, and the log must not fill a
// disk that is full already.
const repeatAfter = 10 * time.Minute

// maxLogged bounds the lines that are remembered.
const maxLogged = 1000

// NewMonitor returns a monitor that begins healthy.
func NewMonitor(log *slog.Logger, now func() time.Time, aging int) *Monitor {
	w := &Monitor{log: log, now: now, overdue: aging, logged: map[string]time.Time{}, reg: prometheus.NewRegistry()}
	w.count = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "cekloker_events_total", Help: "What happened in conversations, by the closed list of names."}, []string{"event"})
	w.turns = prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "cekloker_turn_seconds", Help: "From an update to its committed reply.", Buckets: []float64{.001, .002, .005, .01, .02, .05, .1, .5, 1, 5}}, []string{"kind"})
	w.calls = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "cekloker_calls_total", Help: "Calls of the Bot API, by what became of them."}, []string{"method", "outcome"})
	w.fails = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "cekloker_failures_total", Help: "What went wrong and was handled."}, []string{"what"})
	w.reg.MustRegister(w.count, w.turns, w.calls, w.fails, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	w.registerHealth()
	return w
}

// coarse are the events of people in danger. They are counted in steps: whoever watches
// the metrics must not see the moment at which one person asked for help. A remainder is
// forgotten with the end of the program.
var coarse = map[string]bool{"door_danger": true, "safeword": true, "late": true}

const coarseStep = 5

// campaignPrefix begins the counters of campaigns. They are coarse too, and no metrics:
// a first person at a new code would show there.
const campaignPrefix = "campaign_"

// Count counts an event of a conversation.
func (m *Monitor) Count(name string) {
	n := 1
	campaign := strings.HasPrefix(name, campaignPrefix)
	if coarse[name] || campaign {
		n = m.step(name)
	}
	if n > 0 {
		if !campaign {
			m.count.WithLabelValues(name).Add(float64(n))
		}
		m.AddCounts(name, n)
	}
}

// step counts a coarse event and returns by how much its counters rise.
func (m *Monitor) step(name string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.remainders == nil {
		m.remainders = map[string]int{}
	}
	m.remainders[name]++
	if m.remainders[name] < coarseStep {
		return 0
	}
	m.remainders[name] = 0
	return coarseStep
}

// TakeCounts returns the counts since it was last called.
func (m *Monitor) TakeCounts() map[string]int {
	m.mu.Lock()
	defer m.mu.Unlock()
	counts := m.tally
	m.tally = nil
	return counts
}

// AddCounts adds to the counts that TakeCounts returns.
func (m *Monitor) AddCounts(name string, n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.tally == nil {
		m.tally = map[string]int{}
	}
	m.tally[name] += n
}

// Gauge registers a value that is measured whenever the metrics are read.
func (m *Monitor) Gauge(name, help string, value func() float64) {
	m.reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "cekloker_" + name, Help: help}, value))
}

// Turned notes one committed turn.
func (m *Monitor) Turned(kind string, took time.Duration) {
	m.turns.WithLabelValues(kind).Observe(took.Seconds())
	m.DiskWorks()
}

// Delivered notes one call.
func (m *Monitor) Delivered(method string, outcome chat.Outcome) {
	names := [...]string{"done", "later", "gone", "broken"}
	m.calls.WithLabelValues(method, names[outcome]).Inc()
}

// Failed counts and logs a failure. The error is redacted where it is made, and again
// by the writer of the log. Lines with the same ref belong to one update.
func (m *Monitor) Failed(what string, err error) {
	m.fails.WithLabelValues(what).Inc()
	line := []any{"what", what, "error", err.Error()}
	ofDisk := what == "commit" || what == "settle"
	said := fmt.Sprint(line...)
	var of *chat.Failure
	if errors.As(err, &of) {
		line = append(line, "ref", string(of.Ref))
		if !ofDisk { // a full disk causes the same line for everybody
			said += string(of.Ref)
		}
	}
	if m.shouldLog(said) {
		m.log.Warn("failed", line...)
	}
	switch {
	case ofDisk:
		m.ReportFault(FaultDisk, "nothing can be written ("+err.Error()+"); updates stay with Telegram until it can; look at the disk")
	case what == "conflict":
		m.ReportFaultFor(FaultConflict, err.Error(), conflictLife)
	}
}

// shouldLog reports whether a line was not logged for a while, and notes it.
func (m *Monitor) shouldLog(line string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	if at, ok := m.logged[line]; ok && now.Sub(at) < repeatAfter {
		return false
	}
	if len(m.logged) >= maxLogged {
		clear(m.logged)
	}
	m.logged[line] = now
	return true
}

// LogDone logs something that was done, with numbers only.
func (m *Monitor) LogDone(what string, numbers ...any) { m.log.Info(what, numbers...) }

// Handler serves /healthz, /readyz and /metrics. A bot with faults answers 200, since a
// restart would lose the messages of people in danger that are not on disk yet.
func (m *Monitor) Handler() http.Handler {
	mux := http.NewServeMux()
	tell := func(ok func(Health) bool) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) {
			h := m.Health()
			rw.Header().Set("Content-Type", "application/json")
			if !ok(h) {
				rw.WriteHeader(http.StatusServiceUnavailable)
			}
			_ = json.NewEncoder(rw).Encode(h)
		}
	}
	mux.HandleFunc("GET /healthz", tell(func(h Health) bool { return h.Stuck == "" }))
	mux.HandleFunc("GET /readyz", tell(func(h Health) bool { return h.Stuck == "" && h.Ready }))
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.reg, promhttp.HandlerOpts{}))
	return mux
}

// AskHealth asks a serving bot for its health.
func AskHealth(ctx context.Context, address string) (Health, error) {
	var h Health
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/healthz", nil)
	if err != nil {
		return h, fmt.Errorf("%q is no address; write host:port", address)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return h, fmt.Errorf("no bot answers at %s; is it serving, and with this CEKLOKER_OPS_LISTEN?", address)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(io.LimitReader(resp.Body, 1<<16)).Decode(&h); err != nil {
		return h, fmt.Errorf("what answers at %s is not this bot", address)
	}
	return h, nil
}
