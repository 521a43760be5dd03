package words

import (
	"strings"
	"unicode"
)

// Token is one word, number or mark of a folded text.
type Token struct {
	Text     string
	From, To int  // bytes of the original
	Number   bool // begins with a digit
	First    bool // a sentence begins here
	Clause   bool // a comma or bracket is before it
	Glued    bool // no blank between it and the token before
	Denies   bool // one of Tokenizer.Denies; set by Words

	sentence int // which one of the text, set by Words
}

// TokenizedText is a text cut into tokens.
type TokenizedText struct {
	Original  string
	Tokens    []Token
	Disguised bool // letters were disguised
}

// Set is a set of words. Content writes it as a list.
type Set map[string]bool

// Tokenizer cuts texts into tokens.
type Tokenizer struct {
	Denies   Set               // words that deny what follows
	Known    map[string]bool   // words worth undoing a disguise for
	Units    Set               // what a number may be glued to: "14jt"
	Prefixes map[string]string // what may be glued before a number: "rp14"
	Slang    map[string]string // a word and the words it stands for

	Spelling *Spelling // guesses at unknown words; may be nil
}

// marks are the signs that mean something to the readers of money and phones;
// the rest only separates.
const marks = "$+/-&%@€£¥₩₱~"

// Tokenize splits a text. A word written with digits or spaced-out letters is read
// as a word only when the tokenizer knows it.
func (c *Tokenizer) Tokenize(text string) TokenizedText {
	runes, hidden := fold(text)
	l := TokenizedText{Original: text, Disguised: hidden, Tokens: make([]Token, 0, len(runes)/5+1)}
	first, glued, clause := true, false, false
	for i := 0; i < len(runes); {
		sign := runes[i].r
		switch {
		case unicode.IsLetter(sign) || unicode.IsDigit(sign):
			end := wordEnd(runes, i)
			for _, t := range c.split(runes[i:end], &l) {
				t.First, t.Glued, t.Clause = first, glued, clause
				first, glued, clause = false, true, false
				l.Tokens = append(l.Tokens, t)
			}
			i = end
			continue
		case strings.ContainsRune(marks, sign):
			l.Tokens = append(l.Tokens, Token{Text: string(sign), From: runes[i].from, To: runes[i].to, First: first, Glued: glued})
			first, glued = false, true
		case strings.ContainsRune(".!?;\n•●▪✅❗📌👉", sign):
			first, glued = true, false
		case strings.ContainsRune(",:()", sign):
			glued, clause = false, true
		default:
			glued = false
		}
		i++
	}
	l.Tokens = joinSuffix(c.joinSpaced(l.Tokens, &l))
	return l
}

// joinSuffix joins "nya", written apart, to the word that it belongs to: "hp nya" is read
// as "hpnya" is, without it.
func joinSuffix(tokens []Token) []Token {
	out := tokens[:0]
	for _, t := range tokens {
		if n := len(out); t.Text == "nya" && n > 0 && !t.First && !out[n-1].Number {
			out[n-1].To = t.To
			continue
		}
		out = append(out, t)
	}
	return out
}

// wordEnd finds where the run of letters and digits that begins at i ends.
// Points and commas between digits are part of a number, an apostrophe is part of a word.
func wordEnd(runes []folded, i int) int {
	j := i + 1
	if unspaced(runes[i].r) {
		return j
	}
	for j < len(runes) {
		c := runes[j].r
		if unspaced(c) {
			break
		}
		inside := j+1 < len(runes) && unicode.IsDigit(runes[j-1].r) && unicode.IsDigit(runes[j+1].r)
		apostrophe := (c == '\'' || c == '’') && j+1 < len(runes) && unicode.IsLetter(runes[j+1].r)
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && !((c == '.' || c == ',') && inside) && !apostrophe {
			break
		}
		j++
	}
	return j
}

// unspaced reports whether a letter is of a script without blanks between words. Each
// such letter is a word of its own; a name is a row of them.
func unspaced(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// Apart writes a name as Tokenize divides it: a blank around every letter of a script without
// blanks.
func Apart(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case !unspaced(r):
			b.WriteRune(r)
		case unicode.IsLetter(r):
			b.WriteByte(' ')
			b.WriteRune(r)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// split makes tokens of one run: "14jt" is a number and a unit, "rp14" a
// currency and a number, "k4mb0ja" a disguised word.
func (c *Tokenizer) split(run []folded, l *TokenizedText) []Token { return c.peel(run, l, mostPeeled) }

// mostPeeled is how many numbers, units and currencies are taken off the front of
// one run one by one; a longer row of them is split at once.
const mostPeeled = 8

func (c *Tokenizer) peel(run []folded, l *TokenizedText, most int) []Token {
	text, letters, digits, swapped := collapse(run)
	if letters > 0 && swapped > 0 && swapped < letters {
		l.Disguised = true
	}
	whole := Token{Text: text, From: run[0].from, To: run[len(run)-1].to, Number: unicode.IsDigit(run[0].r)}
	if letters == 0 || digits == 0 || c.Known[text] {
		return []Token{whole}
	}
	if word, ok := c.unleet(text); ok {
		l.Disguised = true
		whole.Text, whole.Number = word, false
		return []Token{whole}
	}
	for i := 1; i < len(run) && most > 0; i++ {
		if unicode.IsLetter(run[i].r) == unicode.IsLetter(run[i-1].r) || !unicode.IsLetter(run[i].r) && !unicode.IsLetter(run[i-1].r) {
			continue
		}
		head, _, _, _ := collapse(run[:i])
		tail, _, _, _ := collapse(run[i:])
		if c.Units[letterPart(tail)] || c.Prefixes[head] != "" || head == "p" && len(tail) >= 4 && letterPart(tail) == "" {
			rest := c.peel(run[i:], l, most-1)
			return append([]Token{{Text: head, From: run[0].from, To: run[i-1].to, Number: unicode.IsDigit(run[0].r)}}, rest...)
		}
		break
	}
	if letters >= minPart {
		if parts := c.apart(run); parts != nil {
			return parts
		}
	}
	return []Token{whole}
}

func letterPart(s string) string {
	for i, c := range s {
		if !unicode.IsLetter(c) {
			return s[:i]
		}
	}
	return s
}

// collapse writes a run as a word: letters repeated three times and more are
// written once ("gajiiii").
func collapse(run []folded) (text string, letters, digits, swapped int) {
	var b strings.Builder
	for i, f := range run {
		if unicode.IsLetter(f.r) {
			letters++
			same := i > 1 && run[i-1].r == f.r && run[i-2].r == f.r
			ahead := i > 0 && run[i-1].r == f.r && i+1 < len(run) && run[i+1].r == f.r
			if same || ahead {
				continue
			}
		} else if unicode.IsDigit(f.r) {
			digits++
		}
		if f.swapped {
			swapped++
		}
		b.WriteRune(f.r)
	}
	return b.String(), letters, digits, swapped
}

var leet = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t")

// unleet undoes digits for letters when the word is one the rules know.
func (c *Tokenizer) unleet(text string) (string, bool) {
	word := leet.Replace(text)
	if len(word) < 4 || strings.ContainsAny(word, "0123456789.,") {
		return "", false
	}
	return word, c.Known[word]
}
