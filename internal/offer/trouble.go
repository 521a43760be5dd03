package offer

import (
	"fmt"
	"slices"
)

// pointing returns what points("...") and hints("...") of conditions say.
func (r *Rules) pointing(findings []Finding) (points, hints func(string) bool) {
	pointed, hinted := map[Trouble]bool{}, map[Trouble]bool{}
	for _, s := range r.content.Signals {
		if slices.ContainsFunc(findings, func(f Finding) bool { return f.Signal == s.ID }) {
			pointed[s.PointsTo], hinted[s.HintsAt] = true, true
		}
	}
	return func(kind string) bool { return pointed[Trouble(kind)] }, func(kind string) bool { return hinted[Trouble(kind)] }
}

// trouble is the kind of the first rule that holds.
func (r *Rules) trouble(values map[string]any) Trouble {
	for i := range r.content.Levels.Troubles {
		rule := &r.content.Levels.Troubles[i]
		if holds, err := rule.cond.Holds(values); err == nil && holds {
			return rule.Kind
		}
	}
	return TroubleIncomplete
}

// checkPointing looks for signals whose kind of trouble no rule asks for, and for those
// that name it twice.
func (r *Rules) checkPointing() []Problem {
	var wrong []Problem
	asked := map[string]bool{}
	for _, rule := range r.content.Levels.Troubles {
		for _, call := range rule.cond.Calls() {
			asked[call.Name+call.Value] = true
		}
	}
	for _, s := range r.content.Signals {
		for _, k := range []struct {
			key, function string
			kind          Trouble
		}{{"points_to", "points", s.PointsTo}, {"hints_at", "hints", s.HintsAt}} {
			bad := func(what, do string) {
				wrong = append(wrong, Problem{File: "judge/signals/" + string(s.ID) + ".yaml", Path: k.key, What: what, Do: do})
			}
			switch {
			case k.kind != "" && !asked[k.function+string(k.kind)]:
				bad(fmt.Sprintf("no rule of troubles in levels.yaml asks for %s(%q)", k.function, k.kind), "name another kind, or write the rule")
			case k.key == "hints_at" && k.kind != "" && s.PointsTo != "":
				bad(fmt.Sprintf("%s points to one kind of trouble and hints at another", s.ID), "keep one of them")
			}
		}
	}
	return wrong
}
