package talk_test

import (
	"testing"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// A plea in pieces: what the person wrote on, without having seen the question, is no
// answer to it. The country in it counts.
func TestABurstAnswersNothingItCouldNotSee(t *testing.T) {
	t.Parallel()
	book := readAll(t).Book
	s, _ := book.Turn(session.Session{}, typed("saya disekap"))
	wrote := []talk.Text{{Typed: "saya disekap"}}
	for _, text := range []string{"di kamboja", "cepat", "bos kejam sekali"} {
		e := typed(text)
		e.Earlier = wrote
		var effects []talk.Effect
		s, effects = book.Turn(s, e)
		if m, _ := said(effects); !shows(m, "danger.ask") {
			t.Fatalf("%q answers the question about danger", text)
		}
		wrote = append(wrote, talk.Text{Typed: text})
	}
	if s.Value("where") != "KH" {
		t.Errorf("the country is %q", s.Value("where"))
	}
	s, _ = book.Turn(s, typed("ya"))
	e := typed("tolong cepat")
	e.Earlier = []talk.Text{{Typed: "saya disekap dan dipukul"}}
	if s, _ = book.Turn(s, e); s.Value("quiet") == "yes" {
		t.Error("a part of a burst answers the question about the phone")
	}
}
