package talk

import (
	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/refer"
	"cekloker/internal/session"
)

// SlotDanger holds the kind of danger that was heard, or "other", so that the danger
// flow can branch. It is cleared with that flow.
const SlotDanger session.Slot = "danger_heard"

// slotDangerNow is what happens now, as the danger flow asks it; also filled
// when a relative tells that money is asked.
const slotDangerNow session.Slot = "danger_now"

// dangerValue is a kind of danger as an answer of a session.
func dangerValue(k hear.DangerKind) session.Value {
	if k == "" {
		return "other"
	}
	return session.Value(k)
}

// tier lowers the tier of danger that is only mentioned: in news, in an advertisement
// that names a contact, and in an offer that nobody describes as their own trouble.
// It never lowers it to none. A forwarded plea stays a plea unless it is an offer:
// mothers forward the pleas of their children.
func (t *turn) tier(heard hear.Classification) hear.Tier {
	if heard.Tier == hear.TierAsk && t.mentioned(heard) {
		return hear.TierBeside
	}
	return heard.Tier
}

func (t *turn) mentioned(heard hear.Classification) bool {
	const factsOfAnOffer, factsOfAnAd = 3, 5
	reading := t.readAlone()
	if t.event.Classification != nil && t.event.Classification.Tier == hear.TierNone {
		reading = t.read() // the plea is spread over the burst
	}
	isOffer := reading.Kind == offer.KindOffer
	advert := isOffer && reading.Facts.Has(offer.FactContact) && len(reading.Facts) >= factsOfAnAd
	switch {
	case heard.Quoted:
		return isOffer || reading.Kind == offer.KindNews || reading.BehindNews
	case heard.Danger == hear.DangerSelfHarm:
		return advert
	case heard.FromModel && !heard.Strong && (isOffer || t.checking() && len(reading.Facts) > 0):
		return true // a low score in an offer is not a plea
	case heard.FromModel && reading.PaysForTasks():
		return true // money asked before the next task is a fraud, and holds nobody
	case heard.FromModel && !heard.Strong && reading.Kind == offer.KindOpener && t.book.Rules.Judge(reading.Facts).Trouble == offer.TroubleNameFraud:
		return true // so is money asked in a name
	case reading.Kind == offer.KindNews || reading.BehindNews:
		return !heard.FirstHand
	}
	return advert || isOffer && !heard.OwnVoice && len(reading.Facts) >= factsOfAnOffer
}

// danger asks whether somebody is in danger before it answers anything else. The
// answer to the text is computed now and kept as closed values, so that a "no" can be
// answered without the text. The country that the text or an earlier message names is
// kept as its code: asking again would only cost time.
func (t *turn) danger(heard hear.Classification) {
	if heard.DangerKind() != hear.DangerSelfHarm {
		t.keepForLater(heard)
	}
	t.advance()
	t.urgent = true
	where := t.now.Value(SlotWhere)
	if named := t.whereabouts(heard); named != "" {
		where = named
	}
	t.clear(FlowDanger)
	if where != "" {
		t.now = t.now.Set(SlotWhere, where)
	}
	t.now = t.now.Set(SlotDanger, dangerValue(heard.DangerKind()))
	t.keepMatter(heard)
	if number := messageNumber(t.event); number != "" {
		t.now = t.now.Set(slotPlea, number)
	}
	if heard.Danger == hear.DangerRansom && heard.DangerKind() != hear.DangerRansom {
		t.now = t.now.Set(slotDangerNow, session.Value(hear.DangerRansom))
	}
	t.enterDanger()
	t.cancelReminder()
	t.count("danger_heard")
	t.show()
}

// slotAskNation says that somebody in danger is asked for their nationality: people who
// write Indonesian are only when they say that they are not Indonesian.
const slotAskNation session.Slot = "ask_nation"

// enterDanger puts the danger flow on top.
func (t *turn) enterDanger() {
	t.now = t.now.Push(session.FlowID(FlowDanger))
	if t.book.Languages.of(t.now.Lang).Nationality == "" {
		t.now = t.now.Set(slotAskNation, "yes")
	}
}

// whereabouts returns the country that a plea names, or the messages just before it.
// People at an airport name their destination.
func (t *turn) whereabouts(heard hear.Classification) session.Value {
	if heard.Danger == hear.DangerAirport {
		return ""
	}
	if named := t.placeIn(t.event.Text.Joined()); named != "" {
		return session.Value(named)
	}
	if named := t.placeIn(t.text()); named != "" {
		return session.Value(named)
	}
	if t.book.Offices.IsAtHome(t.event.Text.Typed, heard.AboutRelative) {
		return home
	}
	return ""
}

// toFamily opens the flow about a relative abroad, with the country that a text names.
func (t *turn) toFamily(heard hear.Classification) {
	if where := t.whereabouts(heard); where != "" {
		t.now = t.now.Set(SlotWhere, where)
	}
	t.open(FlowFamily, false)
}

// slotInDanger is the answer to the danger question.
const slotInDanger = "in_danger"

// ofKin reports whether the danger was told of a relative.
func (t *turn) ofKin() bool {
	told := t.now.Value(SlotDanger)
	return told == dangerValue(hear.DangerRelative) || told == dangerValue(hear.DangerRelativeMinor)
}

// ofChild reports whether the danger was told of somebody under 18, by themself or
// by a relative.
func (t *turn) ofChild() bool {
	told := t.now.Value(SlotDanger)
	return told == dangerValue(hear.DangerMinor) || told == dangerValue(hear.DangerRelativeMinor)
}

// firstContact returns the one contact below the danger question: the embassy for
// somebody held abroad, also for a child, the ministry for a relative, the police at
// home, for a child there its own service, a crisis line for thoughts of suicide. It
// shows names and numbers only.
func (t *turn) firstContact() []Block {
	need := t.need(refer.SituationAbroadInDanger)
	switch hear.DangerKind(t.now.Value(SlotDanger)) {
	case hear.DangerSelfHarm:
		need = t.need(refer.SituationSelfHarm)
	case hear.DangerRelative, hear.DangerRansom:
		if need.Situation == refer.SituationAbroadInDanger {
			need.Country, need.AskerCountry = "", ""
		}
	case hear.DangerMinor, hear.DangerRelativeMinor:
		need = t.need(refer.SituationChildHeld)
	}
	found := t.written(t.book.Channels.Find(need))
	if len(found) == 0 {
		return nil
	}
	c := found[0]
	return []Block{{ID: "contact.one", Args: Args{"name": SentenceArg("contact." + string(c.ID) + ".name")}, Lines: numberLines(c, need)}}
}

// home is the country of the police number 110 and of the services for children.
const home = "ID"
