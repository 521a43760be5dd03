package talk

import (
	"slices"
	"strconv"
	"strings"

	"cekloker/internal/flow"
)

// mostChoices is how many buttons with numbers a screen has at most. Of a longer list it
// shows one less, and a button that leads on; what is not shown can be typed all the same.
const mostChoices = 7

// page returns the choices of a list that are shown, from t.from on.
func (t *turn) page(offered []flow.Choice) []flow.Choice {
	if len(offered) <= mostChoices || t.from >= len(offered) {
		t.from = 0
	}
	if len(offered) <= mostChoices {
		return offered
	}
	return offered[t.from:min(t.from+mostChoices-1, len(offered))]
}

// further is the button to the next choices of a list of so many, behind the last ones to the
// first again.
func (t *turn) further(f *flow.Flow, step flow.Step, n int) Button {
	next := t.from + mostChoices - 1
	if next >= n {
		next = 0
	}
	return Button{Label: "common.choices", Tap: OpenTap("choices", f.Message(step.ID)+"."+strconv.Itoa(next))}
}

// showChoices shows the choices of the present step from one on: of is "flow.step.number".
// Typed, without it, it shows those that do not fit the first screen.
func (t *turn) showChoices(of string) bool {
	f, step, values := t.standing()
	at := strings.LastIndex(of, ".")
	from, err := mostChoices-1, error(nil)
	if of != "" && at > 0 {
		from, err = strconv.Atoi(of[at+1:])
	}
	if step.Kind == flow.KindVerdict || len(step.Offered(values)) <= mostChoices || of != "" && (at < 0 || of[:at] != f.Message(step.ID) || err != nil || from < 0) {
		return false
	}
	t.from = from
	t.show()
	return true
}

// choice renders a choice as a button. A button that changes the session counts only
// for the turn that asked; one that opens something works at any age.
func (t *turn) choice(f *flow.Flow, step flow.Step, c flow.Choice, digit int) Button {
	b := Button{Label: ChoiceLabel(f, step, c.ID), Digit: digit}
	switch {
	case c.Instruction == "copy":
		b.Copy = t.passing(f, step, c)
	case c.Instruction == "share" || strings.HasPrefix(string(c.Instruction), "share:"):
		b.Share, b.Start = t.passing(f, step, c), t.book.startLink(f, step)
	case c.Instruction == "text", c.Instruction == "sms":
		b.Tap = OpenTap(string(c.Instruction), f.Message(step.ID))
	case step.Asks() || keepsTurn(c.Instruction):
		b.Tap = AnswerTap(t.now, f.Message(step.ID), string(c.ID))
	case c.Opens != "":
		b.Tap = OpenTap("flow", string(c.Opens))
	default:
		what, of := c.Instruction.ActionAndSubject()
		b.Tap = OpenTap(string(what), of)
	}
	return b
}

// keepsTurn lists the actions that change the session and so must not count twice.
func keepsTurn(goes flow.Instruction) bool {
	switch goes {
	case "back", "again", "return", "set":
		return true
	}
	return false
}

// leaves reports whether the last choices of a menu all lead back. They stand beside the menu
// button, so that a screen needs one row less.
func leaves(step flow.Step, last []flow.Choice) bool {
	return step.Kind == flow.KindMenu && !slices.ContainsFunc(last, func(c flow.Choice) bool {
		return c.Instruction != "again" && c.Instruction != "back" && c.Instruction != "return"
	})
}

// ways returns the buttons below the choices: don't know, why, result, what leads back,
// menu, exit. A result is offered once there is an answer for it.
func (t *turn) ways(f *flow.Flow, step flow.Step, values map[string]any, leaving []Button) [][]Button {
	id := f.Message(step.ID)
	way := func(label SentenceID, choice string) Button {
		return Button{Label: label, Tap: AnswerTap(t.now, id, choice)}
	}
	var row []Button
	if step.Asks() {
		if !step.Required {
			row = append(row, way("common.dont_know", "dont_know"))
		}
		if step.Kind != flow.KindPaste && !step.Lists {
			row = append(row, Button{Label: "common.why", Tap: OpenTap("why", id)})
		}
		if f.ID == FlowCheck && step.Kind == flow.KindFact || f.Early != "" && values["answered"] != 0 {
			row = append(row, way("common.result", "result_now"))
		}
		leaving = append(leaving, way("common.back", "back"))
	}
	if f.ID == FlowStart || t.quiet() {
		return [][]Button{row, leaving, {exitButton}}
	}
	return append([][]Button{row}, lastRows(leaving...)...)
}
