package talk_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/session"
	"cekloker/internal/talk"
	"cekloker/locales"
)

var walkedAt = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// place is one state of the conversation: where it is and what it weighs.
type place struct {
	flow  flow.ID
	step  flow.StepID
	signs [3]int
	first int    // the number of the first choice on a further screen of a long list, else 0
	mode  string // answers that steer a flow beside its steps
}

// visited is a state with the first session that reached it, and the message
// that shows it.
type visited struct {
	session session.Session
	message talk.Message
	how     string // the moves that led here, for a report
}

// walker goes through the conversation breadth-first.
type walker struct {
	t      *testing.T
	c      *content.Content
	places map[place]visited
	order  []place
	// dropped are the states behind a step that drops every answer, the first for each
	// step, mode and language of it.
	dropped map[string]visited
	openers map[string]bool // the buttons that were met that work at any age
}

func readAll(t testing.TB) *content.Content {
	t.Helper()
	c, wrong := content.Read(flows.FS, locales.FS, "2026-11-24")
	if len(wrong) > 0 {
		t.Fatalf("%d mistakes in the content, the first: %s", len(wrong), wrong[0])
	}
	return c
}

func typed(text string) talk.Event {
	return talk.Event{At: walkedAt, Kind: talk.EventText, Text: talk.Text{Typed: text}, Hint: "id"}
}

func tapped(tap talk.Tap) talk.Event {
	return talk.Event{At: walkedAt, Kind: talk.EventTap, Tap: tap.String(), Hint: "id"}
}

// said is the message of a turn; ok is false for none (an exit, a toast).
func said(effects []talk.Effect) (m talk.Message, ok bool) {
	for _, e := range effects {
		switch e := e.(type) {
		case talk.Say:
			m, ok = e.Message, true
		case talk.Edit:
			m, ok = e.Message, true
		}
	}
	return m, ok
}

// arrive notes the state after a turn and reports whether it is new.
func (w *walker) arrive(s session.Session, effects []talk.Effect, how string) bool {
	m, ok := said(effects)
	if !ok || s.Began.IsZero() {
		return false
	}
	id, step, signs := w.c.Book.At(s)
	if id != talk.FlowFamily {
		signs = [3]int{} // they steer nothing elsewhere
	}
	w.noteDropped(s, m, how)
	p := place{flow: id, step: step.ID, signs: signs, first: further(m), mode: string("quiet " + s.Value("quiet"))}
	switch id {
	case talk.FlowDanger:
		p.mode += string(" heard " + s.Value(talk.SlotDanger) + " now " + s.Value("danger_now") + " also " + s.Value("self_harm_now") + " in " + s.Value(talk.SlotMatter))
		if s.Value(talk.SlotDanger) == "child" {
			p.mode += string(" of " + s.Value("in_danger"))
		}
	case talk.FlowChannels:
		p.mode = string(s.Value("contact_for"))
	case talk.FlowPractice:
		for _, a := range s.Answers { // the rounds number their slots
			if slot := string(a.Slot); strings.HasPrefix(slot, "practice.") || strings.HasPrefix(slot, "read.") {
				p.mode += slot + " "
			}
		}
	case talk.FlowCheck:
		p.mode = string(s.Value("given") + " pace " + s.Value("pace"))
	}
	if _, known := w.places[p]; known {
		return false
	}
	w.places[p] = visited{s, m, how}
	w.order = append(w.order, p)
	return true
}

// numbered counts the buttons with numbers.
func numbered(m talk.Message) (n int) {
	for _, row := range m.Rows {
		for _, b := range row {
			if b.Digit > 0 {
				n++
			}
		}
	}
	return n
}

// further is the number of the first choice on a further screen of a long list, else 0.
func further(m talk.Message) int {
	first := 0
	for _, row := range m.Rows {
		for _, b := range row {
			if b.Digit > 0 && (first == 0 || b.Digit < first) {
				first = b.Digit
			}
		}
	}
	if first == 1 {
		return 0
	}
	return first
}

// walk follows moves from the seeds until nothing new is reached.
func walk(t *testing.T, c *content.Content, seeds []string, moves func(visited, flow.Step) []talk.Event) *walker {
	t.Helper()
	w := &walker{t: t, c: c, places: map[place]visited{}, dropped: map[string]visited{}, openers: map[string]bool{}}
	for _, seed := range seeds {
		s, effects := c.Book.Turn(session.Session{}, typed(seed))
		w.arrive(s, effects, seed)
	}
	for _, id := range slices.Sorted(maps.Keys(c.Flows)) {
		s, effects := c.Book.Turn(session.Session{}, tapped(talk.OpenTap("flow", string(id))))
		w.arrive(s, effects, "the flow "+string(id))
	}
	for i := 0; i < len(w.order); i++ {
		v := w.places[w.order[i]]
		_, step, _ := c.Book.At(v.session)
		for _, e := range moves(v, step) {
			s, effects := c.Book.Turn(v.session, e)
			w.arrive(s, effects, v.how+" | "+e.Text.Typed+e.Tap)
		}
	}
	return w
}

// The moves of somebody who uses every button, only the buttons of choices, only
// digits, only words.
func buttons(v visited, _ flow.Step) (out []talk.Event) {
	for _, row := range v.message.Rows {
		for _, b := range row {
			if b.Tap != (talk.Tap{}) {
				out = append(out, tapped(b.Tap))
			}
		}
	}
	return out
}

func choices(v visited, step flow.Step) (out []talk.Event) {
	for _, row := range v.message.Rows {
		for _, b := range row {
			if b.Digit > 0 && b.Tap != (talk.Tap{}) {
				out = append(out, tapped(b.Tap))
			}
		}
	}
	return out
}

func digits(_ visited, step flow.Step) (out []talk.Event) {
	for i := range step.Choices {
		out = append(out, typed(fmt.Sprint(i+1)))
	}
	return out
}

func words(c *content.Content) func(visited, flow.Step) []talk.Event {
	return func(v visited, step flow.Step) (out []talk.Event) {
		id, _, _ := c.Book.At(v.session)
		for _, choice := range step.Choices {
			label, err := c.Speaker.Line(v.session.Lang, talk.SentenceID(fmt.Sprintf("%s.%s.%s", id, step.ID, choice.ID)), nil)
			if err == nil {
				out = append(out, typed(label))
			}
		}
		for _, way := range []string{"lewati", "tidak tahu", "kembali", "lihat hasil", "menu"} {
			out = append(out, typed(way))
		}
		return out
	}
}

// seeds open every flow by a word, and what only a text can open.
func seedsOf(c *content.Content) []string {
	seeds := []string{"/start", "/cek", "/keluarga", "/tips", "/help", "/privasi", "/settings", "/latihan", "mereka minta tebusan supaya anak saya dilepas",
		"anak saya 15 tahun ditahan di kamboja, mereka minta tebusan 50 juta", "saya 16 tahun"}
	for _, l := range c.Intents {
		if l.Intent == hear.IntentDanger {
			seeds = append(seeds, l.PositiveExamples[0])
		}
	}
	for _, word := range slices.Sorted(maps.Keys(c.Book.Words.Links)) {
		seeds = append(seeds, "/start "+word)
	}
	for _, id := range slices.Sorted(maps.Keys(c.Book.Samples)) {
		seeds = append(seeds, c.Book.Samples[id])
	}
	return seeds
}

func TestEveryStateOfEveryFlow(t *testing.T) {
	t.Parallel()
	c := readAll(t)
	c.Book.Operator, c.Book.Country = "Yayasan Contoh Pelindungan Pekerja Migran", "Indonesia"
	w := walk(t, c, seedsOf(c), buttons)
	t.Logf("%d states", len(w.order))
	for _, p := range w.order {
		v := w.places[p]
		where := fmt.Sprintf("%s.%s after %s", p.flow, p.step, v.how)
		w.exit(where, v)
		if n := numbered(v.message); n > 7 {
			t.Errorf("%s: %d numbered buttons, more than seven are not read", where, n)
		}
		w.twice(where, v)
		if v.session.Value("quiet") == "yes" {
			w.quiet(where, v)
			w.readable(where, v)
			continue
		}
		w.danger(where, v)
		w.help(where, v)
		w.contacts(where, v)
		w.languages(where, p, v)
		w.back(where, v)
		w.menuTellsNothing(where, v)
		w.noAddressBeforeThePhone(where, p, v)
		w.readable(where, v)
	}
	w.oldTwice()
	w.theBossesHand()
	w.everyStepReached()
}

