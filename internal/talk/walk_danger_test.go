package talk_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

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
	if _, step, _ := w.c.Book.At(v.session); step.Kind == flow.KindFact {
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

// twice taps every button two times, also those of the screens that a button opens without
// leaving the step, and buttons that are old: the second tap leaves the screen as it is.
func (w *walker) twice(where string, v visited) {
	old := talk.AnswerTap(v.session, w.c.Book.Flows[talk.FlowStart].Message("doors"), "check")
	old.Turn--
	foreign := old
	foreign.Began--
	w.tapTwice(where, v.session, tapped(old))
	w.tapTwice(where, v.session, tapped(foreign))
	at, step, _ := w.c.Book.At(v.session)
	seen, screens := map[string]bool{}, []visited{v}
	for len(screens) > 0 {
		here := screens[0]
		screens = screens[1:]
		for _, e := range buttons(here, flow.Step{}) {
			tap, _ := talk.ParseTap(e.Tap)
			tap.Turn, tap.Began = 0, 0
			if seen[tap.String()] {
				continue
			}
			if seen[tap.String()] = true; tap.Open != "" {
				w.openers[e.Tap] = true
			}
			s, shown, ok := w.tapTwice(where, here.session, e)
			if id, now, _ := w.c.Book.At(s); ok && id == at && now.ID == step.ID {
				screens = append(screens, visited{session: s, message: shown})
			}
		}
	}
}

// oldTwice does so in one state of each kind of step of each flow with the screens that typed
// words open, and with every button that opens something, long after the screen that it stood
// on, also when the case was forgotten.
func (w *walker) oldTwice() {
	states := map[string]session.Session{"where the case was forgotten": {}}
	for _, p := range w.order {
		v := w.places[p]
		_, step, _ := w.c.Book.At(v.session)
		where := fmt.Sprintf("in %s at a %s", p.flow, step.Kind)
		if _, known := states[where]; known || v.session.Value("quiet") == "yes" {
			continue
		}
		states[where] = v.session
		for action, texts := range w.c.Book.Words.Actions {
			s, effects := w.c.Book.Turn(v.session, typed(texts[0]))
			if m, ok := said(effects); ok {
				w.twice(fmt.Sprintf("%s, after %q", where, action), visited{session: s, message: m})
			}
		}
	}
	for where, s := range states {
		for tap := range w.openers {
			w.tapTwice(where, s, talk.Event{At: walkedAt, Kind: talk.EventTap, Tap: tap, Hint: "id"})
		}
	}
}

// tapTwice taps a button two times: the second tap sends nothing, and edits only what the
// first one edited, to the same. It returns what the first one led to.
func (w *walker) tapTwice(where string, before session.Session, e talk.Event) (session.Session, talk.Message, bool) {
	s, first := w.c.Book.Turn(before, e)
	shown, ok := said(first)
	_, second := w.c.Book.Turn(s, e)
	for _, effect := range second {
		switch again := effect.(type) {
		case talk.Say, talk.Operate:
			w.t.Errorf("%s: %s twice sends again\n%+v", where, e.Tap, again)
		case talk.Edit:
			if !slices.ContainsFunc(first, func(f talk.Effect) bool {
				edit, ok := f.(talk.Edit)
				return ok && screen(edit.Message) == screen(again.Message)
			}) {
				w.t.Errorf("%s: %s twice shows\n%s\nand then\n%s", where, e.Tap, screen(shown), screen(again.Message))
			}
		}
	}
	return s, shown, ok
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

// noteDropped keeps the first state behind each step that drops every answer.
func (w *walker) noteDropped(s session.Session, m talk.Message, how string) {
	for id, f := range w.c.Flows {
		for _, step := range f.Steps {
			if name := f.Message(step.ID); step.Unkept && shows(m, talk.SentenceID(name)) {
				key := fmt.Sprint(name, " of ", id, s.Value("quiet"))
				if _, known := w.dropped[key]; !known {
					w.dropped[key] = visited{s, m, how}
				}
			}
		}
	}
}

// theBossesHand types on a phone on which nothing was deleted, after a screen that
// dropped the answers: what comes is what a stranger gets, or in quiet mode the number
// alone. Nothing tells of the case.
func (w *walker) theBossesHand() {
	if len(w.dropped) < 5 {
		w.t.Errorf("only %d screens drop the answers", len(w.dropped))
	}
	for name, v := range w.dropped {
		for _, text := range []string{"halo", "1", "menu", "/start", "2"} {
			_, effects := w.c.Book.Turn(v.session, typed(text))
			m, _ := said(effects)
			if v.session.Value("quiet") == "yes" {
				if len(m.Blocks) != 1 || m.Blocks[0].ID != "quiet.number" {
					w.t.Errorf("%s after %s: in quiet mode %q shows %s", name, v.how, text, screen(m))
				}
				continue
			}
			_, fresh := w.c.Book.Turn(session.Session{Lang: v.session.Lang}, typed(text))
			if want, _ := said(fresh); screen(m) != screen(want) {
				w.t.Errorf("%s after %s: %q shows\n%s\nand to a stranger\n%s", name, v.how, text, screen(m), screen(want))
			}
		}
	}
}

// ofCase are the beginnings of sentences that would tell of a case: all but the words of
// the main menu.
var ofCase = []string{"danger.", "family.", "contact.", "ransom.", "private.", "matters.", "arrived.", "in_touch.", "not_do.", "forms.", "quiet."}

// menuTellsNothing: in every state the menu and /start show no office, no number and no
// word of the case.
func (w *walker) menuTellsNothing(where string, v visited) {
	for _, text := range []string{"menu", "/start"} {
		_, effects := w.c.Book.Turn(v.session, typed(text))
		m, _ := said(effects)
		for _, b := range m.Blocks {
			if slices.ContainsFunc(ofCase, func(p string) bool { return strings.HasPrefix(string(b.ID), p) }) {
				w.t.Errorf("%s: %q shows %s", where, text, b.ID)
			}
		}
	}
}

// noAddressBeforeThePhone: where somebody may be watched, no button opens an address
// before the question about the phone was answered with no.
func (w *walker) noAddressBeforeThePhone(where string, p place, v visited) {
	watched := p.flow == talk.FlowDanger || p.flow == "arrived" || p.flow == "already" && p.step == "airport"
	if !watched || v.session.Value("read_by") == "no" {
		return
	}
	for _, row := range v.message.Rows {
		for _, b := range row {
			if b.URL != "" {
				w.t.Errorf("%s: the button %s opens %s", where, b.Label, b.URL)
			}
		}
	}
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
	for _, tap := range []talk.Tap{talk.OpenTap("menu", ""), talk.OpenTap("result", ""), talk.OpenTap("kept", ""), talk.AnswerTap(v.session, "danger.ask_read", "maybe")} {
		if s, effects := w.c.Book.Turn(v.session, tapped(tap)); len(effects) != 1 || s.Value("quiet") != "yes" {
			w.t.Errorf("%s: in quiet mode the button %s gives %v", where, tap, effects)
		}
	}
}

func hasContacts(m talk.Message) bool {
	return slices.ContainsFunc(m.Blocks, func(b talk.Block) bool { return strings.HasPrefix(string(b.ID), "contact.one") })
}
