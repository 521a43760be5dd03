package talk

import (
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/session"
)

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
	switch {
	case choice == "yes":
		choice = t.yes(step)
	case choice == "no" && frameOf(heard, t.read()) == FrameOffer && t.book.Classifier.Answer(step.AnswerQuestion, firstClause(text)) != "no":
		choice = "" // the "no" of an advert: "tidak perlu pengalaman"
	}
	if heard.Tier == hear.TierAsk && f.ID == FlowDanger && step.Slot != slotReadBy {
		choice = t.saidMore(heard, step, choice)
	}
	if choice == "" || !t.choose(f, step, values, choice) {
		return t.choose(f, step, values, string(step.Unclear))
	}
	return true
}

// firstClause is a text up to its first punctuation mark.
func firstClause(text string) string {
	if end := strings.IndexAny(text, ",.;:!?\n"); end >= 0 {
		return text[:end]
	}
	return text
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
