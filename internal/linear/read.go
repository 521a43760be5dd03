package linear

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cekloker/internal/words"
)

// MaxText is how many bytes of a text are read, also once it is folded. No Telegram message has more.
const MaxText = 24 << 10

// maxWord is how many bytes of a word are read; what is longer is a link.
const maxWord = 24

// span is a run of words, from up to to.
type span struct{ from, to int }

// text is what was read of a message: its words, where its sentences stand.
type text struct {
	words     []string
	concepts  []string // by word: the concept it belongs to, "" for none
	sentences []span
}

// readText cuts a message into folded words. Slang stands for other words, or
// for none.
func readText(message string, v *Vocabulary) text {
	if len(message) > MaxText {
		message = strings.ToValidUTF8(message[:MaxText], "")
	}
	t := text{words: make([]string, 0, len(message)/5+1)}
	left := MaxText                            // folded, one character can become eighteen
	for line := range strings.Lines(message) { // folding takes line breaks for blanks
		folded := words.Fold(line)
		if len(folded) > left {
			folded = strings.ToValidUTF8(folded[:left], "")
		}
		left -= len(folded)
		t.cut(folded, v)
	}
	t.concepts = make([]string, len(t.words))
	for i, w := range t.words {
		t.concepts[i] = v.concept(w)
	}
	return t
}

// cut adds the words of a folded line. Sentences end at the line's end and at
// signs that end them, but not within a number.
func (t *text) cut(line string, v *Vocabulary) {
	first := len(t.words)
	end := func() {
		if len(t.words) > first {
			t.sentences = append(t.sentences, span{first, len(t.words)})
			first = len(t.words)
		}
	}
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRuneInString(line[i:])
		if !inWord(r) {
			if r == '.' || r == '!' || r == '?' || r == ';' {
				end()
			}
			i += size
			continue
		}
		j := wordEnd(line, i)
		t.add(line[i:j], v)
		i = j
	}
	end()
}

// wordEnd is where the word that begins at i ends. Points and commas between
// digits belong to a number.
func wordEnd(line string, i int) int {
	j := i
	for j < len(line) {
		r, size := utf8.DecodeRuneInString(line[j:])
		point := (r == '.' || r == ',') && j > i && digit(line[j-1]) && j+1 < len(line) && digit(line[j+1])
		if !inWord(r) && !point {
			break
		}
		j += size
	}
	return j
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// add adds a word, or those it is slang for.
func (t *text) add(word string, v *Vocabulary) {
	if flag(word) {
		return
	}
	plain, ok := v.Slang[word]
	if !ok {
		t.words = append(t.words, shape(word))
		return
	}
	for part := range strings.FieldsSeq(plain) {
		t.words = append(t.words, shape(part))
	}
}

// flag reports whether a word is what folding makes of a flag, which is an
// emoji and no word of the writer.
func flag(word string) bool { return len(word) == len("flagkh") && word[:4] == "flag" }

// shape is a word as features see it: any number is "0", a letter drawn out
// ("tolooong") stands once, and what is too long is cut.
func shape(word string) string {
	if clean(word) {
		return word
	}
	var b [maxWord]byte
	n := 0
	for i := 0; i < len(word) && n < maxWord; i++ {
		c := word[i]
		switch {
		case digit(c) || c == '.' || c == ',':
			if n > 0 && b[n-1] == '0' {
				continue
			}
			c = '0'
		case drawnOut(word, i):
			continue
		}
		b[n] = c
		n++
	}
	return string(b[:n])
}

// clean reports whether a word already has its shape, as most have.
func clean(word string) bool {
	for i := range len(word) {
		if digit(word[i]) || drawnOut(word, i) {
			return false
		}
	}
	return len(word) <= maxWord
}

// drawnOut reports whether the letter at i repeats the one before it within a
// run of three or more. Letters beyond ASCII are left alone.
func drawnOut(word string, i int) bool {
	c := word[i]
	if c >= utf8.RuneSelf || i == 0 || word[i-1] != c {
		return false
	}
	return i > 1 && word[i-2] == c || i+1 < len(word) && word[i+1] == c
}
