package offer

import (
	"slices"
	"strings"
)

// Fact names one thing that can be known of an offer. Facts are the slots of
// check_offer: a text and the guided questions fill the same ones, and the
// session keeps them, so that an offer can be judged again without its text.
type Fact string

// The facts. One-valued facts hold one closed value; Signs holds a set of
// phrase ids. What each is and may hold is in factWords and valueWords.
const (
	FactDestination Fact = "destination"
	FactWorkPlace   Fact = "place"
	FactTransit     Fact = "transit"
	FactPay         Fact = "pay"
	FactJob         Fact = "role"
	FactDemands     Fact = "demands"
	FactRecruiter   Fact = "recruiter"
	FactCompany     Fact = "company"
	FactWhoPays     Fact = "who_pays"
	FactFee         Fact = "fee"
	FactVisa        Fact = "visa"
	FactPassport    Fact = "passport"
	FactContract    Fact = "contract"
	FactHurry       Fact = "hurry"
	FactSecrecy     Fact = "secrecy"
	FactContact     Fact = "contact"
	FactPhrases     Fact = "signs"
)

// Facts is what is known of one offer. All values are closed (session.Value);
// nothing in it can be traced to the person who asked.
type Facts map[Fact]string

// Has reports whether fact is known. "skipped" and "dont_know" are not.
func (f Facts) Has(fact Fact) bool {
	v := f[fact]
	return v != "" && v != "skipped" && v != "dont_know"
}

// HasPhrase reports whether phrase is among the signs.
func (f Facts) HasPhrase(phrase PhraseID) bool {
	return slices.Contains(strings.Fields(f[FactPhrases]), string(phrase))
}

// abroad reports whether a destination names a country other than Indonesia.
func abroad(destination string) bool { return len(destination) == 2 && destination != "ID" }

// Merge returns f with what more adds. A known value of more wins, since it is
// newer; signs are united.
func (f Facts) Merge(more Facts) Facts {
	out := Facts{}
	for k, v := range f {
		out[k] = v
	}
	for k, v := range more {
		switch {
		case k == FactPhrases:
			all := append(strings.Fields(out[k]), strings.Fields(v)...)
			slices.Sort(all)
			out[k] = strings.Join(slices.Compact(all), " ")
		case k == FactDestination && !abroad(v) && abroad(out[k]):
			// "Abroad" or a town at home says less than the country that is known:
			// the town is where one applies.
		case more.Has(k) || !out.Has(k):
			out[k] = v
		}
	}
	if country := out[FactDestination]; abroad(country) && country != f[FactDestination] && f[FactDestination] != "" && !more.Has(FactWorkPlace) {
		delete(out, FactWorkPlace) // a town of the country that was corrected
	}
	return out
}

// Known reports whether f is a fact of this package.
func (f Fact) Known() bool { return slices.Contains(AllFacts, f) }

// Without returns the signs that stay when those named by from ("signs.x") are
// taken away.
func (f Facts) Without(from []string) string {
	var kept []string
	for _, sign := range strings.Fields(f[FactPhrases]) {
		if !slices.Contains(from, string(FactPhrases)+"."+sign) {
			kept = append(kept, sign)
		}
	}
	return strings.Join(kept, " ")
}

// Values lists what a fact may hold, the calmest first; nil when its values
// are open (countries, places, amounts, signs).
func (f Fact) Values() []string { return factValues[f] }

// gravity is the place of a value in factValues, -1 if it has none.
func gravity(f Fact, value string) int { return slices.Index(factValues[f], value) }
