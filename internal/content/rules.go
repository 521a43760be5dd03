package content

import (
	"fmt"
	"maps"
	"strconv"

	"cekloker/internal/offer"
)

// common reads what several parts of the content refer to.
func (l *loader) common() {
	l.decode("facts/sources.yaml", &l.out.Sources)
	l.decode("hear/slang.yaml", &l.slang)
}

// rules reads what package offer decides with.
func (l *loader) rules() {
	l.out.Rules = l.rulesAlone().With(l.reader())
}

// rulesAlone reads the same without the learned reader.
func (l *loader) rulesAlone() *offer.Rules {
	c := offer.RuleData{Slang: map[string]string{}}
	l.decode("judge/regional.yaml", &c.Slang)
	maps.Copy(c.Slang, l.slang)
	l.decode("judge/words.yaml", &c.Words)
	for _, name := range l.files("judge/phrases", ".yaml") {
		var some []offer.Phrase
		file := "judge/phrases/" + name + ".yaml"
		l.decode(file, &some)
		for i := range some {
			some[i].File, some[i].Path = file, strconv.Itoa(i)
		}
		c.Phrases = append(c.Phrases, some...)
	}
	l.decode("judge/places.yaml", &c.Places)
	l.decode("judge/brands.yaml", &c.Brands)
	l.decode("judge/hosts.yaml", &c.Hosts)
	l.decode("judge/wages.yaml", &c.Wages)
	l.wages(c.Wages)
	l.decode("judge/levels.yaml", &c.Levels)
	for _, id := range l.files("judge/signals", ".yaml") {
		s := offer.Signal{ID: offer.SignalID(id)}
		l.decode("judge/signals/"+id+".yaml", &s)
		c.Signals = append(c.Signals, s)
	}
	rules, wrong := offer.NewRules(c)
	for _, p := range wrong {
		l.bad("flows/"+p.File, p.Path, p.What, p.Do)
	}
	return rules
}

// cited checks the sources that are named outside the YAML files.
func (l *loader) cited(file string, at place, ids ...string) {
	for _, id := range ids {
		l.refs = append(l.refs, reference{kind: "source", word: id, key: "source", file: file, at: at})
	}
}

// wages checks that every figure is one, and is not too old.
func (l *loader) wages(w offer.Wages) {
	const file = "flows/judge/wages.yaml"
	for i, y := range w.Yardsticks {
		path := fmt.Sprintf("yardsticks/%d", i)
		if y.Amount <= 0 {
			l.bad(file, path+"/amount", fmt.Sprintf("wage %s is %d", y.ID, y.Amount), "write what is paid a month")
		}
		l.aging(file, path+"/review_by", y.ID, y.ReviewBy)
	}
	for i, r := range w.Rates {
		path := fmt.Sprintf("rates/%d", i)
		if r.Rate <= 0 {
			l.bad(file, path+"/rate", fmt.Sprintf("rate %s is %g", r.ID, r.Rate), "write how many units one unit is")
		}
		l.aging(file, path+"/review_by", r.ID, r.ReviewBy)
	}
}

// aging notes what is past its review date. It never stops the bot.
func (l *loader) aging(file, path, id, reviewBy string) {
	if reviewBy < l.today {
		at := l.placeOf(file, path)
		l.out.Aging = append(l.out.Aging, Problem{File: file, Line: at.line, Column: at.column, What: fmt.Sprintf("%s should have been reviewed by %s", id, reviewBy), Do: "check it at its source and set its date and review_by"})
	}
}
