package content

import (
	"fmt"
	"slices"

	"cekloker/internal/talk"
)

// hearing reads what is listened for: one file a kind of message, and one file
// a kind of danger in the folder danger.
func (l *loader) hearing() heard {
	var families talk.Families
	l.decode("hear/words.yaml", &families)
	var out heard
	for _, kind := range l.files("hear/rules", ".yaml") {
		out.files = l.listening(out.files, talk.Listening{Kind: talk.Heard(kind)})
	}
	for _, kind := range l.files("hear/rules/danger", ".yaml") {
		if !slices.Contains(talk.DangerKinds[:], talk.DangerKind(kind)) {
			l.bad("flows/hear/rules/danger/"+kind+".yaml", "", fmt.Sprintf("%q is no kind of danger", kind), fmt.Sprintf("use one of %v", talk.DangerKinds))
			continue
		}
		out.files = l.listening(out.files, talk.Listening{Kind: talk.HeardDanger, Danger: talk.DangerKind(kind)})
	}
	var wrong []error
	var answers talk.AnswerFile
	l.decode("hear/answers.yaml", &answers)
	out.hearing, wrong = talk.NewHearing(out.files, answers, families, l.slang)
	for _, err := range wrong {
		l.wrong = append(l.wrong, Problem{File: "flows/hear", Line: 1, What: err.Error(), Do: "mend it"})
	}
	return out
}

// heard is what hearing gives.
type heard struct {
	files   []talk.Listening
	hearing *talk.Hearing
}

func (l *loader) listening(all []talk.Listening, f talk.Listening) []talk.Listening {
	if !l.decode(f.File(), &f) {
		return all
	}
	if f.About == "" || len(f.Hears) == 0 || len(f.Ignores) == 0 {
		l.bad("flows/"+f.File(), "", "about, hears and ignores must be filled", "add utterances that must and must not be heard")
	}
	if f.Kind == talk.HeardDanger && len(f.Sources) == 0 {
		l.bad("flows/"+f.File(), "", "danger has no sources", "name where people tell of it")
	}
	l.cited("flows/"+f.File(), "sources:", f.Sources...)
	return append(all, f)
}

// utterances checks what must and must not be heard.
func (l *loader) utterances() {
	for _, f := range l.out.Hearing {
		file := "flows/" + f.File()
		for _, text := range f.Hears {
			got := l.out.Book.Hearing.Hear(talk.Said{Own: text})
			if got.Heard != f.Kind || f.Danger != "" && got.Danger != f.Danger {
				l.bad(file, text, fmt.Sprintf("%q is heard as %s %s", text, got.Heard, got.Danger), "add a pattern or take the utterance out")
			}
		}
		for _, text := range f.Ignores {
			got := l.out.Book.Hearing.Hear(talk.Said{Own: text})
			if got.Heard == f.Kind && (f.Danger == "" || got.Danger == f.Danger) {
				l.bad(file, text, fmt.Sprintf("%q is heard and should not be", text), "narrow the patterns or add to unless")
			}
		}
	}
}
