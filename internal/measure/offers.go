package measure

import (
	"cmp"
	"maps"
	"slices"

	"cekloker/internal/offer"
	"cekloker/internal/talk"
)

// OfferResult is one offer and its verdict.
type OfferResult struct {
	LabelledText
	Verdict  offer.Verdict
	Excluded bool             // its text holds no sign at all, see Exclusions
	Sole     []offer.SignalID // signals without which it would be below level 2
}

// Bad reports whether the offer is labelled as harmful.
func (j OfferResult) Bad() bool { return j.Label != LabelLegit }

// Offers judges the offers of items as the conversation does.
func Offers(book *talk.Book, items []LabelledText, excluded Exclusions) []OfferResult {
	var out []OfferResult
	alone := book.Rules.With(nil) // what a signal earns is what the rules would miss without it
	for _, item := range items {
		if item.utterance() {
			continue
		}
		judged := book.JudgeText(talk.Text{Quoted: item.Text})
		j := OfferResult{LabelledText: item, Verdict: judged.Verdict}
		_, j.Excluded = excluded[item.ID]
		if j.Verdict.Level >= offer.LevelSomeSigns {
			for _, f := range j.Verdict.Findings {
				if alone.JudgeWithout(judged.Reading.Facts, f.Signal).Level < offer.LevelSomeSigns {
					j.Sole = append(j.Sole, f.Signal)
				}
			}
		}
		out = append(out, j)
	}
	return out
}

// OfferGroup is the figures of the offers that share a trait.
type OfferGroup struct {
	Name string
	At2  Proportion // at level 2 or 3
	At3  Proportion // at level 3
}

// GroupOffers counts the offers that pick gives a name, by that name, sorted.
func GroupOffers(all []OfferResult, pick func(OfferResult) string) []OfferGroup {
	by := map[string]*OfferGroup{}
	for _, j := range all {
		name := pick(j)
		if name == "" {
			continue
		}
		g := by[name]
		if g == nil {
			g = &OfferGroup{Name: name}
			by[name] = g
		}
		g.At2.add(j.Verdict.Level >= offer.LevelSomeSigns)
		g.At3.add(j.Verdict.Level == offer.LevelManySigns)
	}
	out := make([]OfferGroup, 0, len(by))
	for _, name := range slices.Sorted(maps.Keys(by)) {
		out = append(out, *by[name])
	}
	return out
}

// SignalStats is the gain and the cost of one signal.
type SignalStats struct {
	Signal         offer.SignalID
	TruePositives  int // harmful offers at level 2 or 3 in which it is found
	MissedWithout  int // of these, the ones that would be missed without it
	FalsePositives int // honest offers at level 2 or 3 in which it is found
	CalmWithout    int // of these, the ones that would be calm without it
	BelowLevel2    int // honest offers below level 2 in which it is found
}

// CountSignals counts every signal, the costliest first.
func CountSignals(signals []offer.Signal, all []OfferResult) []SignalStats {
	by := map[offer.SignalID]*SignalStats{}
	out := make([]SignalStats, len(signals))
	for i, s := range signals {
		out[i].Signal = s.ID
		by[s.ID] = &out[i]
	}
	for _, j := range all {
		for _, f := range j.Verdict.Findings {
			by[f.Signal].count(j)
		}
	}
	slices.SortStableFunc(out, func(a, b SignalStats) int {
		return cmp.Or(b.CalmWithout-a.CalmWithout, b.FalsePositives-a.FalsePositives, b.MissedWithout-a.MissedWithout, b.TruePositives-a.TruePositives)
	})
	return out
}

func (w *SignalStats) count(j OfferResult) {
	sole := slices.Contains(j.Sole, w.Signal)
	switch {
	case j.Verdict.Level < offer.LevelSomeSigns:
		if !j.Bad() {
			w.BelowLevel2++
		}
	case j.Bad():
		w.TruePositives++
		if sole {
			w.MissedWithout++
		}
	default:
		w.FalsePositives++
		if sole {
			w.CalmWithout++
		}
	}
}
