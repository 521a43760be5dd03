package offer

import (
	"slices"

	"cekloker/internal/words"
)

// Words by which a plea names a country without being there.
var (
	// belongsTo directly precedes the name of a country that says what
	// something is, not where: "orang Filipina", "bos China", "paspor Malaysia".
	belongsTo = map[string]bool{"orang": true, "warga": true, "bangsa": true, "asli": true, "asal": true, "keturunan": true, "bos": true, "boss": true, "leader": true,
		"majikan": true, "juragan": true, "agen": true, "perusahaan": true, "mafia": true, "sindikat": true, "geng": true, "bahasa": true, "dolar": true, "nomor": true,
		"paspor": true, "visa": true, "uang": true, "restoran": true, "from": true, "dari": true}
	// leavesFrom comes some words before "dari" or "from" when somebody wants to
	// leave the place that follows, or calls from it: it is where they are.
	leavesFrom = map[string]bool{"keluar": true, "pulang": true, "pergi": true, "kabur": true, "lari": true, "melarikan": true, "lepas": true, "bebas": true, "balik": true,
		"dipulangkan": true, "pulangkan": true, "selamatkan": true, "bebaskan": true, "keluarkan": true, "jemput": true, "evakuasi": true, "kabar": true, "telepon": true,
		"telpon": true, "menelepon": true, "menelpon": true, "nelpon": true, "chat": true, "pesan": true, "wa": true, "video": true, "escape": true, "escaped": true,
		"out": true, "home": true, "away": true, "leave": true, "rescue": true, "rescued": true, "save": true, "back": true, "call": true, "called": true, "calls": true,
		"calling": true, "message": true, "messages": true, "run": true, "ran": true, "return": true}
	// notThisOne directly precedes a place that is denied.
	notThisOne = map[string]bool{"bukan": true, "not": true, "selain": true, "kecuali": true, "except": true}
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
	return m.From == 0 || d.words[m.From].First || !notThisOne[d.words[m.From-1].Text] && (m.From < 2 || !notThisOne[d.words[m.From-2].Text])
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
	if before == "dari" || before == "from" {
		const leaving = 4
		return slices.ContainsFunc(d.words[max(m.From-1-leaving, 0):m.From-1], func(w words.Token) bool { return leavesFrom[w.Text] })
	}
	return p.Type != "country" || !belongsTo[before]
}
