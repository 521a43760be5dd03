package talk

import (
	"cekloker/internal/offer"
	"cekloker/internal/offer/learned"
	"cekloker/internal/session"
)

// slotTold says that the facts in the session are those of a story or a warning, which nobody
// asked to judge.
const slotTold session.Slot = "told"

// tellsOfOffer answers a text that repeats an offer and makes none, and reports whether it is one.
// Nothing is judged; since a story may be about the person, a button judges it as offered to them.
// Only its facts are kept for that, until the next text.
func (t *turn) tellsOfOffer() bool {
	reading := t.read()
	story := reading.Kind == offer.KindNews || reading.Kind == offer.KindOffer && reading.Offered == learned.SurelyNoOffer
	if !story || t.checking() || t.now.Value(slotGiven) != "" || countFacts(reading.Facts) < minOfferFacts {
		return false
	}
	t.forgetTold()
	t.keepFacts(reading)
	t.now = t.now.Set(slotTold, "yes")
	t.shortAnswer("talk.told", Button{Label: "talk.is_offered", Tap: OpenTap("offered", "")}, tipsButton())
	return true
}

// tipsButton opens the tips.
func tipsButton() Button {
	return Button{Label: "talk.open_tips", Tap: OpenTap("flow", string(FlowTips))}
}

// offered judges what was told of, and reports whether its facts are still there.
func (t *turn) offered(string) bool {
	switch {
	case t.now.Value(slotTold) == "":
		return false
	case t.now.Value(slotMinor) != "":
		t.minorGoing()
		return true
	}
	t.advance()
	t.now = t.now.Clear(func(s session.Slot) bool { return s == slotTold })
	t.givenAsText()
	t.show()
	return true
}

// forgetTold drops the facts of a story that was not judged.
func (t *turn) forgetTold() {
	if t.now.Value(slotTold) == "" {
		return
	}
	t.advance()
	t.now = t.now.Clear(func(s session.Slot) bool { return s == slotTold || offer.Fact(s).Known() })
}
