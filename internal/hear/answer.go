package hear

import (
	"fmt"
	"maps"
	"slices"

	"cekloker/internal/words"
)

// AnswerFile says how whole sentences answer a question that is asked in danger:
// flows/hear/answers.yaml.
type AnswerFile struct {
	About     string                    `yaml:"about,required"`
	Filler    []string                  `yaml:"filler"` // words that change nothing
	Yes       []string                  `yaml:"yes"`    // bare words
	No        []string                  `yaml:"no"`
	Questions map[string]AnswerQuestion `yaml:"questions"` // by the name that steps use
}

// AnswerQuestion is one such question.
type AnswerQuestion struct {
	Choices []AnswerChoice `yaml:"ways,required"` // the first one with a match wins
}

// AnswerChoice is a choice and the patterns that mean it.
type AnswerChoice struct {
	Choice string   `yaml:"means,required"` // id of a choice
	Says   []string `yaml:"says,required"`
}

// answers is an AnswerFile, compiled.
type answers struct {
	filler, yes, no map[string]bool
	questions       map[string]compiledQuestion
}

type compiledQuestion struct {
	means []string
	says  *words.Matcher // owner: index in means
}

// compileAnswers adds the words of the answers to those the hearing knows.
func (c *Classifier) compileAnswers(file AnswerFile, sets WordSets) []error {
	c.answers = answers{filler: setOf(file.Filler), yes: setOf(file.Yes), no: setOf(file.No), questions: map[string]compiledQuestion{}}
	var wrong []error
	for _, name := range slices.Sorted(maps.Keys(file.Questions)) {
		q := file.Questions[name]
		compiled := compiledQuestion{says: words.NewMatcher()}
		for i, way := range q.Choices {
			compiled.means = append(compiled.means, way.Choice)
			for n, p := range way.Says {
				if err := c.rules.addPattern(compiled.says, p, i, sets); err != nil {
					wrong = append(wrong, Problem{"hear/answers.yaml", fmt.Sprintf("questions/%s/ways/%d/says/%d", name, i, n), err})
				}
			}
		}
		c.answers.questions[name] = compiled
	}
	return wrong
}

// Answer returns the choice of a question that a sentence means: "yes" and "no" for bare
// ones, "" when it is unclear. A bare yes or no decides only when all the rest is filler:
// "tidak" with "tahu" or "boleh" is no "no", and "ya enggak kak" is one. The model, which
// has learned answers to the question about danger, and the patterns decide together.
func (c *Classifier) Answer(question, text string) string {
	q, ok := c.answers.questions[question]
	if !ok || len(text) > longPlea {
		return ""
	}
	all := c.rules.words(text)
	if bare := c.answers.bare(all); bare != "" {
		return bare
	}
	said := c.answers.said(q, all)
	if question != learnedQuestion || c.model.learned == nil {
		return said
	}
	return c.model.answer(text, said)
}

// learnedQuestion is the question whose answers the model has learned.
const learnedQuestion = "danger"

// said is the choice that the patterns of a question find, "" for none.
func (a answers) said(q compiledQuestion, all []words.Token) string {
	first := len(q.means)
	plain := slices.DeleteFunc(slices.Clone(all), func(w words.Token) bool { return a.filler[w.Text] && !a.yes[w.Text] })
	for _, m := range slices.Concat(q.says.Find(all), q.says.Find(plain)) {
		first = min(first, m.Owner)
	}
	switch {
	case first == len(q.means):
		return ""
	case q.means[first] == "no" && a.affirms(all):
		return ""
	}
	return q.means[first]
}

// Affirms reports whether a sentence begins with a yes and holds no "no": "iya saya sendiri".
// Later in a sentence "ya" is only filler: "makasih ya kak".
func (c *Classifier) Affirms(text string) bool {
	all := c.rules.words(text)
	return len(all) > 0 && c.answers.yes[all[0].Text] && c.answers.affirms(all)
}

// affirms reports whether a yes stands in a sentence and no "no": whatever else it
// says is then no clear no.
func (a answers) affirms(all []words.Token) bool {
	return slices.ContainsFunc(all, func(w words.Token) bool { return a.yes[w.Text] }) &&
		!slices.ContainsFunc(all, func(w words.Token) bool { return a.no[w.Text] })
}

// bare is "yes" or "no" when nothing else is said, "" otherwise.
func (a answers) bare(all []words.Token) string {
	yes, no := false, false
	for _, w := range all {
		switch {
		case a.no[w.Text]:
			no = true
		case a.yes[w.Text]:
			yes = true
		case !a.filler[w.Text]:
			return ""
		}
	}
	switch {
	case no:
		return "no"
	case yes:
		return "yes"
	}
	return ""
}
