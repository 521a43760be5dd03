package flows_test

import (
	"testing"

	"cekloker/internal/content"
	"cekloker/internal/offer"
)

// The offers written for the project, known misses included, are judged well
// enough as a whole. Each of them is checked alone when content is loaded; this
// test bounds the shares over all of them.
func TestCorpusIsJudgedWellEnough(t *testing.T) {
	t.Parallel()
	c := load(t)
	all, atLeast2, at3 := map[content.OfferKind]int{}, map[content.OfferKind]int{}, map[content.OfferKind]int{}
	for _, o := range c.Offers {
		v := c.Rules.JudgeReading(c.Rules.Read(o.Text))
		all[o.Kind]++
		if v.Level >= offer.LevelSomeSigns {
			atLeast2[o.Kind]++
		}
		if v.Level == offer.LevelManySigns {
			at3[o.Kind]++
		}
	}
	for _, row := range []struct {
		what  string
		got   int
		of    int
		least int // percent
		most  int
	}{
		{"danger at level 2 or 3", atLeast2[content.OfferDanger], all[content.OfferDanger], 95, 100},
		{"danger at level 3", at3[content.OfferDanger], all[content.OfferDanger], 60, 100},
		{"fraud at level 2 or 3", atLeast2[content.OfferFraud], all[content.OfferFraud], 85, 100},
		{"honest at level 2 or 3", atLeast2[content.OfferHonest], all[content.OfferHonest], 0, 5},
		{"honest at level 3", at3[content.OfferHonest], all[content.OfferHonest], 0, 1},
		{"lawful abroad at level 2 or 3", atLeast2[content.OfferLawful], all[content.OfferLawful], 0, 5},
		{"lawful abroad at level 3", at3[content.OfferLawful], all[content.OfferLawful], 0, 0},
	} {
		if row.got*100 < row.least*row.of || row.got*100 > row.most*row.of {
			t.Errorf("%s: %d of %d, want %d to %d percent", row.what, row.got, row.of, row.least, row.most)
		}
	}
}

func TestCorpusIsLargeAndMixed(t *testing.T) {
	t.Parallel()
	c := load(t)
	kinds, langs, misses := map[content.OfferKind]int{}, map[string]int{}, 0
	for _, o := range c.Offers {
		kinds[o.Kind]++
		langs[o.Lang]++
		if o.Miss != "" {
			misses++
		}
	}
	for kind, least := range map[content.OfferKind]int{content.OfferDanger: 95, content.OfferFraud: 35, content.OfferHonest: 65, content.OfferLawful: 35} {
		if kinds[kind] < least {
			t.Errorf("%d offers of kind %s, want at least %d", kinds[kind], kind, least)
		}
	}
	if most := len(c.Offers) * 5 / 100; misses > most {
		t.Errorf("%d known misses among %d offers, at most %d", misses, len(c.Offers), most)
	}
}
