package content

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"cekloker/internal/closed"
	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/iso"
	"cekloker/internal/offer"
	"cekloker/internal/talk"
)

// patterns writes how patterns are written.
func (r *referencePage) patterns() {
	_, text, _ := strings.Cut(r.comments["words.Matcher.Add"], "Patterns\n")
	r.linef("\n## Patterns\n\nThey %s", strings.TrimRight(strings.ReplaceAll(text, "\n\t", "\n    "), "\n"))
}

// conditions writes what conditions may name.
func (r *referencePage) conditions() {
	r.linef("\n## Conditions\n\nThe language is expr without its built-in functions: `and`, `or`, `not`, `==`, `!=`, `<`, `in`, brackets.")
	for _, c := range []struct{ of, comment string }{
		{"steps and choices of flows (`when:`)", "talk.ConditionNames"}, {"signals, and of `lawful:` in levels.yaml", "offer.Rules.names"}, {"levels and troubles", "offer.Rules.levelNames"},
	} {
		_, text, _ := strings.Cut(r.comments[c.comment], "may use")
		r.linef("\n### Conditions of %s\n\nMay use%s", c.of, strings.TrimRight(strings.ReplaceAll(text, "\n\t", "\n    "), "\n"))
	}
}

// closedWords writes the words of every closed type that a key holds.
func (r *referencePage) closedWords() {
	r.linef("\n## Words")
	countries := iso.Countries.Entries()
	for _, t := range r.words {
		r.linef("\n### %s\n\n%s\n", r.title(t), r.about(t))
		entries := reflect.Zero(t).Interface().(closed.Type).Closed()
		switch {
		case t == reflect.TypeFor[flow.Action]():
			r.actions()
		case t == reflect.TypeFor[offer.Fact]():
			r.facts()
		case t != reflect.TypeFor[iso.Country]() && len(entries) > len(countries):
			r.linef("A %s, or:\n", r.linkTo(reflect.TypeFor[iso.Country]()))
			r.WriteString(meanings(entries[len(countries):]))
		case len(entries) > 60:
			r.linef("%s", inLine(entries))
		default:
			r.WriteString(meanings(entries))
		}
	}
}

func meanings(entries []closed.Entry) string {
	var rows [][]string
	for _, e := range entries {
		rows = append(rows, []string{"`" + e.Word + "`", e.Means})
	}
	return table([]string{"word", "meaning"}, rows)
}

func inLine(entries []closed.Entry) string {
	var all []string
	for _, e := range entries {
		all = append(all, "`"+e.Word+"` "+e.Means)
	}
	return strings.Join(all, ", ")
}

func (r *referencePage) actions() {
	var rows [][]string
	for _, a := range flow.Actions {
		subject := flow.ActionSubjects[a.Word]
		if subject != "" {
			subject = "`" + string(a.Word) + ":` and a name in " + referable[subject].where
		}
		rows = append(rows, []string{"`" + string(a.Word) + "`", a.Means, subject})
	}
	r.WriteString(table([]string{"word", "what happens", "with a subject"}, rows))
}

func (r *referencePage) facts() {
	var rows [][]string
	for _, e := range offer.Fact("").Closed() {
		rows = append(rows, []string{"`" + e.Word + "`", e.Means, strings.Join(offer.Fact(e.Word).Values(), ", ")})
	}
	r.WriteString(table([]string{"word", "meaning", "values, the calmest first"}, rows))
}

// named writes what Go knows by name: content without one of these is refused.
func (r *referencePage) named() {
	r.linef("\n## What the program knows by name\n\nContent without one of these is refused: rename or remove one only together with the code.\n\n### Flows\n")
	var ids []string
	for _, id := range talk.RequiredFlows {
		ids = append(ids, "`"+string(id)+"`")
	}
	r.linef("%s", strings.Join(ids, ", "))
	for _, set := range []struct {
		title   string
		entries []closed.Entry
	}{
		{"Slots", talk.BuiltinSlots.Entries()}, {"Choices of the verdict", talk.VerdictChoices.Entries()}, {"Phrases", offer.NamedPhrases.Entries()}, {"Word sets", hear.NamedWordSets.Entries()},
		{"Kinds of offers, in the header of proof/offers", OfferKinds.Entries()}, {"Labels of utterances", UtteranceLabels.Entries()},
	} {
		r.linef("\n### %s\n", set.title)
		r.WriteString(meanings(set.entries))
	}
	r.linef("\n### Sentences\n")
	groups := map[string][]string{}
	for _, s := range talk.RequiredSentences {
		groups[s.Means] = append(groups[s.Means], "`"+string(s.Word)+"`")
	}
	for _, about := range slices.Sorted(maps.Keys(groups)) {
		r.linef("- %s: %s", about, strings.Join(groups[about], ", "))
	}
}
