package content

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/iso"
	"cekloker/internal/talk"
)

// warn reports content that is correct but unused or unreachable. It never stops the
// bot.
func (l *loader) warn(file, path, what, do string) {
	at := l.placeOf(file, path)
	l.out.Unused = append(l.out.Unused, Problem{File: file, Line: at.line, Column: at.column, What: what, Do: do})
}

// unused looks for unused and unreachable content.
func (l *loader) unused() {
	l.unreachable()
	asked := map[string]bool{}
	for _, r := range l.refs {
		asked[r.kind+" "+r.word] = true
	}
	for _, id := range slices.Sorted(maps.Keys(l.out.Sources)) {
		if !asked["source "+id] {
			l.warn("flows/facts/sources.yaml", id, fmt.Sprintf("nothing cites the source %s", id), "cite it, or take it out")
		}
	}
	for _, p := range l.out.Rules.Idle() {
		l.warn("flows/"+p.File, p.Path+"/id", fmt.Sprintf("nothing looks for the phrase %s", p.ID), "ask for it with said(...), give it facts or a context, or take it out")
	}
	l.unusedSets(asked)
}

// unusedSets looks for word sets that are in no pattern.
func (l *loader) unusedSets(asked map[string]bool) {
	named := map[string]bool{}
	for _, list := range l.patterns() {
		for _, pattern := range list {
			for _, name := range l.sets.Named(pattern) {
				named[name] = true
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(l.sets.Sets)) {
		if !named[id] && !asked["set "+id] && !hear.NamedWordSets.Has(hear.WordSet(id)) {
			l.warn("flows/hear/words.yaml", "sets/"+id, fmt.Sprintf("no pattern names the word set %s", id), "name it as <"+id+">, or take it out")
		}
	}
}

// patterns lists all patterns of flows/hear.
func (l *loader) patterns() [][]string {
	var out [][]string
	for _, f := range l.out.Intents {
		out = append(out, f.Messages, f.Says, f.Weak, f.Marks, f.RelativePatterns, f.Self, f.Unless, f.Lowers, f.Except)
	}
	for _, q := range l.questions.Questions {
		for _, way := range q.Choices {
			out = append(out, way.Says)
		}
	}
	return out
}

// unreachable looks for flows that nothing opens and steps that are never shown.
func (l *loader) unreachable() {
	opened := l.opened()
	for _, id := range slices.Sorted(maps.Keys(l.out.Flows)) {
		file := "flows/" + string(id) + "/flow.yaml"
		if !opened[id] {
			l.warn(file, "", fmt.Sprintf("nothing opens the flow %s", id), "open it from a choice or a start link, or take it out")
		}
		l.unreachableSteps(file, l.out.Flows[id])
	}
}

// opened lists the flows that Go, a start link or a choice of such a flow opens.
func (l *loader) opened() map[flow.ID]bool {
	out := map[flow.ID]bool{}
	todo := slices.Clone(talk.RequiredFlows[:])
	for _, to := range l.words.Links {
		id, _, _ := strings.Cut(to, " ")
		todo = append(todo, flow.ID(id))
	}
	for len(todo) > 0 {
		id := todo[0]
		todo = todo[1:]
		f := l.out.Flows[id]
		if f == nil || out[id] {
			continue
		}
		out[id] = true
		for _, s := range f.Steps {
			for _, b := range s.Choices {
				todo = append(todo, b.Opens)
				if name, of := b.Instruction.ActionAndSubject(); flow.ActionSubjects[name] == "flow" {
					todo = append(todo, flow.ID(of))
				}
			}
		}
	}
	return out
}

// unreachableSteps looks for steps after one that is always shown and fills no slot,
// and for those whose slot an earlier one has always filled.
func (l *loader) unreachableSteps(file string, f *flow.Flow) {
	ended, filled := flow.StepID(""), map[flow.SlotID]flow.StepID{}
	for i, s := range f.Steps {
		path := fmt.Sprintf("steps/%d/id", i)
		switch {
		case ended != "":
			l.warn(file, path, fmt.Sprintf("nobody comes to the step %s: the flow always rests at %s", s.ID, ended), "give that one a condition, or take this one out")
		case filled[s.Slot] != "":
			l.warn(file, path, fmt.Sprintf("nobody comes to the step %s: %s has always filled its slot", s.ID, filled[s.Slot]), "give that one a condition, or take this one out")
		}
		if strings.TrimSpace(s.When) != "" || ended != "" {
			continue
		}
		if s.Ends() {
			ended = s.ID
		} else if !s.Round {
			filled[s.Slot] = s.ID
		}
	}
}

// knownCountry reports whether a sentence is the name of a country, which may turn
// up in any offer.
func knownCountry(id string) bool {
	code, ok := strings.CutPrefix(id, "country.")
	return ok && iso.Countries.Has(iso.Country(code))
}
