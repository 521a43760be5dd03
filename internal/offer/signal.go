package offer

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cekloker/internal/closed"
	"cekloker/internal/cond"
	"cekloker/internal/iso"
)

// names declares what conditions of signals may use: every fact as a
// string ("" while unknown) and:
//
//	said("id")   the phrase or built-in sign was found
//	overseas     the work is abroad, or said to be abroad
//	home         the work is in Indonesia
//	risk         of the country or place: "", home, context, transit, watch, elevated, high, critical
//	times        pay as a multiple of the wage floor at the work place; 0 when either is unknown
//	times_home   pay as a multiple of what people with a senior high school earn in Indonesia; 0 unknown
//	currency     ISO 4217 code of the pay, "" while unknown
//	period       hour, day, week, month or year of the pay, "" while not said
//	local_ad     an advertisement in English for people who live where the work is
//	placement    an official placement is named: a P3MI, the government, or enough of what a lawful offer shows
//	lawful       how much the offer shows of what a lawful one does, see levels.yaml
func (r *Rules) names() cond.Names {
	names := cond.Names{"overseas": false, "home": false, "risk": "", "currency": "", "period": "", "times": 0.0, "times_home": 0.0, "placement": false, "lawful": 0, "local_ad": false,
		"said": func(string) bool { return false }}
	for _, f := range AllFacts {
		names[string(f)] = ""
	}
	return names
}

// levelNames declares what conditions of levels and troubles may use: what those of
// signals may, and:
//
//	has("signal")   the signal was found
//	points("kind")  a signal was found that points to this kind of trouble
//	hints("kind")   a signal was found that hints at it
//	critical, strong, moderate   how many findings of that strength
//	kinds        independent categories among them
//	known        how many of the core facts are known
func (r *Rules) levelNames() cond.Names {
	names := r.names()
	for _, f := range [...]string{"has", "points", "hints"} {
		names[f] = func(string) bool { return false }
	}
	for _, n := range [...]string{"critical", "strong", "moderate", "kinds", "known"} {
		names[n] = 0
	}
	return names
}

var (
	callOf = regexp.MustCompile(`\b(said|has)\("([a-z0-9_]*)"\)`)
	nameOf = regexp.MustCompile(`\b(said\("[a-z0-9_]+"\)|[a-z_]+)`)
)

func (r *Rules) compileSignals() []Problem {
	var wrong []Problem
	names := r.names()
	for i := range r.content.Signals {
		s := &r.content.Signals[i]
		file := "judge/signals/" + string(s.ID) + ".yaml"
		c, found := r.compile(file, "when", s.When, names)
		s.cond = c
		wrong = append(wrong, found...)
		shows := withoutDenied(s.When)
		for _, at := range nameOf.FindAllStringIndex(shows, -1) {
			n := shows[at[0]:at[1]]
			if strings.HasSuffix(shows[:at[0]], "not ") {
				continue // what is absent shows nothing
			}
			if m := callOf.FindStringSubmatch(n); m != nil {
				s.from = append(s.from, string(FactPhrases)+"."+m[2])
			} else if Fact(n).Known() {
				s.from = append(s.from, n)
			}
		}
		if len(s.PositiveExamples) < 3 || len(s.NegativeExamples) < 3 {
			wrong = append(wrong, Problem{File: file, Path: "fires", What: fmt.Sprintf("%d texts fire and %d are quiet", len(s.PositiveExamples), len(s.NegativeExamples)), Do: "give at least three of each"})
		}
	}
	return wrong
}

// withoutDenied takes groups that are denied, "not (...)", out of a condition: what is
// absent shows nothing.
func withoutDenied(when string) string {
	for {
		from := strings.Index(when, "not (")
		if from < 0 {
			return when
		}
		to, open := from+len("not ("), 1
		for ; to < len(when) && open > 0; to++ {
			switch when[to] {
			case '(':
				open++
			case ')':
				open--
			}
		}
		when = when[:from] + when[to:]
	}
}

func (r *Rules) compileLevels() []Problem {
	const file = "judge/levels.yaml"
	var wrong []Problem
	names := r.levelNames()
	l := &r.content.Levels
	l.lawful = nil
	for i, when := range l.Lawful {
		c, found := r.compile(file, fmt.Sprintf("lawful/%d", i), when, r.names())
		l.lawful = append(l.lawful, c)
		wrong = append(wrong, found...)
	}
	for i := range l.Levels {
		c, found := r.compile(file, fmt.Sprintf("levels/%d/when", i), l.Levels[i].When, names)
		l.Levels[i].cond = c
		wrong = append(wrong, found...)
	}
	for i := range l.Troubles {
		c, found := r.compile(file, fmt.Sprintf("troubles/%d/when", i), l.Troubles[i].When, names)
		l.Troubles[i].cond = c
		wrong = append(wrong, found...)
	}
	return append(wrong, r.checkPointing()...)
}

// compile compiles one condition and checks that the phrases, signals and
// values it names exist.
func (r *Rules) compile(file, path, src string, names cond.Names) (cond.Cond, []Problem) {
	var wrong []Problem
	bad := func(what, do string) {
		wrong = append(wrong, Problem{File: file, Path: path, What: what, Do: do})
	}
	c, err := cond.Compile(src, names)
	var at *cond.Problem
	if errors.As(err, &at) {
		bad(fmt.Sprintf("condition, line %d column %d: %s", at.Line, at.Column, at.What), at.Do())
	}
	for _, call := range c.Calls() {
		if known := r.callable(call.Name); !slices.Contains(known, call.Value) {
			bad(fmt.Sprintf("%s(%q): there is none of that name", call.Name, call.Value), closed.Instead(call.Value, known))
		}
	}
	for _, is := range c.Compared() {
		if values := r.comparable(is.Name); values != nil && is.Value != "" && !slices.Contains(values, is.Value) {
			bad(fmt.Sprintf("%s is never %q", is.Name, is.Value), closed.Instead(is.Value, values))
		}
	}
	return c, wrong
}

// callable lists what a function of conditions may be asked for.
func (r *Rules) callable(function string) []string {
	var out []string
	switch function {
	case "points", "hints":
		return Troubles.Written()
	case "has":
		for _, s := range r.content.Signals {
			out = append(out, string(s.ID))
		}
	default:
		for id := range r.ids {
			out = append(out, string(id))
		}
	}
	return out
}

// comparable lists what a name of conditions may be compared with, nil for
// anything.
func (r *Rules) comparable(name string) []string {
	switch name {
	case "risk":
		return Risks.Written()
	case "currency":
		return iso.Currencies.Written()
	case "period":
		return []string{"hour", "day", "week", "month", "year"}
	case string(FactDestination), string(FactTransit):
		return append(iso.Countries.Written(), "abroad")
	case string(FactWorkPlace):
		var out []string
		for _, p := range r.content.Places {
			out = append(out, p.ID)
		}
		return out
	}
	return factValues[Fact(name)]
}
