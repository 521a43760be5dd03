package measure

import (
	"cmp"
	"slices"

	"cekloker/internal/hear"
	"cekloker/internal/linear"
	"cekloker/internal/talk"
)

// folds is into how many groups the authors are divided: each is heard by a model
// that was trained on the others.
const folds = 6

// LeftOut classifies lines with models that were trained without their authors.
type LeftOut struct {
	Book       *talk.Book
	Thresholds hear.Thresholds
	Recipe     hear.Recipe
	Slang      map[string]string
	Older      []hear.Line // always trained on
}

// LineHeard is one line and its classification by the rules, by the model and by both.
type LineHeard struct {
	hear.Line
	Rules, Model, Both talk.Heard
}

// Hear classifies every line with a model that was trained without its author. Lines of
// one author are always in the same group. It reports progress after each group.
func (l LeftOut) Hear(lines []hear.Line, progress func(done, of int)) []LineHeard {
	of := authors(lines)
	var out []LineHeard
	for fold := range folds {
		var train, test []hear.Line
		for _, line := range lines {
			if of[line.Author] == fold {
				test = append(test, line)
			} else {
				train = append(train, line)
			}
		}
		out = append(out, l.hear(hear.Train(train, l.Older, l.Recipe, l.Slang), test)...)
		progress(fold+1, folds)
	}
	return out
}

// HearSealed classifies lines of authors that are never used in training.
func (l LeftOut) HearSealed(voices, sealed []hear.Line) []LineHeard {
	return l.hear(hear.Train(voices, l.Older, l.Recipe, l.Slang), sealed)
}

func (l LeftOut) hear(m *linear.Model, lines []hear.Line) []LineHeard {
	books := [3]talk.Book{*l.Book, *l.Book, *l.Book}
	books[0].Classifier = l.Book.Classifier.With(nil, l.Thresholds)
	books[1].Classifier = l.Book.Classifier.WithoutRules().With(m, l.Thresholds)
	books[2].Classifier = l.Book.Classifier.With(m, l.Thresholds)
	out := make([]LineHeard, 0, len(lines))
	for _, line := range lines {
		if line.Posted() {
			continue
		}
		text := talk.Text{Typed: line.Text}
		out = append(out, LineHeard{line, books[0].Hears(text), books[1].Hears(text), books[2].Hears(text)})
	}
	return out
}

// authors divides the authors into folds of about the same number of lines, always
// in the same way.
func authors(lines []hear.Line) map[string]int {
	size := map[string]int{}
	for _, l := range lines {
		size[l.Author]++
	}
	names := make([]string, 0, len(size))
	for name := range size {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(size[b], size[a]), cmp.Compare(a, b)) })
	of := map[string]int{}
	for i, name := range names {
		of[name] = i % folds
	}
	return of
}
