package talk_test

import (
	"testing"

	"cekloker/internal/offer"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// What was told of is judged only by its button, and only until the next text.
func TestAStoryIsJudgedByItsButtonOnly(t *testing.T) {
	t.Parallel()
	book := readAll(t).Book
	const news = "Polisi menangkap dua perekrut di Medan. Menurut polisi, korban ditawari kerja admin di Kamboja dengan gaji 12 juta, tiket dan paspor ditanggung. Masyarakat diimbau waspada."
	button := tapped(talk.OpenTap("offered", ""))
	young, _ := book.Turn(session.Session{}, typed(news))
	if young, _ = book.Turn(young.Set("under_18", "yes"), button); young.Value("given") != "" {
		t.Error("an offer is judged for somebody under 18")
	}
	for name, c := range map[string]struct {
		between []talk.Event
		judged  bool
	}{
		"at once":                    {nil, true},
		"after the tips":             {[]talk.Event{tapped(talk.OpenTap("flow", "tips"))}, true},
		"after another text":         {[]talk.Event{typed("halo")}, false},
		"after a check was begun":    {[]talk.Event{tapped(talk.OpenTap("flow", "check_offer"))}, false},
		"after it was judged before": {[]talk.Event{button}, false},
	} {
		var s session.Session
		s, _ = book.Turn(s, typed(news))
		if s.Flow() == session.FlowID(talk.FlowCheck) || s.Value("given") != "" {
			t.Fatalf("news is judged")
		}
		for _, e := range c.between {
			s, _ = book.Turn(s, e)
		}
		before := s.Value("given")
		s, _ = book.Turn(s, button)
		if judged := before == "" && s.Value("given") == "text" && s.Value(session.Slot(offer.FactDestination)) == "KH"; judged != c.judged {
			t.Errorf("%s: judged %v", name, judged)
		}
	}
}
