package content

import (
	"fmt"

	"cekloker/internal/talk"
)

// utterances checks what must and must not be heard.
func (l *loader) utterances() {
	for _, f := range l.out.Hearing {
		file := "flows/hearing/" + string(f.Kind) + ".yaml"
		for _, text := range f.Hears {
			if heard, _ := l.out.Book.Hearing.Hear(talk.Said{Own: text}); heard != f.Kind {
				l.bad(file, text, fmt.Sprintf("%q is heard as %s", text, heard), "add a pattern or take the utterance out")
			}
		}
		for _, text := range f.Ignores {
			if heard, _ := l.out.Book.Hearing.Hear(talk.Said{Own: text}); heard == f.Kind {
				l.bad(file, text, fmt.Sprintf("%q is heard and should not be", text), "narrow the patterns or add to unless")
			}
		}
	}
}
