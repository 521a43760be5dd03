package talk

import (
	"strings"

	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/session"
)

// slotLater is what "no" to the danger question answers: the intent and the topic
// of the message, "question.fees", or "news". An offer needs none: its facts are
// in the session, and its flow lies below.
const slotLater session.Slot = "later"

// slotSign is the gravest sign in a question: "no" names it as well. What was told without a
// question may have been denied because somebody reads along; nothing is added to that "no".
const slotSign session.Slot = "sign"

// forNo are the slots that only "no" to the danger question needs.
func forNo(s session.Slot) bool { return s == slotLater || s == slotSign || s == slotAskNation }

// keepForLater handles the text as if no danger had been heard, without showing
// anything.
func (t *turn) keepForLater(heard hear.Classification) {
	reading := t.read()
	frame := frameOf(heard, reading)
	if frame == FrameWarning && reading.Kind == offer.KindOffer && len(reading.Facts) >= minOfferFacts {
		frame = FrameOffer // a plea beside an offer makes both read like a story
	}
	switch {
	case frame == FrameOffer, t.addsFacts(heard):
		t.keepOffer(reading)
	case frame == FrameWarning:
		t.now = t.now.Set(slotLater, "news")
	case frame == FrameQuestion && heard.Topic != "":
		t.now = t.now.Set(slotLater, session.Value("question."+heard.Topic))
	case frame == FrameQuestion:
		t.now = t.now.Set(slotLater, "question")
	}
	if signal, _ := t.gravestSign(); signal != "" && (frame == FrameQuestion || frame == FrameNone) && strings.Contains(t.event.Text.Joined(), "?") {
		t.now = t.now.Set(slotSign, session.Value(signal))
	}
	if country := t.countryNamed(t.event.Text.Joined()); country != "" {
		t.now = t.now.Set(slotNamed, session.Value(country))
	}
}

// keepAlso keeps for later what comes while the danger question is open, which stays open.
// A text without a question mark may be an answer to it, "engga kak cuma tanya", and a
// question without a topic leaves what was kept before.
func (t *turn) keepAlso(heard hear.Classification) {
	before := t.now.Value(slotLater)
	t.keepForLater(heard)
	later := string(t.now.Value(slotLater))
	if later == "question" && before != "" || strings.HasPrefix(later, "question") && t.event.Text.Quoted == "" && !strings.Contains(t.event.Text.Typed, "?") {
		t.now = t.now.Clear(func(s session.Slot) bool { return s == slotLater }).Set(slotLater, before)
	}
	t.now = t.now.Push(session.FlowID(FlowDanger))
}
