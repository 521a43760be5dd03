package words

import (
	"fmt"
	"slices"
	"strings"
)

// element is one word of a compiled pattern: any of its options.
type element struct {
	options []option
	reach   int // up to how many words may be before it: none, maxGap or farGap
}

// option is a word, or the beginning of one.
type option struct {
	word   string
	prefix bool
}

const (
	maxGap       = 4   // words of the same sentence
	farGap       = 14  // words of any sentence
	maxSequences = 400 // ways through one pattern
)

// expand lists the ways through a pattern. Alternatives of one word stay
// together in one element; those of several words are ways of their own. each
// sees every element once, however many ways go through it.
func expand(pattern string, slang map[string]string, each func(element) error) ([][]element, error) {
	ways := [][]element{nil}
	reach := 0
	for rest := strings.TrimSpace(pattern); rest != ""; rest = strings.TrimSpace(rest) {
		if after, ok := strings.CutPrefix(rest, "..."); ok {
			rest, reach = after, farGap
			continue
		}
		if after, ok := strings.CutPrefix(rest, ".."); ok {
			rest, reach = after, maxGap
			continue
		}
		options, after, err := group(pattern, rest)
		if err != nil {
			return nil, err
		}
		rest = after
		branches := branch(options, slang, reach)
		for _, b := range branches {
			for _, e := range b {
				if err := each(e); err != nil {
					return nil, fmt.Errorf("pattern %q %w", pattern, err)
				}
			}
		}
		if after, ok := strings.CutPrefix(rest, "?"); ok {
			rest = after
			branches = append(branches, nil)
		}
		reach = 0
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

// group splits one word or one bracket with alternatives off rest.
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
func branch(alternatives []string, slang map[string]string, reach int) [][]element {
	single := element{reach: reach}
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
				e := element{options: []option{{word: part, prefix: prefix}}}
				if len(way) == 0 {
					e.reach = reach
				}
				way = append(way, e)
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

// Negates reports whether a pattern contains a word that denies.
func (c *Tokenizer) Negates(pattern string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(pattern, func(c rune) bool { return strings.ContainsRune(" ()|?", c) }), func(w string) bool { return c.Denies[w] })
}

const negatorReach = 3

// Denied reports whether a negator precedes word i in the same clause.
func Denied(words []Token, i int) bool {
	for back := 0; back < negatorReach && i-back > 0; back++ {
		if words[i-back].First || words[i-back].Clause {
			return false
		}
		if words[i-back-1].Denies {
			return true
		}
	}
	return false
}

// DeniedWithin reports whether a negator is among the words after from and before to:
// "visa kerja, bukan visa turis" does not match "visa .. turis".
func DeniedWithin(words []Token, from, to int) bool {
	for i := from + 1; i < to-1; i++ {
		if words[i].Denies {
			return true
		}
	}
	return false
}

// SameClause reports whether words a and b are in one clause: no end of a sentence,
// comma or bracket is between them.
func SameClause(words []Token, a, b int) bool {
	for i := min(a, b) + 1; i <= max(a, b); i++ {
		if words[i].First || words[i].Clause {
			return false
		}
	}
	return true
}

// SameSentence reports whether words a and b are in one sentence.
func SameSentence(words []Token, a, b int) bool { return words[a].sentence == words[b].sentence }

// Sentence returns the number of the sentence that contains word i.
func Sentence(words []Token, i int) int { return words[i].sentence }
