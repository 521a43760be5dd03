package talk

import (
	"slices"
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/session"
	"cekloker/internal/words"
)

// actions is what each word of flow.Actions does, whichever way a person asks for it: by
// a button, a choice of a step, a typed word or a command. An action reports whether it
// fits here; of is what it is about, and may be anything that somebody sent.
var actions map[flow.Action]func(t *turn, of string) bool

func init() { // here and not above, since actions lead back to this table
	actions = map[flow.Action]func(*turn, string) bool{
		"again":          always((*turn).again),
		"another":        always((*turn).another),
		"ask_recruiter":  always((*turn).askRecruiter),
		"at":             given((*turn).openAt),
		"back":           always((*turn).back),
		"cancel":         always((*turn).cancel),
		"card":           always((*turn).resultCard),
		"choices":        (*turn).showChoices,
		"contacts":       given((*turn).contactsOf),
		"continue":       given(func(t *turn, of string) { t.open(flow.ID(of), false) }),
		"delete_photo":   given((*turn).deletePhoto),
		"delete_this":    func(t *turn, _ string) bool { return t.deleteThis() },
		"developer_info": always(func(t *turn) { t.shortAnswer("admin.developer_info") }),
		"dont_know":      func(t *turn, _ string) bool { return t.unanswered("dont_know") },
		"exit":           always((*turn).exit),
		"facts":          always((*turn).factList),
		"family_card":    always((*turn).familyCard),
		"figures":        always(func(t *turn) { t.add(Operate{What: OperateCounts}) }),
		"fix":            given(func(t *turn, of string) { t.fix(offer.Fact(of)) }),
		"flow":           given(func(t *turn, of string) { t.open(flow.ID(of), startsOver(flow.ID(of))) }),
		"give":           (*turn).give,
		actionHelp:       always((*turn).helpNow),
		"kept":           always((*turn).keptScreen),
		"language":       given((*turn).language),
		"menu":           always((*turn).menu),
		"offered":        (*turn).offered,
		"more_questions": always((*turn).moreQuestions),
		"no":             func(t *turn, _ string) bool { return t.chooses("no") },
		"pause":          func(t *turn, of string) bool { return t.operates(OperatePause, of) },
		"picture":        (*turn).drawn,
		"present":        always((*turn).show),
		"reaction":       func(t *turn, id string) bool { return t.reactionOf(id) },
		"reasons":        given((*turn).reasons),
		"result":         always((*turn).backToVerdict),
		"result_now":     func(t *turn, _ string) bool { return t.resultNow() },
		"resume":         func(t *turn, of string) bool { return t.operates(OperateResume, of) },
		"return":         always((*turn).returned),
		"sample":         given((*turn).sample),
		"set":            always((*turn).show),
		"skipped":        func(t *turn, _ string) bool { return t.unanswered("skipped") },
		"sms":            given((*turn).smsOf),
		"start":          given((*turn).started),
		"status":         func(t *turn, _ string) bool { return t.operates(OperateStatus, "") },
		"text":           given((*turn).textOf),
		"topic":          func(t *turn, id string) bool { return t.topic(id) },
		"unremind":       always((*turn).unremind),
		"unsay":          given(func(t *turn, of string) { t.unsay(offer.SignalID(of)) }),
		"useful":         always((*turn).useful),
		"useless":        (*turn).useless,
		"why":            (*turn).why,
		"yes":            func(t *turn, _ string) bool { return t.chooses("yes") },
	}
}

// always makes an action of what fits everywhere and is about nothing.
func always(do func(*turn)) func(*turn, string) bool {
	return func(t *turn, _ string) bool { do(t); return true }
}

// given makes an action of what deals itself with whatever it is about.
func given(do func(*turn, string)) func(*turn, string) bool {
	return func(t *turn, of string) bool { do(t, of); return true }
}

// acts does an action, and reports whether there is one of that name that fits here.
func (t *turn) acts(name flow.Action, of string) bool {
	do := actions[name]
	return do != nil && do(t, of)
}

// answering are the actions that the buttons below a question carry: they count for the
// turn that asked only, like its choices.
var answering = [...]flow.Action{"back", "skipped", "dont_know", "result_now"}

// typedAction is the action that a typed text names as a whole; "" for none.
func (b *Book) typedAction(text string) flow.Action {
	folded := words.Bare(text)
	for _, a := range flow.Actions {
		if slices.ContainsFunc(b.Words.Actions[a.Word], func(w string) bool { return words.Bare(w) == folded }) {
			return a.Word
		}
	}
	return ""
}

// command does what a command asks for. One that is unknown, or does not fit here, gets
// the help screen, never an error.
func (t *turn) command(word, rest string) {
	name, of := t.book.Words.Commands[word].ActionAndSubject()
	if of == "" && flow.TakesTypedSubject(name) {
		of = rest
	}
	if !t.acts(name, of) {
		t.note("talk.unknown_command")
		t.open(FlowHelp, true)
	}
}

// unanswered leaves the present question open, with the reason as its answer.
func (t *turn) unanswered(why session.Value) bool {
	f, step, values := t.standing()
	if step.Required || !step.Asks() {
		return false
	}
	if !t.asksFirst(f, step, values) {
		t.fill(f, step, why)
		t.show()
	}
	return true
}

