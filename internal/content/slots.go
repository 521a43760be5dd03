package content

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"cekloker/internal/closed"
	"cekloker/internal/cond"
	"cekloker/internal/flow"
	"cekloker/internal/iso"
	"cekloker/internal/offer"
	"cekloker/internal/talk"
)

// holding is what content does with the slots: what fills each, and what reads it.
type holding struct {
	filled   map[string][]string // by the choices of its steps and by Go
	set      map[string][]string // by choices and start links
	compared map[string][]string // in conditions
	open     map[string]bool     // anything may be in it: countries, places, amounts
}

// slots checks that something reads the values which choices and links write into slots,
// and that something writes the values which conditions compare with.
func (l *loader) slots() {
	l.offered()
	h := l.holding()
	for id, f := range l.out.Flows {
		file := "flows/" + string(id) + "/flow.yaml"
		if f.Early != "" && h.filled[string(f.Early)] == nil && h.compared[string(f.Early)] == nil {
			l.bad(file, "early", fmt.Sprintf("no condition looks into the slot %q", f.Early), closed.Instead(string(f.Early), h.names()))
		}
		for i, s := range f.Steps {
			path := fmt.Sprintf("steps/%d", i)
			l.looksFor(h, file, path+"/when", s.Cond)
			for j, b := range s.Choices {
				at := fmt.Sprintf("%s/choices/%d", path, j)
				l.looksFor(h, file, at+"/when", b.Cond)
				for n, set := range b.Sets {
					l.setsSlot(h, file, fmt.Sprintf("%s/sets/%d", at, n), set)
				}
			}
		}
	}
}

func (l *loader) holding() holding {
	h := holding{filled: map[string][]string{}, set: map[string][]string{}, compared: map[string][]string{}, open: map[string]bool{}}
	for slot, values := range talk.SlotValues {
		h.filled[string(slot)] = append(h.filled[string(slot)], values...)
	}
	for _, slot := range talk.BuiltinSlots.Written() {
		h.filled[slot] = append(h.filled[slot], talk.AnyStepTakes...)
	}
	for _, fact := range offer.AllFacts {
		h.filled[string(fact)] = append(h.filled[string(fact)], append(fact.Values(), talk.AnyStepTakes...)...)
		h.open[string(fact)] = fact.Values() == nil || fact == offer.FactPay
	}
	for _, fact := range [...]offer.Fact{offer.FactDestination, offer.FactTransit} {
		h.open[string(fact)] = false
		h.filled[string(fact)] = append(h.filled[string(fact)], append(iso.Countries.Written(), "abroad")...)
	}
	for _, f := range l.out.Flows {
		for _, s := range f.Steps {
			h.step(s)
		}
	}
	return h
}

// step notes what one step fills and looks for.
func (h *holding) step(s flow.Step) {
	slot := string(s.Slot)
	if slot != "" {
		h.filled[slot] = append(h.filled[slot], talk.AnyStepTakes...)
	}
	h.looks(s.Cond)
	for _, b := range s.Choices {
		if slot != "" {
			h.filled[slot] = append(h.filled[slot], string(b.ID))
		}
		h.looks(b.Cond)
		for _, set := range b.Sets {
			to, value, _ := strings.Cut(set, "=")
			h.set[to] = append(h.set[to], value)
		}
	}
}

func (h *holding) looks(c cond.Cond) {
	for _, is := range c.Compared() {
		h.compared[is.Name] = append(h.compared[is.Name], is.Value)
	}
}

// names lists the slots that something fills.
func (h *holding) names() []string { return slices.Collect(maps.Keys(h.filled)) }

// looksFor checks the words with which a condition compares slots.
func (l *loader) looksFor(h holding, file, path string, c cond.Cond) {
	for _, is := range c.Compared() {
		values := append(slices.Clone(h.filled[is.Name]), h.set[is.Name]...)
		if is.Value == "" || h.open[is.Name] || slices.Contains(values, is.Value) {
			continue
		}
		l.bad(file, path, fmt.Sprintf("%s is never %q", is.Name, is.Value), closed.Instead(is.Value, values))
	}
}

// offered checks that steps offer the choices that Go looks for by name.
func (l *loader) offered() {
	for _, slot := range slices.Sorted(maps.Keys(talk.RequiredChoices)) {
		choices := l.choicesOf(flow.SlotID(slot))
		for _, word := range talk.RequiredChoices[slot] {
			if slices.Contains(choices, word) {
				continue
			}
			near := closed.Near(word, choices)
			file, path := l.choiceAt(flow.SlotID(slot), near)
			do := "offer it"
			if near != "" {
				do = fmt.Sprintf("did you mean %q?", word)
			}
			l.bad(file, path, fmt.Sprintf("no step offers %q for the slot %s, which Go looks for", word, slot), do)
		}
	}
}

