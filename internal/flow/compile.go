package flow

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"

	"cekloker/internal/cond"
)

// Problem is one mistake in a flow.
type Problem struct {
	Flow ID
	Key  string // the text near which it stands
	What string
	Do   string
}

var (
	idForm     = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	choiceForm = regexp.MustCompile(`^[A-Za-z0-9_]+$`)
)

// Compile compiles the conditions of all flows against names and checks that
// each flow is sound: ids well formed and unique, kinds known, what asks has a
// slot, what is opened exists, every flow comes to an end.
func Compile(flows map[ID]*Flow, names cond.Names) []Problem {
	var wrong []Problem
	for _, id := range slices.Sorted(maps.Keys(flows)) {
		f := flows[id]
		bad := func(key, what, do string) {
			wrong = append(wrong, Problem{Flow: id, Key: key, What: what, Do: do})
		}
		if f.About == "" || len(f.Steps) == 0 {
			bad("", "about and steps must be filled", "say who comes here and what they leave with")
		}
		seen := map[StepID]bool{}
		for i := range f.Steps {
			s := &f.Steps[i]
			if seen[s.ID] || !idForm.MatchString(string(s.ID)) {
				bad("id: "+string(s.ID), fmt.Sprintf("step id %q is used twice or not lower_snake", s.ID), "give it an id of its own")
			}
			seen[s.ID] = true
			checkStep(flows, s, bad)
			s.Cond = compile(s.When, names, "id: "+string(s.ID), bad)
			for j := range s.Choices {
				b := &s.Choices[j]
				b.Cond = compile(b.When, names, "id: "+string(s.ID), bad)
			}
		}
		if len(f.Steps) > 0 && !f.rests() {
			bad("", "the flow has no menu or verdict to rest at", "end it with a step of kind menu or verdict, or a choice that returns")
		}
	}
	return wrong
}

// rests reports whether a flow can come to rest: at a menu, a verdict, or by a
// choice that leads away.
func (f *Flow) rests() bool {
	return slices.ContainsFunc(f.Steps, func(s Step) bool {
		return s.Ends() || slices.ContainsFunc(s.Choices, func(b Button) bool { return b.Opens != "" || b.Goes != "" })
	})
}

// offers reports whether a step has a choice of this id.
func (s *Step) offers(id ChoiceID) bool {
	return slices.ContainsFunc(s.Choices, func(b Button) bool { return b.ID == id })
}

func checkStep(flows map[ID]*Flow, s *Step, bad func(key, what, do string)) {
	key := "id: " + string(s.ID)
	switch s.Kind {
	case Choice, Fact, Paste, Screen:
		if s.Slot == "" {
			bad(key, fmt.Sprintf("step %s of kind %s has no slot", s.ID, s.Kind), "name what it fills")
		}
	case Menu, Verdict:
		if s.Slot != "" {
			bad(key, fmt.Sprintf("step %s of kind %s has a slot", s.ID, s.Kind), "take the slot away; nothing fills it")
		}
	default:
		bad(key, fmt.Sprintf("step %s has the unknown kind %q", s.ID, s.Kind), "use choice, fact, paste, screen, menu or verdict")
	}
	if s.Kind == Choice && len(s.Choices) == 0 {
		bad(key, fmt.Sprintf("step %s asks and offers nothing", s.ID), "add choices")
	}
	if s.Hears != "" && (!s.offers(s.Unclear) || s.Yes != "" && !s.offers(s.Yes)) {
		bad(key, fmt.Sprintf("step %s hears whole sentences and its unclear or yes names no choice", s.ID), "name the careful choice in unclear, and that of a bare yes in yes")
	}
	if s.Unkept && (s.Kind != Menu || len(s.Choices) > 0) {
		bad(key, fmt.Sprintf("step %s is not kept and is no menu without choices", s.ID), "nothing is left that a number could answer; take the choices away")
	}
	seen := map[ChoiceID]bool{}
	for _, b := range s.Choices {
		if seen[b.ID] || !choiceForm.MatchString(string(b.ID)) {
			bad(key, fmt.Sprintf("choice %q of step %s is used twice or not an id", b.ID, s.ID), "give it an id of its own")
		}
		seen[b.ID] = true
		if b.Opens != "" && flows[b.Opens] == nil {
			bad(key, fmt.Sprintf("choice %s of step %s opens the flow %q, which does not exist", b.ID, s.ID, b.Opens), "mend the name or write the flow")
		}
		switch b.Sign {
		case "", Urgent, Strong, Medium:
		default:
			bad(key, fmt.Sprintf("choice %s of step %s has the unknown sign %q", b.ID, s.ID, b.Sign), "use urgent, strong or medium")
		}
		if b.Opens != "" && b.Goes != "" {
			bad(key, fmt.Sprintf("choice %s of step %s both opens and goes", b.ID, s.ID), "keep one of them")
		}
	}
}

func compile(src string, names cond.Names, key string, bad func(key, what, do string)) cond.Cond {
	c, err := cond.Compile(src, names)
	var at *cond.Error
	if errors.As(err, &at) {
		bad(key, fmt.Sprintf("condition %q, line %d column %d: %s", src, at.Line, at.Column, at.What), "mend the condition")
	}
	return c
}
