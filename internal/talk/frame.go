package talk

import (
	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/offer/learned"
)

// Frame is what a text is about as a whole. Only an offer gets a verdict, even if it is
// described inside a question; every other frame has its own answer.
type Frame string

const (
	FrameOffer        Frame = "offer"    // an offer to judge, pasted, told or asked about
	FrameQuestion     Frame = "question" // a question that has an answer
	FrameAlreadyThere Frame = "there"    // somebody who is already there, on the way, or back
	FrameWarning      Frame = "warning"  // a warning, or news of others
	FrameNone         Frame = "none"     // nothing about work
)

// minOfferFacts is from how many facts on a question or a story is judged as an offer
// as well.
const minOfferFacts = 3

// minReported is the same for a question that reads like offers that were reported.
const minReported = 2

// frameOf decides the frame from the intent of a text and the offer read from it. The
// conversation, bot hear and bot judge all use it.
func frameOf(heard hear.Classification, reading *offer.Reading) Frame {
	facts := len(reading.Facts)
	if reading.Kind == offer.KindAlreadyThere {
		return FrameAlreadyThere
	}
	if missesRelative(heard) && reading.Kind == offer.KindOpener {
		return FrameAlreadyThere // where a relative works is no offer
	}
	if reading.Offered == learned.SurelyOffered && heard.Tier != hear.TierAsk && (facts > 0 || heard.Intent == hear.IntentOffer) {
		return FrameOffer // also one that warns of others or asks a question
	}
	switch heard.Intent {
	case hear.IntentAlready:
		needed := minOfferFacts
		if !heard.PositiveScore {
			needed = minReported
		}
		if reading.Kind != offer.KindOffer || facts < needed && !reading.Facts.Has(offer.FactContact) {
			return FrameAlreadyThere
		}
	case hear.IntentQuestion:
		if reading.Kind == offer.KindNews {
			break // what news asks is asked of nobody
		}
		if facts >= minReported && reading.Reported() {
			return FrameOffer // an offer that is asked about
		}
		if reading.Kind != offer.KindOffer || heard.PositiveScore && facts < minOfferFacts && !reading.Facts.Has(offer.FactPay) {
			return FrameQuestion
		}
	}
	if frame := notOffered(heard, reading); frame != "" {
		return frame
	}
	switch {
	case reading.Kind == offer.KindNews && !reading.BehindNews:
		return FrameWarning
	case reading.Kind == offer.KindOffer, reading.Kind == offer.KindOpener:
		return FrameOffer
	case heard.Intent == hear.IntentOffer && (facts > 0 || heard.PositiveScore):
		return FrameOffer
	case reading.Kind == offer.KindQuestion:
		return FrameQuestion
	}
	return FrameNone
}

// notOffered is the frame of a text that reads like no offer, "" when it may be one: it has
// to read so without doubt, or what the message wants has to agree.
func notOffered(heard hear.Classification, reading *offer.Reading) Frame {
	sure := reading.Offered == learned.SurelyNoOffer
	if !sure && (reading.Offered != learned.LikelyNoOffer || reading.Kind == offer.KindNews) {
		return ""
	}
	switch {
	case reading.Kind == offer.KindNews:
		return FrameWarning
	case heard.Intent == hear.IntentQuestion:
		return FrameQuestion
	case heard.Intent == hear.IntentAlready && (sure || heard.PositiveScore), sure && heard.FirstHand:
		return FrameAlreadyThere
	case heard.Intent == hear.IntentSection, heard.Intent == hear.IntentSmalltalk:
		return FrameNone
	case sure && reading.Facts.Has(offer.FactDestination):
		return FrameWarning
	case sure:
		return FrameNone
	}
	return ""
}

// missesRelative reports whether a worry is told of a relative, without words plain enough
// to ask about danger: "anak saya kerja di thailand, hp-nya tidak aktif".
func missesRelative(heard hear.Classification) bool {
	return heard.Tier == hear.TierBeside && heard.AboutRelative
}

// Interpretation is how the conversation understands a text.
type Interpretation struct {
	hear.Classification
	Frame Frame
}

// Interpret returns how Turn understands a text outside any conversation, and the tier of
// danger in it.
func (b *Book) Interpret(text Text) Interpretation {
	return b.interpret(&turn{book: b, event: Event{Kind: EventText, Text: text}})
}

func (b *Book) interpret(t *turn) Interpretation {
	text := t.event.Text
	out := Interpretation{Classification: t.heard()}
	out.Tier = t.tier(out.Classification)
	out.Frame = frameOf(out.Classification, t.read())
	switch {
	case out.Tier == hear.TierAsk:
		out.Intent = hear.IntentDanger
	case out.Intent == hear.IntentDanger:
		out.Intent = hear.IntentOther
	}
	switch {
	case out.Intent == hear.IntentOther && t.book.Languages.named(text.Joined()) != "":
		out.Intent = hear.IntentLanguage
	case out.Frame == FrameOffer && fromModel(out.Intent):
		out.Intent, out.Topic, out.Second = hear.IntentOffer, "", ""
	case out.Frame == FrameQuestion && out.Intent == hear.IntentOther:
		out.Intent = hear.IntentQuestion
	}
	return out
}

// fromModel reports whether an offer in the text overrules an intent.
func fromModel(i hear.Intent) bool {
	switch i {
	case hear.IntentOther, hear.IntentQuestion, hear.IntentAlready, hear.IntentSection, hear.IntentSmalltalk, hear.IntentOffer:
		return true
	}
	return false
}

// JudgedText is a text as the conversation judges it.
type JudgedText struct {
	Interpretation
	Reading offer.Reading
	Verdict offer.Verdict // of what is no offer: TooLittle, and the frame as its rule
}

// JudgeText returns how Turn judges a text outside any conversation. Only an offer has a
// verdict. Whatever counts verdicts calls it, so that they are those of the
// conversation.
func (b *Book) JudgeText(text Text) JudgedText {
	t := &turn{book: b, event: Event{Kind: EventText, Text: text}}
	out := JudgedText{Interpretation: b.interpret(t), Reading: *t.read()}
	out.Verdict = offer.Verdict{Level: offer.LevelTooLittle, Trouble: offer.TroubleIncomplete, Rule: string(out.Frame)}
	if out.Frame == FrameOffer {
		out.Verdict = b.Rules.Judge(out.Reading.Kept())
	}
	return out
}
