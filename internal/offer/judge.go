package offer

import (
	"slices"
	"strings"

	"cekloker/internal/iso"
)

// Judge weighs facts. It runs all signals and never stops at the first. Same
// facts, same verdict.
func (r *Rules) Judge(f Facts) Verdict { return r.JudgeWithout(f, "") }

// JudgeReading judges the reading of one text. Warnings, reports about scams and talk
// about a holiday are not offers, even if they name signs.
func (r *Rules) JudgeReading(reading Reading) Verdict {
	if reading.Kind == KindNews {
		return Verdict{Level: LevelTooLittle, Trouble: TroubleIncomplete, Rule: "news"}
	}
	if reading.Kind == KindAlreadyThere {
		return Verdict{Level: LevelTooLittle, Trouble: TroubleIncomplete, Rule: "there"}
	}
	v := r.Judge(reading.Kept())
	if v.Level >= LevelSomeSigns && reading.Kind != KindOffer && reading.Kind != KindOpener && onlyPlace(v) {
		return Verdict{Level: LevelTooLittle, Trouble: TroubleIncomplete, Rule: "no_offer"}
	}
	return v
}

// onlyPlace reports whether the name of a place is all that speaks against an offer. A
// place is no offer.
func onlyPlace(v Verdict) bool {
	return !slices.ContainsFunc(v.Findings, func(f Finding) bool { return f.Category != "place" && f.Strength != StrengthWeak })
}

// JudgeWithout judges as if one signal did not exist, to measure its effect.
func (r *Rules) JudgeWithout(f Facts, without SignalID) Verdict {
	values := r.values(f)
	var v Verdict
	v.Pay = r.payView(f)
	for i := range r.content.Signals {
		s := &r.content.Signals[i]
		if s.ID == without {
			continue
		}
		if holds, err := s.cond.Holds(values); err != nil || !holds {
			continue
		}
		v.Findings = append(v.Findings, Finding{Signal: s.ID, Strength: s.Strength, Category: s.Category, Tip: s.Tip, From: present(f, s.from)})
	}
	slices.SortStableFunc(v.Findings, func(a, b Finding) int { return weight(b.Strength) - weight(a.Strength) })
	v.Findings = oneOfACategoryFirst(v.Findings)
	r.level(f, values, &v)
	v.Missing = r.missing(f, v)
	return v
}

// weight orders strengths. Weights are never added up.
func weight(s Strength) int {
	return 3 - slices.Index([]Strength{StrengthCritical, StrengthStrong, StrengthModerate, StrengthWeak}, s)
}

// oneOfACategoryFirst puts the strongest finding of every category before further
// ones of the same category and strength, so that the first three reasons differ.
func oneOfACategoryFirst(in []Finding) []Finding {
	var first, again []Finding
	seen := map[Category]bool{}
	for _, f := range in {
		if seen[f.Category] {
			again = append(again, f)
			continue
		}
		seen[f.Category] = true
		first = append(first, f)
	}
	out := append(first, again...)
	slices.SortStableFunc(out, func(a, b Finding) int { return weight(b.Strength) - weight(a.Strength) })
	return out
}

