package refer

import (
	"slices"
	"time"
)

// Opening is when an office is open: days of the week (1 Monday to 7 Sunday) and
// times of its own zone, "" where no source gives them.
type Opening struct {
	Days []int  `yaml:"days"`
	From string `yaml:"from"` // 08:00
	To   string `yaml:"to"`
}

// zones are the zones of the channels as hours ahead of UTC. None of them
// changes its clocks in summer, so that no table of rules is needed.
var zones = map[string]time.Duration{
	"Asia/Jakarta": 7 * time.Hour, "Asia/Phnom_Penh": 7 * time.Hour, "Asia/Bangkok": 7 * time.Hour,
	"Asia/Vientiane": 7 * time.Hour, "Asia/Ho_Chi_Minh": 7 * time.Hour, "Asia/Yangon": 6*time.Hour + 30*time.Minute,
	"Asia/Manila": 8 * time.Hour, "Asia/Kuala_Lumpur": 8 * time.Hour, "Asia/Singapore": 8 * time.Hour, "Asia/Dubai": 4 * time.Hour,
}

// KnownZone reports whether the hours of a zone can be reckoned.
func KnownZone(zone string) bool { return zones[zone] != 0 }

// OpenAt tells whether the office is open at a moment, and on which day of the
// week it opens next when it is not. known is false where no source gives hours.
func (c Channel) OpenAt(at time.Time) (open bool, next time.Weekday, known bool) {
	if c.Open == nil || !KnownZone(c.Zone) {
		return false, 0, false
	}
	there := at.UTC().Add(zones[c.Zone])
	clock := there.Format("15:04")
	today := slices.Contains(c.Open.Days, isoDay(there))
	if today && (c.Open.From == "" || clock >= c.Open.From && clock < c.Open.To) {
		return true, there.Weekday(), true
	}
	if today && clock < c.Open.From {
		return false, there.Weekday(), true
	}
	for ahead := 1; ahead <= 7; ahead++ {
		if day := there.AddDate(0, 0, ahead); slices.Contains(c.Open.Days, isoDay(day)) {
			return false, day.Weekday(), true
		}
	}
	return false, 0, false
}

// isoDay counts the days of a week from Monday, 1, to Sunday, 7.
func isoDay(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }
