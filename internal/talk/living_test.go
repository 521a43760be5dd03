package talk_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	"cekloker/internal/content"
	"cekloker/internal/flow"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// edits are what an editor may do to a step while people stand at it. They report false
// where that cannot be done.
var edits = map[string]func(f *flow.Flow, at int) bool{
	"removed": func(f *flow.Flow, at int) bool {
		f.Steps = slices.Delete(f.Steps, at, at+1)
		return len(f.Steps) > 0
	},
	"renamed": func(f *flow.Flow, at int) bool { f.Steps[at].ID += "_anew"; return true },
	"moved to the front": func(f *flow.Flow, at int) bool {
		moved := f.Steps[at]
		f.Steps = slices.Insert(slices.Delete(f.Steps, at, at+1), 0, moved)
		return at > 0
	},
	"first choice removed": func(f *flow.Flow, at int) bool {
		s := &f.Steps[at]
		s.Choices = s.Choices[min(1, len(s.Choices)):]
		return len(s.Choices) > 0
	},
	"choices in another order": func(f *flow.Flow, at int) bool {
		slices.Reverse(f.Steps[at].Choices)
		return len(f.Steps[at].Choices) > 1
	},
	"other answers": func(f *flow.Flow, at int) bool {
		for i := range f.Steps[at].Choices {
			f.Steps[at].Choices[i].ID += "_anew"
		}
		return len(f.Steps[at].Choices) > 0
	},
	"a screen now": func(f *flow.Flow, at int) bool {
		asks := f.Steps[at].Asks()
		f.Steps[at].Kind = flow.KindInfo
		return asks
	},
}

// unspokenEdits leave a step whose sentences nobody has written.
var unspokenEdits = []string{"renamed", "other answers"}

// after is the content after an edit of one step; nil where it cannot be done. An edit
// without a name takes the whole flow away.
func after(c *content.Content, id flow.ID, step flow.StepID, edit string) *talk.Book {
	book := *c.Book
	book.Flows = maps.Clone(book.Flows)
	f := *book.Flows[id]
	book.Flows[id] = &f
	f.Steps = slices.Clone(f.Steps)
	for i := range f.Steps {
		f.Steps[i].Choices = slices.Clone(f.Steps[i].Choices)
	}
	at := slices.IndexFunc(f.Steps, func(s flow.Step) bool { return s.ID == step })
	switch {
	case edit == "" && slices.Contains(talk.RequiredFlows[:], id), edit != "" && (at < 0 || !edits[edit](&f, at)):
		return nil
	case edit == "":
		delete(book.Flows, id)
	}
	return talk.NewBook(book)
}

// question is what a person has before them: a step with its choices in order.
func question(b *talk.Book, s session.Session) string {
	id, step, _ := b.At(s)
	text := fmt.Sprintf("%s.%s %s", id, step.ID, step.Kind)
	for _, c := range step.Choices {
		text += " " + string(c.ID)
	}
	return text
}

// Content changes under living conversations: at every state of every flow each edit is
// made, and the person goes on with a number, with a word, and with a button of before.
// CEKLOKER_LONG takes all states, else every seventh.
func TestContentChangesUnderLivingConversations(t *testing.T) {
	t.Parallel()
	c := readAll(t)
	w := walk(t, c, seedsOf(c), buttons)
	every := 7
	if os.Getenv("CEKLOKER_LONG") != "" {
		every = 1
	}
	turns := 0
	for i := 0; i < len(w.order); i += every {
		p := w.order[i]
		v := w.places[p]
		if v.session.Value("quiet") == "yes" {
			continue // any text gets the number, whatever the flows are
		}
		for _, edit := range append(slices.Sorted(maps.Keys(edits)), "") {
			book := after(c, p.flow, p.step, edit)
			if book == nil {
				continue
			}
			l := living{t, c, book, v, fmt.Sprintf("%s.%s %q after %s", p.flow, p.step, edit, v.how), slices.Contains(unspokenEdits, edit)}
			turns += l.goesOn()
		}
	}
	t.Logf("%d turns", turns)
	if turns < 500 {
		t.Errorf("only %d turns; is the walk broken?", turns)
	}
}

// living is one conversation whose content has changed.
type living struct {
	t        *testing.T
	c        *content.Content
	book     *talk.Book
	before   visited
	where    string
	unspoken bool
}

// goesOn takes the next turns of the person, and counts them.
func (l living) goesOn() (turns int) {
	same := question(l.c.Book, l.before.session) == question(l.book, l.before.session)
	events := []talk.Event{typed("1"), typed("satu"), typed("lewati")}
	for _, e := range choices(l.before, flow.Step{}) {
		if tap, ok := talk.ParseTap(e.Tap); ok && tap.Open == "" {
			events = append(events, e)
			break
		}
	}
	for _, e := range events {
		turns++
		s, m := l.turn(l.before.session, e)
		if same || l.now(l.before.session).Unkept {
			continue // some screens drop every answer
		}
		_, step, _ := l.book.At(s)
		tap, _ := talk.ParseTap(e.Tap)
		still := e.Tap != "" && tap.Step == l.standing(l.before.session) && slices.ContainsFunc(l.now(l.before.session).Choices, func(c flow.Choice) bool { return string(c.ID) == tap.Choice })
		if still {
			continue // the button of a question that is still open, and says what it means
		}
		l.keeps(s, e)
		if e.Text.Typed != "1" || len(step.Choices) == 0 {
			continue
		}
		if step.Kind != flow.KindVerdict && !shows(m, talk.SentenceID(l.standing(s))) {
			l.t.Errorf("%s: %q does not show %s: %v", l.where, e.Text.Typed, l.standing(s), m.Blocks)
		}
		turns++
		if _, again := l.turn(s, e); shows(again, "common.changed") {
			l.t.Errorf("%s: asked anew, the number is refused again", l.where)
		}
	}
	return turns
}

// now is the step that is open for a session.
func (l living) now(s session.Session) flow.Step {
	_, step, _ := l.book.At(s)
	return step
}

func (l living) standing(s session.Session) string {
	id, step, _ := l.book.At(s)
	return fmt.Sprintf("%s.%s", id, step.ID)
}

// turn takes a turn, which must say something that can be put into words.
func (l living) turn(s session.Session, e talk.Event) (session.Session, talk.Message) {
	next, effects := l.book.Turn(s, e)
	m, ok := said(effects)
	if !ok || len(m.Blocks) == 0 {
		l.t.Errorf("%s: %q%q is answered with %v", l.where, e.Text.Typed, e.Tap, effects)
	}
	if _, err := l.c.Speaker.Message("id", m); err != nil && !l.unspoken {
		l.t.Errorf("%s: %q%q: %v", l.where, e.Text.Typed, e.Tap, err)
	}
	return next, m
}

// keeps checks that nothing was answered that was not asked, and that no answer is lost.
func (l living) keeps(s session.Session, e talk.Event) {
	for _, a := range s.Answers {
		if l.before.session.Value(a.Slot) != a.Value && a.Value != session.ValueSeen {
			l.t.Errorf("%s: %q%q answers %s with %q", l.where, e.Text.Typed, e.Tap, a.Slot, a.Value)
		}
	}
	for _, a := range l.before.session.Answers {
		if a.Slot != "missed" && s.Value(a.Slot) == "" {
			l.t.Errorf("%s: %q%q loses %s", l.where, e.Text.Typed, e.Tap, a.Slot)
		}
	}
}
