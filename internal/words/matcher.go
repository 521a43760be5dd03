package words

import (
	"errors"
	"fmt"
	"strings"
)

// Matcher finds sequences in tokens by their first word. It skips most sequences early,
// since the text lacks one of their elements.
type Matcher struct {
	exact    map[string][]sequence
	prefix   map[string][]sequence // by the first three letters
	elements map[string]int        // ids, by options
	holding  map[string][]int      // a word: the elements that hold it
	opening  map[string][]opening  // the first three letters: the elements with a prefix
}

// opening is a prefix and the element that holds it.
type opening struct {
	prefix  string
	element int
}

// Match is where a pattern of Owner was found: words From up to To, Skipped of
// which are in its gaps.
type Match struct{ Owner, From, To, Skipped int }

// Overlaps reports whether two matches share a word.
func (m Match) Overlaps(n Match) bool { return m.From < n.To && n.From < m.To }

// NewMatcher returns an empty matcher.
func NewMatcher() *Matcher {
	return &Matcher{
		exact: map[string][]sequence{}, prefix: map[string][]sequence{},
		elements: map[string]int{}, holding: map[string][]int{}, opening: map[string][]opening{},
	}
}

// Add compiles pattern for owner; known collects its whole words. Patterns
// are words as people write them, in small letters:
//
//	visa (turis|wisata)   one of several words; an alternative may be several words
//	tiket? ditanggung     the word may be missing
//	transfer* .. dp       a word that begins so; a gap of up to four words of one sentence
//	adik ... hilang       a gap of up to fourteen words, also across sentences
//
// Slang is undone on both sides, so "tdk usah" and "tidak usah" are one pattern.
func (m *Matcher) Add(pattern string, owner int, slang map[string]string, known map[string]bool) error {
	ways, err := expand(pattern, slang, func(e *element) error {
		for _, o := range e.options {
			if len(o.word) > LongestWord {
				return fmt.Errorf("has a word of more than %d letters", LongestWord)
			}
			if !o.prefix {
				known[o.word] = true
			}
		}
		return m.register(e)
	})
	if err != nil {
		return err
	}
	for _, way := range ways {
		if len(way) == 0 {
			return fmt.Errorf("pattern %q can be empty", pattern)
		}
		s := sequence{elements: way, owner: owner}
		for _, head := range way[0].options {
			if head.prefix {
				m.prefix[head.word[:3]] = append(m.prefix[head.word[:3]], s)
			} else {
				m.exact[head.word] = append(m.exact[head.word], s)
			}
		}
	}
	return nil
}

// register gives an element its id, so that Find knows which are in a text.
func (m *Matcher) register(e *element) error {
	var key strings.Builder
	for _, o := range e.options {
		if o.prefix && len(o.word) < 3 {
			return errors.New("has fewer than three letters and a star")
		}
		key.WriteString(o.word)
		if o.prefix {
			key.WriteByte('*')
		}
		key.WriteByte('|')
	}
	id, ok := m.elements[key.String()]
	if !ok {
		id = len(m.elements)
		m.elements[key.String()] = id
		for _, o := range e.options {
			if o.prefix {
				m.opening[o.word[:3]] = append(m.opening[o.word[:3]], opening{o.word, id})
			} else {
				m.holding[o.word] = append(m.holding[o.word], id)
			}
		}
	}
	e.id = id
	return nil
}

// present marks the elements for which a text has a word.
func (m *Matcher) present(words []Token) []uint64 {
	set := make([]uint64, len(m.elements)/64+1)
	for _, w := range words {
		for _, id := range m.holding[w.Text] {
			set[id/64] |= 1 << (id % 64)
		}
		if len(w.Text) < 3 {
			continue
		}
		for _, o := range m.opening[w.Text[:3]] {
			if strings.HasPrefix(w.Text, o.prefix) {
				set[o.element/64] |= 1 << (o.element % 64)
			}
		}
	}
	return set
}

// possible reports whether every element of the sequence is in the text. The
// last ones are the rarest.
func (s *sequence) possible(present []uint64) bool {
	for i := len(s.elements) - 1; i > 0; i-- {
		id := s.elements[i].id
		if present[id/64]&(1<<(id%64)) == 0 {
			return false
		}
	}
	return true
}

// Find returns all matches in words, in the order of their first word.
func (m *Matcher) Find(words []Token) []Match {
	var out []Match
	present := m.present(words)
	for i, w := range words {
		sequences := m.exact[w.Text]
		for k := range sequences {
			s := &sequences[k]
			if !s.possible(present) {
				continue
			}
			if end, ok := s.at(words, i); ok {
				out = append(out, s.match(i, end))
			}
		}
		if len(w.Text) < 3 {
			continue
		}
		sequences = m.prefix[w.Text[:3]]
		for k := range sequences {
			s := &sequences[k]
			if s.possible(present) && s.elements[0].fits(w.Text) {
				if end, ok := s.at(words, i); ok {
					out = append(out, s.match(i, end))
				}
			}
		}
	}
	return out
}

func (s *sequence) match(from, to int) Match {
	return Match{Owner: s.owner, From: from, To: to, Skipped: to - from - len(s.elements)}
}

// at reports whether the sequence whose first word is at i matches there, and where it
// ends.
func (s *sequence) at(words []Token, i int) (int, bool) {
	i++
	for _, e := range s.elements[1:] {
		found := false
		for skip := 0; skip <= e.reach && i+skip < len(words); skip++ {
			w := words[i+skip]
			if e.reach == maxGap && w.First {
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
