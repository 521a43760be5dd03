// Package offer reads an offer into facts, finds signals in them and gives a
// verdict with reasons. Read and Judge are pure: no clock, no files.
//
// Read cuts a text into words (package words) and looks for phrases
// (phrase.go), pay (package money), places (place.go) and contacts (package
// contact). What it finds are facts and phrase ids, which is all
// that Judge (judge.go) needs: the text itself is never kept.
package offer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cekloker/internal/closed"
	"cekloker/internal/offer/contact"
	"cekloker/internal/offer/learned"
	"cekloker/internal/words"
)

// Rules is the content of this package, compiled. It is not changed after
// NewRules and serves all turns at once.
type Rules struct {
	content   RuleData
	tokenizer words.Tokenizer
	phrases   *words.Matcher
	unless    *words.Matcher // owners are phrases
	places    *words.Matcher
	brands    *words.Matcher
	ids       map[PhraseID]int

	contacts *contact.Reader
	learned  *learned.Predictor // nil: rules alone
}

// With returns the same rules with a learned reader beside them; nil leaves them alone.
func (r *Rules) With(reader *learned.Predictor) *Rules {
	with := *r
	with.learned = reader
	return &with
}

// NewRules compiles content. With problems the Rules must not be used.
func NewRules(c RuleData) (*Rules, []Problem) {
	r := &Rules{
		content: c, tokenizer: words.Tokenizer{Known: map[string]bool{}, Units: c.Words.Money.Units, Prefixes: c.Words.Money.Currencies, Denies: c.Words.Denies, Slang: c.Slang}, ids: map[PhraseID]int{},
		phrases: words.NewMatcher(), unless: words.NewMatcher(), places: words.NewMatcher(), brands: words.NewMatcher(),
	}
	var wrong []Problem
	wrong = append(wrong, r.addPhrases()...)
	wrong = append(wrong, r.addPlaces()...)
	wrong = append(wrong, r.addBrands()...)
	r.tokenizer.Spelling = words.NewSpelling(r.tokenizer.Known)
	r.contacts = contact.New(c.Hosts, domains(c.Brands))
	wrong = append(wrong, r.compileSignals()...)
	wrong = append(wrong, r.compileLevels()...)
	return r, wrong
}

func (r *Rules) addPhrases() []Problem {
	var wrong []Problem
	for i, p := range r.content.Phrases {
		bad := func(path, what, do string) {
			wrong = append(wrong, Problem{File: p.File, Path: p.Path + "/" + path, What: what, Do: do})
		}
		if _, twice := r.ids[p.ID]; twice {
			bad("id", fmt.Sprintf("phrase id %q is used twice", p.ID), "give every phrase an id of its own")
		}
		r.ids[p.ID] = i
		for fact, value := range p.Sets {
			if factValues[fact] != nil && gravity(fact, value) < 0 {
				bad("sets/"+string(fact), fmt.Sprintf("phrase %s sets %s to %q, which is no value of it", p.ID, fact, value), closed.Instead(value, factValues[fact]))
			}
		}
		r.content.Phrases[i].negates = slices.ContainsFunc(p.Says, r.tokenizer.Negates)
		for n, pattern := range p.Says {
			if err := r.phrases.Add(words.Apart(pattern), i, r.content.Slang, r.tokenizer.Known); err != nil {
				bad("says/"+strconv.Itoa(n), err.Error(), "fix the pattern")
			}
		}
		for n, pattern := range p.Unless {
			if err := r.unless.Add(pattern, i, r.content.Slang, r.tokenizer.Known); err != nil {
				bad("unless/"+strconv.Itoa(n), err.Error(), "fix the pattern")
			}
		}
	}
	wrong = append(wrong, r.namedPhrases()...)
	for _, id := range builtIn {
		if _, ok := r.ids[id]; !ok {
			r.ids[id] = -1
		}
	}
	return wrong
}

// at is the path of a key of one element of a list.
func at(i int, key string) string { return strconv.Itoa(i) + "/" + key }

func (r *Rules) addPlaces() []Problem {
	var wrong []Problem
	for i, p := range r.content.Places {
		names := append([]string{p.Name}, p.Variants...)
		if p.Type == PlaceCountry && p.Country != "ID" { // people at home put their own flag everywhere
			names = append(names, "flag"+strings.ToLower(string(p.Country)))
		}
		for _, name := range names {
			pattern := strings.Join(strings.FieldsFunc(words.Apart(words.Fold(name)), notWord), " ")
			if pattern == "" {
				continue
			}
			if err := r.places.Add(pattern, i, nil, r.tokenizer.Known); err != nil {
				wrong = append(wrong, Problem{File: "judge/places.yaml", Path: at(i, "name"), What: err.Error(), Do: "fix the name"})
			}
		}
	}
	return wrong
}

// notWord separates words in names, as the tokens of a text are separated.
func notWord(c rune) bool {
	return strings.ContainsRune(" .,-/()&", c)
}

func (r *Rules) addBrands() []Problem {
	var wrong []Problem
	for i, b := range r.content.Brands {
		for _, pattern := range append([]string{words.Fold(b.Name)}, b.Says...) {
			if err := r.brands.Add(pattern, i, nil, r.tokenizer.Known); err != nil {
				wrong = append(wrong, Problem{File: "judge/brands.yaml", Path: at(i, "says"), What: err.Error(), Do: "fix the pattern"})
			}
		}
	}
	return wrong
}

// domains lists the domains of each brand.
func domains(brands []Brand) [][]string {
	var out [][]string
	for _, b := range brands {
		out = append(out, b.Domains)
	}
	return out
}

// Words are the short words that the rules read by, for checks.
func (r *Rules) Words() *WordLists { return &r.content.Words }

// Signals lists the signals, for checks and tables.
func (r *Rules) Signals() []Signal { return r.content.Signals }

// NamesCountry reports whether the title of a signal names a country.
func (r *Rules) NamesCountry(id SignalID) bool {
	return slices.ContainsFunc(r.content.Signals, func(s Signal) bool { return s.ID == id && s.Country })
}

// Yardsticks lists the wages that verdicts may name.
func (r *Rules) Yardsticks() []Yardstick { return r.content.Wages.Yardsticks }

// Countries lists the countries of all places, sorted.
func (r *Rules) Countries() []string {
	var out []string
	for _, p := range r.content.Places {
		if !slices.Contains(out, string(p.Country)) {
			out = append(out, string(p.Country))
		}
	}
	slices.Sort(out)
	return out
}
