package offer

import (
	"strings"

	"cekloker/internal/offer/money"
	"cekloker/internal/words"
)

// ReadAnswer reads a typed answer to the question about one fact. ok is false if the
// words do not answer it.
func (r *Rules) ReadAnswer(fact Fact, text string) (value string, ok bool) {
	if len(text) > MaxText {
		return "", false
	}
	switch fact {
	case FactPay:
		return r.readPay(text)
	case FactDestination:
		return r.readPlace(text)
	}
	reading := r.Read(text)
	if v := reading.Facts[fact]; v != "" {
		return v, true
	}
	return "", false
}

// readPay reads "12 juta", "usd 800", "12000000" and a bare "12", which means
// million rupiah where people speak of pay.
func (r *Rules) readPay(text string) (string, bool) {
	reading := r.Read("gaji " + text)
	if m, ok := ParseMoney(reading.Facts[FactPay]); ok {
		if m.Period == "" {
			m.Period = "month"
		}
		return m.String(), true
	}
	parts := strings.Fields(words.Fold(text))
	if len(parts) == 1 {
		if n, ok := money.ParseNumber(parts[0]); ok && n >= 1 && n <= 200 {
			return r.readPay(parts[0] + " juta")
		}
	}
	return "", false
}

// readPlace reads a country or a town.
func (r *Rules) readPlace(text string) (string, bool) {
	l := r.tokenizer.Tokenize(text)
	d := &reader{rules: r, line: l, facts: Facts{}, signs: map[PhraseID]bool{}, cues: map[Context]int{}}
	d.words = r.tokenizer.Words(l)
	d.places()
	if v := d.facts[FactDestination]; v != "" {
		return v, true
	}
	for _, m := range r.places.Find(d.words) {
		if p := r.content.Places[m.Owner]; m.From == 0 && m.To == len(d.words) {
			return string(p.Country), true
		}
	}
	d.phrases()
	v := d.facts[FactDestination]
	return v, v != ""
}
