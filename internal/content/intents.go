package content

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"cekloker/internal/closed"
	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/linear"
	"cekloker/internal/talk"
)

// hearing reads the rules of package hear: one file for each kind of message, and in
// the folder danger one for each kind of danger.
func (l *loader) intents() heard {
	var out heard
	l.decode("hear/words.yaml", &out.sets)
	for _, kind := range l.files("hear/rules", ".yaml") {
		if !hear.RuleIntents.Has(hear.Intent(kind)) {
			l.bad("flows/hear/rules/"+kind+".yaml", "", fmt.Sprintf("%q is no kind of message", kind), closed.Instead(kind, hear.RuleIntents.Written()))
			continue
		}
		out.files = l.listening(out.files, hear.IntentFile{Intent: hear.Intent(kind)})
	}
	for _, kind := range l.files("hear/rules/danger", ".yaml") {
		if !hear.RuleDangerKinds.Has(hear.DangerKind(kind)) {
			l.bad("flows/hear/rules/danger/"+kind+".yaml", "", fmt.Sprintf("%q is no kind of danger", kind), closed.Instead(kind, hear.RuleDangerKinds.Written()))
			continue
		}
		out.files = l.listening(out.files, hear.IntentFile{Intent: hear.IntentDanger, Danger: hear.DangerKind(kind)})
	}
	l.decode("hear/answers.yaml", &out.answers)
	var wrong []error
	out.classifier, wrong = hear.New(out.files, out.answers, out.sets, l.slang)
	for _, err := range wrong {
		l.unheard(err)
	}
	for _, name := range hear.NamedWordSets {
		if out.sets.Sets[string(name.Word)] == nil {
			l.bad("flows/hear/words.yaml", "sets", fmt.Sprintf("the word set %q is missing, which Go knows by name", name.Word), "write it")
		}
	}
	out.classifier = l.learned(out.classifier)
	l.decode("hear/matters.yaml", &out.matters)
	out.classifier, wrong = out.classifier.WithMatters(out.matters, out.sets)
	for _, err := range wrong {
		l.unheard(err)
	}
	l.decode("hear/reactions.yaml", &out.reactions)
	out.classifier, wrong = out.classifier.WithReactions(out.reactions, out.sets)
	for _, err := range wrong {
		l.unheard(err)
	}
	return out
}

// modelFile is the trained model; bot train makes it.
const modelFile = "hear/models/hear.bin"

// learned gives the trained model to the classifier. The file may be missing if the
// thresholds do not use the model.
func (l *loader) learned(c *hear.Classifier) *hear.Classifier {
	var t hear.Thresholds
	if !l.decode("hear/thresholds.yaml", &t) || !t.Use {
		return c
	}
	data, err := fs.ReadFile(l.flows, modelFile)
	if err != nil {
		l.bad("flows/"+modelFile, "", "the trained model cannot be read", "make it with bot train, or write use: false in thresholds.yaml")
		return c
	}
	m, err := linear.Load(data)
	if err != nil {
		l.bad("flows/"+modelFile, "", "this is no trained model: "+err.Error(), "make it again with bot train")
		return c
	}
	return c.With(m, t)
}

// unheard records what package hear cannot compile.
func (l *loader) unheard(err error) {
	var w hear.Problem
	if !errors.As(err, &w) {
		w = hear.Problem{File: "hear", Err: err}
	}
	what, do, told := strings.Cut(w.Err.Error(), "; ")
	if !told {
		do = "fix the pattern"
	}
	l.bad("flows/"+w.File, w.Path, what, do)
}

// heard is the result of hearing.
type heard struct {
	files      []hear.IntentFile
	sets       hear.WordSets
	answers    hear.AnswerFile
	classifier *hear.Classifier
	matters    hear.MatterFile
	reactions  hear.ReactionFile
}

