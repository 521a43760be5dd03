package offer

import (
	"fmt"

	"cekloker/internal/closed"
	"cekloker/internal/cond"
)

// NamedPhrases are the phrases of flows/judge/phrases that Go code names. Content
// without one of them is refused.
var NamedPhrases = closed.Set[PhraseID]{
	{Word: "leaves_country", Means: "the work needs a flight, a passport or a visa: it is abroad, wherever"},
	{Word: "enters_on_visa", Means: "a visa is spoken of: a town at home is only where one lives or applies"},
	{Word: "is_told", Means: "somebody tells of an offer: it is no advertisement for people who live there"},
	{Word: "warns", Means: "what its sentence names is warned of, not offered"},
	{Word: "task_deposit", Means: "money asked before the next task: nobody is held for it"},
	{Word: "official_fee", Means: "a sum that an office charges by rule is noted as this phrase"},
	{Word: "official_steps", Means: "talk of a check-up or a job order: the work is abroad"},
	{Word: "from_home", Means: "work from home may be paid in foreign money"},
	{Word: "stays_home", Means: "work for an employer abroad is done at home: nobody leaves"},
	{Word: "easy_online_money", Means: "work from home may be paid in foreign money"},
	{Word: "private_payee", Means: "money to one person is no price"},
	{Word: "is_foreign_ad", Means: "an advertisement in a language of which only names and a few words are read"},
	{Word: "live_in", Means: "people live where they work: a short name of a place means the place"},
	{Word: "abroad", Means: "talk about a holiday may say it"},
	{Word: "tourist_visa", Means: "talk about a holiday may say it"},
	{Word: "no_visa", Means: "talk about a holiday may say it"},
	{Word: "all_paid", Means: "talk about a holiday may say it"},
	{Word: "board_paid", Means: "talk about a holiday may say it"},
	{Word: "hotel_job", Means: "talk about a holiday may say it"},
	{Word: "easy_interview", Means: "talk about a holiday may say it"},
	{Word: "no_fee", Means: "talk about a holiday may say it"},
	{Word: "friend_promises", Means: "talk about a holiday may say it"},
}

// namedPhrases checks that the content has the phrases that are known by name.
func (r *Rules) namedPhrases() []Problem {
	known := make([]string, 0, len(r.ids))
	for id := range r.ids {
		known = append(known, string(id))
	}
	var wrong []Problem
	for _, named := range NamedPhrases {
		if _, ok := r.ids[named.Word]; ok {
			continue
		}
		p := Problem{File: "judge/phrases", What: fmt.Sprintf("the phrase %s is missing, which the reading of offers knows by name (%s)", named.Word, named.Means), Do: "write it"}
		if near := closed.Near(string(named.Word), known); near != "" && !NamedPhrases.Has(PhraseID(near)) {
			other := r.content.Phrases[r.ids[PhraseID(near)]]
			p.File, p.Path, p.Do = other.File, other.Path+"/id", fmt.Sprintf("was %s renamed? name it %s", near, named.Word)
		}
		wrong = append(wrong, p)
	}
	return wrong
}

// Idle lists the phrases without effect: they are in no condition, set no fact, and do
// not count for a kind of text.
func (r *Rules) Idle() []Phrase {
	asked := map[PhraseID]bool{}
	note := func(c cond.Cond) {
		for _, call := range c.Calls() {
			asked[PhraseID(call.Value)] = true
		}
	}
	for _, s := range r.content.Signals {
		note(s.cond)
	}
	for _, c := range r.content.Levels.lawful {
		note(c)
	}
	for _, rule := range r.content.Levels.Levels {
		note(rule.cond)
	}
	for _, rule := range r.content.Levels.Troubles {
		note(rule.cond)
	}
	var out []Phrase
	for _, p := range r.content.Phrases {
		if !asked[p.ID] && len(p.Sets) == 0 && p.Context == "" && !NamedPhrases.Has(p.ID) {
			out = append(out, p)
		}
	}
	return out
}
