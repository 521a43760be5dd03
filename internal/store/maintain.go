package store

import (
	"context"
	"os"
	"slices"
	"time"

	"go.etcd.io/bbolt"
)

// How often the store is swept and compacted. Deleted records have left the file after
// compactEvery at the latest.
const (
	sweepEvery   = 10 * time.Minute
	compactEvery = 20 * time.Hour
	rescueAfter  = time.Minute // between two compactions of a full or damaged file
	reserveEvery = time.Hour   // between two compactions while the reserve is in use
)

// Maintain sweeps the store and compacts it daily, and at once when the file is full
// or damaged, until ctx is done. It reports compactions and failures.
func (s *Store) Maintain(ctx context.Context, now func() time.Time, did func(Compaction), failed func(what string, err error)) {
	var last time.Time // the last compaction that was asked for
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := s.Sweep(now()); err != nil {
			failed("sweep", err)
		}
		if s.shouldCompact(now()) {
			s.compactAndReport(now(), did, failed)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-s.compactionNeeded:
			if !sleep(ctx, time.Until(last.Add(rescueAfter))) {
				return
			}
			last = time.Now()
			s.compactAndReport(now(), did, failed)
			select {
			case <-s.compactionNeeded: // asked for during the compaction
			default:
			}
		}
		if err := s.setAside(); err != nil {
			failed("reserve", err)
		}
	}
}

func (s *Store) compactAndReport(now time.Time, did func(Compaction), failed func(string, error)) {
	got, err := s.Compact(now)
	if err != nil {
		failed("compact", err)
		return
	}
	did(got)
}

func sleep(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// minCompactSize is the size from which a mostly empty file is compacted early.
const minCompactSize = 16 << 20

func (s *Store) shouldCompact(now time.Time) bool {
	var last int64
	if err := s.readMeta(compactedKey, &last); err != nil {
		return false
	}
	since := now.Sub(time.Unix(last, 0))
	if since >= compactEvery || since < -time.Hour || s.reserveOpen.Load() && since >= reserveEvery {
		return true
	}
	f := s.sizes()
	return f.Size > minCompactSize && f.Free > f.Size/2
}

// Stats are the sizes and numbers of a store, for its operator.
type Stats struct {
	Size, Free                                int64 // bytes of the file, and its unused part
	Cases, Traces, Outbox, Prefs, Quarantined int   // records
	Days, InvalidKeys                         []string
	LastCompaction                            time.Time
	Damaged                                   int64
}

// sizes returns the sizes of a file that may be damaged. Unknown ones are 0.
func (s *Store) sizes() (f Stats) {
	if info, err := os.Stat(s.file); err == nil {
		f.Size = info.Size()
	}
	_ = s.view(func(tx *bbolt.Tx) error { // in a transaction, because the file may be remapped outside of one
		stats := tx.DB().Stats()
		f.Free = int64(stats.FreePageN+stats.PendingPageN) * int64(tx.DB().Info().PageSize)
		return nil
	})
	return f
}

// Stats counts what the store holds. It reads the whole file.
func (s *Store) Stats() (Stats, error) {
	f := s.sizes()
	f.Days, f.InvalidKeys = s.keys.dayNames()
	slices.Sort(f.Days)
	f.Damaged = s.Damaged()
	var last int64
	if err := s.readMeta(compactedKey, &last); err != nil {
		return f, err
	}
	if last != 0 {
		f.LastCompaction = time.Unix(last, 0)
	}
	return f, s.view(func(tx *bbolt.Tx) error {
		for bucket, n := range map[string]*int{"cases": &f.Cases, "traces": &f.Traces, "outbox": &f.Outbox, "prefs": &f.Prefs, "aside": &f.Quarantined} {
			*n = tx.Bucket([]byte(bucket)).Stats().KeyN
		}
		return nil
	})
}
