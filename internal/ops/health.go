package ops

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Health has two lists. What is stuck cannot get better by itself: the program ends and
// a supervisor starts it afresh. What is troubled is reported and restarts nothing: most
// troubles are not the program's own, and pleas that are ahead of the disk live in its
// memory.

// Trouble is one of the things that can be wrong while the bot runs on.
type Trouble string

// The troubles. docs/operating.md says for each what an operator does.
const (
	Urgent   Trouble = "urgent_unsent" // a reply to somebody in danger has waited for five seconds
	Silence  Trouble = "no_answer"     // no call of the Bot API has succeeded for a minute
	Webhook  Trouble = "webhook"       // Telegram fails to deliver updates, or many wait there
	Disk     Trouble = "disk"          // nothing can be written
	Keys     Trouble = "keys"          // the key file is gone, or is another one
	DataFile Trouble = "data_file"     // the data file is gone, or is another one
	Clock    Trouble = "clock"         // five minutes off the clock of Telegram
	Sending  Trouble = "sending"       // messages wait, and for a minute none was sent
	Conflict Trouble = "conflict"      // another bot polls with this token
)

// Troubles lists all of them.
var Troubles = [...]Trouble{Urgent, Silence, Webhook, Disk, Keys, DataFile, Clock, Sending, Conflict}

// conflictLife is how long a conflict lasts: while two bots poll, each poll is ended at
// least once a minute.
const conflictLife = 90 * time.Second

// troubles are those that last, and their reasons.
type troubles map[Trouble]*trouble

type trouble struct {
	reason string
	since  time.Time
	until  time.Time // when it is over by itself; zero: when somebody says so
}

// Begins notes a trouble, with a line in the log unless it lasts already.
func (m *Monitor) Begins(what Trouble, reason string) { m.Lasts(what, reason, 0) }

// Lasts notes a trouble that is over after a time unless it is noted again.
func (m *Monitor) Lasts(what Trouble, reason string, life time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	t := m.troubles[what]
	if t == nil {
		if m.troubles == nil {
			m.troubles = troubles{}
		}
		t = &trouble{since: now}
		m.troubles[what] = t
		m.log.Warn("trouble begins", "trouble", string(what), "reason", reason)
	}
	t.reason, t.until = reason, time.Time{}
	if life > 0 {
		t.until = now.Add(life)
	}
}

// Over notes the end of a trouble, with a line in the log if there was one.
func (m *Monitor) Over(what Trouble) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.end(what)
}

// end does the same. m.mu is held.
func (m *Monitor) end(what Trouble) {
	if t := m.troubles[what]; t != nil {
		delete(m.troubles, what)
		m.log.Info("trouble is over", "trouble", string(what), "seconds", int(m.now().Sub(t.since).Seconds()))
	}
}

// Lasting reports whether a trouble lasts.
func (m *Monitor) Lasting(what Trouble) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.expire()
	return m.troubles[what] != nil
}

// Check notes that a trouble lasts, or, without a reason, that it does not.
func (m *Monitor) Check(what Trouble, reason string) {
	if reason == "" {
		m.Over(what)
		return
	}
	m.Begins(what, reason)
}

// expire ends the troubles whose time is over. m.mu is held.
func (m *Monitor) expire() {
	for what, t := range m.troubles {
		if !t.until.IsZero() && !m.now().Before(t.until) {
			m.end(what)
		}
	}
}

// Stuck notes why the program ends itself.
func (m *Monitor) Stuck(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.stuck = err.Error()
}

// Ready notes that Telegram has answered: the bot serves.
func (m *Monitor) Ready() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ready = true
}

// Health is what /healthz says.
type Health struct {
	Stuck    string  `json:"stuck,omitempty"`
	Ready    bool    `json:"ready"`
	Troubles []Lasts `json:"troubles"`
	Overdue  int     `json:"content_past_review"`
}

// Lasts is a trouble that lasts.
type Lasts struct {
	What    Trouble `json:"trouble"`
	Reason  string  `json:"reason"`
	Seconds int     `json:"seconds"`
}

// Health tells what is stuck and what is troubled.
func (m *Monitor) Health() Health {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.expire()
	h := Health{Stuck: m.stuck, Ready: m.ready, Overdue: m.overdue, Troubles: []Lasts{}}
	for _, what := range Troubles {
		if t := m.troubles[what]; t != nil {
			h.Troubles = append(h.Troubles, Lasts{what, t.reason, int(m.now().Sub(t.since).Seconds())})
		}
	}
	return h
}

// registerHealth registers one value for each trouble.
func (m *Monitor) registerHealth() {
	for _, what := range Troubles {
		m.reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "cekloker_troubled", Help: "1 while this trouble lasts.", ConstLabels: prometheus.Labels{"trouble": string(what)},
		}, func() float64 {
			if m.Lasting(what) {
				return 1
			}
			return 0
		}))
	}
}

// Build registers the version of the program, as a value that is always 1.
func (m *Monitor) Build(version, goVersion string) {
	m.reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "cekloker_build_info", Help: "The version of the program and of Go.", ConstLabels: prometheus.Labels{"version": version, "go": goVersion},
	}, func() float64 { return 1 }))
}
