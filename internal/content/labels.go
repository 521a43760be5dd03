package content

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/talk"
)

// labels makes the label of every choice, in every language, an answer that can
// be typed, and checks that no two choices of a step are typed alike.
func (l *loader) labels() {
	for _, id := range slices.Sorted(maps.Keys(l.out.Flows)) {
		f := l.out.Flows[id]
		for i := range f.Steps {
			l.stepLabels("flows/"+string(id)+"/flow.yaml", fmt.Sprintf("steps/%d", i), f, &f.Steps[i])
		}
	}
}

func (l *loader) stepLabels(file, path string, f *flow.Flow, s *flow.Step) {
	taken := map[string]flow.ChoiceID{}
	choices := slices.Clone(s.Choices) // steps may share them, as an alias of YAML
	for i := range choices {
		c := &choices[i]
		c.Words = slices.Clone(c.Words)
		for _, lang := range l.out.Langs() {
			if label, err := l.out.Speaker.Line(lang, talk.ChoiceLabel(f, *s, c.ID), nil); err == nil {
				c.Words = append(c.Words, label)
			}
		}
		for _, w := range c.Words {
			w = strings.ToLower(w)
			if other, is := taken[w]; is && other != c.ID {
				l.bad(file, fmt.Sprintf("%s/choices/%d", path, i), fmt.Sprintf("%q chooses both %s and %s of step %s", w, other, c.ID, s.ID), "take it out of one of them")
			}
			taken[w] = c.ID
		}
	}
	s.Choices = choices
}
