// Package words turns text into words that can be compared: it folds letters, cuts a
// text into words with their position in the original, and finds patterns of words.
package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// lookAlikes maps Cyrillic and Greek letters that are drawn like Latin ones.
// Advertisements use them to slip past word filters.
var lookAlikes = map[rune]rune{
	'а': 'a', 'в': 'b', 'с': 'c', 'ԁ': 'd', 'е': 'e', 'ғ': 'f', 'һ': 'h', 'н': 'h', 'і': 'i', 'ї': 'i', 'ј': 'j', 'к': 'k',
	'ӏ': 'l', 'м': 'm', 'п': 'n', 'о': 'o', 'р': 'p', 'ԛ': 'q', 'г': 'r', 'ѕ': 's', 'т': 't', 'ц': 'u', 'ѵ': 'v', 'ԝ': 'w', 'х': 'x', 'у': 'y', 'з': 'z',
	'α': 'a', 'β': 'b', 'ε': 'e', 'η': 'n', 'ι': 'i', 'κ': 'k', 'μ': 'u', 'ν': 'v', 'ο': 'o', 'ρ': 'p', 'τ': 't', 'υ': 'u', 'χ': 'x', 'ω': 'w', 'ı': 'i', 'ł': 'l', 'ø': 'o',
	'ᴀ': 'a', 'ʙ': 'b', 'ᴄ': 'c', 'ᴅ': 'd', 'ᴇ': 'e', 'ꜰ': 'f', 'ɢ': 'g', 'ʜ': 'h', 'ɪ': 'i', 'ᴊ': 'j', 'ᴋ': 'k', 'ʟ': 'l', 'ᴍ': 'm', 'ɴ': 'n', 'ᴏ': 'o', 'ᴘ': 'p', 'ʀ': 'r', 'ꜱ': 's', 'ᴛ': 't', 'ᴜ': 'u', 'ᴠ': 'v', 'ᴡ': 'w', 'ʏ': 'y', 'ᴢ': 'z',
}

// folded is one rune in the form in which words are compared, and the bytes of
// the original that it came from.
type folded struct {
	r        rune
	from, to int
	swapped  bool // a look-alike of another alphabet
}

// sentences are two Arabic signs that Unicode expands to a whole sentence, up to
// eighteen letters: a text full of them would take as long as one many times its
// length. No pattern contains their words, so each is replaced by blanks, one for each
// of its bytes, which keeps all positions.
var sentences = strings.NewReplacer("\ufdfa", "   ", "\ufdfb", "   ")

// fold brings text to lower-case letters without marks: compatibility forms
// (bold, full-width, circled) and look-alike letters become plain ones,
// invisible characters vanish. hidden reports an invisible character between
// two letters of a word.
func fold(text string) (out []folded, hidden bool) {
	out = make([]folded, 0, len(text))
	if isASCII(text) {
		for i := 0; i < len(text); i++ {
			out = append(out, folded{r: unicode.ToLower(rune(text[i])), from: i, to: i + 1})
		}
		return out, false
	}
	var it norm.Iter
	it.InitString(norm.NFKD, sentences.Replace(text))
	pendingHidden, flags := false, false
	for !it.Done() {
		from := it.Pos()
		segment := it.Next()
		to := it.Pos()
		for len(segment) > 0 {
			r, size := utf8.DecodeRune(segment)
			segment = segment[size:]
			if unicode.In(r, unicode.Mn, unicode.Me) || r == utf8.RuneError {
				continue
			}
			if invisible(r) {
				pendingHidden = len(out) > 0 && unicode.IsLetter(out[len(out)-1].r)
				continue
			}
			f := folded{r: plainDigit(unicode.ToLower(r)), from: from, to: to}
			if dash(f.r) {
				f.r = '-'
			}
			if latin, ok := lookAlikes[f.r]; ok {
				f.r, f.swapped = latin, true
			}
			if pendingHidden && unicode.IsLetter(f.r) {
				hidden = true
			}
			pendingHidden = false
			out = append(out, f)
			flags = flags || regional(f.r)
		}
	}
	if flags {
		out = unflagged(out)
	}
	return out, hidden
}

