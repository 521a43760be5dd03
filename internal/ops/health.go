package ops

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Health has two lists. What is stuck cannot get better by itself: the program ends and
// a supervisor starts it afresh. A fault is reported and restarts nothing: most
// faults are not the program's own, and pleas that are ahead of the disk live in its
// memory.

// Fault is one of the things that can be wrong while the bot runs on.
type Fault string

// The faults. docs/operating.md says for each what an operator does.
const (
	FaultUrgentUnsent Fault = "urgent_unsent" // a reply to somebody in danger has waited for five seconds
	FaultNoAnswer     Fault = "no_answer"     // no call of the Bot API has succeeded for a minute
	FaultWebhook      Fault = "webhook"       // Telegram fails to deliver updates, or many wait there
	FaultDisk         Fault = "disk"          // nothing can be written, or only into the reserve
	FaultKeys         Fault = "keys"          // the key file is gone, or is another one
	FaultDataFile     Fault = "data_file"     // the data file is gone, or is another one
	FaultClock        Fault = "clock"         // five minutes off the clock of Telegram
	FaultSending      Fault = "sending"       // messages wait, and for a minute none was sent
	FaultConflict     Fault = "conflict"      // another bot polls with this token
)

// Faults lists all of them.
var Faults = [...]Fault{FaultUrgentUnsent, FaultNoAnswer, FaultWebhook, FaultDisk, FaultKeys, FaultDataFile, FaultClock, FaultSending, FaultConflict}

// conflictLife is how long a conflict lasts: while two bots poll, each poll is ended at
// least once a minute.
const conflictLife = 90 * time.Second

// faults are those that last, and their reasons.
type faults map[Fault]*fault

type fault struct {
	reason string
	since  time.Time
	until  time.Time // when it is over by itself; zero: when somebody says so
}

// ReportFault notes a fault, with a line in the log unless it lasts already.
func (m *Monitor) ReportFault(what Fault, reason string) { m.ReportFaultFor(what, reason, 0) }

// ReportFaultFor notes a fault that is over after a time unless it is noted again.
func (m *Monitor) ReportFaultFor(what Fault, reason string, life time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	t := m.faults[what]
	if t == nil {
		if m.faults == nil {
			m.faults = faults{}
		}
		t = &fault{since: now}
		m.faults[what] = t
		m.log.Warn("trouble begins", "trouble", string(what), "reason", reason)
	}
	t.reason, t.until = reason, time.Time{}
	if life > 0 {
		t.until = now.Add(life)
	}
}

// EndFault notes the end of a fault, with a line in the log if there was one.
func (m *Monitor) EndFault(what Fault) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.end(what)
}

// end does the same. m.mu is held.
func (m *Monitor) end(what Fault) {
	if t := m.faults[what]; t != nil {
		delete(m.faults, what)
		m.log.Info("trouble is over", "trouble", string(what), "seconds", int(m.now().Sub(t.since).Seconds()))
	}
}

// reserveInUse is what an operator reads while commits succeed on a full disk.
const reserveInUse = "full; the reserve is in use, so that everybody is answered until that is full too; make room"

// SetReserve notes whether the space is in use that is set aside for a full disk.
func (m *Monitor) SetReserve(inUse bool) {
	m.reserve.Store(inUse)
	m.log.Warn("reserve", "in_use", inUse)
	m.DiskWorks()
}

// DiskWorks notes that a commit succeeded. A disk is in order only without its reserve.
func (m *Monitor) DiskWorks() {
	if m.reserve.Load() {
		m.ReportFault(FaultDisk, reserveInUse)
		return
	}
	m.EndFault(FaultDisk)
}

// HasFault reports whether a fault lasts.
func (m *Monitor) HasFault(what Fault) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.expire()
	return m.faults[what] != nil
}

// SetFault notes that a fault lasts, or, without a reason, that it does not.
func (m *Monitor) SetFault(what Fault, reason string) {
	if reason == "" {
		m.EndFault(what)
		return
	}
	m.ReportFault(what, reason)
}

// expire ends the faults whose time is over. m.mu is held.
func (m *Monitor) expire() {
	for what, t := range m.faults {
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

// SetPicturesUnread notes why pictures cannot be read, "" that they can. The bot does all
// else without it, so this is no fault.
func (m *Monitor) SetPicturesUnread(reason string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.unread = reason
	if reason != "" {
		m.log.Warn("pictures unread", "reason", reason)
	}
}

// Health is what /healthz says.
type Health struct {
	Stuck   string        `json:"stuck,omitempty"`
	Ready   bool          `json:"ready"`
	Faults  []ActiveFault `json:"troubles"`
	Content string        `json:"content"` // its version
	Overdue int           `json:"content_past_review"`

	PicturesUnread string `json:"pictures_unread,omitempty"` // why pictures cannot be read
}

// ActiveFault is a fault that lasts.
type ActiveFault struct {
	What    Fault  `json:"trouble"`
	Reason  string `json:"reason"`
	Seconds int    `json:"seconds"`
}

// Health tells what is stuck and which faults it has.
func (m *Monitor) Health() Health {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.expire()
	h := Health{Stuck: m.stuck, Ready: m.ready, Content: m.content, Overdue: m.overdue, Faults: []ActiveFault{}, PicturesUnread: m.unread}
	for _, what := range Faults {
		if t := m.faults[what]; t != nil {
			h.Faults = append(h.Faults, ActiveFault{what, t.reason, int(m.now().Sub(t.since).Seconds())})
		}
	}
	return h
}

// registerHealth registers one value for each fault.
func (m *Monitor) registerHealth() {
	for _, what := range Faults {
		m.reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "cekloker_troubled", Help: "1 while this trouble lasts.", ConstLabels: prometheus.Labels{"trouble": string(what)},
		}, func() float64 {
			if m.HasFault(what) {
				return 1
			}
			return 0
		}))
	}
}

// Build notes the version of the content, and registers it with that of the program, as a
// value that is always 1.
func (m *Monitor) Build(version, goVersion, content string) {
	m.mu.Lock()
	m.content = content
	m.mu.Unlock()
	m.reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "cekloker_build_info", Help: "The version of the program, of Go and of the content.", ConstLabels: prometheus.Labels{"version": version, "go": goVersion, "content": content},
	}, func() float64 { return 1 }))
}
