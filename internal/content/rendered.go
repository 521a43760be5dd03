package content

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// rendered renders every screen in every language and checks the wording, and that of
// the sentences that are on no screen.
func (l *loader) rendered() {
	for _, screen := range l.out.Book.Screens() {
		for _, lang := range l.out.Langs() {
			for _, wrong := range l.out.Lint(lang, screen.Message) {
				what, do, _ := strings.Cut(wrong, "; ")
				l.bad(screen.File, screen.Path, fmt.Sprintf("%s, in %q: %s", screen.Name, lang, what), do)
			}
		}
	}
	for _, lang := range l.out.Langs() {
		for _, id := range l.out.Speaker.IDs(lang) {
			raw := l.out.Speaker.Raw(lang, id)
			if bad := l.out.Wording.judgement(lang, raw); bad != "" {
				l.bad(l.localeFile(lang, id), string(id), fmt.Sprintf("%s says %q", id, bad), "say what was seen, never that something is all right or somebody's fault")
			}
			l.lines(lang, id, raw)
		}
	}
	l.openings()
}

// lines checks the lines and the voice of a sentence that may be on no screen.
func (l *loader) lines(lang session.Lang, id talk.SentenceID, raw string) {
	bad := func(format string, args ...any) {
		what, do, _ := strings.Cut(fmt.Sprintf(format, args...), "; ")
		l.bad(l.localeFile(lang, id), string(id), fmt.Sprintf("%s %s", id, what), do)
	}
	l.out.lines(raw, bad)
	l.out.voice(lang, raw, bad)
}

// same finds sentences that nobody translated.
func (l *loader) same() {
	first := l.out.Langs()[0]
	for _, lang := range l.out.Langs()[1:] {
		for _, id := range l.out.Speaker.IDs(first) {
			here, there := l.out.Speaker.Raw(first, id), l.out.Speaker.Raw(lang, id)
			if here == there && strings.ContainsFunc(placeholder.ReplaceAllString(here, ""), unicode.IsLetter) && !l.out.Wording.onPurpose(string(id)) {
				l.bad(l.localeFile(lang, id), string(id), fmt.Sprintf("%s is the same in both languages", id), "translate it, or list it under same: in locales/wording.yaml")
			}
		}
	}
}

// openings checks the first screens of the flows whose answers are kept for an hour
// only.
func (l *loader) openings() {
	for _, id := range slices.Sorted(maps.Keys(l.out.Flows)) {
		f := l.out.Flows[id]
		if !f.Short || len(f.Steps) == 0 {
			continue
		}
		first := talk.Message{Blocks: []talk.Block{{ID: talk.SentenceID(f.Message(f.Steps[0].ID))}}}
		for _, lang := range l.out.Langs() {
			if word := l.out.opening(lang, first); word != "" {
				l.bad(l.localeFile(lang, first.Blocks[0].ID), string(first.Blocks[0].ID), fmt.Sprintf("%s says %q in its first %d characters, which a lock screen shows", first.Blocks[0].ID, word, lockScreen), "begin with something harmless")
			}
		}
	}
}

var placeholder = regexp.MustCompile(`{{[^}]*}}`)

// judgement finds a word that promises safety, judges somebody or blames the reader, ""
// for none. A promise can cost a life, and blame keeps people from asking for help.
func (w Wording) judgement(lang session.Lang, text string) string {
	list := w.lists[lang]
	if list.forbidden == nil {
		return ""
	}
	if list.allowed != nil {
		text = list.allowed.ReplaceAllString(text, "")
	}
	return list.forbidden.FindString(strings.TrimSpace(text))
}
