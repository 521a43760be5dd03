package talk

import (
	"slices"
	"strings"

	"cekloker/internal/flow"
)

// What the program can be asked for in a conversation. Figures are for
// everybody, the others for operators in a private chat.
const (
	OperateCounts = "figures"
	OperateStatus = "status"
	OperatePause  = "pause"
	OperateResume = "resume"
)

// neverPaused lists the flows that cannot be paused: people in danger, people who want to
// leave and people who ask what is kept always get an answer.
var neverPaused = [...]flow.ID{FlowStart, FlowDanger, FlowHelp, FlowChannels, FlowPrivacy, FlowSettings}

// operates does what operators may ask for, and returns false for everybody else, who
// see the same answer as for any unknown word.
func (t *turn) operates(what, of string) bool {
	if !t.event.Operator {
		return false
	}
	f := flow.ID(strings.ToLower(of))
	if what != OperateStatus && (t.book.Flows[f] == nil || slices.Contains(neverPaused[:], f)) {
		t.shortAnswer("admin.which_flow")
		return true
	}
	t.add(Operate{What: what, Of: string(f)})
	return true
}

func (t *turn) isPaused(f flow.ID) bool {
	return slices.Contains(t.event.Paused, string(f)) && !slices.Contains(neverPaused[:], f)
}

// goodbye says that a flow is paused, and who can help meanwhile. The answers
// stay; after the pause the conversation continues at the same step.
func (t *turn) goodbye(f flow.ID) {
	situation := "suspicious_offer"
	if f == FlowFamily {
		situation = "relative_missing"
	}
	t.notes = append(t.notes, Block{ID: "pause.goodbye"})
	m := Message{Blocks: append(t.notes, t.contacts(situation, 0)...)}
	t.notes = nil
	m.Rows = lastRows()
	t.say(m, false)
}
