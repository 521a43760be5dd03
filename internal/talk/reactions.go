package talk

import (
	"maps"

	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/session"
)

// ReactionReply is the answer to what people say to the bot's answers, such as thanks or fear:
// a flow with one answer given, the answer of a topic, or one short answer. A case that
// is open stays open, and no reaction becomes a part of its offer.
type ReactionReply struct {
	Opens        flow.ID       `yaml:"opens" names:"flow"`
	Slot         session.Slot  `yaml:"slot"`
	Value        string        `yaml:"value"`
	Topic        string        `yaml:"topic"`      // answered as this question
	Everywhere   bool          `yaml:"everywhere"` // the same in the flows about somebody in trouble
	Adults       bool          `yaml:"adults"`     // once somebody under 18 was told of, the answer to that stands in its place
	Corrects     bool          `yaml:"corrects"`   // changes the facts of the offer that is checked
	Says         SentenceID    `yaml:"says"`
	Buttons      []ShortButton `yaml:"buttons"`
	AfterResult  *ShortReply   `yaml:"after_result"`  // in place of the short answer, once an offer was judged
	AfterWarning *ShortReply   `yaml:"after_warning"` // in place of both, once it was judged to have warning signs
	InTrouble    *ShortReply   `yaml:"in_trouble"`    // what is said in the flows about somebody in trouble, and once a step was taken, whatever else was judged
}

// ShortReply is one sentence with a few buttons.
type ShortReply struct {
	Says    SentenceID    `yaml:"says"`
	Buttons []ShortButton `yaml:"buttons"`
}

// ShortButton is a button below a short answer.
type ShortButton struct {
	Label SentenceID       `yaml:"label,required"`
	Does  flow.Instruction `yaml:"goes,required"`
}

// reacts answers a message that is a reaction, and reports whether it is one that has an
// answer here. What was sent together with an offer is read with it.
func (t *turn) reacts(heard hear.Classification) bool {
	r, ok := t.book.Topics.Reactions[heard.Reaction]
	f, step, _ := t.standing()
	switch {
	case !ok, f.Short && !r.Everywhere && r.InTrouble == nil, t.event.What != "":
		return false
	case (f.Short || f.ID == FlowAlready && step.Contacts().Contacts != "") && r.InTrouble != nil:
		t.count("reaction")
		t.answersShortly(*r.InTrouble)
		return true
	case len(t.event.Earlier) > 0 && t.read().Kind == offer.KindOffer:
		return false
	case len(t.read().Facts) >= minOfferFacts && t.read().Kind == offer.KindOffer:
		return false
	case r.Adults && t.now.Value(slotMinor) != "":
		t.minorGoing()
		return true
	}
	t.react(r)
	return true
}

// reactionOf answers as if a reaction had been typed: the buttons below fear.
func (t *turn) reactionOf(id string) bool {
	r, ok := t.book.Topics.Reactions[id]
	if ok {
		t.react(r)
	}
	return ok
}

func (t *turn) react(r ReactionReply) {
	t.count("reaction")
	t.stands = StandingLasting
	switch {
	case r.Opens != "":
		t.goTo(Jump{Opens: r.Opens, Slot: r.Slot, Value: r.Value})
	case r.Topic != "":
		t.topic(r.Topic)
	case r.Corrects && t.corrects():
	default:
		t.answersShortly(t.fitting(r))
	}
}

// fitting is the short answer of a reaction that fits the case.
func (t *turn) fitting(r ReactionReply) ShortReply {
	switch judged := t.now.Value(slotGiven) != ""; {
	case judged && r.AfterWarning != nil && t.judge().Level >= offer.LevelSomeSigns:
		return *r.AfterWarning
	case judged && r.AfterResult != nil:
		return *r.AfterResult
	}
	return ShortReply{r.Says, r.Buttons}
}

// answersShortly says a short answer. If a question is open, it is repeated below, without
// the buttons.
func (t *turn) answersShortly(a ShortReply) {
	if t.asks() {
		t.note(a.Says)
		t.show()
		return
	}
	t.shortAnswer(a.Says, t.shortButtons(a)...)
}

// shortButtons are the buttons of a short answer; nothing is offered to be passed on where
// that may harm somebody, and no check of an offer to somebody under 18.
func (t *turn) shortButtons(a ShortReply) []Button {
	var out []Button
	for _, b := range a.Buttons {
		name, of := b.Does.ActionAndSubject()
		checks := name == "another" || name == "flow" && flow.ID(of) == FlowCheck
		if name == "family_card" && !t.mayShare() || checks && t.now.Value(slotMinor) != "" {
			continue
		}
		out = append(out, Button{Label: b.Label, Tap: OpenTap(string(name), of)})
	}
	return out
}

// corrects takes facts back that a text corrects, and says what the result is now; it
// reports whether it could read one.
func (t *turn) corrects() bool {
	if t.now.Value(slotGiven) == "" {
		return false
	}
	more := offer.Facts{}
	maps.Copy(more, t.read().Facts)
	maps.Copy(more, t.book.Rules.Read(t.book.Classifier.Corrected(t.event.Text.Joined())).Kept())
	delete(more, offer.FactPhrases)
	known := t.facts()
	merged := known.Merge(more)
	if maps.Equal(known, merged) {
		return false
	}
	t.advance()
	t.now = t.now.Clear(func(s session.Slot) bool { return known.Has(offer.Fact(s)) && !merged.Has(offer.Fact(s)) })
	for fact, value := range merged {
		if known[fact] != value {
			t.now = t.now.Set(session.Slot(fact), session.Value(value))
		}
	}
	head := headline(t.judge())
	head.Kind = ""
	t.notes = append(t.notes, Block{ID: "reaction.corrected"})
	t.help = true
	m := Message{Blocks: append(t.notes, head), Rows: append([][]Button{{{Label: "reaction.new_result", Tap: OpenTap("result", "")}}}, lastRows()...)}
	t.notes = nil
	t.say(m, false)
	return true
}
