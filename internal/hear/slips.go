package hear

import "strings"

// shortestMeant is from how many letters a word is known with one letter wrong. Too many
// words with other meanings differ from a shorter one by a single letter.
const shortestMeant = 6

// slips undoes one slip of the finger in the long words of the misspelt
// word sets: a letter left out, too many, wrong or changed with its neighbour,
// and all vowels left out ("dskp"). The first letter is always right. A word
// that the patterns know, or that stands in WordSets.Right, is no slip.
type slips struct {
	words   map[string]bool
	less    map[string]string // a word without one letter, or without vowels: the word
	right   map[string]bool
	passive map[string]bool // words of any set that begin with di-, which many write apart
}

func newSlips(sets WordSets, known map[string]bool) slips {
	s := slips{words: map[string]bool{}, less: map[string]string{}, right: map[string]bool{}, passive: map[string]bool{}}
	for _, list := range sets.Sets {
		for _, w := range list {
			if strings.HasPrefix(w, "di") && len(w) >= shortestMeant {
				s.passive[w] = true
			}
		}
	}
	for w := range known {
		s.right[w] = true
	}
	for _, w := range sets.Right {
		s.right[w] = true
	}
	for _, name := range sets.Misspelt {
		for _, w := range sets.Sets[name] {
			if len(w) < shortestMeant || strings.Contains(w, " ") {
				continue
			}
			s.words[w] = true
			for i := 1; i < len(w); i++ {
				s.less[w[:i]+w[i+1:]] = w
			}
			if bare := skeleton(w); len(bare) >= shortestMeant-2 {
				s.less[bare] = w
			}
		}
	}
	return s
}

// meant returns the word that was meant, which is most often the word itself.
func (s slips) meant(word string) string {
	const longest = 14
	if len(word) < shortestMeant-2 || len(word) > longest || s.right[word] {
		return word
	}
	if w, ok := s.less[word]; ok {
		return w
	}
	for i := 1; i < len(word) && len(word) >= shortestMeant; i++ {
		less := word[:i] + word[i+1:]
		if s.words[less] {
			return less
		}
		if w, ok := s.less[less]; ok && len(w) == len(word) && oneSlip(word, w) {
			return w
		}
	}
	return word
}

// oneSlip reports whether two words of one length differ by one letter or by two
// neighbours that changed places.
func oneSlip(a, b string) bool {
	first, last, n := -1, -1, 0
	for i := range len(a) {
		if a[i] != b[i] {
			if first < 0 {
				first = i
			}
			last = i
			n++
		}
	}
	return n == 1 || n == 2 && last == first+1 && a[first] == b[last] && a[last] == b[first]
}

// skeleton leaves the vowels out, but for a first one.
func skeleton(word string) string {
	return word[:1] + strings.Map(func(r rune) rune {
		if strings.ContainsRune("aiueo", r) {
			return -1
		}
		return r
	}, word[1:])
}
