package refer

import (
	"path"
	"slices"
	"strings"
	"time"
)

// OpeningHours is when an office is open: days of the week and times of its own zone,
// "" where no source gives them.
type OpeningHours struct {
	Days []Weekday `yaml:"days,required"`
	From string    `yaml:"from" is:"time"` // 08:00
	To   string    `yaml:"to" is:"time"`
}

// ZoneName is how sentences name the zone of the hours: jakarta for Asia/Jakarta.
func (c Channel) ZoneName() string { return strings.ToLower(path.Base(c.Zone)) }

// OpenAt reports whether the office is open at a moment, and on which day of the
// week it opens next when it is not. known is false where no source gives hours.
func (c Channel) OpenAt(at time.Time) (open bool, next time.Weekday, known bool) {
	if c.Open == nil || c.Location == nil {
		return false, 0, false
	}
	there := at.In(c.Location)
	clock := there.Format("15:04")
	today := slices.Contains(c.Open.Days, isoDay(there))
	if today && (c.Open.From == "" || clock >= c.Open.From && clock < c.Open.To) {
		return true, there.Weekday(), true
	}
	if today && clock < c.Open.From {
		return false, there.Weekday(), true
	}
	for days := 1; days <= 7; days++ {
		if day := there.AddDate(0, 0, days); slices.Contains(c.Open.Days, isoDay(day)) {
			return false, day.Weekday(), true
		}
	}
	return false, 0, false
}

// ClosedAt reports whether the office is known to be closed at a moment.
func (c Channel) ClosedAt(at time.Time) bool {
	open, _, known := c.OpenAt(at)
	return known && !open
}

// isoDay counts the days of a week from Monday, 1, to Sunday, 7.
func isoDay(t time.Time) Weekday { return Weekday((int(t.Weekday())+6)%7 + 1) }
