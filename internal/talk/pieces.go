package talk

import (
	"strings"
	"unicode"

	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/session"
)

// Offers are told in pieces, minutes apart: a country, then a sum, then who keeps the
// passport. Alone such a piece may read like a question or like nothing. Its facts are kept,
// never its words, and add up.

// mostSumWords is how many words a message has that is nothing but a sum.
const mostSumWords = 4

// addsUp keeps the facts of a text that tells a piece of an offer, and reports whether they
// make an offer together with what was told before: then its verdict is the answer.
func (t *turn) addsUp(heard hear.Classification) bool {
	reading := t.read()
	if t.event.What != "" || heard.Tier != hear.TierNone || strings.Contains(t.event.Text.Typed, "?") {
		return false
	}
	if t.now.Value(slotGiven) != "" {
		return t.addsSum(reading)
	}
	f, step, _ := t.standing()
	if f.ID != FlowStart && step.Kind != flow.KindPaste || reading.Kind != offer.KindAnswer && reading.Kind != offer.KindOpener {
		return false
	}
	before := countFacts(t.facts())
	t.keepFacts(reading)
	if before == 0 || countFacts(t.facts()) <= before {
		return false
	}
	t.takeOffer(reading)
	return true
}

// addsSum takes a message that is nothing but a sum as the pay of the offer that is checked,
// when it has none yet.
func (t *turn) addsSum(reading *offer.Reading) bool {
	text, facts := t.event.Text.Joined(), t.facts()
	bare := len(strings.Fields(text)) <= mostSumWords && strings.ContainsFunc(text, unicode.IsDigit) && strings.ContainsFunc(text, unicode.IsLetter)
	if !t.checking() || !bare || len(reading.Facts) > 0 || facts.Has(offer.FactPay) || facts.Has(offer.FactFee) {
		return false
	}
	pay, ok := t.book.Rules.ReadAnswer(offer.FactPay, text)
	if !ok {
		return false
	}
	told := *reading
	told.Facts = offer.Facts{offer.FactPay: pay}
	t.whole = &told
	t.takeOffer(&told)
	return true
}

// countFacts counts the facts without the phrases that were found.
func countFacts(facts offer.Facts) int {
	n := len(facts)
	if facts.Has(offer.FactPhrases) {
		n--
	}
	return n
}

// keepFacts stores the facts of a text, merged with those that are known.
func (t *turn) keepFacts(reading *offer.Reading) {
	t.advance()
	known := t.facts()
	for fact, value := range known.Merge(reading.Kept()) {
		if known[fact] != value {
			t.now = t.now.Set(session.Slot(fact), session.Value(value))
		}
	}
}
