package content

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"cekloker/internal/closed"
	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/refer"
)

// reference is a word by which one piece of content names another: a key with the
// tag names.
type reference struct {
	kind, word, key, file string
	at                    place
}

// referable says where the words of each kind are declared.
var referable = map[string]struct {
	where string
	known func(l *loader) []string
}{
	"source":    {"flows/facts/sources.yaml", func(l *loader) []string { return slices.Collect(maps.Keys(l.out.Sources)) }},
	"figure":    {"flows/facts/facts.yaml", func(l *loader) []string { return slices.Collect(maps.Keys(l.figures)) }},
	"situation": {"the situations of channels", func(*loader) []string { return refer.Situations.Written() }},
	"question":  {"flows/hear/answers.yaml", func(l *loader) []string { return slices.Collect(maps.Keys(l.questions.Questions)) }},
	"set":       {"flows/hear/words.yaml", func(l *loader) []string { return slices.Collect(maps.Keys(l.sets.Sets)) }},
	"reaction":  {"flows/hear/topics.yaml", (*loader).reactionIDs},
	"channel":   {"flows/channels", (*loader).channelIDs},
	"role":      {"the roles of offers", func(*loader) []string { return offer.FactJob.Values() }},
	"tip":       {"flows/tips/flow.yaml", func(l *loader) []string { return l.choicesOf("tip") }},
	"flow":      {"flows", (*loader).flowIDs},
	"sample":    {"flows/proof/offers", func(l *loader) []string { return slices.Collect(maps.Keys(l.samples)) }},
	"fact":      {"the facts of offers", func(*loader) []string { return closed.Written(offer.Fact("").Closed()) }},
	"signal":    {"flows/judge/signals", (*loader).signalIDs},
	"sentence":  {"locales", (*loader).sentenceIDs},
	"language": {"the languages", func(l *loader) []string {
		var out []string
		for _, lang := range l.out.Langs() {
			out = append(out, string(lang))
		}
		return out
	}},
	"place":  {"flows", (*loader).placesInFlows},
	"passed": {"what is passed on", func(*loader) []string { return []string{"card"} }},
}

// placesInFlows lists the flows, and their choices as flow.choice: where a button may lead.
func (l *loader) placesInFlows() []string {
	out := l.flowIDs()
	for id, f := range l.out.Flows {
		for _, s := range f.Steps {
			for _, c := range s.Choices {
				if s.Slot != "" {
					out = append(out, string(id)+"."+string(c.ID))
				}
			}
		}
	}
	return out
}

// references checks that everything that content names exists.
func (l *loader) references() {
	known := map[string][]string{}
	for _, r := range l.refs {
		list, listed := known[r.kind]
		if !listed {
			list = slices.Sorted(slices.Values(referable[r.kind].known(l)))
			known[r.kind] = list
		}
		if _, there := slices.BinarySearch(list, r.word); there || r.kind == "sentence" && severalSentences(r.word, list) {
			continue
		}
		l.refused[spot{r.file, r.at}] = true
		l.badAt(r.file, r.at, fmt.Sprintf("%s %q is not in %s", r.key, r.word, referable[r.kind].where), closed.Instead(r.word, list))
	}
}

// severalSentences reports whether "fact.*" stands for a sentence at least.
func severalSentences(word string, list []string) bool {
	prefix, more := strings.CutSuffix(word, "*")
	return more && slices.ContainsFunc(list, func(id string) bool { return strings.HasPrefix(id, prefix) })
}

// choicesOf lists the choices of the steps that fill a slot.
func (l *loader) choicesOf(slot flow.SlotID) []string {
	return l.choicesWhere(func(s flow.Step) bool { return s.Slot == slot })
}

func (l *loader) choicesWhere(is func(flow.Step) bool) []string {
	var out []string
	for _, f := range l.out.Flows {
		for _, s := range f.Steps {
			if is(s) {
				out = append(out, s.ChoiceIDs()...)
			}
		}
	}
	return out
}

func (l *loader) flowIDs() []string {
	var out []string
	for id := range l.out.Flows {
		out = append(out, string(id))
	}
	return out
}

func (l *loader) signalIDs() []string {
	var out []string
	for _, s := range l.out.Rules.Signals() {
		out = append(out, string(s.ID))
	}
	return out
}

func (l *loader) sentenceIDs() []string {
	var out []string
	for _, in := range l.sentenceAt {
		out = slices.AppendSeq(out, maps.Keys(in))
	}
	return out
}
