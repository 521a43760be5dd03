package measure

import (
	"cekloker/internal/talk"

	"cekloker/internal/hear"
)

// UtteranceResult is one utterance and its classification.
type UtteranceResult struct {
	LabelledText
	Intent hear.Intent
	Tier   hear.Tier
}

// Right reports whether an utterance was classified as labelled. The safe word counts as
// danger, since it leads to the contacts at once.
func (h UtteranceResult) Right() bool {
	switch h.Label {
	case LabelDanger:
		return h.Tier != hear.TierNone || h.Intent == hear.IntentSafeword
	case LabelExit:
		return h.Intent == hear.IntentExit
	}
	return h.Intent != hear.IntentDanger && h.Intent != hear.IntentSafeword && h.Intent != hear.IntentExit
}

// Utterances classifies the utterances of items.
func Utterances(book *talk.Book, items []LabelledText) []UtteranceResult {
	var out []UtteranceResult
	for _, item := range items {
		if item.utterance() {
			heard := book.Interpret(talk.Text{Typed: item.Text})
			out = append(out, UtteranceResult{LabelledText: item, Intent: heard.Intent, Tier: heard.Tier})
		}
	}
	return out
}

// CountRight counts the utterances of one label that were heard right.
func CountRight(all []UtteranceResult, label string) Proportion {
	var s Proportion
	for _, h := range all {
		if h.Label == label {
			s.add(h.Right())
		}
	}
	return s
}
