package talk_test

import (
	"testing"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// edit is a change of a message that is old by the time of the edit.
func edit(message int64, text string, old time.Duration) talk.Event {
	return talk.Event{At: walkedAt, Kind: talk.EventEdit, Text: talk.Text{Typed: text}, Hint: "id", Message: message, Sent: walkedAt.Add(-old)}
}

// at is a typed text with the number of its message.
func at(message int64, text string) talk.Event {
	e := typed(text)
	e.Message = message
	return e
}

func TestEditsAreHeard(t *testing.T) {
	t.Parallel()
	book := readAll(t).Book
	const plea, harmless, ad = "saya disekap di kamboja, tolong", "halo apa kabar", "Loker admin Kamboja gaji 900 USD pakai visa turis, WA 0812 3456 7890"
	after := func(events ...talk.Event) session.Session {
		var s session.Session
		for _, e := range events {
			s, _ = book.Turn(s, e)
		}
		return s
	}
	quiet := after(at(7, plea), typed("ya"), typed("mungkin"))
	for name, c := range map[string]struct {
		before session.Session
		edit   talk.Event
		want   string // silent, hidden, asked, judged, gone, number
	}{
		"the same plea":                     {after(at(7, plea)), edit(7, plea, time.Minute), "silent"},
		"the danger is taken out":           {after(at(7, plea)), edit(7, harmless, time.Minute), "hidden"},
		"taken out after an answer":         {after(at(7, plea), at(9, "ya")), edit(7, harmless, time.Hour), "hidden"},
		"another message is changed":        {after(at(3, "halo"), at(7, plea)), edit(3, harmless, time.Minute), "silent"},
		"danger comes into a young message": {after(at(3, "halo")), edit(3, plea, 5*time.Minute), "asked"},
		"danger comes into an old message":  {after(at(3, "halo")), edit(3, plea, 20*time.Minute), "silent"},
		"after the exit":                    {session.Session{}, edit(3, plea, time.Minute), "silent"},
		"the exit":                          {after(at(7, plea)), edit(7, "KELUAR", time.Hour), "gone"},
		"in quiet mode":                     {quiet, edit(7, plea, time.Minute), "silent"},
		"the exit in quiet mode":            {quiet, edit(7, "KELUAR", time.Minute), "gone"},
		"the same offer":                    {after(at(3, ad)), edit(3, ad, time.Minute), "silent"},
		"an offer that says more":           {after(at(3, ad)), edit(3, ad+". Paspor dipegang agen.", time.Minute), "judged"},
		"an offer of somebody under 18":     {after(at(2, "saya 16 tahun"), at(3, "halo")), edit(3, ad, time.Minute), "minor"},
	} {
		s, effects := book.Turn(c.before, c.edit)
		m, _ := said(effects)
		got := "silent"
		switch first := effects[0].(type) {
		case talk.DeleteSince:
			got = "hidden"
			if len(effects) != 1 || first.Message != c.edit.Message || s.Flow() == session.FlowID(talk.FlowDanger) || s.Value(talk.SlotDanger) != "" {
				got = "hidden in part"
			}
		case talk.Forget:
			got = "gone"
		case talk.Silent:
		default:
			switch {
			case shows(m, "danger.ask"):
				got = "asked"
			case shows(m, "topic.minor_going"):
				got = "minor"
			default:
				got = "judged"
			}
		}
		if got != c.want {
			t.Errorf("%s: %s (%v), want %s", name, got, effects, c.want)
		}
	}
}
