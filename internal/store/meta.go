package store

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"go.etcd.io/bbolt"
)

// Records that belong to no chat: poll offsets, daily counters, paused flows, the time
// of the last compaction. All of them are sealed with the lasting key.

// readMeta opens one record into v. A damaged one counts as missing.
func (s *Store) readMeta(key []byte, v any) error { return s.readMetaAt(key, time.Unix(0, 0), v) }

// readMetaAt does the same for a record that may be expired, and then counts as missing.
func (s *Store) readMetaAt(key []byte, now time.Time, v any) error {
	err := s.view(func(tx *bbolt.Tx) error { return s.get(tx, bucketMeta, key, now, v) })
	var bad *damagedRecord
	if errors.As(err, &bad) {
		s.damaged.Add(1)
		return nil
	}
	return err
}

// OffsetLife is how long a poll offset is valid: after a week without updates Telegram
// restarts its ids at a random number.
const OffsetLife = 6 * 24 * time.Hour

// Offset returns the poll offset of a bot, 0 when there is none or it is too old.
func (s *Store) Offset(bot int64, now time.Time) (offset int64, err error) {
	err = s.readMetaAt(offsetKey(bot), now, &offset)
	return offset, err
}

func offsetKey(bot int64) []byte { return fmt.Appendf(nil, "offset %d", bot) }

// SetOffset stores the poll offset of a bot. Each bot has its own, so that one never
// confirms the updates of another.
func (s *Store) SetOffset(bot, offset int64, now time.Time) error {
	return s.commit(func(tx *bbolt.Tx) error {
		return s.put(tx, bucketMeta, offsetKey(bot), offset, 0, now.Add(OffsetLife))
	}).Wait()
}

// CountsLife is how long daily counters are kept.
const CountsLife = 400 * 24 * time.Hour

const countsPrefix = "counts "

// AddCounts adds to the counters of a day.
func (s *Store) AddCounts(add map[string]int, now time.Time) error {
	key := []byte(countsPrefix + now.UTC().Format(time.DateOnly))
	return s.commit(func(tx *bbolt.Tx) error {
		sum := map[string]int{}
		if err := s.get(tx, bucketMeta, key, time.Unix(0, 0), &sum); err != nil {
			sum = map[string]int{} // damaged: the counts of the day start again
			s.damaged.Add(1)
		}
		for name, n := range add {
			sum[name] += n
		}
		return s.put(tx, bucketMeta, key, sum, 0, now.Add(CountsLife))
	}).Wait()
}

// Counts sums the counters from one day to another, both included.
func (s *Store) Counts(from, to time.Time) (map[string]int, error) {
	sum := map[string]int{}
	first, last := countsPrefix+from.UTC().Format(time.DateOnly), countsPrefix+to.UTC().Format(time.DateOnly)
	err := s.view(func(tx *bbolt.Tx) error {
		c := tx.Bucket(bucketMeta).Cursor()
		for k, _ := c.Seek([]byte(first)); strings.HasPrefix(string(k), countsPrefix) && bytes.Compare(k, []byte(last)) <= 0; k, _ = c.Next() {
			day := map[string]int{}
			if s.get(tx, bucketMeta, k, time.Unix(0, 0), &day) != nil {
				s.damaged.Add(1)
				continue
			}
			for name, n := range day {
				sum[name] += n
			}
		}
		return nil
	})
	return sum, err
}

var pausedKey = []byte("paused")

// Paused lists the flows that an operator paused.
func (s *Store) Paused() (flows []string, err error) {
	err = s.readMeta(pausedKey, &flows)
	return flows, err
}

// SetPaused stores the flows that are paused, until somebody resumes them.
func (s *Store) SetPaused(flows []string, now time.Time) error {
	return s.commit(func(tx *bbolt.Tx) error {
		return s.put(tx, bucketMeta, pausedKey, flows, 0, now.AddDate(10, 0, 0))
	}).Wait()
}
