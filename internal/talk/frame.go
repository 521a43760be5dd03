package talk

import (
	"cekloker/internal/hear"
	"cekloker/internal/offer"
)

// Frame is what a text is about as a whole. Only an offer, also one that is told
// inside a question, gets a verdict; every other frame has an answer of its own.
type Frame string

const (
	FrameOffer    Frame = "offer"    // an offer to judge, pasted, told or asked about
	FrameQuestion Frame = "question" // a question that has an answer
	FrameThere    Frame = "there"    // somebody who is already there, on the way, or back
	FrameWarning  Frame = "warning"  // a warning, or news of others
	FrameNone     Frame = "none"     // nothing about work
)

// factsOfATale is from how many facts a text that asks or tells something holds
// an offer to judge as well.
const factsOfATale = 3

// frameOf decides from what the words want and from the evidence of an offer in
// them. It is the only place that does: the conversation, bot hear and bot judge
// call it.
func frameOf(heard hear.Classification, reading *offer.Reading) Frame {
	facts := len(reading.Facts)
	switch heard.Intent {
	case hear.Already:
		if reading.Is != offer.AnOffer || facts < factsOfATale && !reading.Facts.Has(offer.Contact) {
			return FrameThere
		}
	case hear.Question:
		if reading.Is == offer.ANews {
			break // what news asks is asked of nobody
		}
		if reading.Is != offer.AnOffer || heard.Sure && facts < factsOfATale && !reading.Facts.Has(offer.Pay) {
			return FrameQuestion
		}
	}
	switch {
	case reading.Is == offer.ANews && !reading.BehindNews:
		return FrameWarning
	case reading.Is == offer.AnOffer, reading.Is == offer.AnOpener:
		return FrameOffer
	case heard.Intent == hear.Offer && facts > 0:
		return FrameOffer
	case reading.Is == offer.AQuestion:
		return FrameQuestion
	}
	return FrameNone
}

// Heard is what the conversation takes a text for.
type Heard struct {
	hear.Classification
	Frame Frame
}

// Hears tells what Turn would take a text for, without a conversation, and how
// danger in it is answered.
func (b *Book) Hears(text Text) Heard {
	t := &turn{book: b, event: Event{Kind: TextCame, Text: text}}
	out := Heard{Classification: t.heard()}
	out.Tier = t.tier(out.Classification)
	out.Frame = frameOf(out.Classification, t.read())
	switch {
	case out.Tier == hear.Ask:
		out.Intent = hear.Danger
	case out.Intent == hear.Danger:
		out.Intent = hear.Other
	}
	switch {
	case out.Intent == hear.Other && t.languageNamed(text.Joined()) != "":
		out.Intent = hear.Language
	case out.Frame == FrameOffer && fromModel(out.Intent):
		out.Intent, out.Topic, out.Second = hear.Offer, "", ""
	case out.Frame == FrameQuestion && out.Intent == hear.Other:
		out.Intent = hear.Question
	}
	return out
}

// fromModel reports whether an intent is one that evidence of an offer overrules.
func fromModel(i hear.Intent) bool {
	switch i {
	case hear.Other, hear.Question, hear.Already, hear.Door, hear.Smalltalk, hear.Offer:
		return true
	}
	return false
}
