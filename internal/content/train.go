package content

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"

	"cekloker/internal/hear"
)

// Train trains the model from the lines of the content folder and returns its
// file. The same content gives the same bytes.
func Train(flows fs.FS) ([]byte, error) {
	voices, older, err := TrainingLines(flows)
	if err != nil {
		return nil, err
	}
	recipe, slang, _, err := Training(flows)
	if err != nil {
		return nil, err
	}
	return hear.Train(voices, older, recipe, slang).MarshalBinary()
}

// Training reads how the model is trained, the casual spellings that it undoes,
// and the thresholds for its scores.
func Training(flows fs.FS) (hear.Recipe, map[string]string, hear.Thresholds, error) {
	l := newLoader(flows, nil, "")
	var recipe hear.Recipe
	var sets hear.WordSets
	var thresholds hear.Thresholds
	l.decode("hear/training.yaml", &recipe)
	l.decode("hear/thresholds.yaml", &thresholds)
	l.decode("hear/slang.yaml", &l.slang)
	l.decode("hear/words.yaml", &sets)
	var wrong []error
	for _, p := range l.wrong {
		wrong = append(wrong, fmt.Errorf("%s", p))
	}
	regional := map[string]map[string]string{}
	l.decode("hear/regional.yaml", &regional)
	slang := map[string]string{}
	for _, words := range regional {
		maps.Copy(slang, words)
	}
	maps.Copy(slang, l.slang)
	maps.Copy(slang, sets.Spelling)
	return recipe, slang, thresholds, errors.Join(wrong...)
}

// HearModelFile is the path of the trained model in the folder flows.
const HearModelFile = modelFile
