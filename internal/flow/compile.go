package flow

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"

	"cekloker/internal/closed"
	"cekloker/internal/cond"
)

// Problem is one mistake in a flow.
type Problem struct {
	Flow ID
	Path string // where in its file: keys and indices with slashes between, "steps/3/when"; "" the whole file
	What string
	Do   string
}

var (
	idForm     = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	choiceForm = regexp.MustCompile(`^[A-Za-z0-9_]+$`)
)

// checks collects the mistakes in the flows.
type checks struct {
	flows    map[ID]*Flow
	names    cond.Names
	compiled map[string]cond.Cond // the conditions so far; many occur more than once
	wrong    []Problem
}

// Compile compiles the conditions of all flows against names and checks that
// each flow is correct: ids are well formed and unique, kinds are known, steps that ask
// have a slot, flows that are opened exist, and every flow ends.
func Compile(flows map[ID]*Flow, names cond.Names) []Problem {
	c := checks{flows: flows, names: names, compiled: map[string]cond.Cond{}}
	for _, id := range slices.Sorted(maps.Keys(flows)) {
		f := flows[id]
		seen := map[StepID]bool{}
		for i := range f.Steps {
			s := &f.Steps[i]
			at := spot{&c, id, fmt.Sprintf("steps/%d", i)}
			if seen[s.ID] || !idForm.MatchString(string(s.ID)) {
				at.bad("id", fmt.Sprintf("step id %q is used twice or not lower_snake", s.ID), "give it an id of its own")
			}
			seen[s.ID] = true
			s.Cond = at.compile(s.When)
			at.step(s)
			for j, b := range s.Below {
				if !b.showsOne() {
					at.bad(fmt.Sprintf("below/%d", j), fmt.Sprintf("an entry below step %s shows none or several things", s.ID), "write one of contacts (with most, brief, one), lines, report, signs, shows in each")
				}
			}
			for j := range s.Choices {
				at := spot{&c, id, fmt.Sprintf("steps/%d/choices/%d", i, j)}
				at.choice(s, j)
				s.Choices[j].Cond = at.compile(s.Choices[j].When)
			}
		}
		if len(f.Steps) > 0 && !f.rests() {
			spot{&c, id, "steps"}.bad("", "the flow has no menu or verdict to rest at", "end it with a step of kind menu or verdict, or a choice that returns")
		}
	}
	return c.wrong
}

// spot is one place in a flow.
type spot struct {
	*checks
	flow ID
	path string
}

// bad notes a mistake at a key of the place, at the place itself for "".
func (p spot) bad(key, what, do string) {
	path := p.path
	if key != "" {
		path += "/" + key
	}
	p.wrong = append(p.wrong, Problem{Flow: p.flow, Path: path, What: what, Do: do})
}

// rests reports whether a flow can end: at a menu, at a verdict, or by a choice that
// leads away.
func (f *Flow) rests() bool {
	return slices.ContainsFunc(f.Steps, func(s Step) bool {
		return s.Ends() || slices.ContainsFunc(s.Choices, func(b Choice) bool { return b.Opens != "" || b.Instruction != "" })
	})
}

// Offers reports whether a step has a choice of this id.
func (s Step) Offers(id ChoiceID) bool {
	return slices.ContainsFunc(s.Choices, func(b Choice) bool { return b.ID == id })
}

// step checks one step.
func (p spot) step(s *Step) {
	switch {
	case !StepKinds.Has(s.Kind):
		p.bad("kind", fmt.Sprintf("step %s has the unknown kind %q", s.ID, s.Kind), closed.Instead(string(s.Kind), StepKinds.Written()))
	case s.Ends() && s.Slot != "":
		p.bad("slot", fmt.Sprintf("step %s of kind %s has a slot", s.ID, s.Kind), "take the slot away; nothing fills it")
	case !s.Ends() && s.Slot == "":
		p.bad("kind", fmt.Sprintf("step %s of kind %s has no slot", s.ID, s.Kind), "name what it fills")
	}
	if s.Kind == KindChoice && len(s.Choices) == 0 {
		p.bad("", fmt.Sprintf("step %s asks and offers nothing", s.ID), "add choices")
	}
	for key, choice := range map[string]ChoiceID{"unclear": s.Unclear, "yes": s.Yes} {
		if s.AnswerQuestion != "" && (choice != "" || key == "unclear") && !s.Offers(choice) {
			p.bad(key, fmt.Sprintf("step %s hears whole sentences, and its %s names no choice: %q", s.ID, key, choice), closed.Instead(string(choice), s.ChoiceIDs()))
		}
	}
	if s.Unkept && (s.Kind != KindMenu || len(s.Choices) > 0) {
		p.bad("unkept", fmt.Sprintf("step %s is not kept and is no menu without choices", s.ID), "nothing is left that a number could answer; take the choices away")
	}
}

// ChoiceIDs lists the ids of the choices of a step.
func (s Step) ChoiceIDs() []string {
	var out []string
	for _, b := range s.Choices {
		out = append(out, string(b.ID))
	}
	return out
}

// choice checks choice j of a step.
func (p spot) choice(s *Step, j int) {
	b := s.Choices[j]
	if !choiceForm.MatchString(string(b.ID)) || slices.ContainsFunc(s.Choices[:j], func(other Choice) bool { return other.ID == b.ID }) {
		p.bad("id", fmt.Sprintf("choice %q of step %s is used twice or not an id", b.ID, s.ID), "give it an id of its own")
	}
	if b.Opens != "" && p.flows[b.Opens] == nil {
		p.bad("opens", fmt.Sprintf("choice %s of step %s opens the flow %q, which does not exist", b.ID, s.ID, b.Opens), closed.Instead(string(b.Opens), p.flowIDs()))
	}
	if b.Sign != "" && !SignWeights.Has(b.Sign) {
		p.bad("sign", fmt.Sprintf("choice %s of step %s has the unknown sign %q", b.ID, s.ID, b.Sign), closed.Instead(string(b.Sign), SignWeights.Written()))
	}
	if what, do := b.Instruction.Problem(); what != "" {
		p.bad("goes", fmt.Sprintf("choice %s of step %s goes to %s", b.ID, s.ID, what), do)
	}
	if b.Opens != "" && b.Instruction != "" {
		p.bad("goes", fmt.Sprintf("choice %s of step %s both opens and goes", b.ID, s.ID), "keep one of them")
	}
}

// flowIDs lists the flows.
func (c *checks) flowIDs() []string {
	var out []string
	for id := range c.flows {
		out = append(out, string(id))
	}
	return out
}

// compile compiles the condition of the place.
func (p spot) compile(src string) cond.Cond {
	if c, ok := p.compiled[src]; ok {
		return c
	}
	c, err := cond.Compile(src, p.names)
	var at *cond.Problem
	if errors.As(err, &at) {
		p.bad("when", fmt.Sprintf("condition %q, line %d column %d: %s", src, at.Line, at.Column, at.What), at.Do())
		return c
	}
	p.compiled[src] = c
	return c
}
