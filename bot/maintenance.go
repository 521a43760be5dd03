package main

import (
	"context"
	"sync"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/ops"
	"cekloker/internal/store"
)

// startMaintenance starts what runs in the background until ctx is done.
func (v serveConfig) startMaintenance(ctx context.Context, background *sync.WaitGroup, chats *chat.Service, actions *operatorActions) {
	background.Go(func() { v.store.Maintain(ctx, v.now, v.logCompaction, v.monitor.Failed) })
	background.Go(func() { sendReminders(ctx, chats, v.monitor) })
	background.Go(func() { actions.saveCounts(ctx) })
	if v.data == "" {
		return
	}
	background.Go(func() {
		if err := serveAdminSocket(ctx, v.data, v.store, v.now); err != nil {
			v.monitor.Failed("socket", err)
		}
	})
	v.registerGauges(chats)
}

// registerGauges registers the values that are read with the metrics. None of them
// points to a person.
func (v serveConfig) registerGauges(chats *chat.Service) {
	v.monitor.Gauge("outbox_calls", "Calls that are not delivered yet.", func() float64 { return float64(chats.TotalBacklog().Calls) })
	v.monitor.Gauge("outbox_oldest_seconds", "Age of the oldest call that is not delivered yet.", func() float64 { return chats.TotalBacklog().Oldest.Seconds() })
	v.monitor.Gauge("outbox_urgent_seconds", "Age of the oldest reply to somebody in danger that is not delivered yet, 0 for none.", func() float64 { return chats.TotalBacklog().Urgent.Seconds() })
	v.monitor.Gauge("damaged_records", "Records that could not be opened since the start.", func() float64 { return float64(v.store.Damaged()) })
	v.monitor.Gauge("commits", "Commits since the start.", func() float64 { n, _ := v.store.Commits(); return float64(n) })
	v.monitor.Gauge("committed_changes", "Changes in these commits.", func() float64 { _, n := v.store.Commits(); return float64(n) })
}

// logCompaction logs what a compaction did.
func (v serveConfig) logCompaction(c store.Compaction) {
	v.monitor.LogDone("compacted", "bytes_before", c.Before, "bytes_after", c.After, "kept", c.Kept, "dropped", c.Dropped, "took", c.Took.String(), "pause", c.Pause.String())
}

// sendReminders sends the reminders that are due, every half minute.
func sendReminders(ctx context.Context, chats *chat.Service, watch *ops.Monitor) {
	tick := time.NewTicker(30 * time.Second)
	defer tick.Stop()
	for {
		if err := chats.SendReminders(); err != nil {
			watch.Failed("remind", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
