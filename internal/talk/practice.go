package talk

import (
	"strconv"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/session"
)

// The practice round shows the offers of Book.Practice one after the other: the
// person decides what to do, then sees the reasons. Nothing is added up. Each
// offer has two slots, practice.N for the decision and read.N for its reasons,
// so that people can leave the round and continue it later. Those of the last two offers
// are kept, for the way back; what was decided before is forgotten.
const (
	slotDecision session.Slot = "practice"
	slotRead     session.Slot = "read"
)

// What can be decided about an offer of the round, from careful to calm.
const (
	decideHold = "hold"
	decideAsk  = "ask"
	decideGoOn = "go_on"
)

func nth(slot session.Slot, n int) session.Slot {
	return slot + "." + session.Slot(strconv.Itoa(n))
}

// numbered returns the slot that a step fills now.
func (t *turn) numbered(step flow.Step) session.Slot {
	if !step.Round {
		return session.Slot(step.Slot)
	}
	n, _ := t.round()
	return nth(session.Slot(step.Slot), n)
}

// offersOfRound are the offers in the language of the session.
func (t *turn) offersOfRound() []string {
	if offers := t.book.Practice[t.now.Lang]; len(offers) > 0 {
		return offers
	}
	return t.book.Practice[t.book.Languages.First()]
}

// round returns which offer is open, from 1, and what comes next: "offer", "reasons"
// or, after the last one, "done".
func (t *turn) round() (n int, at string) {
	all := len(t.offersOfRound())
	for n = all; n > 0 && t.now.Value(nth(slotDecision, n)) == ""; n-- {
	}
	switch {
	case n > 0 && t.now.Value(nth(slotRead, n)) == "":
		return n, "reasons"
	case n == all:
		return n + 1, "done"
	}
	return n + 1, "offer"
}

// keptRounds is how many offers of the round keep what was decided.
const keptRounds = 2

// forgetRounds forgets what was decided before the last offers.
func (t *turn) forgetRounds() {
	n, _ := t.round()
	for i := n - keptRounds; i > 0; i-- {
		t.now = t.now.Clear(func(s session.Slot) bool { return s == nth(slotDecision, i) || s == nth(slotRead, i) })
	}
}

// roundBlocks are the offer, or what we see in it.
func (t *turn) roundBlocks(step flow.Step) []Block {
	offers := t.offersOfRound()
	n, _ := t.round()
	if n > len(offers) {
		return nil
	}
	if session.Slot(step.Slot) == slotDecision {
		return []Block{{ID: "practice.text", Args: Args{"nr": NumberArg(n), "of": NumberArg(len(offers)), "text": WordsArg(offer.Mask(offers[n-1]))}}}
	}
	return t.roundReasons(offers[n-1], string(t.now.Value(nth(slotDecision, n))))
}

// roundReasons says what we see in an offer and how the decision fits, without
// praise, blame or points.
func (t *turn) roundReasons(text, decision string) []Block {
	reading := t.book.Rules.Read(text)
	v := t.book.Rules.Judge(reading.Kept())
	was := t.reading
	t.reading = &reading
	defer func() { t.reading = was }()
	head := headline(v)
	level := v.Level
	if v.HomeJob { // plain work, in which no sign is seen
		level = offer.LevelNoSign
	}
	blocks := []Block{{ID: fitting(decision, level)}, {ID: head.ID, Args: head.Args}}
	if items := t.items(v); len(items) > 0 {
		blocks = append(blocks, Block{Items: items})
	}
	switch {
	case v.HomeJob:
		blocks = append(blocks, unsaid(v)...)
	case v.Level == offer.LevelTooLittle:
		blocks = append(blocks, Block{ID: "verdict.l1.ask", Items: questions(v, reading.Kept(), 3)})
	case v.Level == offer.LevelNoSign:
		blocks = append(append(blocks, Block{ID: "verdict.l0.not_proof"}), checks(reading.Facts)...)
	}
	return blocks
}

// fitting chooses the sentence for a decision: the same, more careful than what
// we see, or less.
func fitting(decision string, level offer.Level) SentenceID {
	care := map[string]int{decideGoOn: 0, decideAsk: 1, decideHold: 2}[decision]
	asked := map[offer.Level]int{offer.LevelNoSign: 0, offer.LevelTooLittle: 1, offer.LevelSomeSigns: 1, offer.LevelManySigns: 2}[level]
	switch {
	case care == asked:
		return "practice.same"
	case care > asked:
		return "practice.careful"
	}
	return "practice.missed"
}

// practiceScreens lists all screens of the round, for package content to check.
func (b *Book) practiceScreens() []Screen {
	var out []Screen
	for lang, offers := range b.Practice {
		for n := range offers {
			s := session.Session{Lang: lang}
			for i := 1; i <= n; i++ {
				s = s.Set(nth(slotDecision, i), decideHold).Set(nth(slotRead, i), session.ValueSeen)
			}
			name := "practice offer " + strconv.Itoa(n+1) + " in " + string(lang)
			out = append(out, Screen{Name: name, File: "flows/proof/offers", Message: Message{Blocks: b.rendering(s).roundBlocks(flow.Step{Slot: "practice", Round: true})}})
			s = s.Set(nth(slotDecision, n+1), decideGoOn)
			out = append(out, Screen{Name: "reasons of " + name, File: "flows/proof/offers", Message: Message{Blocks: b.rendering(s).roundBlocks(flow.Step{Slot: "read", Round: true})}})
		}
	}
	return out
}
