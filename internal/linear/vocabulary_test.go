package linear

import (
	"slices"
	"testing"
)

// vocabulary is a small one for tests.
func vocabulary() Vocabulary {
	return Vocabulary{
		Slang:      map[string]string{"gw": "saya", "gausah": "tidak usah"},
		Concepts:   map[string]string{"kunci": "locked", "gembok": "locked", "padlock": "locked", "pulang": "home", "home": "home"},
		Endings:    []string{"in", "ed"},
		Beginnings: []string{"di"},
	}
}

func TestAWordHasTheConceptOfItsStem(t *testing.T) {
	t.Parallel()
	v := vocabulary()
	for word, want := range map[string]string{"kunci": "locked", "dikunci": "locked", "digembokin": "locked", "padlocked": "locked", "pulang": "home", "homein": "home", "dihome": "home", "ed": "", "dikun": "", "": "", "saya": ""} {
		if got := v.concept(word); got != want {
			t.Errorf("%q has the concept %q, want %q", word, got, want)
		}
	}
}

// A word that no training line holds is heard by its concept.
func TestAConceptIsHeardInAWordThatWasNotLearned(t *testing.T) {
	t.Parallel()
	o := small()
	o.Vocabulary = vocabulary()
	m := Train(trainingSet(), o)
	o.Concepts = nil
	without := Train(trainingSet(), o)
	const text = "digembokin" // the lines say "dikunci"
	if m.Score(text)[HeadDanger] <= without.Score(text)[HeadDanger] {
		t.Errorf("with the concept %d, without %d", m.Score(text)[HeadDanger], without.Score(text)[HeadDanger])
	}
	if !slices.ContainsFunc(m.Why(text, HeadDanger, 9), func(c Contribution) bool { return c.Feature == "locked (concept)" }) {
		t.Errorf("the concept is no reason: %v", m.Why(text, HeadDanger, 9))
	}
}

func TestConceptsNearEachOtherAreFeatures(t *testing.T) {
	t.Parallel()
	v := vocabulary()
	for text, want := range map[string]bool{
		"kunci pulang":           true,
		"kunci a b c d pulang":   true,
		"kunci a b c d e pulang": false,
		"pulang kunci":           false,
	} {
		f := featuresOf(readText(text, &v))
		pair := pairHash(ofConcepts, "locked", "home")
		if got := slices.ContainsFunc(f.whole(), func(x feature) bool { return x.hash == pair }); got != want {
			t.Errorf("%q holds the pair: %v", text, got)
		}
	}
	f := featuresOf(readText("kunci pulang", &v))
	if slices.ContainsFunc(f.in(span{1, 2}, nil), func(x feature) bool { return x.kind == ofConcepts }) {
		t.Error("a unit holds a pair that begins outside")
	}
}
