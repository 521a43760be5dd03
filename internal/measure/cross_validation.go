package measure

import (
	"cmp"
	"maps"
	"slices"

	"cekloker/internal/hear"
	"cekloker/internal/linear"
	"cekloker/internal/talk"
)

// folds is into how many groups the authors are divided: each is heard by a model
// that was trained on the others.
const folds = 6

// CrossValidation classifies lines with models that were trained without their authors.
type CrossValidation struct {
	Book       *talk.Book
	Thresholds hear.Thresholds
	Recipe     hear.Recipe
	Vocabulary linear.Vocabulary
	Older      []hear.LabelledUtterance // always trained on
	Percent    int                      // of the authors that may be trained on, 1 to 100: fewer give the learning curve
}

// LabelledUtteranceResult is one line and what it is heard as.
type LabelledUtteranceResult struct {
	hear.LabelledUtterance
	Interpretations
	Changed []Interpretations // of a line of danger, after each of changes
}

// Interpretations is what a text is heard as by the rules, by the model and by both.
type Interpretations struct {
	Rules, Model, Both talk.Interpretation
	Answer             string // for a line with the label answer: the choice that it is taken for
}

// Classify classifies every line with a model that was trained without its author. Lines of
// one author are always in the same group. It reports progress after each group.
func (l CrossValidation) Classify(lines []hear.LabelledUtterance, progress func(done, of int)) []LabelledUtteranceResult {
	of := authors(lines)
	kept := l.trained(lines)
	found := [folds][]LabelledUtteranceResult{}
	todo, done := make(chan int, folds), make(chan bool)
	for fold := range folds {
		todo <- fold
	}
	close(todo)
	for range lanes {
		go func() {
			for fold := range todo {
				var train, test []hear.LabelledUtterance
				for _, line := range lines {
					if of[line.Author] == fold {
						test = append(test, line)
					} else if kept[line.Author] {
						train = append(train, line)
					}
				}
				found[fold] = l.classify(hear.Train(train, l.Older, l.Recipe, l.Vocabulary), test)
				done <- true
			}
		}()
	}
	for n := range folds {
		<-done
		progress(n+1, folds)
	}
	return slices.Concat(found[:]...)
}

// lanes is how many groups are trained for at once; each takes about a gigabyte.
const lanes = 2

// ClassifyTestLines classifies lines of authors that are never used in training.
func (l CrossValidation) ClassifyTestLines(train, test []hear.LabelledUtterance) []LabelledUtteranceResult {
	return l.classify(hear.Train(train, l.Older, l.Recipe, l.Vocabulary), test)
}

func (l CrossValidation) classify(m *linear.Model, lines []hear.LabelledUtterance) []LabelledUtteranceResult {
	books := [3]talk.Book{*l.Book, *l.Book, *l.Book}
	books[0].Classifier = l.Book.Classifier.With(nil, l.Thresholds)
	books[1].Classifier = l.Book.Classifier.WithoutRules().With(m, l.Thresholds)
	books[2].Classifier = l.Book.Classifier.With(m, l.Thresholds)
	hears := func(text string) Interpretations {
		said := talk.Text{Typed: text}
		return Interpretations{Rules: books[0].Interpret(said), Model: books[1].Interpret(said), Both: books[2].Interpret(said)}
	}
	out := make([]LabelledUtteranceResult, 0, len(lines))
	for i, line := range lines {
		switch {
		case line.Posted():
			continue
		case line.Label == linear.AnswerLabel:
			out = append(out, LabelledUtteranceResult{LabelledUtterance: line, Interpretations: Interpretations{Answer: answered(books[2], line.Text)}})
			continue
		}
		heard := LabelledUtteranceResult{LabelledUtterance: line, Interpretations: hears(line.Text)}
		if line.Label == "danger" {
			for _, c := range changes {
				heard.Changed = append(heard.Changed, hears(c.do(line.Text, line.Lang, i)))
			}
		}
		out = append(out, heard)
	}
	return out
}

// answered is the choice that an answer to the question about danger is taken for: a
// bare yes is a yes for oneself, and what is unclear counts as unknown.
func answered(book talk.Book, text string) string {
	switch choice := book.Classifier.Answer("danger", text); choice {
	case "yes":
		return "self"
	case "":
		return "unknown"
	default:
		return choice
	}
}

// trained is the authors that may be trained on: the given percentage, spread over
// the alphabet.
func (l CrossValidation) trained(lines []hear.LabelledUtterance) map[string]bool {
	kept := map[string]bool{}
	for i, name := range slices.Sorted(maps.Keys(sizes(lines))) {
		kept[name] = (i+1)*l.Percent/100 > i*l.Percent/100
	}
	return kept
}

// sizes counts the lines of each author.
func sizes(lines []hear.LabelledUtterance) map[string]int {
	size := map[string]int{}
	for _, l := range lines {
		size[l.Author]++
	}
	return size
}

// authors divides the authors into folds of about the same number of lines, always
// in the same way.
func authors(lines []hear.LabelledUtterance) map[string]int {
	size := sizes(lines)
	names := slices.SortedFunc(maps.Keys(size), func(a, b string) int { return cmp.Or(cmp.Compare(size[b], size[a]), cmp.Compare(a, b)) })
	of := map[string]int{}
	for i, name := range names {
		of[name] = i % folds
	}
	return of
}
