package talk

import (
	"cekloker/internal/flow"
	"cekloker/internal/session"
)

// progress says which question of how many a check is at. Later answers may add or drop
// questions, so the total may change.
func (t *turn) progress(f *flow.Flow, step flow.Step, values map[string]any) []Block {
	if f.ID != FlowCheck || step.Kind != flow.KindFact || t.now.Value(slotFix) != "" {
		return nil
	}
	answered, open := values["asked"].(int), 0
	for _, s := range f.Steps {
		holds, err := s.Cond.Holds(values)
		if s.Kind == flow.KindFact && err == nil && holds && t.now.Value(session.Slot(s.Slot)) == "" {
			open++
		}
	}
	of := answered + open
	if t.now.Value(slotPace) == "" {
		of = min(of, questionsAtFirst)
	}
	return []Block{{ID: "common.progress", Args: Args{"n": NumberArg(answered + 1), "of": NumberArg(of)}}}
}
