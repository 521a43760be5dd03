package words

import "testing"

func TestGapsReachAsFarAsTheySay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		pattern, text string
		want          bool
	}{
		"next to each other":           {"adik hilang", "adik hilang", true},
		"not next to each other":       {"adik hilang", "adik saya hilang", false},
		"a gap of four words":          {"adik .. hilang", "adik yang kerja di sana hilang", true},
		"a gap of five words":          {"adik .. hilang", "adik yang dulu kerja di sana hilang", false},
		"a gap ends with the sentence": {"adik .. hilang", "itu adik. hp hilang", false},
		"a far gap":                    {"adik ... hilang", "adik yang dulu kerja di kota itu hilang", true},
		"a far gap crosses sentences":  {"adik ... hilang", "adik kerja di sana. sekarang hilang", true},
		"the word is missing":          {"adik ... hilang", "adik kerja di sana", false},
		"the beginning of a word":      {"adik sekol*", "adik sekolahnya", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, tokenizer := NewMatcher(), Tokenizer{Known: map[string]bool{}}
			if err := m.Add(c.pattern, 0, nil, tokenizer.Known); err != nil {
				t.Fatal(err)
			}
			if got := len(m.Find(tokenizer.Words(tokenizer.Tokenize(c.text)))) > 0; got != c.want {
				t.Errorf("%q in %q: %v, want %v", c.pattern, c.text, got, c.want)
			}
		})
	}
}
