package telegram

import (
	"strings"
	"testing"
	"unicode/utf8"

	"cekloker/internal/localapi"
)

func TestSplitCutsWhereAReaderWouldPause(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		markup string
		most   int
		want   []string
	}{
		"short enough":            {"<b>satu</b> dua", 10, []string{"<b>satu</b> dua"}},
		"at a paragraph":          {"satu dua.\n\ntiga empat", 15, []string{"satu dua.", "tiga empat"}},
		"at a sentence":           {"satu dua. tiga empat lima", 14, []string{"satu dua.", "tiga empat", "lima"}},
		"at a word":               {"satu dua tiga", 9, []string{"satu dua", "tiga"}},
		"inside a long word":      {"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		"a tag goes on":           {"<b>satu dua</b> tiga", 5, []string{"<b>satu</b>", "<b>dua</b>", "tiga"}},
		"tags within tags":        {`<blockquote expandable><b>satu dua</b></blockquote>`, 5, []string{"<blockquote expandable><b>satu</b></blockquote>", "<blockquote expandable><b>dua</b></blockquote>"}},
		"a reference counts once": {"&amp;&lt;&#39;&amp;&amp;", 3, []string{"&amp;&lt;&#39;", "&amp;&amp;"}},
		"emoji count once":        {"😀😀😀", 2, []string{"😀😀", "😀"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := splitMarkup(c.markup, c.most); strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Every part is markup that Telegram accepts and short enough, and only blanks are lost.
func FuzzSplit(f *testing.F) {
	f.Add("satu & dua < tiga \"empat\"\n\nlima. enam", uint8(7))
	f.Add(strings.Repeat("Rp 14.000.000 😀 ", 20), uint8(11))
	f.Fuzz(func(t *testing.T, text string, most uint8) {
		if most == 0 || !utf8.ValidString(text) || strings.TrimSpace(text) == "" {
			t.Skip()
		}
		half := len(text) / 2
		for half > 0 && !utf8.RuneStart(text[half]) {
			half--
		}
		markup := "<b>" + escapeHTML(text[:half]) + "</b><pre>" + escapeHTML(text[half:]) + "</pre>"
		joined := ""
		for _, part := range splitMarkup(markup, int(most)) {
			plain, err := localapi.Visible(part)
			if err != nil {
				t.Fatalf("%q of %q: %v", part, markup, err)
			}
			if utf8.RuneCountInString(plain) > int(most) || strings.TrimSpace(plain) == "" {
				t.Fatalf("%q has %d characters, at most %d", plain, utf8.RuneCountInString(plain), most)
			}
			joined += plain
		}
		bare := func(s string) string {
			return strings.NewReplacer(" ", "", "\n", "").Replace(strings.Join(strings.Fields(s), ""))
		}
		if bare(joined) != bare(text) {
			t.Fatalf("%q became %q", text, joined)
		}
	})
}
