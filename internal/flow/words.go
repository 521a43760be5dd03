package flow

import (
	"fmt"
	"strings"

	"cekloker/internal/closed"
)

// StepKinds are the kinds of steps.
var StepKinds = closed.Set[StepKind]{
	{Word: KindChoice, Means: "asks; its choices are all the answers there are"},
	{Word: KindFact, Means: "asks for one fact of an offer; words are read by package offer, buttons offer the usual answers"},
	{Word: KindPaste, Means: "asks for the text of an offer"},
	{Word: KindInfo, Means: "shows; its slot is filled by showing, the flow goes on in the same message"},
	{Word: KindMenu, Means: "shows and offers ways on; fills nothing and is the end of its flow until one is taken"},
	{Word: KindVerdict, Means: "shows the judgement; an end like menu"},
}

// Closed lists the kinds.
func (StepKind) Closed() []closed.Entry { return StepKinds.Entries() }

// BelowKinds are the things below a sentence that need no further word.
var BelowKinds = closed.Set[BelowKind]{
	{Word: "text", Means: "the sentence <flow>.<step>.text, made to be copied as it is"},
	{Word: "first_contact", Means: "one contact that fits what was heard"},
	{Word: "round", Means: "the offer of this practice round, or what we see in it"},
	{Word: "reminder", Means: "when the reminder comes"},
	{Word: "operator", Means: "who runs this bot and where, if that is set"},
}

// Closed lists the kinds.
func (BelowKind) Closed() []closed.Entry { return BelowKinds.Entries() }

// SignWeights are the weights of signs.
var SignWeights = closed.Set[SignWeight]{
	{Word: SignUrgent, Means: "report now, ask no further"},
	{Word: SignStrong, Means: "a strong sign of forced labour"},
	{Word: SignMedium, Means: "a sign together with others"},
}

// Closed lists the weights.
func (SignWeight) Closed() []closed.Entry { return SignWeights.Entries() }

// Action is something that the bot does when a person asks for it, instead of or besides
// an answer.
type Action string

// Instruction is an action, with what it is about after a colon: "menu", "flow:help".
type Instruction string

// ActionAndSubject splits off what the action is about, "" if that is nothing.
func (g Instruction) ActionAndSubject() (name Action, of string) {
	before, of, _ := strings.Cut(string(g), ":")
	return Action(before), of
}

// Problem says what is wrong with the words themselves and what to do, "" for nothing.
// Whether what the action is about exists is checked where that is known.
func (g Instruction) Problem() (what, do string) {
	switch name, of := g.ActionAndSubject(); {
	case g == "":
		return "", ""
	case !Actions.Has(name):
		return fmt.Sprintf("%q, which is no action", name), closed.Instead(string(name), Actions.Written())
	case of != "" && ActionSubjects[name] == "":
		return fmt.Sprintf("%q, and %s is about nothing", g, name), "write " + string(name)
	}
	return "", ""
}

// Actions are all actions. Choices of steps name them as goes, typed words and commands
// in flows/hear/typed.yaml.
var Actions = closed.Set[Action]{
	{Word: "back", Means: "the question before"},
	{Word: "again", Means: "the flow from its start"},
	{Word: "return", Means: "what was open before this flow"},
	{Word: "cancel", Means: "leaves the flow and forgets its answers"},
	{Word: "set", Means: "stays here; only fills slots"},
	{Word: "yes", Means: "chooses yes"},
	{Word: "no", Means: "chooses no"},
	{Word: "skipped", Means: "skips the question"},
	{Word: "dont_know", Means: "answers that the person does not know"},
	{Word: "result_now", Means: "ends the questions and shows the result"},
	{Word: "start", Means: "the main menu, or what a start link names"},
	{Word: "menu", Means: "the main menu"},
	{Word: "exit", Means: "deletes everything and says nothing"},
	{Word: "delete_this", Means: "deletes the message with the button"},
	{Word: "help_now", Means: "contacts in one step"},
	{Word: "topic", Means: "the short answer to a question of flows/hear/topics.yaml"},
	{Word: "reaction", Means: "the answer to a reaction of flows/hear/reactions.yaml"},
	{Word: "at", Means: "a flow, or flow.step: the flow at that step"},
	{Word: "present", Means: "the question that is open"},
	{Word: "choices", Means: "the further choices of a question that has more than a screen shows"},
	{Word: "why", Means: "why the question is asked, and all reasons at a verdict"},
	{Word: "language", Means: "the languages, or one of them"},
	{Word: "flow", Means: "a flow"},
	{Word: "continue", Means: "a flow as it was left"},
	{Word: "contacts", Means: "the contacts of a situation, of this one when none is named"},
	{Word: "sample", Means: "the verdict on a built-in offer"},
	{Word: "share", Means: "hands a text to Telegram for a chat that the person chooses: \"card\" the card itself"},
	{Word: "copy", Means: "puts the text of the step on the clipboard"},
	{Word: "text", Means: "the card as a message of its own"},
	{Word: "sms", Means: "the card in one SMS, as a message of its own"},
	{Word: "picture", Means: "the card, or the result, as a picture: a message of its own"},
	{Word: "result", Means: "back to the verdict"},
	{Word: "reasons", Means: "all reasons of the verdict"},
	{Word: "facts", Means: "what was understood of the offer"},
	{Word: "fix", Means: "asks one fact again"},
	{Word: "unsay", Means: "takes one sign back"},
	{Word: "more_questions", Means: "goes on asking"},
	{Word: "offered", Means: "judges what a story or a warning tells of"},
	{Word: "another", Means: "a new offer"},
	{Word: "ask_recruiter", Means: "questions for the recruiter"},
	{Word: "useful", Means: "counts that the verdict helped"},
	{Word: "useless", Means: "asks why the verdict did not help"},
	{Word: "delete_photo", Means: "deletes a picture that shows a person, and what came after it"},
	{Word: "kept", Means: "what is kept of this conversation"},
	{Word: "unremind", Means: "takes the reminder back"},
	{Word: "card", Means: "the result as a card"},
	{Word: "give", Means: "how to pass the offer on to the operator, if he has an address for that"},
	{Word: "family_card", Means: "the card for the family"},
	{Word: "developer_info", Means: "who answers for the bot, which Telegram asks for"},
	{Word: "figures", Means: "the counts that anybody may see"},
	{Word: "status", Means: "for operators: how the program is"},
	{Word: "pause", Means: "for operators: closes a flow for everybody"},
	{Word: "resume", Means: "for operators: opens it again"},
}

// Closed lists the actions.
func (Action) Closed() []closed.Entry { return Actions.Entries() }

// ActionSubjects is the kind of thing that an action is about. The other actions are about
// nothing.
var ActionSubjects = map[Action]string{
	"at":       "place",
	"language": "language",
	"flow":     "flow",
	"continue": "flow",
	"contacts": "situation",
	"sample":   "sample",
	"share":    "passed",
	"fix":      "fact",
	"reaction": "reaction",
	"unsay":    "signal",
}

// TakesTypedSubject reports whether what an action is about may be typed behind its command.
func TakesTypedSubject(a Action) bool {
	switch a {
	case "start", "language", "pause", "resume":
		return true
	}
	return false
}
