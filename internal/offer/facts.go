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
// phrase ids. What each may hold is in factValues.
const (
	Destination Fact = "destination" // ISO 3166 alpha-2 of the work place, "abroad" (not said which), "ID"
	WorkPlace   Fact = "place"       // id in flows/judge/places.yaml of the most telling place of work named
	Transit     Fact = "transit"     // ISO code of a country on the way, when another is the destination
	Pay         Fact = "pay"         // "min-max CUR period", e.g. "8000000-15000000 IDR month"; "high", "usual", "low" from a button
	Role        Fact = "role"        // kind of work: office_online, gambling, hospitality, care, factory, sea, task, skilled, other
	Demands     Fact = "demands"     // none, school, experience, language, skilled
	Recruiter   Fact = "recruiter"   // person, friend, relative, online_friend, company, p3mi, government, portal, there_already
	Company     Fact = "company"     // named, unnamed, foreign, p3mi, government, big_name (a well-known company is named)
	WhoPays     Fact = "who_pays"    // employer, me_before, deducted, unclear
	Fee         Fact = "fee"         // none, asked, deposit
	Visa        Fact = "visa"        // work, tourist, none, later, pilgrim
	Passport    Fact = "passport"    // self, made_by_recruiter, held_by_recruiter
	Contract    Fact = "contract"    // before, later, none, foreign
	Hurry       Fact = "hurry"       // yes, no
	Secrecy     Fact = "secrecy"     // yes, no
	Contact     Fact = "contact"     // chat_only, foreign_number, hub_number, free_mail, company_mail, lookalike, shortlink, official
	Signs       Fact = "signs"       // set of phrase ids of flows/judge/phrases, space-separated, sorted
)

// Facts is what is known of one offer. All values are closed (session.Value);
// nothing in it can be traced to the person who asked.
type Facts map[Fact]string

// Has reports whether fact is known. "skipped" and "dont_know" are not.
func (f Facts) Has(fact Fact) bool {
	v := f[fact]
	return v != "" && v != "skipped" && v != "dont_know"
}

// Said reports whether phrase is among the signs.
func (f Facts) Said(phrase PhraseID) bool {
	return slices.Contains(strings.Fields(f[Signs]), string(phrase))
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
		case k == Signs:
			all := append(strings.Fields(out[k]), strings.Fields(v)...)
			slices.Sort(all)
			out[k] = strings.Join(slices.Compact(all), " ")
		case k == Destination && !abroad(v) && abroad(out[k]):
			// "Abroad" or a town at home says less than the country that is known:
			// the town is where one applies.
		case more.Has(k) || !out.Has(k):
			out[k] = v
		}
	}
	return out
}

// AllFacts lists every fact.
var AllFacts = [...]Fact{Destination, WorkPlace, Transit, Pay, Role, Demands, Recruiter, Company, WhoPays, Fee, Visa,
	Passport, Contract, Hurry, Secrecy, Contact, Signs}

// Known reports whether f is a fact of this package.
func (f Fact) Known() bool { return slices.Contains(AllFacts[:], f) }

// Without returns the signs that stay when those named by from ("signs.x") are
// taken away.
func (f Facts) Without(from []string) string {
	var kept []string
	for _, sign := range strings.Fields(f[Signs]) {
		if !slices.Contains(from, string(Signs)+"."+sign) {
			kept = append(kept, sign)
		}
	}
	return strings.Join(kept, " ")
}

// factValues lists what a one-valued fact may hold, the calmest first: when a
// text says two things, the graver one is kept.
var factValues = map[Fact][]string{
	Role:      {"other", "skilled", "factory", "care", "hospitality", "sea", "task", "office_online", "gambling"},
	Demands:   {"skilled", "experience", "language", "school", "none"},
	Recruiter: {"portal", "government", "p3mi", "company", "relative", "friend", "person", "online_friend", "there_already"},
	Company:   {"named", "p3mi", "government", "big_name", "foreign", "unnamed"},
	WhoPays:   {"employer", "unclear", "deducted", "me_before"},
	Fee:       {"none", "asked", "deposit"},
	Visa:      {"work", "later", "none", "pilgrim", "tourist"},
	Passport:  {"self", "made_by_recruiter", "held_by_recruiter"},
	Contract:  {"before", "foreign", "later", "none"},
	Hurry:     {"no", "yes"},
	Secrecy:   {"no", "yes"},
	Contact:   {"official", "company_mail", "chat_only", "free_mail", "shortlink", "foreign_number", "hub_number", "lookalike"},
	Pay:       {"low", "usual", "high"},
}

// Values lists what a fact may hold, the calmest first; nil when its values
// are open (countries, places, amounts, signs).
func (f Fact) Values() []string { return factValues[f] }

// gravity is the place of a value in factValues, -1 when it is none.
func gravity(f Fact, value string) int { return slices.Index(factValues[f], value) }
