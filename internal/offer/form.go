package offer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// From how many words or lines on the form of a text counts.
const (
	repeatedWords = 5  // between quotation marks: more than a name
	proseWords    = 40 // in one line
	manyLines     = 5
)

// form names what the form of a text shows, whatever its words and language: an offer addresses its
// reader and lists what it asks for; who warns of one or tells of it writes prose and repeats its
// words between quotation marks.
func form(text string) []string {
	var out []string
	lines, listed, prose := 0, 0, false
	for line := range strings.Lines(text) {
		lines++
		if isItem(line) {
			listed++
		}
		prose = prose || spaced(line) >= proseWords
	}
	for _, shown := range [...]struct {
		name string
		is   bool
	}{
		{"form repeats", repeats(text)},
		{"form asks", asks(text)},
		{"form list", listed >= 2},
		{"form prose", prose},
		{"form lines", lines >= manyLines},
	} {
		if shown.is {
			out = append(out, shown.name)
		}
	}
	return out
}

// spaced counts what stands between spaces.
func spaced(s string) (n int) {
	for range strings.FieldsSeq(s) {
		n++
	}
	return n
}

// repeats reports whether a text has several words between quotation marks.
func repeats(text string) bool {
	const marks = `"“”«»„`
	for from := strings.IndexAny(text, marks); from >= 0; {
		_, size := utf8.DecodeRuneInString(text[from:])
		text = text[from+size:]
		from = strings.IndexAny(text, marks)
		first, _ := utf8.DecodeRuneInString(text)
		if from >= 0 && !unicode.IsSpace(first) && spaced(text[:from]) >= repeatedWords {
			return true
		}
	}
	return false
}

// asks reports whether a text ends with a question.
func asks(text string) bool {
	return strings.HasSuffix(strings.TrimRightFunc(text, func(r rune) bool {
		return r != '?' && !unicode.IsLetter(r) && !unicode.IsNumber(r)
	}), "?")
}

// isItem reports whether a line is one of a list: a number, or a sign, stands before it.
func isItem(line string) bool {
	line = strings.TrimSpace(line)
	first, size := utf8.DecodeRuneInString(line)
	if unicode.IsDigit(first) {
		rest := strings.TrimLeftFunc(line, unicode.IsDigit)
		return len(line)-len(rest) <= 2 && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, ")"))
	}
	return len(line) > size && (unicode.IsSymbol(first) || strings.ContainsRune("-–•*·", first))
}
