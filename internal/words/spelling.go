package words

import (
	"strings"
	"unicode"
)

// Spelling guesses which known word was meant by one that is not known: a
// letter too many or too few, two letters swapped or doubled, l for i, vowels
// left out, words written without gaps. It never guesses a replaced letter:
// "bekerja" and "pekerja" are two words.
type Spelling struct {
	known   map[string]bool
	shorter map[string]string // a long known word less one letter, and the word
	bare    map[string]string // a long known word without vowels after its first letter, and the word
}

// Lengths in letters from which a guess is safe enough; shorter words are too
// close to each other.
const (
	minSwapped = 5
	minLong    = 8 // "sedang" is not Serdang, "hungry" is not Hungary
	minFull    = 7 // of a word that is written without vowels
	minBare    = 4
	minPart    = 4
	minOfTwo   = 5 // "memberikan" is not "member ikan"
	minGlued   = 9
	maxGuessed = 60 // longer runs are not words
)

// NewSpelling indexes known words. It keeps known and does not change it.
func NewSpelling(known map[string]bool) *Spelling {
	s := &Spelling{known: known, shorter: map[string]string{}, bare: map[string]string{}}
	for word := range known {
		if !isLatin(word) || len(word) < minFull {
			continue
		}
		for i := 1; i+1 < len(word) && len(word) >= minLong; i++ { // the last letter is an ending, no slip
			only(s.shorter, word[:i]+word[i+1:], word)
		}
		if bare := bareOf(word); len(bare) >= minBare {
			only(s.bare, bare, word)
		}
	}
	return s
}

// only stores word under key. If another word has the same key, the key is ambiguous
// and gives no guess.
func only(m map[string]string, key, word string) {
	if old, ok := m[key]; ok && old != word {
		word = ""
	}
	m[key] = word
}

// isLatin reports whether word consists of the letters a to z.
func isLatin(word string) bool {
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return false
		}
	}
	return word != ""
}

const vowels = "aiueo"

func bareOf(word string) string {
	return word[:1] + strings.Map(func(r rune) rune {
		if strings.ContainsRune(vowels, r) {
			return -1
		}
		return r
	}, word[1:])
}

// Guess returns the known words meant by a word that is not known, nil when
// nothing is sure enough.
func (s *Spelling) Guess(word string) []string {
	if s == nil || len(word) < minBare || len(word) > maxGuessed || !isLatin(word) {
		return nil
	}
	for _, guess := range [...]func(string) string{s.undoubled, s.withI, s.swapped, s.oneMore, s.oneLess, s.withVowels} {
		if found := guess(word); found != "" {
			return []string{found}
		}
	}
	if len(word) < minGlued {
		return nil
	}
	parts := s.cut(word)
	if len(parts) == 2 && min(len(parts[0]), len(parts[1])) < minOfTwo {
		return nil
	}
	return parts
}

// undoubled replaces doubled letters by single ones: "kaambooja".
func (s *Spelling) undoubled(word string) string {
	var b strings.Builder
	for i := range len(word) {
		if i == 0 || word[i] != word[i-1] {
			b.WriteByte(word[i])
		}
	}
	if once := b.String(); len(once) < len(word) && len(once) >= minSwapped && s.known[once] {
		return once
	}
	return ""
}

// withI reads l as i: "admln", "lmlgrasl".
func (s *Spelling) withI(word string) string {
	if len(word) < minSwapped || !strings.Contains(word, "l") {
		return ""
	}
	if all := strings.ReplaceAll(word, "l", "i"); s.known[all] {
		return all
	}
	for i := range len(word) {
		if one := word[:i] + "i" + word[i+1:]; word[i] == 'l' && s.known[one] {
			return one
		}
	}
	return ""
}

// swapped undoes two neighbours that changed places: "kambjoa".
func (s *Spelling) swapped(word string) string {
	if len(word) < minSwapped {
		return ""
	}
	b := []byte(word)
	for i := 1; i+2 < len(b); i++ { // first and last letter are seldom wrong
		b[i], b[i+1] = b[i+1], b[i]
		if b[i] != b[i+1] && s.known[string(b)] {
			return string(b)
		}
		b[i], b[i+1] = b[i+1], b[i]
	}
	return ""
}

// oneMore adds a letter that is missing: "imgrasi".
func (s *Spelling) oneMore(word string) string {
	return s.shorter[word]
}

// oneLess takes one letter out: "imigxrasi".
func (s *Spelling) oneLess(word string) string {
	if len(word) <= minLong {
		return ""
	}
	buf := make([]byte, len(word)-1)
	for i := 1; i+1 < len(word); i++ { // the last letter is an ending, no slip
		copy(buf, word[:i])
		copy(buf[i:], word[i+1:])
		if s.known[string(buf)] {
			return string(buf)
		}
	}
	return ""
}

// withVowels reads a word that is written without them: "pngalmn".
func (s *Spelling) withVowels(word string) string {
	if strings.ContainsAny(word[1:], vowels) {
		return ""
	}
	return s.bare[word]
}

// cut splits a word that consists of known words: "lokerkamboja".
func (s *Spelling) cut(word string) []string {
	c := cutting{known: s.known, word: word}
	return c.from(0, nil)
}

// cutting is the state of splitting one word. It remembers dead ends: a word of many
// short ones could otherwise be split in more ways than can be tried.
type cutting struct {
	known map[string]bool
	word  string
	dead  [maxGuessed + 1]int // by place: with how many parts left the rest cannot be split
}

// mostParts is into how many words a glued one is cut.
const mostParts = 7

// from splits the rest of the word after at, the longest known words first.
func (c *cutting) from(at int, before []string) []string {
	left := mostParts - len(before)
	if left <= c.dead[at] {
		return nil
	}
	for end := len(c.word); end-at >= minPart; end-- {
		rest := len(c.word) - end
		if rest == 0 && at == 0 || rest > 0 && rest < minPart || end-at > LongestWord || !c.known[c.word[at:end]] {
			continue
		}
		parts := append(before[:len(before):len(before)], c.word[at:end])
		if rest == 0 {
			return parts
		}
		if all := c.from(end, parts); all != nil {
			return all
		}
	}
	c.dead[at] = left
	return nil
}

// apart cuts a run of letters and digits where they change, when every run of
// letters is known: "gaji10juta".
func (c *Tokenizer) apart(run []folded) []Token {
	var out []Token
	for i := 0; i < len(run); {
		j := i + 1
		for j < len(run) && unicode.IsLetter(run[j].r) == unicode.IsLetter(run[i].r) {
			j++
		}
		text, letters, _, _ := collapse(run[i:j])
		known := c.Known[text] || c.Units[text] || c.Prefixes[text] != ""
		if letters > 0 && !known && c.Spelling.Guess(text) == nil {
			return nil
		}
		out = append(out, Token{Text: text, From: run[i].from, To: run[j-1].to, Number: letters == 0})
		i = j
	}
	return out
}
