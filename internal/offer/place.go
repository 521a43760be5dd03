package offer

import (
	"slices"

	"cekloker/internal/iso"
	"cekloker/internal/words"
)

// riskOrder orders the risks of places, see places.yaml.
var riskOrder = map[Risk]int{"home": 1, "context": 2, "transit": 1, "watch": 3, "elevated": 4, "high": 5, "critical": 6}

// placeSeen is one mention of a place that may be where the work is.
type placeSeen struct {
	place   *Place
	from    int
	to      int
	through bool
	direct  bool // a word before it says that the work is there
}

// places finds where the work is, and the country of transit.
func (d *reader) places() {
	seen := d.placesSeen()
	if len(seen) == 0 {
		return
	}
	var end, through *placeSeen
	for i := range seen {
		s := &seen[i]
		switch {
		case s.through:
			if through == nil && s.place.Country != "ID" {
				through = s
			}
		case end == nil || s.better(end):
			end = s
		}
	}
	if end == nil {
		end, through = through, nil
	}
	if end == nil {
		return
	}
	if end.place.Country == "ID" && d.facts[FactDestination] != "" {
		return // a town at home is where one applies; the work is said to be abroad
	}
	d.put(FactDestination, string(end.place.Country), end)
	if end.place.Type != PlaceCountry && end.place.Risk != "home" && end.place.Risk != "context" {
		d.put(FactWorkPlace, end.place.ID, end)
	}
	if through != nil && through.place.Country != end.place.Country {
		d.put(FactTransit, string(through.place.Country), through)
	}
	d.severalCountries(seen)
}

// leaves assumes work abroad if an offer without a place mentions a visa or a flight:
// such offers hide their destination.
func (d *reader) leaves() {
	by := PhraseID("leaves_country")
	if d.signs["enters_on_visa"] {
		by = "enters_on_visa" // a town at home is only where one lives or applies
	} else if d.facts[FactDestination] != "" {
		return
	}
	if !d.signs[by] || abroad(d.facts[FactDestination]) {
		d.foreignPay()
		return
	}
	d.facts[FactDestination] = "abroad"
	d.quoteAs(FactDestination, by)
}

// foreignPay assumes work abroad if an offer without a place pays in foreign money: in the
// country of that money, if it has one. Work from home may be paid so as well.
func (d *reader) foreignPay() {
	pay, ok := ParseMoney(d.facts[FactPay])
	if !ok || pay.Currency == "IDR" || d.facts[FactDestination] != "" || d.facts[FactJob] == "task" || d.signs["from_home"] || d.signs["easy_online_money"] {
		return
	}
	if d.signs["english"] && !d.signs["board_paid"] && !d.signs["all_paid"] {
		return // an advertisement where English is spoken
	}
	if pay.Currency == "USD" && pay.Period != "" && pay.Period != "month" {
		return
	}
	d.facts[FactDestination] = d.rules.countryOf(iso.Currency(pay.Currency))
	d.quotes = append(d.quotes, d.quoted(FactPay, FactDestination)...)
}

// countryOf returns the country whose wages are known in a currency, "abroad" if there is
// none or more than one.
func (r *Rules) countryOf(currency iso.Currency) string {
	country := iso.Country("")
	for _, y := range r.content.Wages.Yardsticks {
		if y.Currency != currency || y.Country == country {
			continue
		}
		if country != "" || currency == "USD" {
			return "abroad"
		}
		country = y.Country
	}
	if country == "" {
		return "abroad"
	}
	return string(country)
}

// quoted returns the span of one fact as that of another.
func (d *reader) quoted(from, as Fact) []span {
	for _, s := range d.quotes {
		if s.from == string(from) {
			return []span{{from: string(as), low: s.low, top: s.top}}
		}
	}
	return nil
}

// severalCountries notes that more than one foreign country is named: a ticket
// to one and work in another is a pattern of its own.
func (d *reader) severalCountries(seen []placeSeen) {
	foreign := map[iso.Country]bool{}
	for _, s := range seen {
		if s.place.Country != "ID" {
			foreign[s.place.Country] = true
		}
	}
	if len(foreign) > 1 {
		d.signs["several_countries"] = true
	}
}

// better prefers work abroad over home, a named purpose over a bare mention,
// and the more telling place.
func (s *placeSeen) better(old *placeSeen) bool {
	abroad, wasAbroad := s.place.Country != "ID", old.place.Country != "ID"
	if abroad != wasAbroad {
		return abroad
	}
	a, b := riskOrder[s.place.Risk], riskOrder[old.place.Risk]
	if a != b {
		return a > b
	}
	if s.direct != old.direct {
		return s.direct
	}
	return s.place.Type != PlaceCountry && old.place.Type == PlaceCountry
}

func (d *reader) put(f Fact, value string, s *placeSeen) {
	d.facts[f] = value
	d.quotes = append(d.quotes, span{from: string(f), low: d.words[s.from].From, top: d.words[s.to-1].To})
}

