package talk

import (
	"slices"
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
	if slices.Contains(answering[:], flow.Action(choice)) {
		return t.acts(flow.Action(choice), "")
	}
	for _, c := range step.Offered(values) {
		if string(c.ID) == choice {
			t.pick(f, step, c)
			return true
		}
	}
	return false
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
	switch what, of := c.Instruction.ActionAndSubject(); {
	case c.Opens != "":
		t.open(c.Opens, startsOver(c.Opens))
	case what == "share" || what == "copy" || what == "text" || what == "sms":
		t.passOn(t.passing(f, step, c))
	case what == "":
		t.show()
	case !t.acts(what, of):
		t.stale()
	}
}

// fill answers step with v.
func (t *turn) fill(f *flow.Flow, step flow.Step, v session.Value) {
	t.advance()
	t.now = t.now.Set(t.numbered(step), v)
	if f.ID == FlowReminder {
		t.remind()
	}
	if step.Round {
		t.forgetRounds()
	}
	if f.ID == FlowCheck && step.Kind == flow.KindFact {
		t.now = t.now.Set(askedFor+session.Slot(step.Slot), session.ValueSeen)
		t.now = t.now.Clear(func(s session.Slot) bool { return s == slotFix })
	}
}

// spoken applies typed words to the present step: the number of a choice, one of
// its words, an action ("skip"), a place, or a fact in words. It reports whether they meant
// anything.
func (t *turn) spoken(f *flow.Flow, step flow.Step, values map[string]any, text string) bool {
	folded := words.Bare(text)
	if folded == "" {
		return false
	}
	if c, ok := t.named(step, values, folded); ok {
		// The words of a menu say what they open.
		if !step.Asks() && t.number(folded) == 0 || !t.asksFirst(f, step, values) {
			t.pick(f, step, c)
		}
		return true
	}
	if action := t.book.typedAction(text); action != "" {
		return t.acts(action, "")
	}
	answer := t.placeAnswer(step, text)
	if answer == "" && step.Kind == flow.KindFact {
		v, _ := t.book.Rules.ReadAnswer(offer.Fact(step.Slot), text)
		answer = session.Value(v)
	}
	if answer == "" {
		return false
	}
	if !t.asksFirst(f, step, values) {
		t.fill(f, step, answer)
		t.show()
	}
	return true
}

// named finds the choice that typed words name: by its number, its id, its label
// or one of its words.
func (t *turn) named(step flow.Step, values map[string]any, folded string) (flow.Choice, bool) {
	if n, inOrder := t.number(folded), t.choicesInOrder(step, values); n > 0 && n <= len(inOrder) {
		return inOrder[n-1], true
	}
	for _, c := range step.Offered(values) {
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

// choicesInOrder are the choices of a step in the order of their numbers.
func (t *turn) choicesInOrder(step flow.Step, values map[string]any) []flow.Choice {
	offered := step.Offered(values)
	if step.Kind != flow.KindVerdict {
		return offered
	}
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
	return f.Short && (ok || t.placeAnswer(step, text) != "")
}

// keycap is the frame of the emoji that show a digit on a key.
const keycap = "\u20e3"

// number reads "3", "3.", "(3)", "3️⃣", "tiga", and the number of a choice among words
// that mean nothing beside it: "pilih no 3 kak".
func (t *turn) number(folded string) int {
	vocabulary := t.book.Words
	cut := strings.FieldsFunc(strings.ReplaceAll(folded, keycap, ""), func(r rune) bool { return r == ' ' || r == '.' || r == ',' })
	for len(cut) > 1 && slices.Contains(vocabulary.Fillers, cut[0]) {
		cut = cut[1:]
	}
	for len(cut) > 1 && slices.Contains(vocabulary.Fillers, cut[len(cut)-1]) {
		cut = cut[:len(cut)-1]
	}
	folded = strings.Join(cut, " ")
	if n, err := strconv.Atoi(folded); err == nil {
		return n
	}
	for i, words := range vocabulary.Numbers {
		if slices.Contains(words, folded) {
			return i + 1
		}
	}
	return 0
}
