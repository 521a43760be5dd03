package content

import (
	"fmt"
	"slices"

	"cekloker/internal/offer"
)

// examples checks all content against its examples.
func (l *loader) examples() {
	for _, s := range l.out.Rules.Signals() {
		file := "flows/judge/signals/" + string(s.ID) + ".yaml"
		for i, text := range s.PositiveExamples {
			if !found(l.judge(text), s.ID) {
				l.bad(file, fmt.Sprintf("fires/%d", i), fmt.Sprintf("%q does not fire; it is read as %s", start(text), asRead(l.out.Rules.Read(text))), "fix the example, the phrases or the condition")
			}
		}
		for i, text := range s.NegativeExamples {
			if found(l.judge(text), s.ID) {
				l.bad(file, fmt.Sprintf("quiet/%d", i), fmt.Sprintf("%q fires and should be quiet", start(text)), "fix the example, the phrases or the condition")
			}
		}
	}
	for i := range l.out.Offers {
		l.proveOffer(&l.out.Offers[i])
	}
	for i := range l.out.Evasions {
		l.proveEvasion(i, &l.out.Evasions[i])
	}
	l.utterances()
	l.mattersHeard()
	l.reactionsHeard()
	for _, half := range [...]string{TuneHalf, CheckHalf} {
		l.hearsEnough("flows/proof/utterances/"+half+".jsonl", half)
	}
}

func (l *loader) judge(text string) offer.Verdict {
	reading := l.out.Rules.Read(text)
	return l.out.Rules.Judge(reading.Facts)
}

// asRead says what a text is taken for and which facts are read in it.
func asRead(r offer.Reading) string {
	out := string(r.Kind)
	for _, fact := range offer.AllFacts {
		if v := r.Facts[fact]; v != "" {
			out += fmt.Sprintf(", %s %q", fact, v)
		}
	}
	return out
}

func found(v offer.Verdict, id offer.SignalID) bool {
	return slices.ContainsFunc(v.Findings, func(f offer.Finding) bool { return f.Signal == id })
}

// start returns the beginning of a text, enough to recognise it.
func start(text string) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), 40)])
}

// proveOffer judges an offer of the corpus. An offer listed as a miss must be judged
// wrongly, so that a fix of the rules also updates the list.
func (l *loader) proveOffer(o *Offer) {
	wrong := o.Wrong(l.out.Rules)
	switch {
	case o.Miss == "":
		for _, p := range wrong {
			l.badAt(o.file(), o.at(p.Path), p.What, "fix the reading, or the expectation if an expert would agree")
		}
	case len(wrong) == 0:
		l.badAt(o.file(), o.at("miss"), "listed as a miss, but it is judged right now", "take the line miss out")
	}
}

// Wrong lists what rules get wrong in an offer.
func (o *Offer) Wrong(rules *offer.Rules) []offer.Problem {
	reading := rules.Read(o.Text)
	if o.Kind == OfferNoOffer {
		if reading.Kind == offer.KindOffer || reading.Kind == offer.KindOpener {
			return []offer.Problem{{Path: "kind", What: fmt.Sprintf("heard as %s, and it is no offer", reading.Kind)}}
		}
		return nil
	}
	v := rules.JudgeReading(reading)
	var wrong []offer.Problem
	say := func(key, format string, args ...any) {
		wrong = append(wrong, offer.Problem{Path: key, What: fmt.Sprintf(format, args...)})
	}
	if v.Level < o.Expect[0] || v.Level > o.Expect[1] {
		say("expect", "level %d by rule %q, expected %d to %d; findings %v", v.Level, v.Rule, o.Expect[0], o.Expect[1], ids(v))
	}
	if !slices.Contains(o.Trouble, v.Trouble) {
		say("trouble", "trouble %q, expected %v", v.Trouble, o.Trouble)
	}
	for _, id := range o.Signals {
		if !found(v, id) {
			say("signals", "signal %s is not found; findings %v", id, ids(v))
		}
	}
	for _, id := range o.Never {
		if found(v, id) {
			say("never", "signal %s is found", id)
		}
	}
	return wrong
}

func ids(v offer.Verdict) []offer.SignalID {
	var out []offer.SignalID
	for _, f := range v.Findings {
		out = append(out, f.Signal)
	}
	return out
}
