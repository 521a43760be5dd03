package content

import (
	"fmt"
	"slices"

	"cekloker/internal/offer"
)

// common reads what several parts of the content refer to.
func (l *loader) common() {
	l.decode("facts/sources.yaml", &l.out.Sources)
	l.decode("hear/slang.yaml", &l.slang)
}

// rules reads what package offer decides with.
func (l *loader) rules() {
	c := offer.Content{Slang: l.slang}
	for _, name := range l.files("judge/phrases", ".yaml") {
		var some []offer.Phrase
		l.decode("judge/phrases/"+name+".yaml", &some)
		for i := range some {
			some[i].File = "judge/phrases/" + name + ".yaml"
			l.cited("flows/judge/phrases/"+name+".yaml", "id: "+string(some[i].ID), some[i].Source)
		}
		c.Phrases = append(c.Phrases, some...)
	}
	l.decode("judge/places.yaml", &c.Places)
	for _, p := range c.Places {
		if len(p.Sources) == 0 || p.Note == "" {
			l.bad("flows/judge/places.yaml", "id: "+p.ID, fmt.Sprintf("place %s has no source or no note", p.ID), "say what is known of it and from where")
		}
		l.cited("flows/judge/places.yaml", "id: "+p.ID, p.Sources...)
	}
	l.decode("judge/brands.yaml", &c.Brands)
	l.decode("judge/hosts.yaml", &c.Hosts)
	l.decode("judge/wages.yaml", &c.Wages)
	l.wages(c.Wages)
	l.decode("judge/levels.yaml", &c.Levels)
	for _, id := range l.files("judge/signals", ".yaml") {
		var s offer.Signal
		if l.decode("judge/signals/"+id+".yaml", &s) {
			s.ID = offer.SignalID(id)
			l.cited("flows/judge/signals/"+id+".yaml", "sources:", s.Sources...)
			c.Signals = append(c.Signals, s)
		}
	}
	rules, wrong := offer.NewRules(c)
	for _, p := range wrong {
		l.bad("flows/"+p.File, p.Key, p.What, p.Do)
	}
	l.out.Rules = rules
}

// cited checks that sources exist.
func (l *loader) cited(file, key string, ids ...string) {
	for _, id := range ids {
		if _, ok := l.out.Sources[id]; !ok {
			l.bad(file, key, fmt.Sprintf("source %q is not in sources.yaml", id), "add it with who, date and address")
		}
	}
}

// wages checks that every figure says what it counts, when and from where.
func (l *loader) wages(w offer.Wages) {
	const file = "flows/judge/wages.yaml"
	for _, y := range w.Yardsticks {
		if y.Amount <= 0 || y.Currency == "" || y.Counts == "" || !isDate(y.Date) || !isDate(y.ReviewBy) {
			l.bad(file, "id: "+y.ID, fmt.Sprintf("wage %s needs amount, currency, counts, date and review_by", y.ID), "fill them; no figure goes without")
		}
		l.cited(file, "id: "+y.ID, y.Source)
		l.aging(file, y.ID, y.ReviewBy)
	}
	for _, r := range w.Rates {
		if r.Rate <= 0 || !isDate(r.Date) || !isDate(r.ReviewBy) {
			l.bad(file, "id: "+r.ID, fmt.Sprintf("rate %s needs rate, date and review_by", r.ID), "fill them")
		}
		l.cited(file, "id: "+r.ID, r.Source)
		l.aging(file, r.ID, r.ReviewBy)
	}
}

// aging notes what is past its review date. It never stops the bot.
func (l *loader) aging(file, id, reviewBy string) {
	if reviewBy < l.today {
		l.out.Aging = append(l.out.Aging, Problem{File: file, Line: l.lineOf(file, id), What: fmt.Sprintf("%s should have been reviewed by %s", id, reviewBy), Do: "check it at its source and set checked and review_by"})
	}
}

// isDate accepts a year, a month or a day in ISO form.
func isDate(s string) bool {
	if !slices.Contains([]int{4, 7, 10}, len(s)) {
		return false
	}
	for i, c := range s {
		if (i == 4 || i == 7) != (c == '-') || c != '-' && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}
