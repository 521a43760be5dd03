package talk

import (
	"cekloker/internal/closed"
	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/iso"
	"cekloker/internal/session"
)

// BuiltinSlots are the slots that Go reads or fills by name. All others are declared by
// the steps that fill them.
var BuiltinSlots = closed.Set[session.Slot]{
	{Word: SlotDanger, Means: "which kind of danger was heard"},
	{Word: slotDangerNow, Means: "what happens now"},
	{Word: slotInDanger, Means: "who is in danger"},
	{Word: slotLater, Means: "what is said behind a no to the danger question"},
	{Word: slotSign, Means: "the gravest sign, named behind a no to the danger question"},
	{Word: slotAskNation, Means: "whether somebody in danger is asked for their nationality"},
	{Word: SlotMatter, Means: "which matter was told or chosen"},
	{Word: slotWritten, Means: "whether somebody cannot hear, speak or call"},
	{Word: slotPlea, Means: "the message that told of danger"},
	{Word: slotHelpWhere, Means: "where somebody is, behind dropped answers"},
	{Word: slotHelpDanger, Means: "which kind of danger was heard, behind dropped answers"},
	{Word: slotHelpMatter, Means: "which matter was told, behind dropped answers"},
	{Word: slotMinor, Means: "whether somebody under 18 was told of"},
	{Word: slotBeside, Means: "whether the line about danger stays silent"},
	{Word: slotQuiet, Means: "whether others may read the phone"},
	{Word: SlotWhere, Means: "where somebody is"},
	{Word: slotNationality, Means: "of which country somebody is"},
	{Word: slotGiven, Means: "how the offer came"},
	{Word: slotTold, Means: "whether the facts are those of a story or a warning, which is not judged"},
	{Word: slotPace, Means: "how many questions are asked"},
	{Word: slotFix, Means: "the fact that is being corrected"},
	{Word: slotNotice, Means: "whether the notice was seen"},
	{Word: slotDecision, Means: "what was decided about an offer of the practice round"},
	{Word: slotRead, Means: "whether the reasons of an offer of the round were read"},
	{Word: slotRemindDay, Means: "the day of the reminder"},
	{Word: slotRemindHour, Means: "the hour of the reminder"},
}

// SlotValues are the words that Go code writes into slots, or compares them with.
var SlotValues = map[session.Slot][]string{
	SlotDanger:    append(hear.RuleDangerKinds.Written(), string(hear.DangerRelativeMinor), "other"),
	slotDangerNow: hear.RuleDangerKinds.Written(),
	slotInDanger:  {"self", "other"},
	slotQuiet:     {"yes", "no"},
	SlotWhere:     append(iso.Countries.Written(), "abroad"),
	slotGiven:     {"text", "questions"},
	slotPace:      {"on", "result"},
	slotDecision:  {decideHold, decideAsk, decideGoOn},
	"practice_at": {"offer", "reasons", "done"},
	slotAskNation: {"yes"},
	SlotMatter:    {"sexual", "pictures", "home_violence", "family_threatened", "ill"},
}

// RequiredChoices are the choices that Go looks for by name: a step that fills the slot must
// offer them.
var RequiredChoices = map[session.Slot][]string{
	slotInDanger:    {"self", "other"},
	slotNationality: {"other"},
	slotDecision:    {decideHold, decideAsk, decideGoOn},
	slotRemindDay:   {"tomorrow", "three_days", "week"},
	"tip":           {"high_salary"},
}

// AnyStepTakes are the words that every slot may hold: a question was skipped, not
// known or cut short, or a screen was seen.
var AnyStepTakes = []string{"skipped", "dont_know", "result", string(session.ValueSeen)}

// VerdictChoices are the choices of the step that shows the verdict.
var VerdictChoices = closed.Set[flow.ChoiceID]{
	{Word: choiceWhy, Means: "all reasons"},
	{Word: choiceContacts, Means: "the contacts that fit"},
	{Word: choiceMore, Means: "more questions"},
	{Word: choiceQuestions, Means: "questions for the recruiter"},
	{Word: choiceSteps, Means: "other steps"},
	{Word: choiceAnother, Means: "judge the new text alone"},
}
