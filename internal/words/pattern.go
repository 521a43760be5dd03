package words

import (
	"fmt"
	"slices"
	"strings"
)

// A pattern is words as people write them, folded:
//
//	visa (turis|wisata)   one of several words; an alternative may be several words
//	tiket? ditanggung     the word may be missing
//	transfer* ..dp        a word that begins so; a gap of up to four words of one sentence
//
// Slang is undone on both sides, so "tdk usah" and "tidak usah" are one pattern.

// element is one word of a compiled pattern: any of its options.
type element struct {
	options []option
	gap     bool // up to maxGap words may stand before it
}

// option is a word, or the beginning of one.
type option struct {
	word   string
	prefix bool
}

// sequence is one way through a pattern and what it belongs to.
type sequence struct {
	elements []element
	owner    int
}

const (
	maxGap       = 4
	maxSequences = 400 // ways through one pattern
)

// Matcher finds sequences in tokens by their first word.
type Matcher struct {
	exact  map[string][]sequence
	prefix map[string][]sequence // by the first three letters
}

// Match is where a pattern of Owner was found: words From up to To.
type Match struct{ Owner, From, To int }

// NewMatcher returns an empty matcher.
func NewMatcher() *Matcher {
	return &Matcher{exact: map[string][]sequence{}, prefix: map[string][]sequence{}}
}

// Add compiles pattern for owner; known collects its whole words.
func (m *Matcher) Add(pattern string, owner int, slang map[string]string, known map[string]bool) error {
	ways, err := expand(pattern, slang)
	if err != nil {
		return err
	}
	for _, way := range ways {
		if len(way) == 0 {
			return fmt.Errorf("pattern %q can be empty", pattern)
		}
		for _, e := range way {
			for _, o := range e.options {
				if !o.prefix {
					known[o.word] = true
				}
			}
		}
		s := sequence{elements: way, owner: owner}
		for _, head := range way[0].options {
			switch {
			case !head.prefix:
				m.exact[head.word] = append(m.exact[head.word], s)
			case len(head.word) >= 3:
				m.prefix[head.word[:3]] = append(m.prefix[head.word[:3]], s)
			default:
				return fmt.Errorf("pattern %q begins with fewer than three letters and a star", pattern)
			}
		}
	}
	return nil
}

// expand lists the ways through a pattern. Alternatives of one word stay
// together in one element; those of several words are ways of their own.
func expand(pattern string, slang map[string]string) ([][]element, error) {
	ways := [][]element{nil}
	gap := false
	for rest := strings.TrimSpace(pattern); rest != ""; rest = strings.TrimSpace(rest) {
		if after, ok := strings.CutPrefix(rest, ".."); ok {
			rest, gap = after, true
			continue
		}
		options, after, err := group(pattern, rest)
		if err != nil {
			return nil, err
		}
		rest = after
		branches := branch(options, slang, gap)
		if after, ok := strings.CutPrefix(rest, "?"); ok {
			rest = after
			branches = append(branches, nil)
		}
		gap = false
		if len(ways)*len(branches) > maxSequences {
			return nil, fmt.Errorf("pattern %q has more than %d ways", pattern, maxSequences)
		}
		next := make([][]element, 0, len(ways)*len(branches))
		for _, way := range ways {
			for _, b := range branches {
				next = append(next, append(slices.Clone(way), b...))
			}
		}
		ways = next
	}
	return ways, nil
}

// group cuts one word or one bracket with alternatives off rest.
func group(pattern, rest string) (options []string, after string, err error) {
	if inside, ok := strings.CutPrefix(rest, "("); ok {
		inside, after, ok := strings.Cut(inside, ")")
		if !ok {
			return nil, "", fmt.Errorf("pattern %q: a bracket is not closed", pattern)
		}
		return strings.Split(inside, "|"), after, nil
	}
	end := strings.IndexAny(rest, " ?(")
	if end < 0 {
		end = len(rest)
	}
	if end == 0 {
		return nil, "", fmt.Errorf("pattern %q: a mark stands where a word should", pattern)
	}
	return []string{rest[:end]}, rest[end:], nil
}

