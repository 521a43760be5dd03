package content

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// Limits of a message in characters (safety rule T19).
const (
	maxMessage = 900
	maxLabel   = 40
)

// forbidden are words that would promise, judge or blame (safety rules T1, T4,
// T10, T11). They are looked for in what a person really reads.
var forbidden = map[session.Lang]*regexp.Regexp{
	session.Indonesian: regexp.MustCompile(`(?i)\b(aman|terpercaya|legit|lolos|terjamin|pasti asli|100%|jangan khawatir|seharusnya anda|kenapa anda percaya|salah anda|penipu ini|pelaku|kamu|ilegal|pasti selamat|kami jamin)\b`),
	session.English:    regexp.MustCompile(`(?i)\b(safe|legit|trustworthy|guaranteed|100%|don't worry|you should have|your fault|criminal|scammer is|we will rescue|illegal migrant)\b`),
}

// allowed are sentences in which a forbidden word is denied, which is what the
// rules ask for.
var allowed = regexp.MustCompile(`(?i)(bukan bukti bahwa tawaran ini aman|does not show that the offer is safe|not proof that this offer is safe|bukan salah anda|not your fault|untuk memastikan ia aman)`)

// rendered puts every screen into words in both languages, as a person reads
// them, and checks them.
func (l *loader) rendered() {
	for _, shot := range l.out.Book.Shots() {
		for _, lang := range session.Langs {
			text, err := l.out.Speaker.Message(lang, shot.Message)
			if err != nil {
				l.bad(shot.File, shot.Key, fmt.Sprintf("%s cannot be said in %q: %v", shot.Name, lang, err), "write the sentence or mend its placeholders")
				continue
			}
			l.lint(shot, lang, text.Plain())
			for _, row := range text.Rows {
				for _, b := range row {
					if n := utf8.RuneCountInString(b.Label); n > maxLabel {
						l.bad(localeFile(lang), shot.Key, fmt.Sprintf("%s: the button %q has %d characters, %d fit", shot.Name, b.Label, n, maxLabel), "shorten it")
					}
				}
			}
		}
	}
	for _, lang := range session.Langs {
		for _, id := range l.out.Speaker.IDs(lang) {
			if bad := judgement(lang, l.out.Speaker.Raw(lang, id)); bad != "" {
				l.bad(localeFile(lang), string(id)+":", fmt.Sprintf("%s says %q", id, bad), "say what was seen, never that something is all right or somebody's fault")
			}
		}
	}
}

func (l *loader) lint(shot talk.Shot, lang session.Lang, text string) {
	if n := utf8.RuneCountInString(text); n > maxMessage {
		l.bad(shot.File, shot.Key, fmt.Sprintf("%s has %d characters in %q, %d fit a screen", shot.Name, n, lang, maxMessage), "shorten it or split it")
	}
	if bad := judgement(lang, text); bad != "" {
		l.bad(shot.File, shot.Key, fmt.Sprintf("%s says %q in %q", shot.Name, bad, lang), "say what was seen, never that something is all right or somebody's fault")
	}
}

// judgement finds a forbidden word, "" for none.
func judgement(lang session.Lang, text string) string {
	return forbidden[lang].FindString(strings.TrimSpace(allowed.ReplaceAllString(text, "")))
}
