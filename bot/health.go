package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/ops"
	"cekloker/internal/telegram"
)

// healthLimits are the times after which something counts as a fault. Zero fields have
// their defaults.
type healthLimits struct {
	urgent  time.Duration // a reply to somebody in danger is unsent
	silence time.Duration // no call succeeds; messages wait and none is sent
	clock   time.Duration // off the clock of Telegram
	look    time.Duration // between two looks at the files, and at the disk when nothing is written
	loop    time.Duration // the loop that receives is late
	webhook time.Duration // between two looks at what Telegram says of the webhook
}

func (l healthLimits) withDefaults() healthLimits {
	return healthLimits{
		urgent: cmp.Or(l.urgent, 5*time.Second), silence: cmp.Or(l.silence, time.Minute), clock: cmp.Or(l.clock, 5*time.Minute),
		look: cmp.Or(l.look, 10*time.Second), loop: cmp.Or(l.loop, time.Minute), webhook: cmp.Or(l.webhook, 30*time.Second),
	}
}

// health looks at the bot from outside its turns, calls and commits, once a second.
type health struct {
	v      serveConfig
	limits healthLimits
	client *telegram.Client
	chats  *chat.Service
	began  time.Time
	stuck  func(error) // ends the program

	mu  sync.Mutex
	due time.Time // when the loop that receives must have called again

	looked time.Time // at the files and the disk

	probes  sync.Mutex // held while a probe is under way
	commits int64      // at the last probe
}

// errDeadLoop ends the program: no update is received, and nothing else ends the program.
var errDeadLoop = errors.New("the loop that receives updates is dead; the program ends, so that it can be started afresh")

// alive is told by the loop that receives when it calls again at the latest.
func (h *health) alive(next time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.due = time.Now().Add(next + h.limits.loop)
}

// isLate reports whether the receiving loop has missed its time.
func (h *health) isLate() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return !h.due.IsZero() && time.Now().After(h.due)
}

// run looks until ctx is done. It keeps systemd's watchdog quiet while nothing is stuck.
func (h *health) run(ctx context.Context) {
	h.began = time.Now()
	var probe sync.WaitGroup
	defer probe.Wait()
	tick := time.NewTicker(min(time.Second, h.limits.look))
	defer tick.Stop()
	supervisor := newSupervisor(h.v.env)
	supervisor.ready()
	if h.v.memory != nil {
		h.v.memory()
		debug.FreeOSMemory() // memory that was needed only to read the content
	}
	defer supervisor.stopping()
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		if h.isLate() {
			h.stuck(errDeadLoop)
			return
		}
		supervisor.alive()
		h.lookAtTelegram()
		if time.Since(h.looked) >= h.limits.look {
			h.looked = time.Now()
			if h.v.memory != nil {
				h.v.memory()
			}
			h.v.monitor.SetFault(ops.FaultKeys, reason(h.v.store.CheckKeys()))
			h.v.monitor.SetFault(ops.FaultDataFile, reason(h.v.store.CheckData()))
			if h.probes.TryLock() {
				probe.Go(h.probe)
			}
		}
	}
}

func reason(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// probe writes when nobody else does, or while others fail, to learn whether the disk can
// be written.
func (h *health) probe() {
	defer h.probes.Unlock()
	commits, _ := h.v.store.Commits()
	idle := commits == h.commits
	h.commits = commits
	if !idle && !h.v.monitor.HasFault(ops.FaultDisk) {
		return
	}
	if err := h.v.store.Probe(h.v.now()); err != nil {
		h.v.monitor.Failed("commit", err)
		return
	}
	h.v.monitor.DiskWorks()
	h.commits++ // the probe's own
}

// lookAtTelegram looks at what waits to be sent, at the last answers and at the clock.
func (h *health) lookAtTelegram() {
	since := func(last time.Duration) time.Duration { return min(last, time.Since(h.began)) }
	quiet, unsent := since(h.client.SinceAnswer()), since(h.client.SinceMessage())
	waits := h.chats.TotalBacklog()
	said := map[ops.Fault]string{}
	if waits.Urgent > h.limits.urgent {
		said[ops.FaultUrgentUnsent] = fmt.Sprintf("a reply to somebody in danger has waited for %v; look at the network and at cekloker_calls_total", waits.Urgent.Round(time.Second))
	}
	if quiet > h.limits.silence {
		said[ops.FaultNoAnswer] = fmt.Sprintf("no call of the Bot API has succeeded for %v; look at the network and at TELEGRAM_API_URL", quiet.Round(time.Second))
	}
	if waits.Oldest > h.limits.silence && unsent > h.limits.silence {
		said[ops.FaultSending] = fmt.Sprintf("%d messages wait, and none was sent for %v; look at the log and at cekloker_calls_total", waits.Calls, unsent.Round(time.Second))
	}
	if off := h.client.ClockOff(h.v.now()); off.Abs() > h.limits.clock {
		said[ops.FaultClock] = fmt.Sprintf("the clock is %v ahead of that of Telegram; lives and keys go by it: turn on time synchronisation", off.Round(time.Second))
	}
	for _, what := range [...]ops.Fault{ops.FaultUrgentUnsent, ops.FaultNoAnswer, ops.FaultSending, ops.FaultClock} {
		h.v.monitor.SetFault(what, said[what])
	}
}

// healthCmd asks a serving bot for its health. It is the health check of the container,
// which restarts a bot only when it is stuck.
type healthCmd struct {
	Troubled bool `help:"Fail also when the bot is in trouble that a restart does not end."`
}

func (c healthCmd) Run(p *program, s *settings) error {
	ctx, cancel := context.WithTimeout(p.ctx, 3*time.Second)
	defer cancel()
	h, err := ops.AskHealth(ctx, s.opsListen())
	switch {
	case err != nil:
		return err
	case h.Stuck != "":
		return fmt.Errorf("the bot is stuck: %s", h.Stuck)
	}
	for _, t := range h.Faults {
		fmt.Fprintf(p.out, "in trouble for %d s (%s): %s\n", t.Seconds, t.What, t.Reason)
	}
	if c.Troubled && len(h.Faults) > 0 {
		return errReported
	}
	if h.PicturesUnread != "" {
		fmt.Fprintln(p.out, h.PicturesUnread)
	}
	fmt.Fprintf(p.out, "serves content %s; %d pieces of it past their review date\n", h.Content, h.Overdue)
	return nil
}
