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

// forbidden are words that promise safety, judge somebody or blame the reader. A
// promise can cost a life, and blame keeps people from asking for help. The check
// reads the rendered text.
var forbidden = map[session.Lang]*regexp.Regexp{
	session.Indonesian: regexp.MustCompile(`(?i)\b(aman|terpercaya|legit|lolos|terjamin|pasti asli|100%|jangan khawatir|seharusnya anda|kenapa anda percaya|salah anda|penipu ini|pelaku|kamu|ilegal|pasti selamat|kami jamin)\b`),
	session.English:    regexp.MustCompile(`(?i)\b(safe|legit|trustworthy|guaranteed|100%|don't worry|you should have|your fault|criminal|scammer is|we will rescue|illegal migrant)\b`),
}

// allowed are sentences that deny a forbidden word, as they should.
var allowed = regexp.MustCompile(`(?i)(bukan bukti bahwa tawaran ini aman|does not show that the offer is safe|not proof that this offer is safe|bukan salah anda|not your fault)`)

// rendered renders every screen in both languages and checks the wording, and that of
// the sentences that are on no screen.
func (l *loader) rendered() {
	for _, screen := range l.out.Book.Screens() {
		for _, lang := range session.Langs {
			for _, wrong := range l.out.Lint(lang, screen.Message) {
				what, do, _ := strings.Cut(wrong, "; ")
				l.bad(screen.File, screen.Path, fmt.Sprintf("%s, in %q: %s", screen.Name, lang, what), do)
			}
		}
	}
	for _, lang := range session.Langs {
		for _, id := range l.out.Speaker.IDs(lang) {
			raw := l.out.Speaker.Raw(lang, id)
			if bad := judgement(lang, raw); bad != "" {
				l.bad(l.localeFile(lang, id), string(id), fmt.Sprintf("%s says %q", id, bad), "say what was seen, never that something is all right or somebody's fault")
			}
			l.lines(lang, id, raw)
		}
	}
	l.same()
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
	for _, id := range l.out.Speaker.IDs(session.Indonesian) {
		here, there := l.out.Speaker.Raw(session.Indonesian, id), l.out.Speaker.Raw(session.English, id)
		if here == there && strings.ContainsFunc(placeholder.ReplaceAllString(here, ""), unicode.IsLetter) && !l.out.Wording.onPurpose(string(id)) {
			l.bad(l.localeFile(session.English, id), string(id), fmt.Sprintf("%s is the same in both languages", id), "translate it, or list it under same: in locales/wording.yaml")
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
		for _, lang := range session.Langs {
			if word := l.out.opening(lang, first); word != "" {
				l.bad(l.localeFile(lang, first.Blocks[0].ID), string(first.Blocks[0].ID), fmt.Sprintf("%s says %q in its first %d characters, which a lock screen shows", first.Blocks[0].ID, word, lockScreen), "begin with something harmless")
			}
		}
	}
}

var placeholder = regexp.MustCompile(`{{[^}]*}}`)

// judgement finds a forbidden word, "" for none.
func judgement(lang session.Lang, text string) string {
	return forbidden[lang].FindString(strings.TrimSpace(allowed.ReplaceAllString(text, "")))
}