// plainDigit turns a digit of any script into 0 to 9. In Unicode the ten digits of a
// script follow one another.
func plainDigit(r rune) rune {
	if r < utf8.RuneSelf || !unicode.Is(unicode.Nd, r) {
		return r
	}
	for _, digits := range unicode.Nd.R16 {
		if r >= rune(digits.Lo) && r <= rune(digits.Hi) {
			return '0' + (r-rune(digits.Lo))%10
		}
	}
	for _, digits := range unicode.Nd.R32 {
		if r >= rune(digits.Lo) && r <= rune(digits.Hi) {
			return '0' + (r-rune(digits.Lo))%10
		}
	}
	return r
}

// regional reports whether a sign is one of the letters that flags are made of.
func regional(r rune) bool { return r >= '\U0001f1e6' && r <= '\U0001f1ff' }

// unflagged writes a flag as one word, "flagkh" for that of Cambodia, and
// letters of flags that make no flag as letters.
func unflagged(in []folded) []folded {
	out := make([]folded, 0, len(in)+16)
	for i := 0; i < len(in); {
		j := i
		for j < len(in) && regional(in[j].r) && (j == i || in[j].from == in[j-1].to) {
			j++
		}
		if j == i {
			out = append(out, in[i])
			i++
			continue
		}
		pair := (j-i)%2 == 0
		for ; i < j; i++ {
			f := in[i]
			f.r, f.swapped = 'a'+f.r-'\U0001f1e6', !pair
			if !pair {
				out = append(out, f)
				continue
			}
			second := in[i+1]
			second.r = 'a' + second.r - '\U0001f1e6'
			for _, r := range " flag" {
				out = append(out, folded{r: r, from: f.from, to: f.from})
			}
			out = append(out, f, second)
			i++
		}
		if pair && j < len(in) && unicode.IsLetter(in[j].r) {
			out = append(out, folded{r: ' ', from: in[j].from, to: in[j].from})
		}
	}
	return out
}

// dash reports whether a sign is one of the longer dashes, which people write
// for a hyphen in ranges.
func dash(r rune) bool { return r >= '\u2010' && r <= '\u2015' || r == '\u2212' }

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// invisible are format characters that readers do not see. The joiner of emoji
// is one of them, which is harmless: no letter is beside it.
func invisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || r == '\u115f' || r == '\u3164' || r == '\u00ad' || (r >= 0xfe00 && r <= 0xfe0f)
}

// Fold brings a text to the form in which words are compared: lower case,
// without marks, disguises and doubled blanks.
func Fold(text string) string {
	if isFolded(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	blank := false
	add := func(r rune) {
		if unicode.IsSpace(r) {
			blank = b.Len() > 0
			return
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		b.WriteRune(r)
	}
	if isASCII(text) {
		for i := range len(text) {
			add(unicode.ToLower(rune(text[i])))
		}
		return b.String()
	}
	runes, _ := fold(text)
	for _, f := range runes {
		add(f.r)
	}
	return b.String()
}

// isFolded reports whether folding would leave a text as it is, as it leaves nearly all
// words of the content, which are folded in every turn.
func isFolded(text string) bool {
	blank := true // at the beginning, or after a blank
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= utf8.RuneSelf, c >= 'A' && c <= 'Z', c != ' ' && unicode.IsSpace(rune(c)), c == ' ' && blank:
			return false
		default:
			blank = c == ' '
		}
	}
	return !blank || text == ""
}

// FoldByRune folds a text rune by rune: without marks, disguises and invisible signs, blanks
// as they are. at says for each byte of it where its rune stands in the original, and
// at the end how long that is.
func FoldByRune(text string) (plain string, at []int) {
	at = make([]int, 0, len(text)+1)
	if isASCII(text) {
		for i := range len(text) + 1 {
			at = append(at, i)
		}
		return strings.ToLower(text), at
	}
	runes, _ := fold(text)
	var b strings.Builder
	b.Grow(len(text))
	for _, f := range runes {
		before := b.Len()
		b.WriteRune(f.r)
		for range b.Len() - before {
			at = append(at, f.from)
		}
	}
	return b.String(), append(at, len(text))
}

// maxBare is how many bytes of a text Bare reads: no label of a button is as long, so a longer
// text is none.
const maxBare = 1000

// Bare folds a short typed text for comparison: letters as Fold has them, no
// punctuation at the ends.
func Bare(text string) string {
	if len(text) > maxBare {
		text = strings.ToValidUTF8(text[:maxBare], "")
	}
	return strings.Trim(Fold(text), " .,!?()[]/\"'")
}
