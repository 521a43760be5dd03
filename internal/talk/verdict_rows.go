package talk

import (
	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/refer"
)

// The next steps that the screen of a verdict may show. Their labels are choices of the
// step in flows/check_offer/flow.yaml.
const (
	choiceWhy       flow.ChoiceID = "why"
	choiceContacts  flow.ChoiceID = "contacts"
	choiceMore      flow.ChoiceID = "more_questions"
	choiceQuestions flow.ChoiceID = "questions"
	choiceSteps     flow.ChoiceID = "ways_on"
	choiceAnother   flow.ChoiceID = "another"
)

// verdictWays returns the next steps of a verdict in the order of their numbers, the
// most needed first. The others are one tap away. The last one is shown only after a
// text was added to an earlier one.
func verdictWays(v offer.Verdict) []flow.ChoiceID {
	var out []flow.ChoiceID
	if v.Level >= offer.LevelSomeSigns {
		out = append(out, choiceContacts)
	} else {
		out = append(out, choiceQuestions)
		if len(v.Missing) > 0 {
			out = append(out, choiceMore)
		}
	}
	if len(v.Findings) > 0 {
		out = append(out, choiceWhy)
	}
	return append(out, choiceSteps, choiceAnother)
}

// verdictLabels are the labels of those steps below a verdict.
var verdictLabels = map[flow.ChoiceID]SentenceID{
	choiceWhy:       "verdict.button.why",
	choiceContacts:  "verdict.button.contacts",
	choiceMore:      "verdict.button.more_questions",
	choiceQuestions: "verdict.button.ask_recruiter",
	choiceSteps:     "verdict.button.ways_on",
	choiceAnother:   "verdict.button.another",
}

// ChoiceLabel names the sentence on the button of a choice. Whoever types it means the
// choice.
func ChoiceLabel(f *flow.Flow, s flow.Step, c flow.ChoiceID) SentenceID {
	if label := verdictLabels[c]; s.Kind == flow.KindVerdict && label != "" {
		return label
	}
	return SentenceID(f.Message(s.ID) + "." + string(c))
}

// verdictRows are the buttons of a verdict. All of them open new messages: the verdict
// stays.
func (t *turn) verdictRows(v offer.Verdict) [][]Button {
	taps := map[flow.ChoiceID]Tap{
		choiceWhy:       OpenTap("reasons", ""),
		choiceContacts:  OpenTap("contacts", string(contactFor(v.Trouble))),
		choiceMore:      OpenTap("more_questions", ""),
		choiceQuestions: OpenTap("ask_recruiter", ""),
		choiceSteps:     OpenTap("flow", string(FlowWaysOn)),
		choiceAnother:   OpenTap("another", ""),
	}
	var first, last []Button
	for i, id := range verdictWays(v) {
		b := Button{Label: verdictLabels[id], Tap: taps[id], Digit: i + 1}
		switch id {
		case choiceSteps: // beside the menu, so that all of it fits one screen
			last = append(last, b)
		case choiceAnother:
			if t.merged {
				first = append(first, b)
			}
		default:
			first = append(first, b)
		}
	}
	if t.event.Kind == EventPictureRead {
		first = append(first, Button{Label: "picture.fix", Tap: OpenTap("facts", "")})
	}
	return append([][]Button{first}, lastRows(last...)...)
}

// contactFor returns the situation whose channels fit a kind of trouble.
func contactFor(tr offer.Trouble) refer.Situation {
	switch tr {
	case offer.TroubleNameFraud, offer.TroubleTaskScam:
		return refer.SituationMoneyLost
	}
	return refer.SituationSuspiciousOffer
}
