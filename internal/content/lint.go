package content

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// Limits of a message, so that tired and frightened people on small phones can
// read it.
const (
	maxMessage  = 900 // characters of one message
	maxLabel    = 40  // characters of a button
	maxSentence = 20  // words of a sentence
	maxMarkers  = 1.0 // binding words a sentence, on average
	lockScreen  = 60  // characters that a lock screen shows
)

var (
	quoted   = regexp.MustCompile(`“[^”]*”|"[^"\n]*"`)
	sentence = regexp.MustCompile(`[.!?:;](?:\s+|$)|\n+`)
	link     = regexp.MustCompile(`https?://\S+`)
	phone    = regexp.MustCompile(`\+?\d(?:[ ()-]{0,2}\d){8,}`)
	lined    = regexp.MustCompile(`^\+\d[\d -]+(?: \(\p{L}+(?:, \p{L}+)?\))?$`) // first, so that it never breaks over two lines
	capitals = regexp.MustCompile(`\b[A-Z][A-Z0-9]{3,}\b`)
)

// Lint checks the wording of a rendered message and returns all mistakes as "what is
// wrong; what to do".
func (c *Content) Lint(lang session.Lang, m talk.Message) []string {
	whole, err := c.Speaker.Message(lang, m)
	if err != nil {
		return []string{fmt.Sprintf("it cannot be said: %v; write the sentence or fix its placeholders", err)}
	}
	text := whole.Plain()
	var wrong []string
	bad := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	if n := utf8.RuneCountInString(text); n > maxMessage {
		bad("%d characters, %d fit a screen; shorten it or split it", n, maxMessage)
	}
	if word := c.Wording.judgement(lang, text); word != "" {
		bad("says %q; say what was seen, never that something is all right or somebody's fault", word)
	}
	c.lines(text, bad)
	for _, row := range whole.Rows {
		for _, b := range row {
			if n := utf8.RuneCountInString(b.Label); n > maxLabel {
				bad("the button %q has %d characters, %d fit; shorten it", b.Label, n, maxLabel)
			}
		}
	}
	own, err := c.Speaker.Message(lang, talk.Message{Blocks: sentencesOf(m)})
	if err == nil {
		c.read(lang, quoted.ReplaceAllString(own.Plain(), "X"), bad)
	}
	return wrong
}

// sentencesOf leaves out what is not made of sentences: contacts, and what is
// made to be copied.
func sentencesOf(m talk.Message) []talk.Block {
	var out []talk.Block
	for _, b := range m.Blocks {
		if b.Kind != talk.BlockCopy && !strings.HasPrefix(string(b.ID), "contact.one") {
			out = append(out, b)
		}
	}
	return out
}

// lines checks each line for phone numbers, capitals and exclamation marks.
func (c *Content) lines(text string, bad func(string, ...any)) {
	unquoted := quoted.ReplaceAllString(text, "X")
	for line := range strings.SplitSeq(unquoted, "\n") {
		if phone.MatchString(link.ReplaceAllString(line, "")) && !lined.MatchString(line) {
			bad("the line %q holds a phone number; write it as +country and first on a line of its own", line)
		}
	}
	for _, word := range capitals.FindAllString(link.ReplaceAllString(unquoted, ""), -1) {
		if !c.Wording.capitals[word] {
			bad("shouts %q; write it small, or list it under capitals in locales/wording.yaml when people type it or it is a short name", word)
		}
	}
	if strings.Contains(unquoted, "!") {
		bad("has an exclamation mark; end the sentence calmly")
	}
}

// voice checks a sentence of the locales for second words for one thing, and for phrases
// that were translated word by word: docs/voice.md. Quotations are not checked.
func (c *Content) voice(lang session.Lang, text string, bad func(string, ...any)) {
	list := c.Wording.lists[lang]
	text = quoted.ReplaceAllString(text, "X")
	for _, kind := range [...]struct {
		words *regexp.Regexp
		what  string
	}{{list.oneWord, "a second word for one thing"}, {list.calques, "a calque"}} {
		if kind.words == nil {
			continue
		}
		for _, found := range kind.words.FindAllString(text, -1) {
			key := strings.ToLower(strings.Join(strings.Fields(found), " "))
			bad("has %s, %q; write %q", kind.what, found, list.instead[key])
		}
	}
}

// read checks what is made of sentences.
func (c *Content) read(lang session.Lang, text string, bad func(string, ...any)) {
	list := c.Wording.lists[lang]
	if n := len(link.FindAllString(text, -1)); n > 1 {
		bad("has %d links; keep one", n)
	}
	if list.hard == nil {
		return
	}
	for _, word := range list.hard.FindAllString(text, -1) {
		bad("has the hard word %q; write %q", word, list.instead[strings.ToLower(word)])
	}
	if promise := list.promises.FindString(text); promise != "" {
		bad("promises %q; say what may happen and who decides", promise)
	}
	if claim := list.claims(text); claim != "" {
		bad("says %q; nobody did that: say where it was read and when", claim)
	}
	sentences, words, markers, most := 0, 0, 0, c.language(lang).WordsASentence
	for _, s := range sentence.Split(text, -1) {
		n := wordsOf(s)
		if n == 0 {
			continue
		}
		sentences, words, markers = sentences+1, words+n, markers+len(list.markers.FindAllString(s, -1))
		if n > maxSentence {
			bad("has a sentence of %d words, %d are readable: %q; make two of it", n, maxSentence, beginning(s))
		}
	}
	if mean := float64(words) / float64(max(sentences, 1)); sentences > 2 && mean > most {
		bad("has %.1f words a sentence, %.0f are easy to read; shorten the longest", mean, most)
	}
	if mean := float64(markers) / float64(max(sentences, 1)); sentences > 2 && mean > maxMarkers {
		bad("binds %.1f clauses a sentence; say one thing a sentence", mean)
	}
}

// claims returns the words of a sentence that claim a check, a call or a proof by us,
// "" for none. A sentence that denies it is none.
func (c compiled) claims(text string) string {
	if c.checks == nil {
		return ""
	}
	for _, s := range sentence.Split(text, -1) {
		if claim := c.checks.FindString(s); claim != "" && (c.denies == nil || !c.denies.MatchString(s)) {
			return claim
		}
	}
	return ""
}

// beginning returns the first words of a sentence, enough to find it.
func beginning(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "..."
	}
	return s
}

func wordsOf(s string) int {
	n := 0
	for _, w := range strings.Fields(s) {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

// opening checks the part of a first screen that a lock screen shows: nobody else
// should understand what the flow is about.
func (c *Content) opening(lang session.Lang, m talk.Message) string {
	text, err := c.Speaker.Message(lang, m)
	if err != nil || c.Wording.alarm == nil {
		return ""
	}
	first := []rune(text.Plain())
	return c.Wording.alarm.FindString(string(first[:min(len(first), lockScreen)]))
}
