package content

import (
	"fmt"
	"io/fs"
	"slices"

	"cekloker/internal/hear"
	"cekloker/internal/linear"
)

// hearing reads what is listened for: one file a kind of message, and one file
// a kind of danger in the folder danger.
func (l *loader) intents() heard {
	var sets hear.WordSets
	l.decode("hear/words.yaml", &sets)
	var out heard
	for _, kind := range l.files("hear/rules", ".yaml") {
		out.files = l.listening(out.files, hear.IntentFile{Intent: hear.Intent(kind)})
	}
	for _, kind := range l.files("hear/rules/danger", ".yaml") {
		if !slices.Contains(hear.DangerKinds[:], hear.DangerKind(kind)) {
			l.bad("flows/hear/rules/danger/"+kind+".yaml", "", fmt.Sprintf("%q is no kind of danger", kind), fmt.Sprintf("use one of %v", hear.DangerKinds))
			continue
		}
		out.files = l.listening(out.files, hear.IntentFile{Intent: hear.Danger, Danger: hear.DangerKind(kind)})
	}
	var wrong []error
	var answers hear.AnswerFile
	l.decode("hear/answers.yaml", &answers)
	out.classifier, wrong = hear.New(out.files, answers, sets, l.slang)
	for _, err := range wrong {
		l.wrong = append(l.wrong, Problem{File: "flows/hear", Line: 1, What: err.Error(), Do: "mend it"})
	}
	out.classifier = l.learned(out.classifier)
	return out
}

// modelFile is the trained model; bot train makes it.
const modelFile = "hear/models/hear.bin"

// learned gives the classifier the trained model. Where the thresholds say that it
// is not used the file may be missing.
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

// heard is what hearing gives.
type heard struct {
	files      []hear.IntentFile
	classifier *hear.Classifier
}

func (l *loader) listening(all []hear.IntentFile, f hear.IntentFile) []hear.IntentFile {
	if !l.decode(f.File(), &f) {
		return all
	}
	if f.About == "" || len(f.Hears) == 0 || len(f.Ignores) == 0 {
		l.bad("flows/"+f.File(), "", "about, hears and ignores must be filled", "add utterances that must and must not be heard")
	}
	if f.Intent == hear.Danger && len(f.Sources) == 0 {
		l.bad("flows/"+f.File(), "", "danger has no sources", "name where people tell of it")
	}
	l.cited("flows/"+f.File(), "sources:", f.Sources...)
	return append(all, f)
}

// utterances checks what must and must not be heard.
func (l *loader) utterances() {
	all := l.out.Book.Classifier
	for _, f := range l.out.Intents {
		file := "flows/" + f.File()
		for _, text := range f.Hears {
			got := all.Classify(text, "")
			heard := got.Intent == f.Intent || f.Intent == hear.Danger && got.Tier != hear.NoTier
			if !heard || f.Danger != "" && got.Danger != f.Danger {
				l.bad(file, text, fmt.Sprintf("%q is heard as %s %s", text, got.Intent, got.Danger), "add a pattern or take the utterance out")
			}
		}
		for _, text := range f.Ignores {
			got := all.Classify(text, "")
			if got.Intent == f.Intent && (f.Danger == "" || got.Danger == f.Danger) {
				l.bad(file, text, fmt.Sprintf("%q is heard and should not be", text), "narrow the patterns or add to unless")
			}
		}
	}
}
