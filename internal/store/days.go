package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Day keys are destroyed on time, whatever the clock does:
//
//   - A key is destroyed keyLifeAfterDay after its day. Afterwards nobody can open
//     what was sealed with it.
//   - When the clock jumps ahead while the bot runs, that sweep destroys nothing: the
//     next one must see the same time, so that a jump that is corrected does no harm.
//   - A key of a future day was made under a wrong clock. It gets a note with a date,
//     and is destroyed then if its day is still in the future: a clock that was wrong
//     for a moment, in either direction, destroys nothing, and no key outlives its
//     records by years.
//   - While nobody confirms the clock, a key whose time is over waits, with a note, at
//     most unconfirmedWait: a wrong clock destroys nothing before somebody can notice,
//     and no network keeps a key alive.
const (
	keyLifeAfterDay = 48 * time.Hour
	maxClockStep    = 6 * time.Hour
	futureKeyLife   = 72 * time.Hour
	unconfirmedWait = 24 * time.Hour
)

// hasClockJumped reports whether the clock jumped ahead since the last sweep.
func (k *keyRing) hasClockJumped(now time.Time) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	far := !k.swept.IsZero() && now.Sub(k.swept) > maxClockStep
	k.swept = now
	return far
}

// destroyExpired destroys the keys whose time is over. confirmed says that the clock is
// known to be right.
func (k *keyRing) destroyExpired(now time.Time, confirmed bool) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	var errs []error
	for day := range k.days {
		expired, err := k.isExpired(day, now)
		if err != nil {
			errs = append(errs, err)
		}
		if expired && !confirmed {
			var waited bool
			waited, err = passed(k.dayFile(day, ".due"), now, unconfirmedWait)
			expired = waited
		} else if !expired {
			err = removeNote(k.dayFile(day, ".due"))
		}
		if err != nil {
			errs = append(errs, err)
		}
		if !expired {
			continue
		}
		if err := eraseFile(k.dayFile(day, ".key")); err != nil {
			errs = append(errs, fmt.Errorf("the key of %s cannot be destroyed: %w", day, withoutPath(err)))
			continue
		}
		_ = os.Remove(k.dayFile(day, ".ahead"))
		_ = os.Remove(k.dayFile(day, ".due"))
		delete(k.days, day)
	}
	return errors.Join(errs...)
}

// isExpired reports whether the key of a day must be destroyed.
func (k *keyRing) isExpired(day string, now time.Time) (bool, error) {
	begins, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return false, fmt.Errorf("%s is no key of a day; take it out of the key folder", k.dayFile(day, ".key"))
	}
	note := k.dayFile(day, ".ahead")
	if begins.Before(now.Add(24 * time.Hour)) {
		return !now.Before(begins.Add(24*time.Hour + keyLifeAfterDay)), removeNote(note)
	}
	return passed(note, now, futureKeyLife)
}

// passed reports whether a time has passed since a note was made, and makes the note if
// there is none. A note of a later time than there can be was made under another clock,
// and is made again.
func passed(note string, now time.Time, after time.Duration) (bool, error) {
	text, err := os.ReadFile(note)
	at, bad := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	if err != nil || bad != nil || at > now.Add(after).Unix() {
		return false, withoutPath(os.WriteFile(note, strconv.AppendInt(nil, now.Add(after).Unix(), 10), 0o600))
	}
	return now.Unix() >= at, nil
}

func removeNote(note string) error {
	if err := os.Remove(note); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return withoutPath(err)
	}
	return nil
}

func (k *keyRing) dayFile(day, suffix string) string {
	return filepath.Join(k.dir, "days", day+suffix)
}

// eraseFile overwrites a key file and removes it. Disks that write elsewhere may keep
// the old bytes; what matters is that the file is gone, even after a power cut.
func eraseFile(file string) error {
	f, err := os.OpenFile(file, os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		overwriteKey(f)
	}
	if err := os.Remove(file); err != nil {
		return err
	}
	return syncDir(filepath.Dir(file))
}

// overwriteKey overwrites a key in its file and closes it.
func overwriteKey(f *os.File) {
	_, _ = f.WriteAt(make([]byte, keySize), 0)
	_ = f.Sync()
	_ = f.Close()
}

// dayNames returns the days that have a key, and the key files that are invalid.
func (k *keyRing) dayNames() (days, spoiled []string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for day := range k.days {
		days = append(days, day)
	}
	return days, k.invalid
}