// branch makes elements of alternatives, slang undone.
func branch(alternatives []string, slang map[string]string, gap bool) [][]element {
	single := element{gap: gap}
	var out [][]element
	for _, a := range alternatives {
		var way []element
		for _, w := range strings.Fields(a) {
			if w == ".." {
				continue
			}
			word, prefix := strings.CutSuffix(w, "*")
			parts := []string{word}
			if plain, ok := slang[word]; ok && !prefix {
				parts = strings.Fields(plain)
			}
			for _, part := range parts {
				way = append(way, element{options: []option{{word: part, prefix: prefix}}, gap: gap && len(way) == 0})
			}
		}
		if len(way) == 1 {
			single.options = append(single.options, way[0].options...)
		} else if len(way) > 1 {
			out = append(out, way)
		}
	}
	if len(single.options) > 0 {
		out = append(out, []element{single})
	}
	return out
}

// Find returns all matches in words, in the order of their first word.
func (m *Matcher) Find(words []Token) []Match {
	var out []Match
	for i, w := range words {
		for _, s := range m.exact[w.Text] {
			if end, ok := s.at(words, i); ok {
				out = append(out, Match{Owner: s.owner, From: i, To: end})
			}
		}
		if len(w.Text) < 3 {
			continue
		}
		for _, s := range m.prefix[w.Text[:3]] {
			if s.elements[0].fits(w.Text) {
				if end, ok := s.at(words, i); ok {
					out = append(out, Match{Owner: s.owner, From: i, To: end})
				}
			}
		}
	}
	return out
}

// at reports whether the sequence, whose first word is at i, goes on there, and
// where it ends.
func (s sequence) at(words []Token, i int) (int, bool) {
	i++
	for _, e := range s.elements[1:] {
		reach := 0
		if e.gap {
			reach = maxGap
		}
		found := false
		for skip := 0; skip <= reach && i+skip < len(words); skip++ {
			w := words[i+skip]
			if reach > 0 && w.First {
				break
			}
			if e.fits(w.Text) {
				i += skip + 1
				found = true
				break
			}
		}
		if !found {
			return 0, false
		}
	}
	return i, true
}

func (e element) fits(word string) bool {
	for _, o := range e.options {
		if o.word == word || o.prefix && strings.HasPrefix(word, o.word) {
			return true
		}
	}
	return false
}

// negators deny what follows within three words of one sentence.
var negators = map[string]bool{
	"tidak": true, "bukan": true, "tanpa": true, "jangan": true, "belum": true, "tiada": true, "anti": true,
	"no": true, "not": true, "never": true, "without": true, "don't": true, "dont": true, "isn't": true, "zero": true, "0": true,
}

// Negates reports whether a pattern holds a negator itself.
func Negates(pattern string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(pattern, func(c rune) bool { return strings.ContainsRune(" ()|?", c) }), func(w string) bool { return negators[w] })
}

const negatorReach = 3

// Denied reports whether a negator stands before word i of the same clause.
func Denied(words []Token, i int) bool {
	for back := 0; back < negatorReach && i-back > 0; back++ {
		if words[i-back].First || words[i-back].Clause {
			return false
		}
		if negators[words[i-back-1].Text] {
			return true
		}
	}
	return false
}

// DeniedWithin reports whether a negator stands among the words after from and
// before to: "visa kerja, bukan visa turis" is no "visa .. turis".
func DeniedWithin(words []Token, from, to int) bool {
	for i := from + 1; i < to-1; i++ {
		if negators[words[i].Text] {
			return true
		}
	}
	return false
}

// SameSentence reports whether words a and b stand in one sentence.
func SameSentence(words []Token, a, b int) bool {
	for i := min(a, b) + 1; i <= max(a, b); i++ {
		if words[i].First {
			return false
		}
	}
	return true
}
