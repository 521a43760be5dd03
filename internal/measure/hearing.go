package measure

import (
	"cekloker/internal/talk"

	"cekloker/internal/hear"
)

// HeardAs is one utterance and its classification.
type HeardAs struct {
	Item
	Heard hear.Intent
	Tier  hear.Tier
}

// Right reports whether an utterance was classified as labelled. The safe word counts as
// danger, since it leads to the contacts at once.
func (h HeardAs) Right() bool {
	switch h.Label {
	case Danger:
		return h.Tier != hear.NoTier || h.Heard == hear.Safeword
	case Exit:
		return h.Heard == hear.Exit
	}
	return h.Heard != hear.Danger && h.Heard != hear.Safeword && h.Heard != hear.Exit
}

// Utterances classifies the utterances of items.
func Utterances(book *talk.Book, items []Item) []HeardAs {
	var out []HeardAs
	for _, item := range items {
		if item.utterance() {
			heard := book.Interpret(talk.Text{Typed: item.Text})
			out = append(out, HeardAs{Item: item, Heard: heard.Intent, Tier: heard.Tier})
		}
	}
	return out
}

// Heard counts the utterances of one label that were heard right.
func Heard(all []HeardAs, label string) Share {
	var s Share
	for _, h := range all {
		if h.Label == label {
			s.add(h.Right())
		}
	}
	return s
}
