package talk

import (
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/session"
)

// A typed place is an answer by itself in so few words. In more words, up to mostWords,
// it is one unless the text is a question or a plea, or names the pay or the contact of an offer.
const (
	fewWords  = 3
	mostWords = 8
)

// placeAnswer reads a typed country, town or regency as the answer to a step that asks
// where somebody is or of which country; "" when the text is no such answer. A place in
// Indonesia is the answer home.
func (t *turn) placeAnswer(step flow.Step, text string) session.Value {
	slot := session.Slot(step.Slot)
	if slot != SlotWhere && slot != slotNationality || !t.mayBePlace(text) || t.book.Languages.named(text) != "" {
		return ""
	}
	if slot == slotNationality {
		return session.Value(t.book.Rules.Nation(text))
	}
	offices := t.book.Offices
	if offices.NamesOffice(text) {
		return "" // "kantor di Indramayu" is a question
	}
	where, several := t.book.Rules.CountryAnswer(text)
	if where == "" && !several && offices.Find(text).Place != "" {
		where = home
	}
	return session.Value(where)
}

// mayBePlace reports whether a text is short enough to be only a place, or says nothing
// that is answered otherwise.
func (t *turn) mayBePlace(text string) bool {
	n := len(strings.Fields(text))
	if strings.Contains(text, "?") || n > mostWords {
		return false
	}
	if n <= fewWords {
		return true
	}
	heard, facts := t.heard(), t.read().Facts
	return heard.Tier != hear.TierAsk && heard.Intent != hear.IntentQuestion && !facts.Has(offer.FactPay) && !facts.Has(offer.FactContact)
}