func (w *walker) exit(where string, v visited) {
	events := []talk.Event{typed("KELUAR"), typed("exit"), typed("/hapus")}
	found := false
	for _, row := range v.message.Rows {
		for _, b := range row {
			if b.Tap.Open == "exit" {
				found, events = true, append(events, tapped(b.Tap))
			}
		}
	}
	if !found {
		w.t.Errorf("%s: no button leads out", where)
	}
	for _, e := range events {
		s, effects := w.c.Book.Turn(v.session, e)
		if !s.Began.IsZero() || len(s.Answers) > 0 || len(effects) != 2 || effects[0] != (talk.Forget{}) || effects[1] != (talk.DeleteAll{}) {
			w.t.Errorf("%s: %q%q does not forget and delete: %v", where, e.Text.Typed, e.Tap, effects)
		}
	}
}

// openers are the buttons that work at any age.
func openers(m talk.Message) (out []talk.Event) {
	for _, row := range m.Rows {
		for _, b := range row {
			if b.Tap.Open != "" {
				out = append(out, tapped(b.Tap))
			}
		}
	}
	return out
}

// contacts are one word away, and at most two taps on buttons that work at any
// age.
func (w *walker) contacts(where string, v visited) {
	for _, word := range []string{"kontak", "contacts", "lapor"} {
		_, effects := w.c.Book.Turn(v.session, typed(word))
		if m, ok := said(effects); !ok || !hasContacts(m) {
			w.t.Errorf("%s: %q gives no contacts", where, word)
		}
	}
	near := []visited{v}
	for range 3 {
		var next []visited
		for _, n := range near {
			if hasContacts(n.message) {
				return
			}
			for _, e := range openers(n.message) {
				s, effects := w.c.Book.Turn(n.session, e)
				if m, ok := said(effects); ok {
					next = append(next, visited{session: s, message: m})
				}
			}
		}
		near = next
	}
	w.t.Errorf("%s: no contacts within two taps", where)
}

func (w *walker) languages(where string, p place, v visited) {
	for word, lang := range map[string]session.Lang{"english": session.Lang("en"), "bahasa indonesia": session.Lang("id")} {
		s, effects := w.c.Book.Turn(v.session, typed(word))
		id, step, _ := w.c.Book.At(s)
		if _, ok := said(effects); s.Lang != lang || id != p.flow || step.ID != p.step || !ok {
			w.t.Errorf("%s: %q goes to %s.%s in %q", where, word, id, step.ID, s.Lang)
		}
	}
}

// back never says that it did not understand, and shows a screen.
func (w *walker) back(where string, v visited) {
	_, effects := w.c.Book.Turn(v.session, typed("kembali"))
	m, ok := said(effects)
	if !ok || shows(m, "talk.not_understood") || shows(m, "talk.not_understood_here") {
		w.t.Errorf("%s: \"kembali\" is not understood", where)
	}
}

// readable holds every message against the lint, in both languages.
func (w *walker) readable(where string, v visited) {
	for _, lang := range w.c.Langs() {
		for _, wrong := range w.c.Lint(lang, v.message) {
			w.t.Errorf("%s, in %q: %s", where, lang, wrong)
		}
	}
}

func (w *walker) everyStepReached() {
	reached := map[string]bool{}
	for _, p := range w.order {
		reached[fmt.Sprintf("%s.%s", p.flow, p.step)] = true
	}
	for _, v := range w.places {
		for _, b := range v.message.Blocks {
			reached[string(b.ID)] = true // screens are above the step that follows
		}
	}
	for id, f := range w.c.Flows {
		for _, s := range f.Steps {
			if name := f.Message(s.ID); !reached[name] && !s.Unkept {
				w.t.Errorf("flows/%s/flow.yaml: nobody can reach the step %s", id, s.ID)
			}
		}
	}
}

// What the buttons of choices reach, digits alone and words alone reach as well.
func TestEveryFlowGoesWithDigitsAloneAndWithWordsAlone(t *testing.T) {
	t.Parallel()
	c := readAll(t)
	seeds := seedsOf(c)
	want := walk(t, c, seeds, choices)
	for name, moves := range map[string]func(visited, flow.Step) []talk.Event{"digits": digits, "words": words(c)} {
		got := walk(t, c, seeds, moves)
		steps := map[string]bool{}
		for p := range got.places {
			steps[fmt.Sprintf("%s.%s", p.flow, p.step)] = true
		}
		for p, v := range want.places {
			if id := fmt.Sprintf("%s.%s", p.flow, p.step); !steps[id] {
				steps[id] = true
				t.Errorf("%s alone never reach %s, which buttons reach by %s", name, id, v.how)
			}
		}
	}
}

func shows(m talk.Message, id talk.SentenceID) bool {
	return slices.ContainsFunc(m.Blocks, func(b talk.Block) bool { return b.ID == id })
}
