package words

// LongestWord is how many bytes a known word has at most. The longest ones of
// the languages that people write here have about 25. Matcher.Add refuses longer
// ones, so letters that are spelled out never have to be joined beyond it, however
// many there are.
const LongestWord = 30

const minSpelled = 4 // letters; fewer with gaps between them do not make a word

// single reports whether a token is one letter from a to z.
func single(t Token) bool { return len(t.Text) == 1 && t.Text[0] >= 'a' && t.Text[0] <= 'z' }

// joinSpaced joins single letters with gaps or dashes ("k a m b o j a",
// "k-a-m-b-o-j-a") into a word that the rules know.
func (c *Tokenizer) joinSpaced(tokens []Token, l *TokenizedText) []Token {
	out := tokens[:0:0]
	for i := 0; i < len(tokens); {
		if word, end := c.spaced(tokens, i); end > i {
			out = append(out, word)
			l.Disguised = true
			i = end
			continue
		}
		out = append(out, tokens[i])
		i++
	}
	return out
}

// spaced is the longest known word that the single letters from i on spell, and
// where it ends; i if there is none.
func (c *Tokenizer) spaced(tokens []Token, i int) (Token, int) {
	if !single(tokens[i]) {
		return Token{}, i
	}
	var letters [LongestWord]byte
	var ends [LongestWord + 1]int // behind so many letters and the dashes after them
	n := 0
	for j := i; j < len(tokens); j++ {
		if t := tokens[j]; single(t) && n < LongestWord {
			letters[n] = t.Text[0]
			n++
		} else if t.Text != "-" || !t.Glued {
			break
		}
		ends[n] = j + 1
	}
	for ; n >= minSpelled; n-- {
		if word := letters[:n]; c.Known[string(word)] {
			end := ends[n]
			return Token{Text: string(word), From: tokens[i].From, To: tokens[end-1].To, First: tokens[i].First}, end
		}
	}
	return Token{}, i
}
