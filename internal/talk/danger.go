package talk

import (
	"cekloker/internal/flow"
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
	if named := t.book.Rules.Whereabouts(t.event.Text.Joined()); named != "" {
		return session.Value(named)
	}
	if named := t.book.Rules.Whereabouts(t.text()); named != "" {
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

// answersDanger takes words as the answer to a question of the danger flow that
// whole sentences may answer, and reports whether they are one. A wish that is
// one everywhere (the safe word, exit, contacts, a way such as "back") stays one.
// More words of danger mean yes, and contacts again once that was said; anything
// unclear is the careful answer.
func (t *turn) answersDanger(heard hear.Classification, text string) bool {
	f, step, values := t.standing()
	if f.ID == FlowDanger && t.now.Value(slotInDanger) != "" && heard.Tier == hear.TierAsk {
		t.saidMore(heard, step, "")
		if step.Slot != slotReadBy || t.showsMore(step) || t.wroteOn() {
			t.contactsAgain()
			return true
		}
		// More words of danger do not say that nobody reads along.
	}
	plea := heard.Tier == hear.TierAsk && f.ID != FlowDanger && !t.answers(text) // asked about first, at a question of another flow
	if step.AnswerQuestion == "" || plea || t.wishes(heard, text) {
		return false
	}
	if t.event.Text.Quoted != "" {
		text = t.event.Text.Typed // a "no" or "nobody" in words of others answers nothing
	}
	if t.spoken(f, step, values, text) || heard.Tier != hear.TierAsk && t.asksFirst(f, step, values) {
		return true
	}
	if where := t.whereabouts(heard); f.ID == FlowDanger && where != "" && t.now.Value(SlotWhere) == "" {
		t.now = t.now.Set(SlotWhere, where) // told behind the plea
	}
	if step.Slot == slotInDanger {
		t.keepAlso(heard)
	}
	choice := t.book.Classifier.Answer(step.AnswerQuestion, text)
	if f.ID == FlowDanger && heard.Tier != hear.TierAsk && t.wroteOn() && (choice != "yes" && !t.saysYes(choice, text) || step.Slot == slotReadBy) {
		t.urgent = true
		if t.now.Value(slotInDanger) == "" {
			t.show()
		} else {
			t.contactsAgain()
		}
		return true
	}
	if choice == "yes" {
		choice = t.yes(step)
	}
	if heard.Tier == hear.TierAsk && f.ID == FlowDanger && step.Slot != slotReadBy {
		choice = t.saidMore(heard, step, choice)
	}
	if choice == "" || !t.choose(f, step, values, choice) {
		return t.choose(f, step, values, string(step.Unclear))
	}
	return true
}

// slotReadBy is the answer to the question whether others can read the phone.
const slotReadBy = "read_by"

// showsMore reports whether there is more to show than the present step: what was
// told leads to another one, or to a screen above it.
func (t *turn) showsMore(step flow.Step) bool {
	asking := *t
	_, now, _ := asking.present()
	return now.ID != step.ID || len(asking.notes) > len(t.notes)
}

// wroteOn reports whether a message is a part of the burst whose earlier part opened the
// question: the person may have written on without having seen it. Then only a yes, a label
// or a number is an answer.
func (t *turn) wroteOn() bool { return len(t.event.Earlier) > 0 }

// saysYes reports whether a sentence with a yes in it says who is in danger: nobody writes
// "iya saya sendiri" without having seen the question.
func (t *turn) saysYes(choice, text string) bool {
	return (choice == "self" || choice == "other") && t.book.Classifier.Affirms(text)
}

// wishes reports whether a text is a wish that counts in every state. A guess of the
// model is none: at a question of the danger flow it is an unclear answer.
func (t *turn) wishes(heard hear.Classification, text string) bool {
	switch heard.Intent {
	case hear.IntentSafeword:
		return true
	case hear.IntentExit, hear.IntentChannels, hear.IntentMenu, hear.IntentLanguage:
		return !heard.FromModel
	}
	return t.asksHelp(text) || t.book.Languages.named(text) != ""
}

// saidMore is the answer of somebody who tells more of the danger: it is a yes,
// for the one whom it is told of, and what is told is kept as its kind and
// country.
func (t *turn) saidMore(heard hear.Classification, step flow.Step, choice string) string {
	t.advance()
	t.keepMatter(heard)
	if heard.Danger != "" && t.now.Value(SlotDanger) != dangerValue(hear.DangerSelfHarm) {
		t.now = t.now.Set(SlotDanger, dangerValue(heard.DangerKind()))
	}
	if heard.Danger == hear.DangerRansom && heard.DangerKind() != hear.DangerRansom {
		t.now = t.now.Set(slotDangerNow, session.Value(hear.DangerRansom))
	}
	if where := t.whereabouts(heard); where != "" {
		t.now = t.now.Set(SlotWhere, where)
	}
	switch {
	case choice != "no" && choice != "":
		return choice
	case heard.AboutRelative:
		return "other"
	}
	return t.yes(step)
}

// yes returns the choice that a bare yes stands for: a relative, if the text was about
// a relative.
func (t *turn) yes(step flow.Step) string {
	if step.Yes == "self" && t.ofKin() {
		return "other"
	}
	return string(step.Yes)
}

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