func (l *loader) listening(all []hear.IntentFile, f hear.IntentFile) []hear.IntentFile {
	l.decode(f.File(), &f)
	if f.Intent == hear.IntentDanger && len(f.Sources) == 0 {
		l.bad("flows/"+f.File(), "", "danger has no sources", "name where people tell of it")
	}
	return append(all, f)
}

// heardAnswers checks that the answers of flows/hear/answers.yaml are choices of
// the steps that hear their question.
func (l *loader) heardAnswers() {
	const file = "flows/hear/answers.yaml"
	for name, q := range l.questions.Questions {
		choices := l.choicesHeard(name)
		if len(choices) == 0 {
			l.bad(file, "questions/"+name, fmt.Sprintf("no step hears the question %q", name), "name it under hears: of a step, or take it out")
			continue
		}
		for i, way := range q.Choices {
			if !slices.Contains(choices, way.Choice) {
				l.bad(file, fmt.Sprintf("questions/%s/ways/%d/means", name, i), fmt.Sprintf("%q is no choice of the steps that hear %s", way.Choice, name), closed.Instead(way.Choice, choices))
			}
		}
	}
}

// topicFlows checks that no answer to a question has two buttons with one label.
func (l *loader) topicFlows() {
	for id, t := range l.topics.Questions {
		shows, _, _ := strings.Cut(t.Shows, ".")
		if slices.Contains(t.Flows, flow.ID(shows)) {
			l.bad("flows/hear/topics.yaml", "topics/"+id+"/ways", fmt.Sprintf("%q is the flow of shows: as well", shows), "leave one of them out")
		}
	}
}

// choicesHeard lists the choices of the steps that hear a question.
func (l *loader) choicesHeard(question string) []string {
	return l.choicesWhere(func(s flow.Step) bool { return s.AnswerQuestion == question })
}

// mattersHeard checks the matters against their own utterances, and that those
// with a screen have it.
func (l *loader) mattersHeard() {
	const file = "flows/hear/matters.yaml"
	all := l.out.Book.Classifier
	for id, s := range l.matters {
		if _, ok := l.out.Flows[talk.FlowMatters].Step(flow.StepID(id)); s.Shows && !ok {
			l.bad(file, "matters/"+id+"/shows", fmt.Sprintf("the flow matters has no step %s", id), "write it, or leave shows out")
		}
		for i, text := range s.PositiveExamples {
			if got := all.Classify(text, ""); got.Matter != id || s.Tier == hear.TierAsk && got.Tier != hear.TierAsk {
				l.bad(file, fmt.Sprintf("matters/%s/hears/%d", id, i), fmt.Sprintf("%q is heard as %q %q", text, got.Matter, got.Tier), "add a pattern or take the utterance out")
			}
		}
		for i, text := range s.NegativeExamples {
			if got := all.Classify(text, ""); got.Matter == id {
				l.bad(file, fmt.Sprintf("matters/%s/ignores/%d", id, i), fmt.Sprintf("%q is heard and should not be", text), "narrow the patterns or add to not")
			}
		}
	}
}

// utterances checks the classifier against the utterances of flows/proof.
func (l *loader) utterances() {
	all := l.out.Book.Classifier
	for _, f := range l.out.Intents {
		file := "flows/" + f.File()
		for i, text := range f.PositiveExamples {
			got := all.Classify(text, "")
			heard := got.Intent == f.Intent || f.Intent == hear.IntentDanger && got.Tier != hear.TierNone
			if !heard || f.Danger != "" && got.Danger != f.Danger {
				l.bad(file, fmt.Sprintf("hears/%d", i), fmt.Sprintf("%q is heard as %s %s", text, got.Intent, got.Danger), "add a pattern or take the utterance out")
			}
		}
		for i, text := range f.NegativeExamples {
			got := all.Classify(text, "")
			if got.Intent == f.Intent && (f.Danger == "" || got.Danger == f.Danger) {
				l.bad(file, fmt.Sprintf("ignores/%d", i), fmt.Sprintf("%q is heard and should not be", text), "narrow the patterns or add to unless")
			}
		}
	}
}
