package measure_test

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cekloker/internal/content"
	"cekloker/internal/measure"
	"cekloker/internal/offer"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// labelled opens a labelled file outside the project; the test is skipped, and
// says so, where the files are not at hand.
func labelled(t *testing.T, name string) measure.Dataset {
	t.Helper()
	dir := os.Getenv("CEKLOKER_EVAL_DIR")
	if dir == "" {
		t.Skip("CEKLOKER_EVAL_DIR is not set: the real advertisements are not in the project, nothing is measured")
	}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Skipf("%s is not in CEKLOKER_EVAL_DIR, nothing is measured", name)
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	set, err := measure.Read(name, in)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func noSign(t *testing.T) measure.Exclusions {
	t.Helper()
	out, err := measure.ReadExclusions()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// group counts the judged offers that keep says yes to.
func group(all []measure.OfferResult, keep func(measure.OfferResult) bool) measure.OfferGroup {
	groups := measure.GroupOffers(all, func(j measure.OfferResult) string {
		if keep(j) {
			return "kept"
		}
		return ""
	})
	if len(groups) == 0 {
		return measure.OfferGroup{}
	}
	return groups[0]
}

func atLeast(t *testing.T, what string, s measure.Proportion, percent float64) {
	t.Helper()
	if s.All == 0 || s.Percent() < percent {
		t.Errorf("%s: %s, at least %.1f %% are wanted", what, s, percent)
	}
}

func atMost(t *testing.T, what string, s measure.Proportion, percent float64) {
	t.Helper()
	if s.All == 0 || s.Percent() > percent {
		t.Errorf("%s: %s, at most %.1f %% are allowed", what, s, percent)
	}
}

func TestRealOffersAreJudgedWellEnough(t *testing.T) {
	t.Parallel()
	set := labelled(t, "ads-dev.jsonl")
	c := project(t)
	excluded := noSign(t)
	all := measure.Offers(c.Book, set.Items, excluded)

	overseas := group(all, func(j measure.OfferResult) bool {
		return slices.Contains([]string{"overseas_compound", "online_gambling_admin", "illegal_placement"}, j.Subtype)
	})
	atLeast(t, "danger abroad at level 2 or 3", overseas.At2, 95)
	atLeast(t, "danger abroad at level 3", overseas.At3, 60)

	fraud := func(j measure.OfferResult) bool {
		return j.Bad() && !slices.Contains([]string{"overseas_compound", "online_gambling_admin", "illegal_placement"}, j.Subtype)
	}
	whole := group(all, fraud)
	kept := group(all, func(j measure.OfferResult) bool { return fraud(j) && !j.Excluded })
	atLeast(t, "fraud at level 2 or 3, without the listed ones", kept.At2, 85)
	atMost(t, "listed as holding no sign", measure.Proportion{Count: whole.At2.All - kept.At2.All, All: whole.At2.All}, 35)

	honest := group(all, func(j measure.OfferResult) bool { return !j.Bad() })
	atMost(t, "honest at level 2 or 3", honest.At2, 5)
	atMost(t, "honest at level 3", honest.At3, 1)
	for _, subtype := range []string{"gov_placement", "overseas_agency", "official_recruitment"} {
		hard := group(all, func(j measure.OfferResult) bool { return j.Subtype == subtype })
		if hard.At3.Count > 0 || hard.At2.Count > 1 {
			t.Errorf("%s: %s at level 2 or 3 and %s at level 3; one and none are allowed", subtype, hard.At2, hard.At3)
		}
	}
	checkListed(t, c, all, excluded)
}

// checkListed proves that what is left out of the second count is answered with
// what a person can still do.
func checkListed(t *testing.T, c *content.Content, all []measure.OfferResult, excluded measure.Exclusions) {
	t.Helper()
	seen := 0
	for _, j := range all {
		if !j.Excluded {
			continue
		}
		seen++
		if j.Verdict.Level != offer.LevelTooLittle || !j.Bad() {
			t.Errorf("%s is listed as holding no sign, but is %s at level %d; take it out of nosign.txt", j.ID, j.Label, j.Verdict.Level)
		}
		// Plain work at home without a large name has no site to look at: what the offer
		// does not say is named instead.
		if !j.Verdict.HomeJob && !says(c.Book, j.Text, "verdict.l1.official") {
			t.Errorf("%s is not answered with a look at the company's own site", j.ID)
		}
	}
	if seen != len(excluded) {
		t.Errorf("nosign.txt lists %d ids, %d are in the file", len(excluded), seen)
	}
}

// says reports whether the answer to a pasted text holds a sentence.
func says(book *talk.Book, text string, id talk.SentenceID) bool {
	_, effects := book.Turn(session.Session{Lang: session.Lang("id")}, talk.Event{Kind: talk.EventText, Text: talk.Text{Quoted: text}, Hint: "id"})
	for _, e := range effects {
		if say, ok := e.(talk.Say); ok && slices.ContainsFunc(say.Message.Blocks, func(b talk.Block) bool { return b.ID == id }) {
			return true
		}
	}
	return false
}

func TestHonestVacanciesStayCalm(t *testing.T) {
	t.Parallel()
	// The third file is mostly American; nobody tunes for it.
	for name, most := range map[string]float64{"idjobs-dev.jsonl.gz": 3, "emscad-dev.jsonl.gz": 4} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			set := labelled(t, name)
			honest := group(measure.Offers(project(t).Book, set.Items, nil), func(j measure.OfferResult) bool { return !j.Bad() })
			atMost(t, "honest at level 2 or 3", honest.At2, most)
			atMost(t, "honest at level 3", honest.At3, 0.5)
		})
	}
}
