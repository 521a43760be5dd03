package linear

import "strings"

// Affixes of Indonesian that change the part a word plays and not what it is
// about; longer ones stand before those they begin or end with. The stem needs
// no dictionary and need not be a word: it only has to be the same for
// "ditahan", "menahan" and "tahanan" most of the time.
var (
	particles = [...]string{"nya", "lah", "kah", "ku", "mu"}
	endings   = [...]string{"kan", "in", "an", "i"}
	openings  = [...]string{"meng", "meny", "mem", "men", "peng", "pem", "pen", "ber", "ter", "di", "me", "ng"}
)

// The fewest letters an affix must leave: "dia" is no "di-a", and the end of
// "kunci" and "tahan" is no ending.
const (
	minStem   = 4
	minBefore = 5 // an ending
)

// stemOf takes at most one particle, one opening and one ending off a word.
func stemOf(word string) string {
	word = without(word, particles[:], minStem, strings.CutSuffix)
	word = without(word, openings[:], minStem, strings.CutPrefix)
	return without(word, endings[:], minBefore, strings.CutSuffix)
}

// without is word less the first affix that leaves enough of it.
func without(word string, affixes []string, enough int, cut func(s, affix string) (string, bool)) string {
	for _, affix := range affixes {
		if rest, ok := cut(word, affix); ok && len(rest) >= enough {
			return rest
		}
	}
	return word
}
