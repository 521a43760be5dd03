package words

import "strings"

// Words returns the words of a line without marks and with slang replaced. Every word of
// a replacement keeps the position of the original.
func (c *Tokenizer) Words(l TokenizedText) []Token {
	out := make([]Token, 0, len(l.Tokens))
	first, sentence := false, 0
	for _, t := range l.Tokens {
		if len(t.Text) <= 3 && strings.Contains(marks, t.Text) {
			first = first || t.First
			continue
		}
		t.First = t.First || first
		first = false
		t.Text = c.stem(t.Text)
		for i, word := range c.meant(t.Text) {
			part := t
			part.Text, part.First, part.Denies = word, t.First && i == 0, c.Denies[word]
			if part.First {
				sentence++
			}
			part.sentence = sentence
			out = append(out, part)
		}
	}
	return out
}

// meant are the words that a word stands for: itself, slang undone, or a guess
// when it is not known.
func (c *Tokenizer) meant(word string) []string {
	if plain, ok := c.Slang[word]; ok {
		return strings.Fields(plain)
	}
	if !c.Known[word] {
		if guess := c.Spelling.Guess(word); guess != nil {
			return guess
		}
	}
	return []string{word}
}

// BaseForm returns the word that one word stands for: without an ending, slang undone. What
// stands for several words stays as it is.
func (c *Tokenizer) BaseForm(word string) string {
	word = c.stem(word)
	if plain, ok := c.Slang[word]; ok && !strings.Contains(plain, " ") {
		return plain
	}
	return word
}

// stem takes the endings -nya, -ku and -mu off ("paspornya", "gajiku") when
// that leaves a word the patterns know and the whole is neither known nor slang.
func (c *Tokenizer) stem(word string) string {
	if _, slang := c.Slang[word]; slang || c.Known[word] {
		return word
	}
	for _, ending := range [...]string{"nya", "ku", "mu"} {
		if stem, ok := strings.CutSuffix(word, ending); ok && len(stem) >= 4 && c.Known[stem] {
			return stem
		}
	}
	return word
}