// placesSeen are the places for which the text shows that work may be there. A place in
// a list shares what the words before the list say.
func (d *reader) placesSeen() []placeSeen {
	var seen []placeSeen
	last, there, direct := -2, false, false // where the last mention ends and what was read of it
	for _, m := range d.mentions() {
		s := placeSeen{place: &d.rules.content.Places[m.Owner], from: m.From, to: m.To}
		if listed := s.from == last || s.from == last+1 && d.rules.content.Words.BetweenPlaces[d.words[last].Text]; listed && !d.words[s.from].First {
			s.direct = direct
		} else {
			there = d.before(&s) && d.shown(&s)
		}
		last, direct = s.to, s.direct
		if there {
			seen = append(seen, s)
		}
	}
	return seen
}

// shown reports whether more than the bare name shows that work is at a place: a word of
// direction, talk of work, pay or a journey to it, or that nothing else is said. The name
// of a site needs less than the name of a country.
func (d *reader) shown(s *placeSeen) bool {
	const fewWords = 4
	switch {
	case s.place.Country == "ID", len(d.words) <= fewWords, s.through, s.from > 0 && d.rules.content.Words.Instead[d.words[s.from-1].Text], s.place.Type != PlaceCountry && s.place.Risk == "critical":
		return true
	case d.cues["job"]+d.cues["told"]+d.cues["opener"] == 0 && len(d.facts) == 0:
		return s.place.Type != PlaceCountry && len(d.signs) > 0
	case s.direct, s.place.Type != PlaceCountry && riskOrder[s.place.Risk] >= riskOrder["high"], d.words[s.from].First, s.from < fewWords:
		return true
	}
	return d.leaving() || d.afterWork(s.from) || d.signs["is_foreign_ad"]
}

// leaving reports whether more than places speaks of work abroad: a visa, a flight, a
// passport, foreign pay, or somebody who tells of the offer.
func (d *reader) leaving() bool {
	pay, paid := ParseMoney(d.facts[FactPay])
	return d.signs["leaves_country"] || d.signs["abroad"] || d.signs["official_steps"] || d.cues["told"] > 0 || paid && pay.Currency != "IDR" ||
		d.facts[FactVisa] != "" || d.facts[FactPassport] != "" || d.facts[FactContract] != "" || d.facts[FactWhoPays] != "" || d.facts[FactRecruiter] != ""
}

// afterWork reports whether a word of work is right before word i: "loker Qatar".
func (d *reader) afterWork(i int) bool {
	return slices.ContainsFunc(d.found, func(m words.Match) bool {
		return m.To == i && (d.rules.content.Phrases[m.Owner].Context == "job" || d.rules.content.Phrases[m.Owner].Sets[FactJob] != "")
	})
}

// mentions finds the places of a text. It skips names inside longer ones, and short
// names unless another place of the same country is near.
func (d *reader) mentions() []words.Match {
	found := d.rules.places.Find(d.words)
	named := map[iso.Country]bool{} // countries of which a place is named
	for _, m := range found {
		if p := &d.rules.content.Places[m.Owner]; !p.Near {
			named[p.Country] = true
		}
	}
	var out []words.Match
	reach := 0 // where the longest name that began before this word ends
	for from := 0; from < len(found); {
		to, longest := from, 0
		for ; to < len(found) && found[to].From == found[from].From; to++ {
			longest = max(longest, found[to].To)
		}
		for _, m := range found[from:to] {
			p := &d.rules.content.Places[m.Owner]
			if longer := reach >= m.To || longest > m.To; !longer && (!p.Near || named[p.Country] || d.near(found, p)) {
				out = append(out, m)
			}
		}
		reach, from = max(reach, longest), to
	}
	return out
}

// near reports whether a short name is one abroad though no other place of its
// country is named: a passport or a ticket is, and no other place.
func (d *reader) near(found []words.Match, p *Place) bool {
	return p.Risk == "critical" && (d.signs["leaves_country"] || d.facts[FactJob] == "office_online" || d.facts[FactPassport] != "" || d.signs["live_in"]) && len(found) == 1
}

// before reads the words before a mention. It returns false if they say that the work
// is elsewhere.
func (d *reader) before(s *placeSeen) bool {
	for back := 1; back <= 3 && s.from-back >= 0; back++ {
		w := d.words[s.from-back].Text
		if d.rules.content.Words.Instead[w] { // "bukan Kamboja tapi Jepang"
			s.direct = true
			break
		}
		switch {
		case d.rules.content.Words.NotPlace[w], d.rules.content.Words.FromPlace[w] && back <= 2 && !s.direct, d.rules.content.Words.OfCountry[w] && back == 1 && s.place.Type == PlaceCountry:
			return false
		case d.rules.content.Words.ThroughPlace[w]:
			s.through = true
		case d.rules.content.Words.ToPlace[w]:
			s.direct = true
		}
		if d.words[s.from-back].First {
			break
		}
	}
	if s.to < len(d.words) && !d.words[s.to].First && d.rules.content.Words.AfterName[d.words[s.to].Text] {
		return false
	}
	for after := s.to; after < min(s.to+4, len(d.words)) && !d.words[after].First; after++ {
		if d.rules.content.Words.Market[d.words[after].Text] {
			return false
		}
	}
	if s.to < len(d.words) && !d.words[s.to].First && d.rules.content.Words.FirstPlace[d.words[s.to].Text] {
		s.through = true
	}
	return true
}
