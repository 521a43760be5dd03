package talk

import (
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/session"
)

// longText is from how many characters a text is read as an offer before it is
// tried as the answer to a question: no label and no number word is longer.
const longText = 60

// words takes a text. Danger and exit beat every state; then commands, then
// the present question, then an offer.
func (t *turn) words() {
	text := t.event.Said.Text()
	if command, of, ok := commandOf(t.event.Said.Own); ok {
		if t.event.Said.Passed == "" || command != "cek" && command != "check" {
			t.command(command, of)
			return
		}
		t.event.Said.Own = of // the command answers a message: that one is meant
		text = t.event.Said.Text()
	}
	sound := t.book.Hearing.Hear(t.event.Said)
	danger := sound.Inside
	person := personal(text)
	if person && sound.Heard == HeardDanger {
		t.note("privacy.personal")
	}
	switch sound.Heard {
	case HeardSafeword:
		t.safeword()
		return
	case HeardExit:
		t.exit()
		return
	case HeardContacts:
		if !t.answers(text) {
			t.contactsNow()
			return
		}
	case HeardDanger:
		switch {
		case t.answers(text):
		case !t.mentioned(sound, text):
			t.danger(sound)
			return
		default:
			danger = !sound.Hint
		}
	}
	if t.event.InGroup {
		t.inGroup(text)
		return
	}
	f, step, values := t.present()
	short := len([]rune(text)) < longText && t.event.Said.Passed == ""
	if short && t.spoken(f, step, values, text) {
		return
	}
	switch sound.Heard {
	case HeardMenu:
		t.menu()
		return
	case HeardHelp:
		t.open(FlowHelp, true)
		return
	case HeardLanguage:
		t.language("")
		return
	}
	if lang := t.languageNamed(text); lang != "" {
		t.language(lang)
		return
	}
	if person && t.aboutPerson(f, text) {
		t.note("privacy.personal")
		t.show()
		return
	}
	t.offered(f, step, danger)
}

// aboutPerson reports whether personal data came as such and not inside an
// advertisement.
func (t *turn) aboutPerson(f *flow.Flow, text string) bool {
	return f.Short || t.book.Rules.Read(text).Is != offer.AnOffer
}

// mentioned reports whether words of danger are a mention, so that the question
// goes above the answer: in news, in an advertisement with somebody to answer
// to, and in an offer that nobody tells of as their own trouble. A hint beside
// an offer is one of its facts and nothing more.
func (t *turn) mentioned(sound Sound, text string) bool {
	reading := t.book.Rules.Read(text)
	if sound.Hint && (reading.Is == offer.AnOffer || t.checking() && len(reading.Facts) > 0) {
		return true
	}
	const factsOfAnOffer, factsOfAnAd = 3, 5
	return reading.Is == offer.ANews || reading.BehindNews || reading.Is == offer.AnOffer &&
		(!sound.Told && len(reading.Facts) >= factsOfAnOffer || reading.Facts.Has(offer.Contact) && len(reading.Facts) >= factsOfAnAd)
}

// checking reports whether single facts that are said belong to the offer being
// checked: in its questions, and at the steps after its verdict.
func (t *turn) checking() bool {
	f := flow.ID(t.now.Flow())
	return f == FlowCheck || f == FlowWaysOn && t.now.Value(slotGiven) != ""
}

// languageNamed hears "english" and "bahasa indonesia" as a wish.
func (t *turn) languageNamed(text string) string {
	switch plain(text) {
	case "english", "inggris", "bahasa inggris", "in english":
		return "en"
	case "indonesia", "indonesian", "bahasa indonesia", "indo":
		return "id"
	}
	return ""
}

