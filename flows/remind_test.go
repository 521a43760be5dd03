package flows_test

import (
	"testing"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// typing says lines one after the other and returns the last session and all
// reminders that were asked for; a zero time takes one back.
func typing(t *testing.T, book *talk.Book, at time.Time, lines ...string) (session.Session, []talk.Remind) {
	t.Helper()
	var s session.Session
	var asked []talk.Remind
	for _, line := range lines {
		next, effects := book.Turn(s, talk.Event{At: at, Kind: talk.EventText, Text: talk.Text{Typed: line}, Hint: "id"})
		s = next
		for _, e := range effects {
			if r, ok := e.(talk.Remind); ok {
				asked = append(asked, r)
			}
		}
	}
	return s, asked
}

func TestAReminderIsAskedForTheDayAndHourThatWereChosen(t *testing.T) {
	t.Parallel()
	book := load(t).Book
	for name, c := range map[string]struct {
		now  string
		days string
		hour string
		want string
	}{
		"tomorrow at nine in Jakarta":                  {"2026-11-24T09:00:00Z", "besok", "pagi", "2026-11-25T02:00:00Z"},
		"three days, in the evening":                   {"2026-11-24T09:00:00Z", "3 hari", "malam", "2026-11-27T13:00:00Z"},
		"a week, over the end of a year":               {"2026-12-28T09:00:00Z", "seminggu", "siang", "2027-01-04T07:00:00Z"},
		"asked when it is already tomorrow in Jakarta": {"2026-11-24T18:30:00Z", "besok", "pagi", "2026-11-26T02:00:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			now, err := time.Parse(time.RFC3339, c.now)
			if err != nil {
				t.Fatal(err)
			}
			_, asked := typing(t, book, now, "/pengingat", c.days, c.hour)
			if len(asked) != 1 || asked[0].At.Format(time.RFC3339) != c.want {
				t.Errorf("asked %v, want one at %s", asked, c.want)
			}
		})
	}
}

func TestAReminderIsTakenBackByBackByTheButtonAndNeverMadeByHalf(t *testing.T) {
	t.Parallel()
	book := load(t).Book
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		lines []string
		want  int // reminders asked for or taken back
	}{
		"only the day":        {[]string{"/pengingat", "besok"}, 0},
		"no, thank you":       {[]string{"/pengingat", "tidak usah"}, 0},
		"back after it":       {[]string{"/pengingat", "besok", "pagi", "kembali"}, 2},
		"the button after it": {[]string{"/pengingat", "besok", "pagi", "1"}, 2},
	} {
		_, asked := typing(t, book, now, c.lines...)
		if len(asked) != c.want {
			t.Errorf("%s: %v, want %d", name, asked, c.want)
		}
		if c.want == 2 && !asked[1].At.IsZero() {
			t.Errorf("%s: it was not taken back: %v", name, asked)
		}
	}
}

func TestNoFlowOfFamilyOrDangerOffersAReminder(t *testing.T) {
	t.Parallel()
	for id, f := range load(t).Flows {
		for _, s := range f.Steps {
			for _, b := range s.Choices {
				if f.Short && b.Opens == talk.FlowReminder {
					t.Errorf("%s.%s offers a reminder; its phone may be watched", id, s.ID)
				}
			}
		}
	}
}
