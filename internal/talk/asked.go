package talk

import (
	"hash/fnv"

	"cekloker/internal/flow"
)

// Content may change between a question and its answer. The session keeps a mark of what
// was shown last, its choices in their order, only to refuse: words and numbers answer the
// question that was asked, or none. Buttons carry their question themselves.

// questionMark is the mark of a step as it is shown now.
func (t *turn) questionMark(f *flow.Flow, step flow.Step, values map[string]any) uint32 {
	h := fnv.New32a()
	h.Write([]byte(f.Message(step.ID))) // never fails
	for _, c := range t.choicesInOrder(step, values) {
		h.Write([]byte("|" + c.ID))
	}
	return max(h.Sum32(), 1)
}

// asksFirst shows the present step, and reports so, if the person has not seen it as it
// is now.
func (t *turn) asksFirst(f *flow.Flow, step flow.Step, values map[string]any) bool {
	if t.event.Kind != EventText || t.now.Asked == t.questionMark(f, step, values) {
		return false
	}
	if t.now.Asked != 0 {
		t.note("common.changed")
	}
	t.show()
	return true
}
