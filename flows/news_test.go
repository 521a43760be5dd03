package flows_test

import (
	"testing"

	"cekloker/internal/content"
	"cekloker/internal/offer"
)

// newsInFront is put in front of an advertisement to hide it.
var newsInFront = []string{
	"Kompas.com: polisi mengungkap sindikat penipuan. ",
	"Waspada penipuan lowongan kerja, banyak korban disekap di luar negeri!\n",
	"KBRI Phnom Penh mengimbau WNI waspada. Polisi menangkap dua tersangka TPPO. ",
	"Police arrested a scam syndicate and rescued victims, the embassy said.\n\n",
}

// A line of news in front of an advertisement lowers no level.
func TestNewsInFrontHidesNoOffer(t *testing.T) {
	t.Parallel()
	c := load(t)
	all, found := 0, 0
	for _, o := range c.Offers {
		plain := c.Rules.Read(o.Text)
		if o.Kind != content.OfferDanger || o.Miss != "" || plain.Kind != offer.KindOffer || c.Rules.JudgeReading(plain).Level < offer.LevelSomeSigns {
			continue
		}
		for _, news := range newsInFront {
			all++
			reading := c.Rules.Read(news + o.Text)
			if c.Rules.JudgeReading(reading).Level >= offer.LevelSomeSigns {
				found++
			} else {
				t.Logf("%s is read as %s behind %q", o.Name, reading.Kind, news)
			}
		}
	}
	t.Logf("%d of %d keep level 2 or 3", found, all)
	const least = 0.9
	if float64(found) < least*float64(all) || all < 400 {
		t.Errorf("%d of %d advertisements behind news reach level 2, want %.0f %%", found, all, 100*least)
	}
}

// Real news and warnings stay what they are, also after other news.
func TestNewsBehindNewsIsNoOffer(t *testing.T) {
	t.Parallel()
	c := load(t)
	n := 0
	for _, o := range c.Offers {
		if o.Kind != content.OfferNoOffer || o.Miss != "" {
			continue
		}
		for _, news := range append([]string{""}, newsInFront...) {
			n++
			if is := c.Rules.Read(news + o.Text).Kind; is == offer.KindOffer || is == offer.KindOpener {
				t.Errorf("%s is read as %s behind %q", o.Name, is, news)
			}
		}
	}
	if n < 100 {
		t.Errorf("%d texts only", n)
	}
}
