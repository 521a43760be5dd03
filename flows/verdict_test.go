package flows_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// The screen of a verdict asks little of a nervous person: few buttons,
// and each number that it shows, typed, does what its button does.
func TestAVerdictHasFewButtonsAndItsNumbersAreTyped(t *testing.T) {
	t.Parallel()
	const most = 8 // five with a number when a text was added, menu and exit
	c := load(t)
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	say := func(s session.Session, e talk.Event) (session.Session, talk.Message) {
		e.At = at
		now, effects := c.Book.Turn(s, e)
		for _, effect := range effects {
			switch effect := effect.(type) {
			case talk.Say:
				return now, effect.Message
			case talk.Edit:
				return now, effect.Message
			}
		}
		return now, talk.Message{}
	}
	typed := func(text string) talk.Event {
		return talk.Event{Kind: talk.EventText, Text: talk.Text{Typed: text}}
	}
	for _, o := range c.Offers {
		judged, m := say(session.Session{}, typed(o.Text))
		if judged.Value("given") != "text" {
			continue
		}
		judged, again := say(judged, typed("Gaji 9 juta, visa turis, tiket ditanggung.")) // a text that is added
		for _, m := range []talk.Message{m, again} {
			buttons := 0
			for _, row := range m.Rows {
				buttons += len(row)
			}
			if buttons > most {
				t.Errorf("%s: %d buttons below a verdict", o.Name, buttons)
			}
		}
		for _, b := range again.Rows[0] {
			_, tapped := say(judged, talk.Event{Kind: talk.EventTap, Tap: b.Tap.String()})
			_, byDigit := say(judged, typed(fmt.Sprint(b.Digit)))
			if !reflect.DeepEqual(tapped.Blocks[0].ID, byDigit.Blocks[0].ID) {
				t.Errorf("%s: %s shows %s when tapped and %s when %d is typed", o.Name, b.Label, tapped.Blocks[0].ID, byDigit.Blocks[0].ID, b.Digit)
			}
		}
	}
}