// danger asks first whether somebody is in danger; "no" comes back to the same
// question. The country that the words name is kept, as its code, and so is one
// that was said before: asking again would only cost time.
func (t *turn) danger(sound Sound) {
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

// safeword gives contacts at once, without a question.
func (t *turn) safeword() {
	t.urgent = true
	t.quieten()
	t.count("safeword")
	t.contactScreen("abroad_in_danger")
}

// offered reads a text as an offer and judges it together with what is known
// already. Texts that came just before in the same burst are read with it.
func (t *turn) offered(f *flow.Flow, step flow.Step, danger bool) {
	reading := t.book.Rules.Read(t.whole())
	switch reading.Is {
	case offer.AnOffer, offer.AnOpener:
		t.takeOffer(&reading, danger)
		return
	case offer.ANews:
		if danger {
			t.addDangerNote()
		}
		t.aside("talk.news", Button{Label: "talk.open_tips", Tap: Opens("flow", string(FlowTips))})
		return
	}
	inCheck := t.checking()
	switch {
	case inCheck && (len(reading.Facts) > 0):
		t.takeOffer(&reading, danger)
	case inCheck && step.Kind == flow.Paste && len([]rune(t.event.Said.Text())) >= longText:
		// Said aloud, never judged as "no signs": nothing could be read.
		t.note("talk.nothing_read")
		t.show()
	case inCheck && t.now.Value(slotGiven) != "" && !step.Asks() && t.event.What == "" && reading.Is != offer.AQuestion:
		t.count("not_understood")
		t.note("check_offer.nothing_new")
		t.show()
	case reading.Is == offer.AQuestion:
		t.aside("talk.question", Button{Label: "talk.open_check", Tap: Opens("flow", string(FlowCheck))})
	case t.event.What == "picture":
		t.picture()
	case t.event.What != "":
		t.unreadable()
	case t.doorNamed(t.event.Said.Own):
	default:
		t.count("not_understood")
		switch {
		case step.Asks() && step.Required:
			t.note("talk.not_understood_required")
		case step.Asks():
			t.note("talk.not_understood")
		default:
			t.note("talk.not_understood_here")
		}
		t.show()
	}
}

// whole joins the texts of a burst, oldest first, and the links hidden in them.
func (t *turn) whole() string {
	parts := make([]string, 0, len(t.event.Earlier)+1)
	for _, said := range append(t.event.Earlier, t.event.Said) {
		parts = append(parts, said.Text())
		parts = append(parts, said.Links...)
	}
	return strings.Join(parts, "\n")
}

// takeOffer keeps what a text said as facts and shows the verdict.
func (t *turn) takeOffer(reading *offer.Reading, danger bool) {
	t.advance()
	more := t.now.Value(slotGiven) != "" && len(t.event.Earlier) == 0
	known := t.facts()
	for fact, value := range known.Merge(reading.Facts) {
		if known[fact] != value {
			t.now = t.now.Set(session.Slot(fact), session.Value(value))
		}
	}
	t.now = t.now.Set(slotGiven, "text")
	t.now = t.now.Clear(func(s session.Slot) bool { return s == slotPace || s == slotFix })
	t.now = t.now.Push(session.FlowID(FlowCheck))
	t.reading = reading
	t.hold = true
	t.count("offer_read")
	if danger {
		t.addDangerNote()
	}
	if t.merged = more; more {
		t.note("check_offer.merged")
	}
	if reading.BehindNews {
		t.note("talk.behind_news")
	}
	if t.event.What != "" {
		t.note("unread.beside")
	}
	t.show()
}

// addDangerNote puts the danger question above what is shown, not in its place.
func (t *turn) addDangerNote() {
	t.note("danger.above")
	t.urgent = true
}

// aside answers in one sentence and leaves the conversation where it stands.
func (t *turn) aside(id MessageID, buttons ...Button) {
	m := Message{Blocks: append(t.notes, Block{ID: id}), Rows: [][]Button{buttons}}
	m.Rows = append(m.Rows, []Button{{Label: "common.menu", Tap: Opens("menu", "")}, {Label: "common.exit", Tap: Opens("exit", "")}})
	t.notes = nil
	t.say(m, false)
}

// edited reads a changed message again when it is an offer, and is silent
// otherwise: an edited answer was already taken.
func (t *turn) edited() {
	reading := t.book.Rules.Read(t.event.Said.Text())
	if reading.Is != offer.AnOffer || t.event.InGroup {
		t.silent("edited")
		return
	}
	t.takeOffer(&reading, t.book.Hearing.Hear(t.event.Said).Inside)
}

// inGroup answers a check in a group: the level only, and the way to the
// private chat. Nothing of it is kept.
func (t *turn) inGroup(text string) {
	t.now = t.was
	reading := t.book.Rules.Read(text)
	if reading.Is != offer.AnOffer && reading.Is != offer.AnOpener {
		t.add(Say{Message: Message{Blocks: []Block{{ID: "group.ask"}}}})
		return
	}
	verdict := t.book.Rules.Judge(reading.Facts)
	t.add(Say{Message: Message{Blocks: []Block{headline(verdict), {ID: "group.private"}}}})
}

// Hears tells what Turn would take a text for, without a conversation.
func (b *Book) Hears(said Said) Heard {
	t := &turn{book: b}
	sound := b.Hearing.Hear(said)
	heard := sound.Heard
	if heard == HeardDanger && t.mentioned(sound, said.Text()) {
		heard = HeardText
	}
	if heard != HeardText {
		return heard
	}
	if t.languageNamed(said.Text()) != "" {
		return HeardLanguage
	}
	switch b.Rules.Read(said.Text()).Is {
	case offer.AnOffer, offer.AnOpener:
		return HeardOffer
	case offer.AQuestion:
		return HeardQuestion
	}
	return HeardText
}
