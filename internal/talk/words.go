package talk

import (
	"maps"
	"reflect"
	"strings"

	"cekloker/internal/hear"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/session"
)

// longText is from how many characters on a text is read as an offer before it is tried
// as the answer to a question. Labels and number words are shorter.
const longText = 60

// words takes a text. Commands come first, then danger and exit in every state, then
// the present question, then wishes, then an offer.
func (t *turn) words() {
	if t.takesCommand() {
		return
	}
	t.forgetTold()
	text, heard := t.event.Text.Joined(), t.heard()
	t.followsWriter(heard)
	t.notesAge(heard)
	t.notesMatter(heard)
	switch {
	case t.answersDanger(heard, text), heard.FromModel && t.saysAnswer(text), t.atOnce(heard, text), t.pleads(heard, text):
	case t.event.InGroup:
		t.inGroup(text)
	case t.saysAnswer(text), t.control(heard, text), t.tellsPerson(text), t.openNamedFlow(t.event.Text.Typed):
	case t.stopsForMinor(heard):
		t.minorGoing()
	case t.tellsMatter(heard), t.reacts(heard):
	default:
		t.byFrame(heard)
	}
}

// takesCommand takes a command, and reports whether the text is one. A request to check
// is about the message that it answers, or about what stands behind it.
func (t *turn) takesCommand() bool {
	command, of, ok := commandOf(t.event.Text.Typed)
	if command == "cek" || command == "check" {
		if t.event.Text.Quoted != "" || !ok {
			t.event.Text.Typed = of
			return false
		}
	}
	if ok {
		t.command(command, of)
	}
	return ok
}

// atOnce takes what counts in every state: the safe word, the bare word to leave and
// the wish for contacts.
func (t *turn) atOnce(heard hear.Classification, text string) bool {
	switch {
	case heard.Intent == hear.IntentSafeword, t.asksHelp(text):
		t.helpNow()
	case heard.Intent == hear.IntentExit && !heard.FromModel:
		t.exit()
	case heard.Intent == hear.IntentChannels && !t.answers(text):
		t.contactsNow()
	default:
		return false
	}
	return true
}

// pleads asks about danger that is heard, and reports whether it does; danger that is
// not asked about gets help beside the reply.
func (t *turn) pleads(heard hear.Classification, text string) bool {
	if heard.Tier == hear.TierNone || t.answers(text) {
		return false
	}
	if t.tier(heard) != hear.TierAsk || t.event.InGroup {
		t.beside = true
		return false
	}
	if personal(text) {
		t.note("privacy.personal")
	}
	t.danger(heard)
	return true
}

// control takes wishes about the bot itself: the menu, help, a language, leaving.
func (t *turn) control(heard hear.Classification, text string) bool {
	named := t.book.Languages.named(text)
	switch {
	case heard.Intent == hear.IntentMenu:
		t.menu()
	case heard.Intent == hear.IntentHelp:
		t.open(FlowHelp, true)
	case heard.Intent == hear.IntentLanguage:
		t.language("")
	case heard.Intent == hear.IntentExit && t.leaves(heard):
		t.exit()
	case named != "":
		t.language(string(named))
	default:
		return false
	}
	return true
}

// leaves reports whether a learned wish to leave is acted on. Somebody in danger, or
// whose words may be danger, must not lose the numbers by a guess, and nobody what they
// have when their words are known to say something else.
func (t *turn) leaves(heard hear.Classification) bool {
	f, _, _ := t.present()
	guessed := heard.FromModel && (heard.Reaction != "" || !heard.PositiveScore && (f.ID == FlowDanger || heard.Tier != hear.TierNone))
	return !guessed && !t.addsFacts(heard)
}

// byFrame takes a text by what it is about as a whole.
func (t *turn) byFrame(heard hear.Classification) {
	frame := frameOf(heard, t.read())
	if t.event.What == "picture" && t.event.Reading == PicturesOn && (frame == FrameQuestion || frame == FrameNone) {
		t.picture() // the words are about the picture
		return
	}
	if frame != FrameOffer && unspoken(t.event.Text.Joined()) {
		t.open(FlowLanguages, true)
		return
	}
	if frame != FrameOffer && frame != FrameWarning && !t.addsSigns() && t.event.What == "" && t.bareContact() {
		t.shortAnswer("talk.bare_contact", Button{Label: "way.number_check", Tap: OpenTap("flow", string(FlowNumber))}, t.offerButton())
		return
	}
	if (frame == FrameQuestion || frame == FrameNone) && t.addsUp(heard) {
		return
	}
	if (frame == FrameAlreadyThere || frame == FrameNone && heard.Intent == hear.IntentOther) && missesRelative(heard) {
		t.toFamily(heard)
		return
	}
	switch frame {
	case FrameOffer:
		t.takeOffer(t.read())
		return
	case FrameQuestion, FrameAlreadyThere, FrameNone:
		going := heard.Intent == hear.IntentQuestion && t.book.Topics.Questions[heard.Topic].Going
		if frame != FrameAlreadyThere && heard.Intent != hear.IntentAlready && t.event.What == "" && !t.addsFacts(heard) {
			t.noteSign()
		}
		there := t.read().Kind == offer.KindAlreadyThere && !t.addsFacts(heard)
		if there && (heard.TopicsClose || going) && t.goTo(t.book.Topics.Already["arrived"]) {
			return
		}
		if t.asksOffice() || t.event.What == "" && !t.addsFacts(heard) && t.answersWish(heard) {
			return
		}
		if there && t.goTo(t.book.Topics.Already["arrived"]) {
			return
		}
	}
	f, step, _ := t.present()
	t.noOffer(f, step)
}

