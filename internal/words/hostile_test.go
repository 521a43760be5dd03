package words_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"unicode"

	"cekloker/internal/hostile"
	"cekloker/internal/words"
)

// everyWord is a tokenizer that knows each word of the content, more than any real
// one.
func everyWord(tb testing.TB) *words.Tokenizer {
	tb.Helper()
	c := &words.Tokenizer{Known: map[string]bool{}, Units: map[string]bool{"jt": true, "u": true}, Prefixes: map[string]string{"rp": "IDR", "u": "USD"}, Slang: map[string]string{"gak": "tidak", "gausah": "tidak usah", "sy": "saya"}}
	content := os.DirFS("../../flows")
	err := fs.WalkDir(content, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".yaml") {
			return err
		}
		data, err := fs.ReadFile(content, path)
		for _, w := range strings.FieldsFunc(words.Fold(string(data)), func(r rune) bool { return !unicode.IsLetter(r) }) {
			c.Known[w] = true
		}
		return err
	})
	if err != nil || len(c.Known) < 1000 {
		tb.Fatal(len(c.Known), err)
	}
	c.Spelling = words.NewSpelling(c.Known)
	return c
}

func TestNoTextIsCutForLong(t *testing.T) {
	t.Parallel()
	c := everyWord(t)
	hostile.Bounded(t, func(text string) { c.Words(c.Tokenize(text)) })
}

func BenchmarkHostileCut(b *testing.B) {
	c := everyWord(b)
	hostile.Bench(b, func(text string) { c.Words(c.Tokenize(text)) })
}

func TestLettersAreJoinedUpToTheLongestWord(t *testing.T) {
	t.Parallel()
	longest := strings.Repeat("ab", words.LongestWord/2)
	m, known := words.NewMatcher(), map[string]bool{}
	if err := m.Add(longest, 0, nil, known); err != nil {
		t.Fatal(err)
	}
	if err := m.Add(longest+"a", 0, nil, known); err == nil || !strings.Contains(err.Error(), "letters") {
		t.Errorf("a longer word: %v", err)
	}
	c := &words.Tokenizer{Known: known}
	for _, gap := range []string{" ", "-", "."} {
		line := c.Tokenize("c " + strings.Join(strings.Split(longest, ""), gap) + " c")
		if len(line.Tokens) != 3 || line.Tokens[1].Text != longest {
			t.Errorf("with %q between its letters it is read as %v", gap, line.Tokens)
		}
	}
}
