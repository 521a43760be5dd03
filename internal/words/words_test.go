package words

import (
	"strings"
	"testing"
	"unicode/utf8"

	"cekloker/internal/hostile"
)

func tokenizer(known ...string) *Tokenizer {
	c := &Tokenizer{Denies: Set{"tidak": true, "bukan": true}, Known: map[string]bool{}, Units: map[string]bool{"jt": true}, Prefixes: map[string]string{"rp": "IDR"}, Slang: map[string]string{"gak": "tidak", "gausah": "tidak usah"}}
	for _, w := range known {
		c.Known[w] = true
	}
	return c
}

func texts(tokens []Token) string {
	var out []string
	for _, t := range tokens {
		out = append(out, t.Text)
	}
	return strings.Join(out, " ")
}

func TestDisguisesAreUndone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, in, want string
		disguised      bool
	}{
		{"bold letters are only a style", "𝗟𝗼𝗸𝗲𝗿 𝐚𝐝𝐦𝐢𝐧", "loker admin", false},
		{"full width", "ＬＯＫＥＲ", "loker", false},
		{"accents vanish", "Kambojá", "kamboja", false},
		{"Cyrillic letters inside a word", "Kаmbоja", "kamboja", true},
		{"a zero-width space inside a word", "kam\u200bboja", "kamboja", true},
		{"digits for letters of a known word", "k4mb0ja", "kamboja", true},
		{"digits of an unknown word stay", "p3mi g2g b4ru", "p3mi g2g b4ru", false},
		{"spaced letters of a known word", "k a m b o j a", "kamboja", true},
		{"dotted letters of a known word", "k.a.m.b.o.j.a", "kamboja", true},
		{"spaced letters of an unknown word stay", "a b c d e", "a b c d e", false},
		{"repeated letters are written once", "gajiiii", "gaji", false},
		{"a unit glued to a number", "8,5jt", "8,5 jt", false},
		{"a currency glued to a number", "Rp14.000.000", "rp 14.000.000", false},
		{"slang becomes words", "gak gausah", "tidak tidak usah", false},
		{"endings of known words", "kambojanya", "kamboja", false},
		{"letters with dashes of a known word", "k-a-m-b-o-j-a l-o-k-e-r", "kamboja loker", true},
		{"small capitals", "Kᴀᴍʙᴏᴊᴀ", "kamboja", true},
		{"a flag is a word", "loker🇰🇭🇹🇭", "loker flagkh flagth", false},
		{"letters of flags that are apart", "🇰\u200b🇦\u200b🇲\u200b🇧\u200b🇴\u200b🇯\u200b🇦", "kamboja", false},
		{"emoji vanish", "👉🏽kamboja🔥", "kamboja", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			k := tokenizer("kamboja", "loker", "admin")
			line := k.Tokenize(c.in)
			if got := texts(k.Words(line)); got != c.want || line.Disguised != c.disguised {
				t.Errorf("%q: got %q disguised %v, want %q %v", c.in, got, line.Disguised, c.want, c.disguised)
			}
		})
	}
}

