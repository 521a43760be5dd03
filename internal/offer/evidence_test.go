package offer_test

import (
	"slices"
	"testing"
)

func TestTheEvidenceNamesWhatTheRulesFind(t *testing.T) {
	t.Parallel()
	r := rules(t)
	got := r.Evidence("Loker admin online di Kamboja, gaji USD 900 sebulan, berangkat pakai visa turis, hubungi wa.me/85512345678")
	for _, want := range []string{"kind offer", "level 3", "fact destination", "fact visa tourist", "fact pay", "sign screen_job", "signal visa_tourist"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is missing in %q", want, got)
		}
	}
	slices.Sort(got)
	if len(slices.Compact(slices.Clone(got))) != len(got) {
		t.Errorf("something is named twice in %q", got)
	}
	if none := r.Evidence(""); slices.ContainsFunc(none, func(e string) bool { return e == "fact pay" || e == "level 2" }) {
		t.Errorf("an empty text has %q", none)
	}
}
