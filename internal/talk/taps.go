package talk

import (
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/session"
)

// tapped takes a button. It answers unknown buttons with the present question: an old
// button is never an error.
func (t *turn) tapped() {
	tap, ok := ParseTap(t.event.Tap)
	switch {
	case ok && tap.Open == "" && tap.mark() == t.now.Tapped:
		t.silent("the same answer again")
	case !ok:
		t.stale()
	case tap.Open != "":
		t.opened(tap.Open, tap.Of)
	default:
		t.answered(tap)
	}
}

// answered takes an answer button. It counts only for the turn that asked.
func (t *turn) answered(tap Tap) {
	id, stepID, _ := strings.Cut(tap.Step, ".")
	f := t.book.Flows[flow.ID(id)]
	if f == nil || tap.Began != began(t.now.Began) || tap.Turn != t.now.Turn || t.now.Flow() != session.FlowID(id) {
		if f != nil && tap.Began == began(t.now.Began) && t.holds(f, flow.StepID(stepID), tap.Choice) {
			t.add(Toast{ID: "common.done_already"})
			return
		}
		t.stale()
		return
	}
	_, step, values := t.present()
	if string(step.ID) != stepID {
		t.stale()
		return
	}
	t.now.Tapped = tap.mark()
	if !t.choose(f, step, values, tap.Choice) {
		t.stale()
	}
}

// holds reports whether the step was already answered with choice: a second
// tap of the same button.
func (t *turn) holds(f *flow.Flow, id flow.StepID, choice string) bool {
	step, ok := f.Step(id)
	return ok && step.Slot != "" && t.now.Value(session.Slot(step.Slot)) == session.Value(choice)
}

// stale answers an old or foreign button with the present question.
func (t *turn) stale() {
	t.now = t.was
	t.add(Toast{ID: "common.old_button"})
	t.note("common.old_button")
	t.show()
}

// opened takes a button that opens something; such buttons work at any age.
func (t *turn) opened(what, of string) {
	switch what {
	case "menu":
		t.menu()
	case "help_now":
		t.helpNow()
	case "topic":
		if !t.topic(of) {
			t.stale()
		}
	case "at":
		t.openAt(of)
	case "flow":
		t.open(flow.ID(of), startsOver(flow.ID(of)))
	case "continue":
		t.open(flow.ID(of), false)
	case "exit":
		t.exit()
	case "language":
		t.language(of)
	case "why":
		t.why(of)
	case "reasons":
		t.reasons(of)
	case "present":
		t.show()
	case "result":
		t.backToVerdict()
	case "ask_recruiter":
		t.askRecruiter()
	case "facts":
		t.factList()
	case "fix":
		t.fix(offer.Fact(of))
	case "unsay":
		t.unsay(offer.SignalID(of))
	case "more_questions":
		t.moreQuestions()
	case "another":
		t.open(FlowCheck, true)
	case "kept":
		t.keptScreen()
	case "contacts":
		if of == "" {
			t.contactsNow()
			return
		}
		t.contactScreen(of)
	case "useful", "useless":
		t.useful(what, of)
	case "sample":
		t.sample(of)
	case "unremind":
		t.unremind()
	case "text":
		t.textOf(of)
	case "card":
		t.resultCard()
	case "family_card":
		t.familyCard()
	default:
		t.stale()
	}
}

// menu shows the main menu and keeps the case.
func (t *turn) menu() {
	t.advance()
	t.now.Stack = nil
	t.now = t.now.Push(session.FlowID(FlowStart))
	t.show()
}

// exit forgets everything at once and says nothing: any reply, even a farewell,
// would show whoever holds the phone that a conversation took place.
func (t *turn) exit() {
	t.now = session.Session{}
	t.effects = []Effect{Forget{}, DeleteTraces{}}
}

// language switches the language, or offers the languages, and shows the same
// step again.
func (t *turn) language(of string) {
	if lang := session.Lang(of); lang.Known() {
		t.now.Lang = lang
		t.show()
		return
	}
	t.say(Message{
		Blocks: []Block{{ID: "language.ask"}},
		Rows: [][]Button{
			{{Label: "language.id", Tap: Opens("language", "id")}, {Label: "language.en", Tap: Opens("language", "en")}},
			{{Label: "common.back", Tap: Opens("present", "")}, {Label: "common.exit", Tap: Opens("exit", "")}},
		},
	}, false)
}

// why shows the reason for the present question above the question.
func (t *turn) why(of string) {
	f, step, _ := t.present()
	if f.Message(step.ID) != of && of != "" || !step.Asks() {
		t.stale()
		return
	}
	t.notes = append([]Block{{ID: MessageID(f.Message(step.ID) + ".why")}}, t.notes...)
	t.show()
}

// useful counts whether a verdict helped, and asks for one of a few reasons if it did
// not. Only the counters change.
func (t *turn) useful(what, of string) {
	switch {
	case what == "useful":
		t.count("useful_yes")
		t.add(Toast{ID: "verdict.thanks"})
	case of == "":
		t.count("useful_no")
		row := []Button{}
		for _, why := range [...]string{"wrong_level", "unclear", "too_long", "no_help"} {
			row = append(row, Button{Label: MessageID("verdict.useless." + why), Tap: Opens("useless", why)})
		}
		t.say(Message{
			Blocks: []Block{{ID: "verdict.useless"}},
			Rows:   [][]Button{row, {{Label: "common.back_to_result", Tap: Opens("result", "")}}},
		}, false)
	case strings.Contains(" wrong_level unclear too_long no_help ", " "+of+" "):
		t.count("useless_" + of)
		t.note("verdict.thanks")
		t.backToVerdict()
	default:
		t.stale()
	}
}
