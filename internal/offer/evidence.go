package offer

import (
	"strconv"
	"strings"
)

// Evidence is what the rules find in a text, as the learned reader takes it in training.
func (r *Rules) Evidence(text string) []string {
	alone := r.With(nil)
	reading := alone.Read(text)
	return evidence(text, reading.Kind, reading.Facts, alone.Judge(reading.Facts))
}

// evidence names what the rules find in a text, each thing once: what kind of text it is, its facts
// and signs, the verdict with its signals, and its form. Words of our own posts tell little of real ones, what
// the rules find tells as much of both. Of facts with countless values (pay, places) only their names
// are given, since no value would be met often enough.
func evidence(text string, is TextKind, f Facts, v Verdict) []string {
	out := []string{"kind " + string(is), "level " + strconv.Itoa(int(v.Level)), "rule " + v.Rule, "trouble " + string(v.Trouble)}
	for _, fact := range AllFacts {
		switch value := f[fact]; {
		case fact == FactPhrases:
			for sign := range strings.FieldsSeq(value) {
				out = append(out, "sign "+sign)
			}
		case gravity(fact, value) >= 0:
			out = append(out, "fact "+string(fact)+" "+value)
		case value != "":
			out = append(out, "fact "+string(fact))
		}
	}
	for _, found := range v.Findings {
		out = append(out, "signal "+string(found.Signal))
	}
	return append(out, form(text)...)
}
