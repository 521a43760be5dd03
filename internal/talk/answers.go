package talk

import (
	"cekloker/internal/hear"
	"strconv"
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/session"
	"cekloker/internal/words"
)

// choose takes a choice of the present step, by button or by word. It reports
// false when the step does not offer it.
func (t *turn) choose(f *flow.Flow, step flow.Step, values map[string]any, choice string) bool {
	switch choice {
	case "back":
		t.back(f)
		return true
	case "skipped", "dont_know":
		if step.Required || !step.Asks() {
			return false
		}
		t.fill(f, step, session.Value(choice))
		t.show()
		return true
	case "result":
		if f.Early != "" {
			t.advance()
			t.now = t.now.Set(session.Slot(f.Early), "result")
			t.show()
			return true
		}
		if f.ID != FlowCheck {
			return false
		}
		t.advance()
		t.now = t.now.Set(slotPace, "result")
		t.now = t.now.Set(slotGiven, orText(t.now.Value(slotGiven)))
		t.show()
		return true
	}
	for _, c := range step.Offered(values) {
		if string(c.ID) != choice {
			continue
		}
		t.pick(f, step, c)
		return true
	}
	return false
}

func orText(v session.Value) session.Value {
	if v == "" {
		return "questions"
	}
	return v
}

// pick takes a choice that is offered.
func (t *turn) pick(f *flow.Flow, step flow.Step, c flow.Choice) {
	if step.Asks() {
		t.fill(f, step, session.Value(c.ID))
	}
	for _, set := range c.Sets {
		slot, value, _ := strings.Cut(set, "=")
		t.advance()
		t.now = t.now.Set(session.Slot(slot), session.Value(value))
	}
	switch what, of := c.Goes.Cut(); {
	case c.Opens != "":
		t.open(c.Opens, startsOver(c.Opens))
	case what == "share" || what == "copy" || what == "text":
		t.passOn(t.passing(f, step, c))
	case what == "back":
		t.back(f)
	case what == "again":
		t.advance()
		t.clear(f.ID)
		t.show()
	case what == "return":
		t.returned(f)
	case what == "" || what == "set":
		t.show()
	default:
		t.opened(string(what), of)
	}
}

// returned closes a flow and goes back to the one that was open before. After a "no"
// to the danger question it gives the answer that the question postponed; the help
// line is not added to replies from then on.
func (t *turn) returned(f *flow.Flow) {
	t.advance()
	later, selfHarm, child := string(t.now.Value(slotLater)), t.now.Value(SlotDanger) == dangerValue(hear.SelfHarm), t.ofChild()
	t.clear(f.ID)
	t.now = t.now.Pop()
	if f.ID != FlowDanger {
		t.show()
		return
	}
	t.now = t.now.Clear(func(s session.Slot) bool { return s == slotLater }).Set(slotBeside, "no")
	switch {
	case selfHarm:
		t.note("danger.self_harm_no")
		t.show()
	case child:
		t.minorGoing()
	case later == "news":
		t.shortAnswer("talk.news", Button{Label: "talk.open_tips", Tap: Opens("flow", string(FlowTips))})
	case later == "question", strings.HasPrefix(later, "question.") && !t.topic(strings.TrimPrefix(later, "question.")):
		t.shortAnswer("talk.question", Button{Label: "talk.open_check", Tap: Opens("flow", string(FlowCheck))})
	case strings.HasPrefix(later, "question."): // answered by its topic
	default:
		t.show()
	}
}

// fill answers step with v.
func (t *turn) fill(f *flow.Flow, step flow.Step, v session.Value) {
	t.advance()
	t.now = t.now.Set(t.numbered(step), v)
	if f.ID == FlowReminder {
		t.remind()
	}
	if f.ID == FlowCheck && step.Kind == flow.Fact {
		t.now = t.now.Set(askedFor+session.Slot(step.Slot), session.Seen)
		t.now = t.now.Clear(func(s session.Slot) bool { return s == slotFix })
	}
}

