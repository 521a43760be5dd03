package offer

import (
	"maps"
	"slices"
	"strings"

	"cekloker/internal/offer/contact"
	"cekloker/internal/offer/learned"
)

// PhrasePoorlyRead is the sign of a text that was read badly from a picture.
const PhrasePoorlyRead PhraseID = "read_unsure"

// Kept are the facts that a session keeps of a text: those that were read, and as
// further signs what the text reads like as a whole and that it was read badly. No
// finding shows these signs, since they have no words to quote.
func (r Reading) Kept() Facts {
	kept := maps.Clone(r.Facts)
	var more []string
	if slices.Contains(learned.Predictions, r.Prediction) {
		more = append(more, string(r.Prediction))
	}
	if r.Prediction == learned.ReadsTrusted {
		more = append(more, string(learned.ReadsHonest))
	}
	if r.Unsure {
		more = append(more, string(PhrasePoorlyRead))
	}
	if len(more) == 0 {
		return kept
	}
	if kept == nil {
		kept = Facts{}
	}
	signs := append(strings.Fields(kept[FactPhrases]), more...)
	slices.Sort(signs)
	kept[FactPhrases] = strings.Join(signs, " ")
	return kept
}

// HasLink reports whether a text holds a link.
func (r Reading) HasLink() bool {
	return slices.ContainsFunc([]contact.MentionKind{contact.OtherLink, contact.ShortLink, contact.LureLink, contact.FormLink, contact.SocialLink, contact.OfficialLink, contact.Lookalike},
		func(k contact.MentionKind) bool { return r.Facts.HasPhrase(PhraseID(k)) })
}

// PaysForTasks reports whether money is asked before the next task.
func (r Reading) PaysForTasks() bool { return r.Facts.HasPhrase("task_deposit") }

// Reported reports whether a text reads like offers that people reported.
func (r Reading) Reported() bool {
	return r.Prediction == learned.ReadsDanger || r.Prediction == learned.ReadsFraud
}

// readsLike is what a text reads like, and whether it is an offer. What rules know for sure
// outweighs that it is likely none.
func (r *Rules) readsLike(text string, is TextKind, f Facts) (learned.Prediction, learned.Offered) {
	if r.learned == nil {
		return "", ""
	}
	v := r.Judge(f)
	like, offered := r.learned.Read(text, evidence(text, is, f, v), is == KindOpener)
	if offered == "" || offered == learned.SurelyOffered {
		return like, offered
	}
	switch {
	case offered == learned.LikelyNoOffer && v.Level == LevelManySigns:
		return learned.ReadsDoubtful, ""
	case offered != learned.LikelyNoOffer && v.Level < LevelSomeSigns:
		return like, learned.LikelyNoOffer // as an offer it is not accused, so it may be one
	}
	return like, offered
}

// Rules of a verdict that the learned reader changed.
const (
	RuleReadsReported = "reads_reported" // raised to level 2: it reads like offers that were reported
	RuleReadsDoubtful = "reads_doubtful" // neither at level 0 nor plain: it does not read like honest offers
	RuleReadsHonest   = "reads_calm"     // lowered from level 2: it reads very much like honest offers, and no strong sign is found, or one
	RulePoorlyRead    = "read_unsure"    // neither at level 0 nor plain: the picture was read badly, and a sign may be missing
)

// unsure takes back what the lack of signs says when the text was read badly.
func (r *Rules) unsure(f Facts, v *Verdict) {
	if (v.Level == LevelNoSign || v.HomeJob) && f.HasPhrase(PhrasePoorlyRead) {
		v.Level, v.Rule, v.Trouble, v.HomeJob = LevelTooLittle, RulePoorlyRead, TroubleIncomplete, false
	}
}

// reads changes a level by what the text reads like. Level 3, critical signs and firm rules stay as
// they are. One strong sign is outweighed only by a text that reads very much like honest ones,
// and is shown all the same.
func (r *Rules) reads(f Facts, values map[string]any, v *Verdict, firm bool) {
	if r.learned == nil {
		return
	}
	says := func(s learned.Prediction) bool { return f.HasPhrase(PhraseID(s)) }
	danger, fraud := says(learned.ReadsDanger), says(learned.ReadsFraud)
	switch {
	case v.Level < LevelSomeSigns && (danger || fraud):
		v.Level, v.Rule, v.FromPrediction, v.HomeJob = LevelSomeSigns, RuleReadsReported, true, false
		if v.Trouble = r.trouble(values); v.Trouble == TroubleIncomplete {
			v.Trouble = TroubleNameFraud
			if danger {
				v.Trouble = TroubleForcedLabour
			}
		}
	case (v.Level == LevelNoSign || v.HomeJob) && says(learned.ReadsDoubtful):
		v.Level, v.Rule, v.Trouble, v.HomeJob = LevelTooLittle, RuleReadsDoubtful, TroubleIncomplete, false
	case v.Level == LevelSomeSigns && !firm && says(learned.ReadsTrusted) && values["critical"] == 0 && (values["strong"] == 0 || values["strong"] == 1):
		v.Level, v.Rule, v.Trouble = LevelTooLittle, RuleReadsHonest, TroubleIncomplete
	}
}
