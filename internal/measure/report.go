package measure

import (
	"fmt"
	"io"
	"slices"

	"cekloker/internal/offer"
)

// traits are what the figures are grouped by.
var traits = [...]struct {
	name string
	of   func(OfferResult) string
}{
	{"label", func(j OfferResult) string { return j.Label }},
	{"language", func(j OfferResult) string { return joinNames(j.Label, j.Lang) }},
	{"subtype", func(j OfferResult) string { return joinNames(j.Label, j.Subtype) }},
	{"kind", func(j OfferResult) string { return joinNames(j.Label, j.Kind) }},
	{"source", func(j OfferResult) string { return joinNames(j.Label, j.Source) }},
}

// joinNames names a group; "" when the item does not have the trait.
func joinNames(label, trait string) string {
	if trait == "" {
		return ""
	}
	return label + " " + trait
}

// Report writes the figures of one set.
func Report(out io.Writer, s Dataset, offers []OfferResult, heard []UtteranceResult) {
	fmt.Fprintf(out, "%s: %d items, sha256 %s\n", s.Name, len(s.Items), s.Hash)
	if len(offers) > 0 {
		groups(out, "all items", offers)
		kept := slices.DeleteFunc(slices.Clone(offers), func(j OfferResult) bool { return j.Excluded })
		if n := len(offers) - len(kept); n > 0 {
			groups(out, fmt.Sprintf("without the %d listed as holding no sign", n), kept)
		}
		missed(out, offers)
	}
	if len(heard) > 0 {
		reportHeard(out, heard)
	}
}

func groups(out io.Writer, what string, all []OfferResult) {
	fmt.Fprintf(out, "\n%s\n", what)
	for _, trait := range traits {
		found := GroupOffers(all, trait.of)
		if len(found) == 0 {
			continue
		}
		fmt.Fprintf(out, "  %-34s %6s %18s %18s\n", "by "+trait.name, "items", "level 2 or 3", "level 3")
		for _, g := range found {
			fmt.Fprintf(out, "  %-34s %6d %18s %18s\n", g.Name, g.At2.All, percent(g.At2), percent(g.At3))
		}
	}
}

func percent(s Proportion) string { return fmt.Sprintf("%d  %5.1f %%", s.Count, s.Percent()) }

// missed lists by id what was judged wrongly.
func missed(out io.Writer, all []OfferResult) {
	fmt.Fprintf(out, "\nharmful, below level 2\n")
	for _, j := range all {
		if j.Bad() && j.Verdict.Level < offer.LevelSomeSigns {
			fmt.Fprintf(out, "  %s  %s %s  level %d  %s%s\n", j.ID, j.Lang, j.Subtype, j.Verdict.Level, named(j.Verdict), mark(j.Excluded, "  (listed)"))
		}
	}
	fmt.Fprintf(out, "\nhonest, level 2 or 3\n")
	for _, j := range all {
		if !j.Bad() && j.Verdict.Level >= offer.LevelSomeSigns {
			fmt.Fprintf(out, "  %s  %s %s  level %d by %s  %s\n", j.ID, j.Lang, j.Subtype, j.Verdict.Level, j.Verdict.Rule, named(j.Verdict))
		}
	}
}

func mark(yes bool, text string) string {
	if yes {
		return text
	}
	return ""
}

func reportHeard(out io.Writer, all []UtteranceResult) {
	fmt.Fprintf(out, "\nheard as labelled\n")
	for _, label := range [...]string{LabelDanger, LabelExit, LabelOrdinary} {
		if s := CountRight(all, label); s.All > 0 {
			fmt.Fprintf(out, "  %-10s %s\n", label, s)
		}
	}
	fmt.Fprintf(out, "\nheard otherwise\n")
	for _, h := range all {
		if !h.Right() {
			fmt.Fprintf(out, "  %s  %s %s  heard %s\n", h.ID, h.Lang, h.Label, h.Intent)
		}
	}
}

// ReportSignals writes the gain and the cost of every signal over all sets.
func ReportSignals(out io.Writer, all []SignalStats) {
	fmt.Fprintf(out, "\nsignals: harmful offers caught with it (of them by it alone), honest ones accused with it (of them by it alone), honest ones calm with it\n")
	for _, w := range all {
		fmt.Fprintf(out, "  %-24s caught %4d (%3d)  accused %3d (%3d)  calm %4d\n", w.Signal, w.TruePositives, w.MissedWithout, w.FalsePositives, w.CalmWithout, w.BelowLevel2)
	}
}

// ReportReal writes the figures of real offers, by label.
func ReportReal(out io.Writer, all []OfferResult) {
	for _, g := range GroupOffers(all, func(j OfferResult) string { return j.Label }) {
		fmt.Fprintf(out, "%-36s %-30s level 3: %s\n", "real: "+g.Name+" at level 2 or 3", g.At2.Within(), g.At3.Within())
	}
}