// choiceAt is where a choice of a slot stands, or the step that fills the slot.
func (l *loader) choiceAt(slot flow.SlotID, choice string) (file, path string) {
	file = "flows"
	for id, f := range l.out.Flows {
		for i, s := range f.Steps {
			if s.Slot != slot {
				continue
			}
			file, path = "flows/"+string(id)+"/flow.yaml", fmt.Sprintf("steps/%d/slot", i)
			for j, b := range s.Choices {
				if string(b.ID) == choice {
					return file, fmt.Sprintf("steps/%d/choices/%d/id", i, j)
				}
			}
		}
	}
	return file, path
}

// setsSlot checks one "slot=value" of a choice.
func (l *loader) setsSlot(h holding, file, path, set string) {
	slot, value, ok := strings.Cut(set, "=")
	values := append(slices.Clone(h.filled[slot]), h.compared[slot]...)
	switch {
	case !ok:
		l.bad(file, path, fmt.Sprintf("%q sets no slot", set), "write slot=value")
	case len(values) == 0:
		l.bad(file, path, fmt.Sprintf("no step fills or asks about the slot %q", slot), closed.Instead(slot, h.names()))
	case !h.open[slot] && !slices.Contains(values, value):
		l.bad(file, path, fmt.Sprintf("%s is never %q", slot, value), closed.Instead(value, values))
	}
}

// actions checks what the actions of choices and commands are about.
func (l *loader) actions() {
	for id, f := range l.out.Flows {
		file := "flows/" + string(id) + "/flow.yaml"
		for i, s := range f.Steps {
			if s.Kind == flow.KindVerdict {
				l.verdictChoices(file, fmt.Sprintf("steps/%d/choices", i), s)
			}
			for j, b := range s.Choices {
				l.about(file, fmt.Sprintf("steps/%d/choices/%d/goes", i, j), b.Instruction)
			}
		}
	}
	for word, instruction := range l.words.Commands {
		if what, do := instruction.Problem(); what != "" {
			l.bad("flows/hear/typed.yaml", "commands/"+word, fmt.Sprintf("command /%s is %s", word, what), do)
		}
		l.about("flows/hear/typed.yaml", "commands/"+word, instruction)
	}
}

// about checks that what an action is about exists.
func (l *loader) about(file, path string, instruction flow.Instruction) {
	name, of := instruction.ActionAndSubject()
	kind := flow.ActionSubjects[name]
	if kind == "" || of == "" {
		return
	}
	if list := referable[kind].known(l); !slices.Contains(list, of) {
		l.bad(file, path, fmt.Sprintf("%s is about %q, which is not in %s", name, of, referable[kind].where), closed.Instead(of, list))
	}
}

// verdictChoices checks that a verdict has the choices that Go puts on its buttons.
func (l *loader) verdictChoices(file, path string, s flow.Step) {
	var ids []string
	for _, b := range s.Choices {
		ids = append(ids, string(b.ID))
	}
	for _, way := range talk.VerdictChoices {
		if slices.Contains(ids, string(way.Word)) {
			continue
		}
		at, do := path, "add it"
		if near := closed.Near(string(way.Word), ids); near != "" && !talk.VerdictChoices.Has(flow.ChoiceID(near)) {
			at, do = fmt.Sprintf("%s/%d/id", path, slices.Index(ids, near)), fmt.Sprintf("did you mean %q?", way.Word)
		}
		l.bad(file, at, fmt.Sprintf("the verdict has no choice %q, which Go puts on a button (%s)", way.Word, way.Means), do)
	}
}

// link checks where one start link leads: a flow, or a flow with one answer given.
func (l *loader) link(word, to string) {
	const file = "flows/hear/typed.yaml"
	id, set, answered := strings.Cut(to, " ")
	f := l.out.Flows[flow.ID(id)]
	if f == nil {
		l.bad(file, "links/"+word, fmt.Sprintf("start link %q opens the flow %q, which does not exist", word, id), closed.Instead(id, l.flowIDs()))
		return
	}
	if !answered {
		return
	}
	slot, choice, _ := strings.Cut(set, "=")
	for _, s := range f.Steps {
		if string(s.Slot) == slot {
			if known := l.choicesOf(s.Slot); !slices.Contains(known, choice) {
				l.bad(file, "links/"+word, fmt.Sprintf("start link %q answers %s with %q, which is no choice", word, slot, choice), closed.Instead(choice, known))
			}
			return
		}
	}
	l.bad(file, "links/"+word, fmt.Sprintf("start link %q answers %q, which the flow %s does not ask", word, slot, id), closed.Instead(slot, written(f.Slots())))
}

func written[T ~string](list []T) []string {
	out := make([]string, 0, len(list))
	for _, w := range list {
		out = append(out, string(w))
	}
	return out
}
