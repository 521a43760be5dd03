package offer

import (
	"slices"

	"cekloker/internal/words"
)

// Whereabouts returns the foreign country in which a plea says that somebody is, as an
// ISO code. The text may name the country, or a town or site of places.yaml. The result
// is "" if the text names no country, two countries, or a country only as an origin
// ("bos China"). Indonesia never counts.
func (r *Rules) Whereabouts(text string) string {
	country, _ := r.named(text, (*reader).stays)
	if country == home {
		return ""
	}
	return country
}

// CountryAnswer returns the country that somebody names when asked where a person is, as an ISO
// code: home for a place in Indonesia. several reports that a text names more than one
// country abroad, so that it says nothing.
func (r *Rules) CountryAnswer(text string) (country string, several bool) {
	return r.named(text, (*reader).stays)
}

// Nation returns the country that somebody names when asked for a nationality, as an ISO
// code: "orang Malaysia", "from India".
func (r *Rules) Nation(text string) string {
	country, _ := r.named(text, (*reader).affirms)
	return country
}

// home is the country of the places that count only where no place abroad is named.
const home = "ID"

// named returns the one country abroad of the places that count, home when all of them
// are there, and whether several countries abroad are named.
func (r *Rules) named(text string, counts func(*reader, words.Match, *Place) bool) (country string, several bool) {
	if len(text) > MaxText {
		text = text[:MaxText]
	}
	d := r.newReader(text)
	for _, m := range d.mentions() {
		p := &r.content.Places[m.Owner]
		if !counts(d, m, p) || p.Country == home && country != "" {
			continue
		}
		if country != "" && country != home && country != string(p.Country) {
			return "", true
		}
		country = string(p.Country)
	}
	return country, false
}

// affirms reports whether a mention is not denied.
func (d *reader) affirms(m words.Match, _ *Place) bool {
	return m.From == 0 || d.words[m.From].First || !d.rules.content.Words.NotThis[d.words[m.From-1].Text] && (m.From < 2 || !d.rules.content.Words.NotThis[d.words[m.From-2].Text])
}

// stays reports whether the words before a mention leave it a place where
// somebody is.
func (d *reader) stays(m words.Match, p *Place) bool {
	if m.From == 0 || d.words[m.From].First {
		return true
	}
	if !d.affirms(m, p) {
		return false
	}
	before := d.words[m.From-1].Text
	if d.rules.content.Words.From[before] {
		const leaving = 4
		return slices.ContainsFunc(d.words[max(m.From-1-leaving, 0):m.From-1], func(w words.Token) bool { return d.rules.content.Words.Leaves[w.Text] })
	}
	return p.Type != "country" || !d.rules.content.Words.BelongsTo[before]
}
