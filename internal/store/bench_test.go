package store

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"cekloker/internal/chat"
	"cekloker/internal/session"
)

// latencies measures how long each of n turns takes, with several writers at once.
func latencies(b *testing.B, writers, n int, turn func(i int64) error) []time.Duration {
	b.Helper()
	took := make([]time.Duration, n)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for {
				i := next.Add(1) - 1
				if i >= int64(n) {
					return
				}
				began := time.Now()
				if err := turn(i); err != nil {
					b.Error(err)
					return
				}
				took[i] = time.Since(began)
			}
		})
	}
	wg.Wait()
	slices.Sort(took)
	return took
}

func report(b *testing.B, took []time.Duration, whole time.Duration) {
	ms := func(part float64) float64 {
		return float64(took[min(int(part*float64(len(took))), len(took)-1)].Microseconds()) / 1000
	}
	b.ReportMetric(float64(len(took))/whole.Seconds(), "turns/s")
	b.ReportMetric(ms(0.50), "p50-ms")
	b.ReportMetric(ms(0.99), "p99-ms")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkTurns reads a chat and writes it back, as a turn does: with the group
// commit, and with one transaction a message, on this disk and on disks whose
// two syncs of a commit take 1 ms and 5 ms each.
func BenchmarkTurns(b *testing.B) {
	for _, sync := range []time.Duration{0, time.Millisecond, 5 * time.Millisecond} {
		for _, writers := range []int{1, 8, 64, 256} {
			for _, how := range []string{"group", "single"} {
				disk := "this disk"
				if sync > 0 {
					disk = fmt.Sprintf("%v a sync", sync)
				}
				b.Run(fmt.Sprintf("%s/%d chats/%s", disk, writers, how), func(b *testing.B) {
					dir := b.TempDir()
					s, err := Open(Options{Data: dir + "/data", Keys: dir + "/keys", Sync: func() { time.Sleep(2 * sync) }})
					if err != nil {
						b.Fatal(err)
					}
					defer s.Close()
					var alone chan struct{}
					if how == "single" {
						alone = make(chan struct{}, 1)
					}
					b.ResetTimer()
					began := time.Now()
					took := latencies(b, writers, b.N, func(i int64) error {
						id := chat.ID(i % 2000)
						if _, err := s.Load(id, noon); err != nil {
							return err
						}
						if alone == nil {
							return s.Save(id, records(i+1), false, noon)()
						}
						alone <- struct{}{}
						defer func() { <-alone }()
						return s.update(func(tx *bbolt.Tx) error { return s.newRecordWriter(tx, id, noon).saveAll(records(i+1), false) })
					})
					report(b, took, time.Since(began))
				})
			}
		}
	}
}

// BenchmarkMillion keeps a million chats. Its numbers do not depend on b.N.
func BenchmarkMillion(b *testing.B) {
	if os.Getenv("CEKLOKER_LONG") == "" {
		b.Skip("takes minutes and 3 GB; set CEKLOKER_LONG=1")
	}
	const chats = 1_000_000
	dir := b.TempDir()
	open := func() *Store {
		s, err := Open(Options{Data: dir + "/data", Keys: dir + "/keys"})
		if err != nil {
			b.Fatal(err)
		}
		return s
	}
	kept := func(i int64) chat.Records {
		r := records(i + 1)
		r.Unsent = nil
		for n := range int64(10) {
			r.Traces.Messages = append(r.Traces.Messages, chat.Trace{Message: 1000 + n, At: noon.Unix()})
			r.Traces.Updates = append(r.Traces.Updates, 700_000_000+i+n)
			r.Session = r.Session.Set(slotName(n), "dont_know")
		}
		return r
	}
	s := open()
	// In the order of their keys: otherwise filling the store writes tens of gigabytes.
	order := make([]int64, chats)
	for i := range order {
		order[i] = int64(i)
	}
	keys := make([][]byte, chats)
	for i := range keys {
		keys[i] = s.master.pseudonym(chat.ID(i))
	}
	slices.SortFunc(order, func(a, b int64) int { return bytes.Compare(keys[a], keys[b]) })
	keys = nil
	began := time.Now()
	latencies(b, 512, chats, func(i int64) error { return s.Save(chat.ID(order[i]), kept(order[i]), false, noon)() })
	order = nil
	b.Logf("filled in %v", time.Since(began).Round(time.Second))
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	began = time.Now()
	s = open()
	defer func() { _ = s.Close() }()
	b.ReportMetric(float64(time.Since(began).Microseconds())/1000, "open-ms")
	turn := func(i int64) error {
		id := chat.ID(i * 7919 % chats)
		r, err := s.Load(id, noon)
		if err != nil || r.Session.Began.IsZero() {
			return fmt.Errorf("chat %d: %w", id, err)
		}
		return s.Save(id, r, false, noon)()
	}
	began = time.Now()
	took := latencies(b, 64, 20_000, turn)
	report(b, took, time.Since(began))
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "heap-MB")
	done := make(chan Compaction)
	go func() {
		c, err := s.Compact(noon)
		if err != nil {
			b.Error(err)
		}
		done <- c
	}()
	var slowest time.Duration
	var c Compaction
	for over := false; !over; {
		took := latencies(b, 8, 200, turn)
		slowest = max(slowest, took[len(took)-1])
		select {
		case c = <-done:
			over = true
		default:
		}
	}
	b.ReportMetric(float64(c.Before)/1e6, "file-MB")
	b.ReportMetric(float64(c.After)/1e6, "compacted-MB")
	b.ReportMetric(c.Took.Seconds(), "compaction-s")
	b.ReportMetric(float64(c.Pause.Microseconds())/1000, "pause-ms")
	b.ReportMetric(float64(slowest.Microseconds())/1000, "slowest-turn-ms")
}

// slotName is one of some slots that a case may have filled.
func slotName(n int64) session.Slot { return session.Slot(fmt.Sprintf("asked.slot_%d", n)) }
