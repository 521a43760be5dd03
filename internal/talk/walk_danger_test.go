package talk_test

import (
	"cmp"
	"fmt"
	"slices"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// What every state of the walk promises to somebody in danger.

// danger is asked about once; where it was said already, contacts come.
func (w *walker) danger(where string, v visited) {
	for _, phrase := range []string{"saya disekap, tidak boleh pulang", "they took my passport and will not let me leave"} {
		s, effects := w.c.Book.Turn(v.session, typed(phrase))
		m, _ := said(effects)
		inFlow := v.session.Flow() == session.FlowID(talk.FlowDanger)
		if s.Value("quiet") == "yes" && hasContacts(m) {
			continue // at the question about the phone: no clear "no"
		}
		if s.Flow() != session.FlowID(talk.FlowDanger) && !(inFlow && shows(m, "danger.minor")) || !shows(m, "danger.ask") && !(inFlow && hasContacts(m)) {
			w.t.Errorf("%s: %q does not ask whether somebody is in danger", where, phrase)
		}
		if inFlow {
			continue
		}
		if s, _ = w.c.Book.Turn(s, typed("tidak")); len(v.session.Stack) < session.MaxStack && s.Flow() != cmp.Or(v.session.Flow(), "start") {
			w.t.Errorf("%s: after %q, \"no\" goes to %q instead of back", where, phrase, s.Flow())
		}
		if v.session.Flow() == session.FlowID(talk.FlowFamily) {
			_, before, _ := w.c.Book.At(v.session)
			if _, after, _ := w.c.Book.At(s); after.ID != before.ID {
				w.t.Errorf("%s: after %q, \"no\" comes back to %s", where, phrase, after.ID)
			}
		}
	}
}

// help is one step away: the safe word and TOLONG in every state, 0 wherever no
// number is asked.
func (w *walker) help(where string, v visited) {
	words := []string{"PAYUNG", "TOLONG", "bahaya", "danger", "emergency", "0"}
	if _, step, _ := w.c.Book.At(v.session); step.Kind == flow.Fact {
		if _, number := w.c.Book.Rules.ReadAnswer(offer.Fact(step.Slot), "0"); number {
			words = words[:len(words)-1]
		}
	}
	for _, word := range words {
		_, effects := w.c.Book.Turn(v.session, typed(word))
		if m, _ := said(effects); !hasContacts(m) {
			w.t.Errorf("%s: %q gives no contacts", where, word)
		}
	}
}

// twice taps every button two times: the second tap leaves the screen as it is.
func (w *walker) twice(where string, v visited) {
	for _, e := range buttons(v, flow.Step{}) {
		s, first := w.c.Book.Turn(v.session, e)
		shown, ok := said(first)
		if !ok {
			continue
		}
		_, second := w.c.Book.Turn(s, e)
		if again, ok := said(second); ok && screen(again) != screen(shown) {
			w.t.Errorf("%s: %s twice shows\n%s\nand then\n%s", where, e.Tap, screen(shown), screen(again))
		}
	}
}

// screen is a message without the turn that its buttons count for.
func screen(m talk.Message) string {
	for i, row := range m.Rows {
		m.Rows[i] = slices.Clone(row)
		for j := range row {
			m.Rows[i][j].Tap.Turn, m.Rows[i][j].Tap.Began = 0, 0
		}
	}
	return fmt.Sprintf("%+v", m)
}

// quiet holds what quiet mode promises: any message gets the number again, and
// nothing else; any button but the exit leaves the screen as it is.
func (w *walker) quiet(where string, v visited) {
	for _, text := range []string{"halo", "1", "menu", "/start", "/dataku", "kontak", "PAYUNG", "0", "saya disekap", "english", "Lowongan admin di Kamboja, gaji 15 juta, WA 0812 0000 1111"} {
		s, effects := w.c.Book.Turn(v.session, typed(text))
		m, ok := said(effects)
		if !ok || len(m.Blocks) != 1 || m.Blocks[0].ID != "quiet.number" || len(m.Blocks[0].Args) != 1 || s.Value("quiet") != "yes" {
			w.t.Errorf("%s: in quiet mode %q gets %v", where, text, m)
		}
	}
	for _, tap := range []talk.Tap{talk.Opens("menu", ""), talk.Opens("result", ""), talk.Opens("kept", ""), talk.Answers(v.session, "danger.ask_read", "maybe")} {
		if s, effects := w.c.Book.Turn(v.session, tapped(tap)); len(effects) != 1 || s.Value("quiet") != "yes" {
			w.t.Errorf("%s: in quiet mode the button %s gives %v", where, tap, effects)
		}
	}
}
