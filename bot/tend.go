package main

import (
	"context"
	"sync"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/ops"
	"cekloker/internal/store"
)

// tend begins what goes on beside the conversations until ctx is over.
func (v service) tend(ctx context.Context, beside *sync.WaitGroup, chats *chat.Service, desk *operatorActions) {
	beside.Go(func() { v.store.Maintain(ctx, v.now, v.compacted, v.watch.Failed) })
	beside.Go(func() { remind(ctx, chats, v.watch) })
	beside.Go(func() { desk.saveCounts(ctx) })
	if v.data == "" {
		return
	}
	beside.Go(func() {
		if err := serveAdminSocket(ctx, v.data, v.store, v.now); err != nil {
			v.watch.Failed("socket", err)
		}
	})
	v.gauges(chats)
}

// gauges are what can be read at any moment; none points to a person.
func (v service) gauges(chats *chat.Service) {
	v.watch.Gauge("outbox_calls", "Calls that are not delivered yet.", func() float64 { n, _ := chats.Undelivered(); return float64(n) })
	v.watch.Gauge("outbox_oldest_seconds", "Age of the oldest call that is not delivered yet.", func() float64 { _, age := chats.Undelivered(); return age.Seconds() })
	v.watch.Gauge("damaged_records", "Records that could not be opened since the start.", func() float64 { return float64(v.store.Damaged()) })
	v.watch.Gauge("commits", "Commits since the start.", func() float64 { n, _ := v.store.Commits(); return float64(n) })
	v.watch.Gauge("committed_changes", "Changes in these commits.", func() float64 { _, n := v.store.Commits(); return float64(n) })
}

// compacted logs what a compaction did.
func (v service) compacted(c store.Compaction) {
	v.watch.LogDone("compacted", "bytes_before", c.Before, "bytes_after", c.After, "kept", c.Kept, "dropped", c.Dropped, "took", c.Took.String(), "pause", c.Pause.String())
}

// remind sends the reminders that are due, every half minute.
func remind(ctx context.Context, chats *chat.Service, watch *ops.Monitor) {
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
