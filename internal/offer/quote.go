package offer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cekloker/internal/words"
)

// mostHidden bounds how many secrets of one kind are hidden in one text.
const mostHidden = 60

// hidden stands for a secret in a quote. A quote that is nothing else says nothing.
const hidden = "[…]"

// maxQuote is the longest quote in characters.
const maxQuote = 32

var (
	maskMail   = regexp.MustCompile(`\S+@\S+`)
	maskLink   = regexp.MustCompile(`(?i)\b(?:https?://|www\.|wa\.me/|t\.me/|bit\.ly/|[a-z0-9\-]+\.(?:com|net|org|id|me|ly|co|xyz|site|online|info|link|shop|top|vip|app|io)\b)\S*`)
	maskDigits = regexp.MustCompile(`\+?\d[\d\s().\-]{6,}\d`)
	maskHandle = regexp.MustCompile(`@\w+`)
	maskName   = regexp.MustCompile(`^((?i:pak|bu|ibu|bapak|kak|mas|mbak|mr|mrs|ms|sdr|sdri|tn|ny|hub|hubungi|cp|a\.?n\.?|atas nama|nama saya|saya bernama|my name is)\.?:?)\s+(\p{Lu}[\p{L}']+(?:\s+\p{Lu}[\p{L}']+)*)`)
	dotted     = regexp.MustCompile(`://|[A-Za-z0-9]\.[A-Za-z]`)
	looksMoney = regexp.MustCompile(`^\d{1,3}(?:[.,]\d{3})+(?:\s*-\s*\d{1,3}(?:[.,]\d{3})+)?$`)
)

// titles are the words with which maskName begins.
var titles = map[string]bool{"pak": true, "bu": true, "ibu": true, "bapak": true, "kak": true, "mas": true, "mbak": true, "mr": true, "mrs": true, "ms": true,
	"sdr": true, "sdri": true, "tn": true, "ny": true, "hub": true, "hubungi": true, "cp": true, "a": true, "an": true, "atas": true, "nama": true, "saya": true, "my": true}

// names finds names after a title. The pattern is tried at titles only: tried
// at every letter, it would take longer than all other reading.
func names(text string) [][2]int {
	var out [][2]int
	word, hidden := -1, 0 // where the word begins that is being read, and where the last name ends
	for i, c := range text + " " {
		switch letter := unicode.IsLetter(c); {
		case letter && word < 0:
			word = i
		case !letter && word >= 0:
			// A title inside a name ("Pak Mas Budi") begins no other one.
			if i >= hidden && len(out) < mostHidden && titles[strings.ToLower(text[word:i])] {
				if at := maskName.FindStringSubmatchIndex(text[word:]); at != nil {
					hidden = word + at[5]
					out = append(out, [2]int{word + at[4], hidden})
				}
			}
			word = -1
		}
	}
	return out
}

// masked returns the quotes without personal data. The personal data are located in
// the whole text first, so that a quote never ends in the middle of a number.
func (d *reader) masked() []Excerpt {
	if len(d.quotes) == 0 {
		return nil
	}
	secrets := secret(d.line.Original)
	out := make([]Excerpt, 0, len(d.quotes))
	for _, s := range d.quotes {
		low, top := around(d.line.Original, s.low, s.top)
		if words := without(d.line.Original, low, top, secrets); words != "" && words != hidden {
			out = append(out, Excerpt{From: s.from, Words: words})
		}
	}
	return out
}

// Mask hides in a whole text what a quote hides, line by line.
func Mask(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = without(line, 0, len(line), secret(line))
	}
	return strings.Join(lines, "\n")
}

// without writes the bytes from low to top, secrets hidden, in one line.
func without(text string, low, top int, secrets [][2]int) string {
	var b strings.Builder
	at := low
	for _, s := range secrets {
		if s[1] <= at || s[0] >= top {
			continue
		}
		if s[0] > at {
			b.WriteString(text[at:s[0]])
		}
		b.WriteString(hidden)
		at = s[1]
	}
	if at < top {
		b.WriteString(text[at:top])
	}
	return strings.Trim(strings.Join(strings.Fields(strings.Map(withoutDirection, b.String())), " "), " ,;:-/")
}

// withoutDirection takes out the signs that turn the direction of a text, which would
// turn ours as well, and other invisible ones. The joiner of emoji stays.
func withoutDirection(c rune) rune {
	if c == '\u200d' || !unicode.Is(unicode.Cf, c) {
		return c
	}
	return -1
}

// around widens a span to the words about it: its whole sentence when that is short, else
// its clause and the clauses beside it while they fit, else as many whole words of its
// clause on both sides as fit.
func around(text string, low, top int) (int, int) {
	low, top = min(low, len(text)), min(top, len(text))
	if top <= low {
		return low, low
	}
	from, to := sentence(text, low, top)
	if utf8.RuneCountInString(text[from:to]) <= maxQuote {
		return from, to
	}
	begin, end := clause(text, from, low, top, to)
	if utf8.RuneCountInString(text[begin:end]) <= maxQuote {
		return clauses(text, from, begin, end, to)
	}
	if cut := shortened(text[low:top], maxQuote); cut < top-low {
		top = low + cut
	}
	return widen(text, begin, low, top, end)
}