// saysAnswer takes a short text as the answer to the present question, and reports
// whether it is one. An answer takes precedence over what the model hears, but not over
// what the rules hear.
func (t *turn) saysAnswer(text string) bool {
	if t.event.InGroup || len([]rune(text)) >= longText || t.event.Text.Quoted != "" {
		return false
	}
	trial := *t
	f, step, values := trial.present()
	if !trial.spoken(f, step, values, text) {
		return false
	}
	*t = trial
	return true
}

// addsFacts reports whether a text adds facts to the offer that is being checked, for
// example the recruiter's answer in a few words.
func (t *turn) addsFacts(heard hear.Classification) bool {
	asks := heard.Intent == hear.IntentQuestion && (strings.Contains(t.event.Text.Typed, "?") || t.read().Kind == offer.KindQuestion)
	return t.checking() && len(t.read().Facts) > 0 && !asks
}

// checking reports whether single facts in a text belong to the offer being checked:
// at its questions, and at the steps after its verdict.
func (t *turn) checking() bool {
	f := flow.ID(t.now.Flow())
	return f == FlowCheck || f == FlowWaysOn && t.now.Value(slotGiven) != ""
}

// noOffer answers a text that is neither an offer nor a wish with an answer.
func (t *turn) noOffer(f *flow.Flow, step flow.Step) {
	reading := t.read()
	t.stands = StandingPassing
	if t.tellsOfOffer() {
		return
	}
	if reading.Kind == offer.KindNews {
		t.shortAnswer("talk.news", tipsButton())
		return
	}
	inCheck := t.checking()
	switch {
	case inCheck && (len(reading.Facts) > 0):
		t.takeOffer(reading)
	case inCheck && step.Kind == flow.KindPaste && len([]rune(t.event.Text.Joined())) >= longText:
		// Nothing could be read. Say so: a verdict of "no signs" would mislead.
		t.note("talk.nothing_read")
		t.show()
	case inCheck && t.now.Value(slotGiven) != "" && !step.Asks() && t.event.What == "" && reading.Kind != offer.KindQuestion && len([]rune(t.event.Text.Joined())) >= longText:
		t.count("not_understood")
		t.shortAnswer("check_offer.nothing_new", t.offerButton(), Button{Label: "reaction.ask_recruiter", Tap: OpenTap("ask_recruiter", "")})
	case reading.Kind == offer.KindQuestion:
		t.shortAnswer("talk.question", Button{Label: "talk.open_check", Tap: OpenTap("flow", string(FlowCheck))})
	case t.event.What == "picture":
		t.picture()
	case t.event.What != "":
		t.unreadable()
	default:
		t.notUnderstood(f, step)
	}
}

// takeOffer stores the facts of a text and shows the verdict, unless the verdict on the
// messages before it in the burst says the same.
func (t *turn) takeOffer(reading *offer.Reading) {
	judged := t.event.Answered.Standing == StandingJudging
	if judged && t.event.What == "" && !t.saysBeside() && !t.changesVerdict(reading) {
		t.silent("a part of a burst that changes nothing")
		return
	}
	t.merged = (t.now.Value(slotGiven) != "" || len(t.facts()) > 0) && (!judged || t.event.Answered.Merged)
	t.keepOffer(reading)
	t.reading = reading
	t.stands = StandingJudging
	if t.merged {
		t.note("check_offer.merged")
	}
	if reading.BehindNews {
		t.note("talk.behind_news")
	}
	switch {
	case t.event.What == "picture" && t.event.Reading == PicturesOn:
		t.note("picture.reading")
	case t.event.What != "":
		t.note("unread.beside")
	}
	t.show()
}

// changesVerdict keeps the facts of a text and reports whether the verdict is another one now.
func (t *turn) changesVerdict(reading *offer.Reading) bool {
	known, before := t.facts(), t.judge()
	if maps.Equal(known, known.Merge(reading.Kept())) {
		return false
	}
	t.keepFacts(reading)
	return !reflect.DeepEqual(before, t.judge())
}

// keepOffer stores the facts of a text in the session.
func (t *turn) keepOffer(reading *offer.Reading) {
	t.keepFacts(reading)
	t.givenAsText()
}

// givenAsText opens the flow that judges the facts in the session.
func (t *turn) givenAsText() {
	t.now = t.now.Set(slotGiven, "text")
	t.now = t.now.Clear(func(s session.Slot) bool { return s == slotPace || s == slotFix })
	t.now = t.now.Push(session.FlowID(FlowCheck))
	t.count("offer_read")
}

// shortAnswer answers in one sentence and leaves the conversation at its step. The
// answer may miss what the person meant, so it carries the help button.
func (t *turn) shortAnswer(id SentenceID, buttons ...Button) {
	t.help = true
	m := Message{Blocks: append(t.notes, Block{ID: id}), Rows: [][]Button{buttons}}
	m.Rows = append(m.Rows, lastRows()...)
	t.notes = nil
	t.say(m, false)
}
