package words

import (
	"errors"
	"fmt"
	"strings"
)

// Matcher finds sequences in tokens by their first word. It skips most sequences early,
// since the text lacks one of their elements.
//
// Thousands of patterns stay in memory while the bot runs, so sequences hold no pointers
// that the garbage collector would follow: elements with the same options are kept once.
type Matcher struct {
	exact   map[string][]sequence
	prefix  map[string][]sequence // by the first three letters
	steps   []step                // of all sequences
	options [][]option            // by element
	ids     map[string]int32      // elements, by their options
	holding map[string][]int32    // a word: the elements that hold it
	opening map[string][]opening  // the first three letters: the elements with a prefix
}

// sequence is one way through a pattern and what it belongs to: steps from up to to.
type sequence struct{ from, to, owner int32 }

// step is an element of a sequence.
type step struct {
	element int32
	reach   int32 // see element
}

// opening is a prefix and the element that holds it.
type opening struct {
	prefix  string
	element int32
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
		ids: map[string]int32{}, holding: map[string][]int32{}, opening: map[string][]opening{},
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
	ways, err := expand(pattern, slang, func(e element) error {
		for _, o := range e.options {
			switch {
			case len(o.word) > LongestWord:
				return fmt.Errorf("has a word of more than %d letters", LongestWord)
			case o.prefix && len(o.word) < 3:
				return errors.New("has fewer than three letters and a star")
			case !o.prefix:
				known[o.word] = true
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, way := range ways {
		if len(way) == 0 {
			return fmt.Errorf("pattern %q can be empty", pattern)
		}
		s := m.sequence(way, owner)
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

// sequence keeps the elements of a way.
func (m *Matcher) sequence(way []element, owner int) sequence {
	s := sequence{from: int32(len(m.steps)), owner: int32(owner)}
	for _, e := range way {
		m.steps = append(m.steps, step{m.id(e.options), int32(e.reach)})
	}
	s.to = int32(len(m.steps))
	return s
}

// id is the id of the element with these options, so that Find knows which are in a text.
func (m *Matcher) id(options []option) int32 {
	var key strings.Builder
	for _, o := range options {
		key.WriteString(o.word)
		if o.prefix {
			key.WriteByte('*')
		}
		key.WriteByte('|')
	}
	id, ok := m.ids[key.String()]
	if ok {
		return id
	}
	id = int32(len(m.options))
	m.ids[key.String()] = id
	m.options = append(m.options, options)
	for _, o := range options {
		if o.prefix {
			m.opening[o.word[:3]] = append(m.opening[o.word[:3]], opening{o.word, id})
		} else {
			m.holding[o.word] = append(m.holding[o.word], id)
		}
	}
	return id
}

// present marks the elements for which a text has a word.
func (m *Matcher) present(words []Token) []uint64 {
	set := make([]uint64, len(m.options)/64+1)
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
func (m *Matcher) possible(s sequence, present []uint64) bool {
	for i := s.to - 1; i > s.from; i-- {
		id := m.steps[i].element
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
		for _, s := range m.exact[w.Text] {
			if !m.possible(s, present) {
				continue
			}
			if end, ok := m.at(s, words, i); ok {
				out = append(out, s.match(i, end))
			}
		}
		if len(w.Text) < 3 {
			continue
		}
		for _, s := range m.prefix[w.Text[:3]] {
			if m.possible(s, present) && m.fits(m.steps[s.from].element, w.Text) {
				if end, ok := m.at(s, words, i); ok {
					out = append(out, s.match(i, end))
				}
			}
		}
	}
	return out
}

func (s sequence) match(from, to int) Match {
	return Match{Owner: int(s.owner), From: from, To: to, Skipped: to - from - int(s.to-s.from)}
}

// at reports whether the sequence whose first word is at i matches there, and where it
// ends.
func (m *Matcher) at(s sequence, words []Token, i int) (int, bool) {
	i++
	for _, e := range m.steps[s.from+1 : s.to] {
		found := false
		for skip := 0; skip <= int(e.reach) && i+skip < len(words); skip++ {
			w := words[i+skip]
			if e.reach == maxGap && w.First {
				break
			}
			if m.fits(e.element, w.Text) {
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

// fits reports whether a word is an element.
func (m *Matcher) fits(element int32, word string) bool {
	for _, o := range m.options[element] {
		if o.word == word || o.prefix && strings.HasPrefix(word, o.word) {
			return true
		}
	}
	return false
}