// clauses takes in whole clauses on both sides while they fit, the ones after it first: a
// few words alone say little.
func clauses(text string, from, begin, end, to int) (int, int) {
	for end < to {
		_, next := clause(text, end, end, min(end+1, to), to)
		if utf8.RuneCountInString(text[begin:next]) > maxQuote {
			break
		}
		end = next
	}
	for begin > from {
		earlier, _ := clause(text, from, begin-1, begin, begin)
		if utf8.RuneCountInString(text[earlier:end]) > maxQuote {
			break
		}
		begin = earlier
	}
	return begin, end
}

// clause is from where to where the clause about a span reaches within its sentence.
func clause(text string, from, low, top, to int) (begin, end int) {
	for begin = low; begin > from; {
		c, size := utf8.DecodeLastRuneInString(text[from:begin])
		if endsClause(text, begin-size, c) {
			break
		}
		begin -= size
	}
	for end = top; end < to; {
		c, size := utf8.DecodeRuneInString(text[end:to])
		if end > top && endsClause(text, end, c) || end == top && endsClause(text, end, c) && top > low+1 {
			break
		}
		end += size
	}
	return begin, end
}

// endsClause reports whether the character c at i ends a clause. A comma or a colon between
// two digits is inside an amount or a time.
func endsClause(text string, i int, c rune) bool {
	switch c {
	case ',', ':':
		return i == 0 || i+1 >= len(text) || !isDigit(text[i-1]) || !isDigit(text[i+1])
	case '(', ')', '–', '—':
		return true
	}
	return false
}

// shortened is how many bytes of text are whole words within most characters,
// or its first most characters when no word ends there.
func shortened(text string, most int) int {
	n, word := 0, 0
	for i, c := range text {
		if n == most {
			if c == ' ' || word == 0 {
				return i
			}
			return word
		}
		if c == ' ' {
			word = i
		}
		n++
	}
	return len(text)
}

// sentence is from where to where the sentence about a span reaches.
func sentence(text string, low, top int) (from, to int) {
	for from = low; from > 0; {
		c, size := utf8.DecodeLastRuneInString(text[:from])
		if endsSentence(text, from-size, c) {
			break
		}
		from -= size
	}
	for to = top; to < len(text); {
		c, size := utf8.DecodeRuneInString(text[to:])
		if endsSentence(text, to, c) {
			break
		}
		to += size
	}
	return from, to
}

// endsSentence reports whether the character c at i ends a sentence. A point
// between two digits does not: it is inside an amount.
func endsSentence(text string, i int, c rune) bool {
	if c == '.' && i > 0 && i+1 < len(text) && isDigit(text[i-1]) && isDigit(text[i+1]) {
		return false
	}
	return strings.ContainsRune("\n.!?;•", c)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// widen takes in whole words between from and to on both sides while they fit.
func widen(text string, from, low, top, to int) (int, int) {
	for grown := true; grown; {
		grown = false
		if at := strings.LastIndexByte(strings.TrimRight(text[from:low], " "), ' '); at >= 0 && utf8.RuneCountInString(text[from+at+1:top]) <= maxQuote-10 {
			low, grown = from+at+1, true
		}
		start := top + len(text[top:to]) - len(strings.TrimLeft(text[top:to], " "))
		if start >= to {
			continue
		}
		end := to
		if n := strings.IndexByte(text[start:to], ' '); n >= 0 {
			end = start + n
		}
		if utf8.RuneCountInString(text[low:end]) <= maxQuote {
			top, grown = end, true
		}
	}
	return low, top
}

// secret finds phone numbers, accounts, ids, links, addresses and names; money
// stays, since the person needs to see it. Other digits and signs that nobody sees
// disguise nothing: the folded text is searched.
func secret(text string) [][2]int {
	var out [][2]int
	plain, at := words.FoldByRune(text)
	hide := func(what *regexp.Regexp, unless func(string) bool) {
		for _, found := range what.FindAllStringIndex(plain, mostHidden) {
			if unless == nil || !unless(plain[found[0]:found[1]]) {
				out = append(out, [2]int{at[found[0]], at[found[1]]})
			}
		}
	}
	if strings.Contains(plain, "@") {
		hide(maskMail, nil)
		hide(maskHandle, nil)
	}
	if dotted.MatchString(plain) {
		hide(maskLink, nil)
	}
	hide(maskDigits, func(run string) bool { return looksMoney.MatchString(strings.TrimSpace(run)) || countDigits(run) < 8 })
	out = append(out, names(text)...)
	slices.SortFunc(out, func(a, b [2]int) int { return a[0] - b[0] })
	merged := out[:0]
	for _, s := range out {
		if n := len(merged); n > 0 && s[0] <= merged[n-1][1] {
			merged[n-1][1] = max(merged[n-1][1], s[1])
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

func countDigits(s string) int {
	n := 0
	for _, c := range s {
		if c >= '0' && c <= '9' {
			n++
		}
	}
	return n
}
