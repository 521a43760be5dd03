package talk

import (
	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/refer"
	"cekloker/internal/session"
)

// tier lowers danger that is a mention: in news, in an advertisement with somebody
// to answer to, and in an offer that nobody tells of as their own trouble.
// Nothing lowers it to none. A forwarded plea that is no offer stays a plea:
// mothers forward them.
func (t *turn) tier(sound Sound, text string) Tier {
	if sound.Tier == TierAsk && t.mentioned(sound, text) {
		return TierBeside
	}
	return sound.Tier
}

func (t *turn) mentioned(sound Sound, text string) bool {
	const factsOfAnOffer, factsOfAnAd = 3, 5
	reading := t.book.Rules.Read(text)
	isOffer := reading.Is == offer.AnOffer
	advert := isOffer && reading.Facts.Has(offer.Contact) && len(reading.Facts) >= factsOfAnAd
	switch {
	case sound.Passed:
		return isOffer || reading.Is == offer.ANews || reading.BehindNews
	case sound.Danger == DangerSelfHarm:
		return advert
	case sound.Hint && (isOffer || t.checking() && len(reading.Facts) > 0):
		return true
	case reading.Is == offer.ANews || reading.BehindNews:
		return !sound.Plea
	}
	return advert || isOffer && !sound.Told && len(reading.Facts) >= factsOfAnOffer
}

// danger asks first whether somebody is in danger. What would have been answered
// is worked out now and kept as closed values, so that "no" can be answered
// without the words. The country that the words name is kept, as its code, and
// so is one that was said before: asking again would only cost time.
func (t *turn) danger(sound Sound) {
	if sound.tells() != DangerSelfHarm {
		t.keepForLater()
	}
	t.advance()
	t.urgent = true
	where := t.now.Value(slotWhere)
	if named := t.whereabouts(sound); named != "" {
		where = named
	}
	t.clear(FlowDanger)
	if where != "" {
		t.now = t.now.Set(slotWhere, where)
	}
	t.now = t.now.Set(SlotDanger, sound.tells().value())
	if sound.tells() == DangerRelative && sound.Danger == DangerRansom {
		t.now = t.now.Set(slotDangerNow, session.Value(DangerRansom))
	}
	t.now = t.now.Push(session.FlowID(FlowDanger))
	t.quieten()
	t.count("danger_heard")
	t.show()
}

// slotLater is what "no" to the danger question answers: the id of a sentence.
// An offer needs none: its facts are in the session, and its flow lies below.
const slotLater session.Slot = "later"

// keepForLater does with the text what would have been done with it, without
// showing anything.
func (t *turn) keepForLater() {
	reading := t.book.Rules.Read(t.whole())
	switch {
	case reading.Is == offer.AnOffer, reading.Is == offer.AnOpener, t.checking() && len(reading.Facts) > 0:
		t.keepOffer(&reading)
	case reading.Is == offer.ANews:
		t.now = t.now.Set(slotLater, "talk.news")
	case reading.Is == offer.AQuestion:
		t.now = t.now.Set(slotLater, "talk.question")
	}
}

// whereabouts is the country that a plea names, or that the messages just before
// it name. Somebody at an airport names where the journey goes.
func (t *turn) whereabouts(sound Sound) session.Value {
	if sound.Danger == DangerAirport {
		return ""
	}
	if named := t.book.Rules.Whereabouts(t.event.Said.Text()); named != "" {
		return session.Value(named)
	}
	return session.Value(t.book.Rules.Whereabouts(t.whole()))
}

// slotInDanger is the answer to the danger question.
const slotInDanger session.Slot = "in_danger"

// answersDanger takes words as the answer to a question of the danger flow that
// whole sentences may answer, and reports whether they are one. A wish that is
// one everywhere (the safe word, exit, contacts, a way such as "back") stays one.
// More words of danger mean yes, and contacts again once that was said; anything
// unclear is the careful answer.
func (t *turn) answersDanger(sound Sound, text string) bool {
	asking := *t
	f, step, values := asking.present()
	if f.ID == FlowDanger && t.now.Value(slotInDanger) != "" && sound.Tier == TierAsk {
		t.saidMore(sound, step, "")
		t.contactsAgain()
		return true
	}
	if step.Hears == "" || sound.Heard == HeardSafeword || sound.Heard == HeardExit || sound.Heard == HeardContacts || sound.Heard == HeardMenu || sound.Heard == HeardLanguage {
		return false
	}
	if t.asksHelp(text) || t.languageNamed(text) != "" {
		return false
	}
	if t.spoken(f, step, values, text) {
		return true
	}
	choice := t.book.Hearing.Answer(step.Hears, text)
	if choice == "yes" {
		choice = t.yes(step)
	}
	if sound.Tier == TierAsk && f.ID == FlowDanger {
		choice = t.saidMore(sound, step, choice)
	}
	if choice == "" || !t.choose(f, step, values, choice) {
		return t.choose(f, step, values, string(step.Unclear))
	}
	return true
}

// saidMore is the answer of somebody who tells more of the danger: it is a yes,
// for the one whom it is told of, and what is told is kept as its kind and
// country.
func (t *turn) saidMore(sound Sound, step flow.Step, choice string) string {
	t.advance()
	if sound.Danger != "" && t.now.Value(SlotDanger) != DangerSelfHarm.value() {
		t.now = t.now.Set(SlotDanger, sound.tells().value())
	}
	if sound.tells() == DangerRelative && sound.Danger == DangerRansom {
		t.now = t.now.Set(slotDangerNow, session.Value(DangerRansom))
	}
	if where := t.whereabouts(sound); where != "" {
		t.now = t.now.Set(slotWhere, where)
	}
	switch {
	case choice != "no" && choice != "":
		return choice
	case sound.Kin:
		return "other"
	}
	return t.yes(step)
}

// yes is the choice of a bare yes. Who told of a relative says yes to that.
func (t *turn) yes(step flow.Step) string {
	if step.Yes == "self" && t.now.Value(SlotDanger) == DangerRelative.value() {
		return "other"
	}
	return string(step.Yes)
}

// firstContact is the one contact that stands below the danger question: for
// somebody held abroad the embassy, for a relative the ministry, at home the
// police, for thoughts of suicide those who listen. Names and numbers only.
func (t *turn) firstContact() []Block {
	need := t.need(refer.AbroadInDanger)
	switch DangerKind(t.now.Value(SlotDanger)) {
	case DangerSelfHarm:
		need = t.need(refer.SelfHarm)
	case DangerRelative, DangerRansom:
		need.Country, need.Where = "", ""
	case DangerMinor:
		need = t.need(refer.ChildOrWoman)
	}
	if need.Country == home {
		need = t.need(refer.Witness)
	}
	found := t.book.Channels.Find(need)
	if len(found) == 0 {
		return nil
	}
	c := found[0]
	return []Block{{ID: "contact.one", Args: Args{"name": Ref("contact." + string(c.ID) + ".name")}, Lines: numberLines(c, need)}}
}

// home is where the police 110 and the services for children are.
const home = "ID"
