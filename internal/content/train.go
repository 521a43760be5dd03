package content

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"cekloker/internal/hear"
	"cekloker/internal/linear"
	"cekloker/internal/words"
)

// Train trains the model from the lines of the content folder and returns its
// file. The same content gives the same bytes.
func Train(flows fs.FS) ([]byte, error) {
	voices, older, err := TrainingLines(flows)
	if err != nil {
		return nil, err
	}
	recipe, vocabulary, _, err := Training(flows)
	if err != nil {
		return nil, err
	}
	return hear.Train(voices, older, recipe, vocabulary).MarshalBinary()
}

// Training reads how the model is trained, what is known about words before, and the
// thresholds for its scores.
func Training(flows fs.FS) (hear.Recipe, linear.Vocabulary, hear.Thresholds, error) {
	l := newLoader(flows, nil, "")
	var recipe hear.Recipe
	var thresholds hear.Thresholds
	l.decode("hear/training.yaml", &recipe)
	l.decode("hear/thresholds.yaml", &thresholds)
	vocabulary := l.vocabulary()
	var wrong []error
	for _, p := range l.wrong {
		wrong = append(wrong, fmt.Errorf("%s", p))
	}
	return recipe, vocabulary, thresholds, errors.Join(wrong...)
}

// vocabulary reads what the classifiers know about words before training: casual and regional
// spellings, and concepts.
func (l *loader) vocabulary() linear.Vocabulary {
	var sets hear.WordSets
	var regional map[string]map[string]string
	l.decode("hear/slang.yaml", &l.slang)
	l.decode("hear/words.yaml", &sets)
	l.decode("hear/regional.yaml", &regional)
	slang := map[string]string{}
	for _, words := range regional {
		maps.Copy(slang, words)
	}
	maps.Copy(slang, l.slang)
	maps.Copy(slang, sets.Spelling)
	const name = "hear/concepts.yaml"
	var file hear.ConceptFile
	l.decode(name, &file)
	out := linear.Vocabulary{Slang: slang, Concepts: map[string]string{}, Endings: file.Endings, Beginnings: file.Beginnings}
	for _, concept := range slices.Sorted(maps.Keys(file.Concepts)) {
		for word := range strings.FieldsSeq(file.Concepts[concept]) {
			at := "concepts/" + concept
			switch plain, replaced := slang[word]; {
			case words.Fold(word) != word:
				l.bad("flows/"+name, at, fmt.Sprintf("the word %q is not folded", word), fmt.Sprintf("write %q", words.Fold(word)))
			case replaced:
				l.bad("flows/"+name, at, fmt.Sprintf("the word %q is read as %q before concepts are looked for", word, plain), "leave it out")
			case out.Concepts[word] != "":
				l.bad("flows/"+name, at, fmt.Sprintf("the word %q stands in %s too", word, out.Concepts[word]), "leave it in one")
			}
			out.Concepts[word] = concept
		}
	}
	return out
}

// HearModelFile is the path of the trained model in the folder flows.
const HearModelFile = modelFile
