package talk

import (
	"cekloker/internal/hear"
	"slices"
	"strings"

	"cekloker/internal/flow"
)

// IsUrgent reports whether an event may never be refused, however busy the bot
// is: words of danger, the safe word, the exit, and the buttons of the danger flow.
// A block, an unblock and a due reminder cost little and are always taken too.
func (b *Book) IsUrgent(e Event) bool {
	switch e.Kind {
	case EventText, EventPictureRead, EventEdit:
		if command, _, ok := commandOf(e.Text.Typed); ok {
			return slices.Contains(urgent[:], b.Words.Commands[command])
		}
		heard := e.Classification
		if heard == nil {
			heard = b.Classify(e).Classification
		}
		return heard.Tier != hear.TierNone || heard.Intent == hear.IntentSafeword || heard.Intent == hear.IntentExit
	case EventTap:
		tap, ok := ParseTap(e.Tap)
		if !ok {
			return false
		}
		of, _, _ := strings.Cut(tap.Step, ".")
		return tap.Open == "exit" || tap.Open == "contacts" || flow.ID(of) == FlowDanger || flow.ID(tap.Of) == FlowDanger
	case EventBlocked, EventUnblocked, EventReminderDue:
		return true
	}
	return false
}

// urgent are the actions whose commands are never refused.
var urgent = [...]flow.Instruction{flow.Instruction(actionHelp), "exit"}
