package talk

import (
	"strconv"
	"strings"
	"time"

	"cekloker/internal/session"
)

// Slots of the flow reminder: on which day, at which hour.
const (
	slotRemindDay  session.Slot = "remind_day"
	slotRemindHour session.Slot = "remind_hour"
)

// wib is western Indonesian time, which the flow names. It has no summer time.
var wib = time.FixedZone("WIB", 7*60*60)

// days are the days that can be chosen, counted from today.
func days(choice session.Value) int {
	switch choice {
	case "tomorrow":
		return 1
	case "three_days":
		return 3
	case "week":
		return 7
	}
	return 0
}

// remindTime is the chosen time; ok is false until day and hour are chosen.
func (t *turn) remindTime() (at time.Time, ok bool) {
	ahead := days(t.now.Value(slotRemindDay))
	hour, err := strconv.Atoi(strings.TrimPrefix(string(t.now.Value(slotRemindHour)), "h"))
	if ahead == 0 || err != nil {
		return time.Time{}, false
	}
	today := t.event.At.In(wib)
	return time.Date(today.Year(), today.Month(), today.Day()+ahead, hour, 0, 0, 0, wib).UTC(), true
}

// remind asks for the reminder once day and hour are chosen.
func (t *turn) remind() {
	if at, ok := t.remindTime(); ok {
		t.add(Remind{At: at})
		t.count("reminder_set")
	}
}

// remindBlocks say when the reminder comes.
func (t *turn) remindBlocks() []Block {
	at, ok := t.remindTime()
	if !ok {
		return nil
	}
	return []Block{{ID: "reminder.at", Args: Args{
		"date": DayArg(at.In(wib).Format(time.DateOnly)), "hour": SentenceArg("reminder.hour." + string(t.now.Value(slotRemindHour))),
	}}}
}

// unremind drops the reminder with one tap, from any message.
func (t *turn) unremind() {
	t.advance()
	t.add(Remind{})
	t.clear(FlowReminder)
	if t.now.Flow() == session.FlowID(FlowReminder) {
		t.now = t.now.Pop()
	}
	t.note("reminder.stopped")
	t.show()
}
