package measure_test

import (
	"os"
	"strings"
	"testing"

	"cekloker/internal/content"
	"cekloker/internal/measure"
	"cekloker/internal/offer"
)

// project is the project's own content.
func project(t testing.TB) *content.Content {
	t.Helper()
	c, wrong := content.Read(os.DirFS("../../flows"), os.DirFS("../../locales"), "2026-11-24")
	if len(wrong) > 0 {
		t.Fatal(wrong[0])
	}
	return c
}

const few = `{"id":"one","lang":"id","label":"scam","subtype":"compound","text":"Loker admin judi online di Kamboja, gaji USD 900 sebulan, berangkat pakai visa turis"}
{"id":"two","lang":"id","label":"scam","subtype":"compound","text":"kak mau kerja? gaji lumayan"}

{"id":"three","lang":"id","label":"legit","text":"Dibutuhkan penjaga toko di Bandung, gaji 3 juta, lamar ke toko langsung"}
{"id":"four","lang":"id","label":"danger","text":"tolong saya disekap"}
{"id":"five","lang":"id","label":"ordinary","text":"selamat pagi"}
`

func TestFiguresOfAFewTexts(t *testing.T) {
	t.Parallel()
	c := project(t)
	set, err := measure.Read("few.jsonl", strings.NewReader(few))
	if err != nil {
		t.Fatal(err)
	}
	judged := measure.Offers(c.Book, set.Items, measure.Exclusions{"two": "no fact in it"})
	groups := measure.GroupOffers(judged, func(j measure.OfferResult) string { return j.Label })
	if len(groups) != 2 || groups[1].At2 != (measure.Proportion{Count: 1, All: 2}) || groups[0].At2 != (measure.Proportion{Count: 0, All: 1}) {
		t.Errorf("groups %+v, want legit 0 of 1 and scam 1 of 2", groups)
	}
	if !judged[1].Excluded || judged[0].Excluded {
		t.Error("only the second text is listed as holding no sign")
	}
	heard := measure.Utterances(c.Book, set.Items)
	if got := measure.CountRight(heard, measure.LabelDanger); got.Count != 1 || got.All != 1 {
		t.Errorf("danger heard %v, want 1 of 1", got)
	}
	var out strings.Builder
	measure.Report(&out, set, judged, heard)
	measure.ReportSignals(&out, measure.CountSignals(c.Rules.Signals(), judged))
	for _, want := range []string{"sha256 ", "without the 1 listed", "scam compound", "two  id compound  level 1", "visa_tourist", "danger     1/1 100.0 %"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, out.String())
		}
	}
	for _, private := range []string{"Kamboja", "lumayan", "disekap"} {
		if strings.Contains(out.String(), private) {
			t.Errorf("the report repeats %q of a text", private)
		}
	}
}

func TestASignalEarnsWhatWouldBeMissedWithoutIt(t *testing.T) {
	t.Parallel()
	c := project(t)
	item := measure.LabelledText{ID: "x", Label: measure.LabelScam, Text: "Kerja di Malaysia, paspor dipegang bos selama kontrak."}
	judged := measure.Offers(c.Book, []measure.LabelledText{item}, nil)
	for _, w := range measure.CountSignals(c.Rules.Signals(), judged) {
		if w.Signal == "passport_held" && (w.TruePositives != 1 || w.MissedWithout != 1) {
			t.Errorf("passport_held %+v, want one caught by it alone", w)
		}
	}
	if judged[0].Verdict.Level != offer.LevelManySigns {
		t.Errorf("level %d", judged[0].Verdict.Level)
	}
}

func TestBadLinesAreNamedByNumberOnly(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":               "no items",
		"{\"id\":\"a\"}": "bad.jsonl:1: no JSON object",
		few + "{secret":  "bad.jsonl:7: no JSON object",
		`{"id":"a","text":"secret","label":"odd"}`: `bad.jsonl:1: label "odd" is not known`,
	} {
		_, err := measure.Read("bad.jsonl", strings.NewReader(text))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("error %v, want %q and nothing of the text", err, want)
		}
	}
}

func TestEveryExclusionHasItsReason(t *testing.T) {
	t.Parallel()
	if _, err := measure.ReadExclusions(); err != nil {
		t.Error(err)
	}
}
