package measure

import (
	"cmp"
	"maps"
	"slices"

	"cekloker/internal/offer"
	"cekloker/internal/talk"
)

// Judged is one offer and its verdict.
type Judged struct {
	Item
	Verdict  offer.Verdict
	Excluded bool             // its text holds no sign at all, see Exclusions
	Sole     []offer.SignalID // signals without which it would be below level 2
}

// Bad reports whether the offer is labelled as harmful.
func (j Judged) Bad() bool { return j.Label != Legit }

// Offers judges the offers of items as the conversation does.
func Offers(book *talk.Book, items []Item, excluded Exclusions) []Judged {
	var out []Judged
	alone := book.Rules.With(nil) // what a signal earns is what the rules would miss without it
	for _, item := range items {
		if item.utterance() {
			continue
		}
		judged := book.JudgeText(talk.Text{Quoted: item.Text})
		j := Judged{Item: item, Verdict: judged.Verdict}
		_, j.Excluded = excluded[item.ID]
		if j.Verdict.Level >= offer.SomeSigns {
			for _, f := range j.Verdict.Findings {
				if alone.JudgeWithout(judged.Reading.Facts, f.Signal).Level < offer.SomeSigns {
					j.Sole = append(j.Sole, f.Signal)
				}
			}
		}
		out = append(out, j)
	}
	return out
}

// Group is the figures of the offers that share a trait.
type Group struct {
	Name string
	At2  Share // at level 2 or 3
	At3  Share // at level 3
}

// Groups counts the offers that pick gives a name, by that name, sorted.
func Groups(all []Judged, pick func(Judged) string) []Group {
	by := map[string]*Group{}
	for _, j := range all {
		name := pick(j)
		if name == "" {
			continue
		}
		g := by[name]
		if g == nil {
			g = &Group{Name: name}
			by[name] = g
		}
		g.At2.add(j.Verdict.Level >= offer.SomeSigns)
		g.At3.add(j.Verdict.Level == offer.ManySigns)
	}
	out := make([]Group, 0, len(by))
	for _, name := range slices.Sorted(maps.Keys(by)) {
		out = append(out, *by[name])
	}
	return out
}

// Worth is the gain and the cost of one signal.
type Worth struct {
	Signal offer.SignalID
	Caught int // harmful offers at level 2 or 3 in which it is found
	Alone  int // of these, the ones that would be missed without it
	Wrong  int // honest offers at level 2 or 3 in which it is found
	Blame  int // of these, the ones that would be calm without it
	Quiet  int // honest offers below level 2 in which it is found
}

// Worths counts every signal, the costliest first.
func Worths(signals []offer.Signal, all []Judged) []Worth {
	by := map[offer.SignalID]*Worth{}
	out := make([]Worth, len(signals))
	for i, s := range signals {
		out[i].Signal = s.ID
		by[s.ID] = &out[i]
	}
	for _, j := range all {
		for _, f := range j.Verdict.Findings {
			by[f.Signal].count(j)
		}
	}
	slices.SortStableFunc(out, func(a, b Worth) int {
		return cmp.Or(b.Blame-a.Blame, b.Wrong-a.Wrong, b.Alone-a.Alone, b.Caught-a.Caught)
	})
	return out
}

func (w *Worth) count(j Judged) {
	sole := slices.Contains(j.Sole, w.Signal)
	switch {
	case j.Verdict.Level < offer.SomeSigns:
		if !j.Bad() {
			w.Quiet++
		}
	case j.Bad():
		w.Caught++
		if sole {
			w.Alone++
		}
	default:
		w.Wrong++
		if sole {
			w.Blame++
		}
	}
}
