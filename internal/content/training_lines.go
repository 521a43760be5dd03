package content

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"cekloker/internal/hear"
)

// TrainingLines reads the lines for training: those of many authors, the offers among the
// posts, and older lines with coarser labels.
func TrainingLines(flows fs.FS) (voices, older []hear.LabelledUtterance, err error) {
	voices, older, err = voiceLines(flows)
	err = errors.Join(err,
		eachLine(flows, "proof/utterances/*.jsonl", func(line []byte) error {
			var l hear.LabelledUtterance
			err := json.Unmarshal(line, &l)
			older = append(older, l)
			return err
		}),
		eachPost(flows, []string{heardPosts}, func(p Post) {
			if p.Frame == "offer" {
				voices = append(voices, hear.FromPost(p.ID, p.Author, p.Lang, p.Text))
			}
		}),
	)
	return voices, older, err
}

// voiceLines reads the lines of the voices, and those of them with coarser labels.
func voiceLines(flows fs.FS) (voices, older []hear.LabelledUtterance, err error) {
	err = eachLine(flows, "proof/utterances/voices/*.jsonl", func(line []byte) error {
		var l hear.LabelledUtterance
		if err := json.Unmarshal(line, &l); err != nil {
			return err
		}
		if olderLabels[l.Author] {
			older = append(older, l)
		} else {
			voices = append(voices, l)
		}
		return nil
	})
	return voices, older, err
}

// olderLabels are the authors whose lines are labelled danger, exit or ordinary
// only.
var olderLabels = map[string]bool{"writer_x": true, "writer_y": true}

// TestLines reads the test set: lines that nobody reads, that are not used in training,
// and that are scored only for reported figures.
func TestLines(flows fs.FS) ([]hear.LabelledUtterance, error) {
	var out []hear.LabelledUtterance
	err := eachLine(flows, "proof/utterances/sealed/*.jsonl", func(line []byte) error {
		var l hear.LabelledUtterance
		err := json.Unmarshal(line, &l)
		out = append(out, l)
		return err
	})
	return out, err
}

// eachLine reads the lines of all files that a pattern names.
func eachLine(flows fs.FS, glob string, each func(line []byte) error) error {
	names, err := fs.Glob(flows, glob)
	if err != nil || len(names) == 0 {
		return fmt.Errorf("flows/%s: there are no lines", glob)
	}
	for _, name := range names {
		data, err := fs.ReadFile(flows, name)
		if err != nil {
			return err
		}
		for i, line := range bytes.Split(bytes.TrimSpace(data), []byte("\n")) {
			if err := each(line); err != nil {
				return fmt.Errorf("flows/%s:%d: %w; fix the line", name, i+1, plainJSON(err))
			}
		}
	}
	return nil
}