// chooses takes a choice of the present step, if it offers it.
func (t *turn) chooses(choice string) bool {
	f, step, values := t.standing()
	return step.Offers(flow.ChoiceID(choice)) && t.asksFirst(f, step, values) || t.choose(f, step, values, choice)
}

// resultNow ends the questions of a check, or of a flow that can be cut short, and
// shows what the answers so far give.
func (t *turn) resultNow() bool {
	f, _, _ := t.standing()
	cut, given := session.Slot(f.Early), t.now.Value(slotGiven)
	switch {
	case cut != "":
	case f.ID == FlowCheck:
		cut = slotPace
		if given == "" {
			given = "questions"
		}
	case given != "":
		t.backToVerdict()
		return true
	default:
		return false
	}
	t.advance()
	t.now = t.now.Set(cut, "result")
	if cut == slotPace {
		t.now = t.now.Set(slotGiven, given)
	}
	t.show()
	return true
}

// again starts the open flow again.
func (t *turn) again() {
	t.advance()
	t.clear(flow.ID(t.now.Flow()))
	t.show()
}

// another begins the check of another offer.
func (t *turn) another() { t.open(FlowCheck, true) }

// cancel leaves the open flow and forgets its answers.
func (t *turn) cancel() {
	t.advance()
	t.clear(flow.ID(t.now.Flow()))
	t.now = t.now.Pop()
	t.note("common.cancelled")
	t.show()
}

// contactsOf gives the contacts of a situation, and of the present one for "".
func (t *turn) contactsOf(situation string) {
	if situation == "" {
		t.contactsNow()
		return
	}
	t.contactScreen(situation, 0)
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
	t.effects = []Effect{Forget{}, DeleteAll{}}
}

// language switches the language, or offers the languages, and shows the same
// step again.
func (t *turn) language(of string) {
	if lang := session.Lang(of); t.book.Languages.Has(lang) {
		t.now.Lang, t.now.Chosen = lang, true
		t.show()
		return
	}
	var names []Button
	for _, one := range t.book.Languages.list {
		names = append(names, Button{Label: "language.name", Args: Args{"name": WordsArg(one.Name)}, Tap: OpenTap("language", string(one.Code))})
	}
	t.say(Message{Blocks: []Block{{ID: "language.ask"}}, Rows: [][]Button{names, {{Label: "common.back", Tap: OpenTap("present", "")}}, {exitButton}}}, false)
}

// why shows the reason for the present question above it, and all reasons at a verdict.
// A button names its question, and fits while that one is open.
func (t *turn) why(of string) bool {
	f, step, _ := t.standing()
	if step.Kind == flow.KindVerdict && of == "" {
		t.reasons("")
		return true
	}
	if f.Message(step.ID) != of && of != "" || !step.Asks() || step.Lists {
		return false
	}
	t.notes = append([]Block{{ID: SentenceID(f.Message(step.ID) + ".why")}}, t.notes...)
	t.show()
	return true
}

// returned closes a flow and goes back to the one that was open before. After a "no"
// to the danger question it gives the answer that the question postponed; the help
// line is not added to replies from then on.
func (t *turn) returned() {
	f, _, _ := t.standing()
	t.advance()
	later, sign := string(t.now.Value(slotLater)), offer.SignalID(t.now.Value(slotSign))
	selfHarm, child := t.now.Value(SlotDanger) == dangerValue(hear.DangerSelfHarm), t.ofChild()
	t.clear(f.ID)
	t.now = t.now.Pop()
	if f.ID != FlowDanger {
		t.show()
		return
	}
	t.now = t.now.Clear(forNo).Set(slotBeside, "no")
	if t.knows(sign) && !selfHarm && !child && !t.checking() {
		t.note(signalWhy(sign))
		if later == "" {
			later = "question"
		}
	}
	switch {
	case selfHarm:
		t.note("danger.self_harm_no")
		t.show()
	case child:
		t.minorGoing()
	case later == "news":
		t.shortAnswer("talk.news", tipsButton())
	case later == "question", strings.HasPrefix(later, "question.") && !t.topic(strings.TrimPrefix(later, "question.")):
		t.shortAnswer("talk.question", Button{Label: "talk.open_check", Tap: OpenTap("flow", string(FlowCheck))})
	case strings.HasPrefix(later, "question."): // answered by its topic
	default:
		t.show()
	}
}

// knows reports whether a sign is one of the content; a session may hold one of an older one.
func (t *turn) knows(id offer.SignalID) bool {
	return slices.ContainsFunc(t.book.Rules.Signals(), func(s offer.Signal) bool { return s.ID == id })
}

// back drops the answers of the last turn that gave any in this flow; on its
// first step it closes the flow.
func (t *turn) back() {
	f, _, _ := t.standing()
	t.advance()
	if f.ID == FlowReminder {
		t.add(Remind{})
	}
	now, went := t.now.Back(owns(f))
	if !went {
		now = t.now.Pop()
	}
	t.now = now
	t.show()
}
