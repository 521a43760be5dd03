package content

import (
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"cekloker/internal/flow"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// RoundSize is how many offers a practice round has.
const RoundSize = 20

// roundText is how long an offer of the practice round may be, in characters:
// it shares a screen with its question.
const roundText = 500

// facts reads the figures and checks that each is used.
func (l *loader) facts() {
	const file = "flows/facts/facts.yaml"
	l.decode("facts/facts.yaml", &l.figures)
	used := map[string]bool{}
	for id, f := range l.out.Flows {
		for i, s := range f.Steps {
			l.cardStep("flows/"+string(id)+"/flow.yaml", fmt.Sprintf("steps/%d", i), s, used)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(l.figures)) {
		f := l.figures[id]
		if f.Value <= 0 {
			l.bad(file, id+"/value", fmt.Sprintf("figure %s is %d", id, f.Value), "write the figure")
		}
		if !used[id] {
			l.bad(file, id, fmt.Sprintf("figure %s is used nowhere", id), "name it under facts: of a step, or take it out")
		}
		l.aging(file, id+"/review_by", id, f.ReviewBy)
	}
}

// cardStep checks what a step says about its sources and figures.
func (l *loader) cardStep(file, path string, s flow.Step, used map[string]bool) {
	for _, id := range s.Figures {
		used[id] = true
	}
	switch {
	case s.ReadOn == "" && len(s.Figures) > 0:
		l.bad(file, path+"/facts", fmt.Sprintf("step %s prints figures and has no checked", s.ID), "say on which day they were checked at their sources")
	case s.ReadOn != "" && len(s.Source)+len(s.Figures) == 0:
		l.bad(file, path+"/checked", fmt.Sprintf("step %s was checked at no source", s.ID), "name at least one")
	}
}

// figuresPrinted checks that a sentence prints every figure of its step, each
// with its date.
func (l *loader) figuresPrinted() {
	if l.out.Speaker == nil {
		return
	}
	for id, f := range l.out.Flows {
		for _, s := range f.Steps {
			for _, lang := range l.out.Langs() {
				names, _ := l.out.Speaker.Placeholders(lang, talk.SentenceID(f.Message(s.ID)))
				for _, figure := range s.Figures {
					if !slices.Contains(names, figure) || !slices.Contains(names, figure+"_date") {
						l.bad(l.localeFile(lang, talk.SentenceID(f.Message(s.ID))), f.Message(s.ID), fmt.Sprintf("%s does not print the figure %s with its date", f.Message(s.ID), figure),
							fmt.Sprintf("write {{.%s}} and {{.%s_date}}, or take it out of flows/%s/flow.yaml", figure, figure, id))
					}
				}
			}
		}
	}
}

// practice puts the offers of the practice round in order, for each language.
func (l *loader) practice() map[session.Lang][]string {
	out := map[session.Lang][]string{}
	for _, lang := range l.out.Langs() {
		round := make([]string, RoundSize)
		for _, o := range l.out.Offers {
			if o.Round == 0 || o.Lang != string(lang) {
				continue
			}
			if round[o.Round-1] != "" {
				l.badAt(o.file(), o.at("practice"), fmt.Sprintf("practice %d in %q is taken by another offer", o.Round, lang), "choose another number")
			}
			if n := utf8.RuneCountInString(o.Text); n > roundText {
				l.badAt(o.file(), o.at("practice"), fmt.Sprintf("the text has %d characters, %d fit the practice round", n, roundText), "shorten it or choose another offer")
			}
			round[o.Round-1] = o.Text
		}
		if i := slices.Index(round, ""); i >= 0 {
			l.bad("flows/proof/offers", "", fmt.Sprintf("the practice round in %q has no offer %d", lang, i+1), fmt.Sprintf("give an offer the header \"practice %d\"", i+1))
		}
		out[lang] = round
	}
	return out
}
