package talk

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/session"
)

// card returns the sentence of a step with its figures. If the step has a date of
// checking, a last line names the sources and the date.
func (t *turn) card(f *flow.Flow, step flow.Step) []Block {
	sentence := Block{ID: SentenceID(f.Message(step.ID))}
	sources := slices.Clone(step.Source)
	for _, id := range step.Figures {
		if sentence.Args == nil {
			sentence.Args = Args{}
		}
		figure := t.book.Figures[id]
		sentence.Args[id] = figure.arg()
		sentence.Args[id+"_date"] = DayArg(figure.Date)
		sources = append(sources, figure.Source)
	}
	if step.ReadOn == "" {
		return []Block{sentence}
	}
	var names SentencesArg
	for _, id := range sources {
		if name := SentenceID("source." + id); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return []Block{sentence, {ID: "common.sources", Args: Args{"sources": names, "date": DayArg(step.ReadOn)}}}
}

// arg is the figure as a value of a sentence.
func (f Figure) arg() Arg {
	if f.Currency != "" {
		return MoneyArg{Min: f.Value, Max: f.Value, Currency: string(f.Currency)}
	}
	return NumberArg(f.Value)
}

// Cards lists the texts that people can pass on. Inline mode offers them.
func (b *Book) Cards() []Card {
	var out []Card
	t := b.rendering(session.Session{})
	inline := slices.SortedFunc(maps.Values(b.Flows), func(x, y *flow.Flow) int { return cmp.Compare(x.Inline, y.Inline) })
	for _, f := range inline {
		if f.Inline == 0 {
			continue
		}
		for _, s := range f.Steps {
			if s.ReadOn != "" {
				out = append(out, Card{ID: f.Message(s.ID), Name: SentenceID(f.Message(f.Steps[0].ID) + "." + string(s.ID)), Text: t.card(f, s), Start: b.startLink(f, s)})
			}
		}
	}
	return out
}

// Card is one text that people can pass on.
type Card struct {
	ID    string     // flow.step
	Name  SentenceID // what its list calls it
	Text  []Block
	Start string // word of the start link that opens it
}

// passing returns the text that a choice shares: the card itself for "share:card" and
// "text", else the sentence step.text.
func (t *turn) passing(f *flow.Flow, step flow.Step, c flow.Choice) []Block {
	switch c.Instruction {
	case "share", "copy":
		return []Block{{ID: SentenceID(f.Message(step.ID) + ".text")}}
	case "sms":
		return smsText(f, step)
	}
	return t.card(f, step)
}

// passOn sends a text alone in a message, ready to copy or forward, without any words
// of the bot around it.
func (t *turn) passOn(text []Block) { t.say(Message{Blocks: text}, true) }

// textOf passes on the card of a step named "flow.step", at any age.
func (t *turn) textOf(of string) {
	if f, step, ok := t.cardNamed(of); ok {
		t.passOn(t.card(f, step))
		return
	}
	t.stale()
}

// smsOf passes on the SMS of a card named "flow.step", at any age.
func (t *turn) smsOf(of string) {
	f, step, ok := t.cardNamed(of)
	if !ok || !slices.ContainsFunc(step.Choices, func(c flow.Choice) bool { return c.Instruction == "sms" }) {
		t.stale()
		return
	}
	t.passOn(smsText(f, step))
}

// smsText is a card in one SMS.
func smsText(f *flow.Flow, step flow.Step) []Block {
	return []Block{{ID: SentenceID(f.Message(step.ID) + ".one_sms")}}
}

// cardNamed returns the step of a card named "flow.step".
func (t *turn) cardNamed(of string) (*flow.Flow, flow.Step, bool) {
	id, stepID, _ := strings.Cut(of, ".")
	f := t.book.Flows[flow.ID(id)]
	if f == nil {
		return nil, flow.Step{}, false
	}
	step, ok := f.Step(flow.StepID(stepID))
	return f, step, ok && step.ReadOn != ""
}

// signsOnCard is how many signs a card names.
const signsOnCard = 4

// resultCard is what was seen in an offer as a text for others: each sign in a sentence,
// or what to ask when no sign can be named, under 700 characters. It holds no level,
// country, pay, sender or name of this bot: it may reach anybody.
func (t *turn) resultCard() {
	if t.now.Value(slotGiven) == "" {
		t.stale()
		return
	}
	t.count("card_result")
	t.cardScreen("card.result.intro", t.resultText(t.judge()), "cek", t.drawnAndGiven()...)
}

// resultText is the text of the result card.
func (t *turn) resultText(v offer.Verdict) Block {
	card := Block{ID: "card.result", Kind: BlockCopy, Items: t.signSentences(counting(v), signsOnCard)}
	switch {
	case len(card.Items) > 0:
	case v.Level == offer.LevelTooLittle:
		card.ID, card.Items = "card.result.ask", questions(v, t.facts(), 3)
	default:
		card.ID = "card.result.calm"
		card.Lines = append(card.Lines, Item{ID: "verdict.l0.checks"})
	}
	card.Lines = append(card.Lines, Item{ID: "card.result.end"}, Item{ID: "card.date", Args: Args{"date": DayArg(t.event.At.Format(time.DateOnly))}})
	return card
}

// signSentences are signs as sentences, without those that name a country.
func (t *turn) signSentences(findings []offer.Finding, most int) []Item {
	var out []Item
	for _, f := range findings {
		if len(out) < most && !t.book.Rules.NamesCountry(f.Signal) {
			id := "signal." + string(f.Signal)
			out = append(out, Item{ID: "card.result.sign", Args: Args{"title": SentenceArg(id + ".title"), "real": SentenceArg(id + ".real")}})
		}
	}
	return out
}

// familyCard asks somebody at home for advice. It lists what is known of the offer, but
// for country and pay, the signs, and what is missing; it never quotes the person.
func (t *turn) familyCard() {
	facts := t.facts()
	v := t.judge()
	card := Block{ID: "card.family", Kind: BlockCopy}
	for _, f := range [...]offer.Fact{offer.FactJob, offer.FactRecruiter, offer.FactWhoPays, offer.FactVisa, offer.FactContract} {
		if facts.Has(f) {
			card.Lines = append(card.Lines, Item{ID: "card.fact", Args: Args{"name": SentenceArg("fact." + string(f)), "value": factValue(f, facts[f])}})
		}
	}
	for _, f := range counting(v)[:min(len(counting(v)), 3)] {
		if !t.book.Rules.NamesCountry(f.Signal) {
			card.Lines = append(card.Lines, Item{ID: "card.sign", Args: Args{"title": SentenceArg("signal." + string(f.Signal) + ".title")}})
		}
	}
	var missing SentencesArg
	for _, f := range v.Missing[:min(len(v.Missing), 4)] {
		missing = append(missing, SentenceID("fact."+string(f)))
	}
	if len(missing) > 0 {
		card.Lines = append(card.Lines, Item{ID: "card.missing", Args: Args{"names": missing}})
	}
	card.Lines = append(card.Lines, Item{ID: "card.family.end"})
	t.count("card_family")
	t.cardScreen("card.family.intro", card, "")
}

// drawnAndGiven are the rows of the result card besides those that share its text.
func (t *turn) drawnAndGiven() [][]Button {
	if !t.mayShare() {
		return nil
	}
	return [][]Button{{{Label: "common.share_picture", Tap: OpenTap("picture", ofResult)}}, t.giveButton()}
}

// cardScreen shows a card to copy, with buttons that share it and further rows. start is the
// start link in it, "" for none.
func (t *turn) cardScreen(intro SentenceID, card Block, start string, further ...[]Button) {
	m := Message{Blocks: append(t.notes, Block{ID: intro}, card), Rows: backToResult()}
	if share := t.sharing([]Block{card}, start); share != nil {
		m.Rows = append(append([][]Button{share}, further...), m.Rows...)
	}
	t.say(m, false)
}

// backToVerdict shows the verdict again, also from a flow opened above it.
func (t *turn) backToVerdict() {
	if t.was.Turn == 0 {
		t.stale()
		return
	}
	t.toCheck()
	t.show()
}

// toCheck brings an open check to the top.
func (t *turn) toCheck() {
	if t.now.Value(slotGiven) != "" && t.now.Flow() != session.FlowID(FlowCheck) {
		t.advance()
		t.now = t.now.Push(session.FlowID(FlowCheck))
	}
}

// cardScreens lists the cards of the built-in samples, for package content to check.
func (b *Book) cardScreens() []Screen {
	var out []Screen
	for _, id := range slices.Sorted(maps.Keys(b.Samples)) {
		s, _ := b.Turn(session.Session{}, Event{At: LongestSession.Began, Kind: EventText, Text: Text{Typed: b.Samples[id]}})
		for what, show := range map[string]func(*turn){"result": (*turn).resultCard, "family": (*turn).familyCard, "give": (*turn).giveAddress} {
			t := b.rendering(s)
			show(t)
			for _, e := range t.effects {
				if say, ok := e.(Say); ok {
					out = append(out, Screen{Name: what + " card of sample " + id, File: "flows/proof/offers", Message: say.Message})
				}
			}
		}
	}
	return out
}