// present returns those facts and phrases of a condition that the offer has.
func present(f Facts, from []string) []string {
	var out []string
	for _, name := range from {
		phrase, isPhrase := strings.CutPrefix(name, string(FactPhrases)+".")
		if isPhrase && f.HasPhrase(PhraseID(phrase)) || !isPhrase && f.Has(Fact(name)) {
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// values are the values of the names of signal.go.
func (r *Rules) values(f Facts) map[string]any {
	risk := r.risk(f)
	signs := map[string]bool{}
	for _, id := range strings.Fields(f[FactPhrases]) {
		signs[id] = true
	}
	v := map[string]any{
		"said":      func(id string) bool { return signs[id] },
		"overseas":  f.Has(FactDestination) && f[FactDestination] != "ID" && !staysHome(f),
		"home":      f[FactDestination] == "ID",
		"risk":      string(risk),
		"currency":  "",
		"period":    "",
		"placement": false,
		"lawful":    0,
	}
	v["local_ad"] = r.localAd(f)
	for _, fact := range AllFacts {
		v[string(fact)] = ""
		if f.Has(fact) {
			v[string(fact)] = f[fact]
		}
	}
	if pay, ok := ParseMoney(f[FactPay]); ok {
		v["currency"], v["period"] = pay.Currency, pay.Period
	}
	v["times"], v["times_home"] = r.times(f)
	for _, c := range r.content.Levels.lawful {
		if holds, err := c.Holds(v); err == nil && holds {
			v["lawful"] = v["lawful"].(int) + 1
		}
	}
	// Anybody can claim a licence: where officials warn of every offer, a claim lowers no
	// level (karding25, kp2mi25).
	claimed := f[FactRecruiter] == "p3mi" || f[FactRecruiter] == "government" || f[FactCompany] == "p3mi"
	v["placement"] = riskOrder[risk] < riskOrder["high"] && (claimed || v["lawful"].(int) >= r.content.Levels.LawfulNeeded)
	return v
}

// staysHome reports whether the work is done from home, for an employer who may be abroad.
func staysHome(f Facts) bool {
	return f.HasPhrase("stays_home") && !f.HasPhrase("leaves_country") && !f.Has(FactVisa) && !f.Has(FactPassport)
}

// localAd reports whether an offer is one for people who live where the work
// is: written in English for a country where English is spoken, without a word
// about a journey or a recruiter.
func (r *Rules) localAd(f Facts) bool {
	return f.HasPhrase("english") && slices.Contains(r.content.Levels.EnglishCountries, iso.Country(f[FactDestination])) && !f.HasPhrase("leaves_country") && !f.HasPhrase("is_told") && !f.Has(FactRecruiter)
}

// risk is how strongly the place or the country of work points to trafficking.
func (r *Rules) risk(f Facts) Risk {
	best := Risk("")
	for _, p := range r.content.Places {
		if p.ID == f[FactWorkPlace] || p.Type == PlaceCountry && p.Country == iso.Country(f[FactDestination]) {
			if riskOrder[p.Risk] > riskOrder[best] {
				best = p.Risk
			}
		}
	}
	return best
}

// level applies the named rules.
func (r *Rules) level(f Facts, values map[string]any, v *Verdict) {
	kinds := map[Category]bool{}
	count := map[Strength]int{}
	for _, found := range v.Findings {
		count[found.Strength]++
		if found.Strength != StrengthWeak {
			kinds[found.Category] = true
		}
	}
	v.Kinds = len(kinds)
	known := 0
	for _, fact := range r.content.Levels.Core {
		if f.Has(fact) {
			known++
		}
	}
	values["critical"], values["strong"], values["moderate"] = count[StrengthCritical], count[StrengthStrong], count[StrengthModerate]
	values["kinds"], values["known"] = v.Kinds, known
	values["has"] = func(id string) bool {
		return slices.ContainsFunc(v.Findings, func(found Finding) bool { return string(found.Signal) == id })
	}
	values["points"], values["hints"] = r.pointing(v.Findings)
	v.Level, v.Trouble = LevelTooLittle, TroubleIncomplete
	firm := false
	for i := range r.content.Levels.Levels {
		rule := &r.content.Levels.Levels[i]
		if holds, err := rule.cond.Holds(values); err == nil && holds {
			v.Level, v.Rule, v.HomeJob, firm = rule.Level, rule.ID, rule.HomeJob, rule.Firm
			break
		}
	}
	switch v.Level {
	case LevelNoSign:
		v.Trouble = TroubleNone
	case LevelManySigns, LevelSomeSigns:
		v.Trouble = r.trouble(values)
	}
	r.reads(f, values, v, firm)
	r.unsure(f, v)
}

// missing lists what the offer does not say, the most useful question first.
// "I don't know" leaves a fact missing: the recruiter can still be asked.
// Fraud that names no country is asked about as work at home.
func (r *Rules) missing(f Facts, v Verdict) []Fact {
	ask := r.content.Levels.Core
	if v.HomeJob || f[FactDestination] == "ID" || !f.Has(FactDestination) && (v.Trouble == TroubleTaskScam || v.Trouble == TroubleNameFraud) {
		ask = r.content.Levels.HomeFacts
	}
	var out []Fact
	for _, fact := range ask {
		if !f.Has(fact) {
			out = append(out, fact)
		}
	}
	return out
}