func TestSpellingIsGuessed(t *testing.T) {
	t.Parallel()
	k := tokenizer("kamboja", "loker", "admin", "tanpa", "pengalaman", "gaji", "juta", "imigrasi", "pekerja", "deposit", "berangkat", "keberangkatan", "kontrak", "serdang", "hungary", "member", "ikan")
	k.Spelling = NewSpelling(k.Known)
	for _, c := range []struct{ name, in, want string }{
		{"two letters swapped", "kambjoa adimn", "kamboja admin"},
		{"a letter missing", "imgrasi", "imigrasi"},
		{"a letter too many", "imiigrasi imigxrasi", "imigrasi imigrasi"},
		{"letters doubled", "kaambooja llokkerr", "kamboja loker"},
		{"l for i", "admln lmlgrasl", "admin imigrasi"},
		{"vowels left out", "pnglmn", "pengalaman"},
		{"no gaps", "LOKERADMINKAMBOJA", "loker admin kamboja"},
		{"no gaps around a number", "Gaji10Juta", "gaji 10 juta"},
		{"a replaced letter is another word", "bekerja kontrap", "bekerja kontrap"},
		{"a short word is no slip of another", "sedang hungry", "sedang hungry"},
		{"two parts of which one is short", "memberikan", "memberikan"},
		{"an ending is no slip", "deposito deposits kontraks", "deposito deposits kontraks"},
		{"a part that is not known keeps the whole", "lokerxyzkamboja", "lokerxyzkamboja"},
		{"a number with letters stays", "b4ru2 p3mi", "b4ru2 p3mi"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := texts(k.Words(k.Tokenize(c.in))); got != c.want {
				t.Errorf("%q: got %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestPatterns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, pattern, in string
		want              bool
	}{
		{"plain words", "visa turis", "pakai visa turis dulu", true},
		{"an alternative", "visa (turis|wisata)", "visa wisata", true},
		{"an alternative of two words", "(bebas visa|visa turis) dulu", "bebas visa dulu", true},
		{"an optional word left out", "tiket? ditanggung", "ditanggung", true},
		{"a gap within a sentence", "bayar .. admin", "bayar dulu biaya untuk admin", true},
		{"a gap that is too long", "bayar .. admin", "bayar satu dua tiga empat lima admin", false},
		{"a gap over a full stop", "bayar .. admin", "bayar. dulu admin", false},
		{"the beginning of a word", "transfer* dulu", "transferkan dulu", true},
		{"slang in the pattern and the text", "gak boleh", "tidak boleh", true},
		{"part of a word is no word", "visa turis", "revisa turis", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			k, m := tokenizer(), NewMatcher()
			if err := m.Add(c.pattern, 1, k.Slang, k.Known); err != nil {
				t.Fatal(err)
			}
			if got := len(m.Find(k.Words(k.Tokenize(c.in)))) > 0; got != c.want {
				t.Errorf("%q in %q: got %v, want %v", c.pattern, c.in, got, c.want)
			}
		})
	}
}

func TestBadPatternsAreRefused(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{"", "a?", "(visa", "ab*", "? visa"} {
		if err := NewMatcher().Add(pattern, 0, nil, map[string]bool{}); err == nil && pattern != "" {
			t.Errorf("%q was taken", pattern)
		}
	}
}

func TestNegatorsReachThreeWordsOfOneClause(t *testing.T) {
	t.Parallel()
	k := tokenizer()
	for text, want := range map[string]bool{
		"tidak perlu visa": true, "bukan di negara visa": true, "tidak satu dua tiga visa": false, "tidak. visa": false, "tidak boleh, visa": false,
	} {
		words := k.Words(k.Tokenize(text))
		if got := Denied(words, len(words)-1); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

func FuzzCutKeepsItsPlace(f *testing.F) {
	for _, seed := range []string{"Loker 8-15jt", "k a m b o j a", "\u200b\xff", "𝗟𝗼𝗸𝗲𝗿 rp14", "é́́"} {
		f.Add(seed)
	}
	k := tokenizer("kamboja", "loker", "gaji", "juta", "admin", "kerja", "pekerja")
	k.Spelling = NewSpelling(k.Known)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			text = strings.ToValidUTF8(text, "?")
		}
		hostile.Within(t, text, func(text string) { k.Words(k.Tokenize(text)) })
		last := 0
		for _, token := range k.Tokenize(text).Tokens {
			if token.Text == "" || token.From < last || token.To < token.From || token.To > len(text) {
				t.Fatalf("%q: token %+v out of place after byte %d", text, token, last)
			}
			last = token.From
		}
		if again := Fold(Fold(text)); again != Fold(text) {
			t.Fatalf("folding twice changes %q", text)
		}
	})
}

// A text that is folded already is found to be, and only such a one.
func TestWhatIsFoldedStaysAsItIs(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", " ", "a", "a b", " a", "a ", "a  b", "A", "a\tb", "a\nb", "é", "1️⃣", "a-b", "\x00", "gaji 14 juta!"} {
		runes, _ := fold(text)
		var b strings.Builder
		for _, f := range runes {
			b.WriteRune(f.r)
		}
		want := strings.Join(strings.Fields(b.String()), " ")
		if got := Fold(text); got != want || isFolded(text) != (want == text && isASCII(text)) {
			t.Errorf("%q is folded to %q, want %q; folded already: %v", text, got, want, isFolded(text))
		}
	}
}
