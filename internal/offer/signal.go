package offer

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cekloker/internal/cond"
)

// Conditions of signals may use every fact as a string ("" while unknown) and:
//
//	said("id")   the phrase or built-in sign was found
//	overseas     the work is abroad, or said to be abroad
//	home         the work is in Indonesia
//	risk         how telling the country or place is: "", home, context, transit, watch, elevated, high, critical
//	times        pay as a multiple of the wage floor at the work place; 0 when either is unknown
//	times_home   pay as a multiple of what people with a senior high school earn in Indonesia; 0 unknown
//	currency     ISO 4217 code of the pay, "" while unknown
//	period       hour, day, week, month or year of the pay, "" while not said
//	local_ad     an advertisement in English for people who live where the work is
//	placement    an official placement is named: a P3MI or the government
//
// Conditions of levels and troubles may use these and:
//
//	has("signal")   the signal was found
//	critical, strong, moderate   how many findings of that strength
//	kinds        independent families among them
//	known        how many of the core facts are known

func (r *Rules) names() cond.Names {
	names := cond.Names{"overseas": false, "home": false, "risk": "", "currency": "", "period": "", "times": 0.0, "times_home": 0.0, "placement": false, "local_ad": false,
		"said": func(string) bool { return false }}
	for _, f := range AllFacts {
		names[string(f)] = ""
	}
	return names
}

func (r *Rules) levelNames() cond.Names {
	names := r.names()
	names["has"] = func(string) bool { return false }
	for _, n := range [...]string{"critical", "strong", "moderate", "kinds", "known"} {
		names[n] = 0
	}
	return names
}

var (
	callOf   = regexp.MustCompile(`\b(said|has)\("([a-z0-9_]*)"\)`)
	nameOf   = regexp.MustCompile(`\b(said\("[a-z0-9_]+"\)|[a-z_]+)`)
	compared = regexp.MustCompile(`\b([a-z_]+) (?:==|!=) "([^"]*)"`)
	listed   = regexp.MustCompile(`\b([a-z_]+) (?:not )?in \[([^\]]*)\]`)
	quoted   = regexp.MustCompile(`"([^"]*)"`)
)

func (r *Rules) compileSignals() []Problem {
	var wrong []Problem
	names := r.names()
	for i := range r.content.Signals {
		s := &r.content.Signals[i]
		file := "judge/signals/" + string(s.ID) + ".yaml"
		c, found := r.compile(file, "when:", s.When, names)
		s.cond = c
		wrong = append(wrong, found...)
		for _, at := range nameOf.FindAllStringIndex(s.When, -1) {
			n := s.When[at[0]:at[1]]
			if strings.HasSuffix(s.When[:at[0]], "not ") {
				continue // what is absent shows nothing
			}
			if m := callOf.FindStringSubmatch(n); m != nil {
				s.from = append(s.from, string(Signs)+"."+m[2])
			} else if Fact(n).Known() {
				s.from = append(s.from, n)
			}
		}
		bad := func(key, what, do string) {
			wrong = append(wrong, Problem{File: file, Key: key, What: what, Do: do})
		}
		if !slices.Contains([]Strength{Critical, Strong, Moderate, Weak}, s.Strength) {
			bad("strength:", fmt.Sprintf("strength %q is not known", s.Strength), "use critical, strong, moderate or weak")
		}
		if s.When == "" || s.Family == "" || s.Tip == "" || s.Finds == "" || s.Since == "" || len(s.Sources) == 0 {
			bad("", "finds, when, family, tip, since and sources must all be filled", "fill them; nothing of a signal may stay empty")
		}
		if len(s.Fires) < 3 || len(s.Quiet) < 3 {
			bad("fires:", fmt.Sprintf("%d texts fire and %d are quiet", len(s.Fires), len(s.Quiet)), "give at least three of each")
		}
	}
	return wrong
}

func (r *Rules) compileLevels() []Problem {
	const file = "levels.yaml"
	var wrong []Problem
	names := r.levelNames()
	l := &r.content.Levels
	for i := range l.Levels {
		c, found := r.compile(file, "id: "+l.Levels[i].ID, l.Levels[i].When, names)
		l.Levels[i].cond = c
		wrong = append(wrong, found...)
	}
	for i := range l.Troubles {
		c, found := r.compile(file, "kind: "+string(l.Troubles[i].Kind), l.Troubles[i].When, names)
		l.Troubles[i].cond = c
		wrong = append(wrong, found...)
	}
	for _, f := range append(slices.Clone(l.Core), l.Home...) {
		if !f.Known() {
			wrong = append(wrong, Problem{File: file, Key: string(f), What: fmt.Sprintf("%q is no fact", f), Do: "use the name of a fact"})
		}
	}
	return wrong
}

// compile compiles one condition and checks that the phrases, signals and
// values it names exist.
func (r *Rules) compile(file, key, src string, names cond.Names) (cond.Cond, []Problem) {
	var wrong []Problem
	c, err := cond.Compile(src, names)
	var at *cond.Error
	if errors.As(err, &at) {
		wrong = append(wrong, Problem{File: file, Key: key, What: fmt.Sprintf("condition, line %d column %d: %s", at.Line, at.Column, at.What), Do: "mend the condition"})
	}
	for _, m := range callOf.FindAllStringSubmatch(src, -1) {
		known := r.Phrase(PhraseID(m[2]))
		if m[1] == "has" {
			known = slices.ContainsFunc(r.content.Signals, func(s Signal) bool { return string(s.ID) == m[2] })
		}
		if !known {
			wrong = append(wrong, Problem{File: file, Key: key, What: fmt.Sprintf("%s(%q): there is none of that name", m[1], m[2]), Do: "mend the name or add it"})
		}
	}
	check := func(fact, value string) {
		if values := factValues[Fact(fact)]; values != nil && value != "" && !slices.Contains(values, value) {
			wrong = append(wrong, Problem{File: file, Key: key, What: fmt.Sprintf("%s is never %q", fact, value), Do: fmt.Sprintf("use one of %v", values)})
		}
	}
	for _, m := range compared.FindAllStringSubmatch(src, -1) {
		check(m[1], m[2])
	}
	for _, m := range listed.FindAllStringSubmatch(src, -1) {
		for _, v := range quoted.FindAllStringSubmatch(m[2], -1) {
			check(m[1], v[1])
		}
	}
	return c, wrong
}
