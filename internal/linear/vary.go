package linear

import "strings"

// Variation says how Vary changes lines.
type Variation struct {
	Seed     uint64
	Weight   float64  // of a changed line, of that of the line
	Everyday []string // what people also say: "hari ini hujan deras dari pagi"
	Fillers  []string // words that add nothing
}

// Vary returns two more lines for each line: one with typing mistakes and one with
// everyday words before or after it. Learning from them too, heads hear one or two
// dangers of a hundred more at few alarms: they cannot lean on a single spelling, nor on
// what stands first or last.
func Vary(examples []Example, v Variation) []Example {
	out := make([]Example, 0, 2*len(examples))
	random := generator(v.Seed)
	for _, l := range examples {
		l.Weight = float64(l.Weight * v.Weight)
		l.Varied = true
		slipped, among := l, l
		slipped.Text = v.slip(l.Text, &random)
		among.Text = v.among(l.Text, &random)
		out = append(out, slipped, among)
	}
	return out
}

// slip swaps letters, drops vowels or adds fillers.
func (v Variation) slip(text string, random *generator) string {
	words := strings.Fields(text)
	if len(words) == 0 {
		return text
	}
	switch random.below(4) {
	case 0:
		swapLetters(words, random)
	case 1:
		swapLetters(words, random)
		swapLetters(words, random)
	case 2:
		for range 1 + len(words)/4 {
			w := &words[random.below(len(words))]
			*w = dropVowels(*w, random)
		}
	case 3:
		for range 1 + len(words)/10 {
			words[random.below(len(words))] += " " + random.pick(v.Fillers)
		}
	}
	return strings.Join(words, " ")
}

// among puts everyday words before or after a text.
func (v Variation) among(text string, random *generator) string {
	words, gap := random.pick(v.Everyday), random.pick([]string{", ", ". ", " "})
	if random.below(2) == 0 {
		return words + gap + text
	}
	return text + gap + words
}

// minSlip is the length from which a word can have a slip and still be known.
const minSlip = 5

// swapLetters swaps two letters inside one of the words.
func swapLetters(words []string, random *generator) {
	i := random.below(len(words))
	b := []byte(words[i])
	if len(b) < minSlip {
		return
	}
	j := 1 + random.below(len(b)-3)
	if letter(b[j]) && letter(b[j+1]) {
		b[j], b[j+1] = b[j+1], b[j]
	}
	words[i] = string(b)
}

// dropVowels leaves out two of three vowels after the first letter.
func dropVowels(word string, random *generator) string {
	if len(word) < minSlip {
		return word
	}
	out := []byte(word[:1])
	for i := 1; i < len(word); i++ {
		if !strings.ContainsRune("aeiou", rune(word[i])) || random.below(3) == 0 {
			out = append(out, word[i])
		}
	}
	return string(out)
}

func letter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// below is a number from zero to n, without n.
func (g *generator) below(n int) int { return int(g.next() >> 33 % uint64(n)) }

// pick is one of a list, and nothing of an empty one.
func (g *generator) pick(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[g.below(len(list))]
}