// back drops the answers of the last turn that gave any in this flow; on its
// first step it closes the flow.
func (t *turn) back(f *flow.Flow) {
	t.advance()
	if f.ID == FlowReminder {
		t.add(Remind{})
	}
	now, went := t.now.Back(owns(f))
	if !went {
		now = t.now.Pop()
	}
	t.now = now
	t.show()
}

// spoken applies typed words to the present step: the number of a choice, one of
// its words, an action ("skip"), or a fact in words. It reports whether they meant
// anything.
func (t *turn) spoken(f *flow.Flow, step flow.Step, values map[string]any, text string) bool {
	folded := words.Bare(text)
	if folded == "" {
		return false
	}
	if c, ok := t.named(step, values, folded); ok {
		t.pick(f, step, c)
		return true
	}
	if action := t.action(folded); action != "" {
		return t.act(f, step, values, action)
	}
	if step.Kind == flow.Fact {
		if v, ok := t.book.Rules.ReadAnswer(offer.Fact(step.Slot), text); ok {
			t.fill(f, step, session.Value(v))
			t.show()
			return true
		}
	}
	return false
}

// named finds the choice that typed words name: by its number, its id, its label
// or one of its words.
func (t *turn) named(step flow.Step, values map[string]any, folded string) (flow.Choice, bool) {
	offered := step.Offered(values)
	numbered := offered
	if step.Kind == flow.Verdict {
		numbered = t.numberedWays(offered)
	}
	if n := t.number(folded); n > 0 && n <= len(numbered) {
		return numbered[n-1], true
	}
	for _, c := range offered {
		if folded == strings.ReplaceAll(string(c.ID), "_", " ") {
			return c, true
		}
		for _, w := range c.Words {
			if folded == words.Bare(w) {
				return c, true
			}
		}
	}
	return flow.Choice{}, false
}

// numberedWays are the choices of a verdict in the order of its buttons.
func (t *turn) numberedWays(offered []flow.Choice) []flow.Choice {
	var out []flow.Choice
	for _, id := range verdictWays(t.judge()) {
		for _, b := range offered {
			if b.ID == id {
				out = append(out, b)
			}
		}
	}
	return out
}

// answers reports whether a text that was classified as danger is one of the answers
// that the family or danger flow offers at the present step.
func (t *turn) answers(text string) bool {
	asking := *t
	f, step, values := asking.present()
	_, ok := t.named(step, values, words.Bare(text))
	return ok && f.Short
}

// act carries out an action that was typed.
func (t *turn) act(f *flow.Flow, step flow.Step, values map[string]any, action string) bool {
	switch action {
	case "why":
		if !step.Asks() {
			if step.Kind == flow.Verdict {
				t.reasons("")
				return true
			}
			return false
		}
		t.why("")
	case "cancel":
		t.cancel()
	case "menu":
		t.menu()
	case "unremind":
		t.unremind()
	case "again":
		t.advance()
		t.clear(f.ID)
		t.show()
	default:
		return t.choose(f, step, values, action)
	}
	return true
}

// cancel leaves the current flow and forgets its answers.
func (t *turn) cancel() {
	t.advance()
	t.clear(flow.ID(t.now.Flow()))
	t.now = t.now.Pop()
	t.note("common.cancelled")
	t.show()
}

// number reads "3", "3.", "(3)", "tiga", "nomor tiga".
func (t *turn) number(folded string) int {
	folded = strings.TrimPrefix(strings.TrimPrefix(folded, "nomor "), "number ")
	if n, err := strconv.Atoi(folded); err == nil {
		return n
	}
	for i, words := range t.book.Words.Numbers {
		for _, w := range words {
			if folded == w {
				return i + 1
			}
		}
	}
	return 0
}

func (t *turn) action(folded string) string {
	for _, a := range Actions {
		for _, w := range t.book.Words.Actions[a.Word] {
			if folded == words.Bare(w) {
				return string(a.Word)
			}
		}
	}
	return ""
}
