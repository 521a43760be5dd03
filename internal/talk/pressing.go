package talk

import (
	"cekloker/internal/hear"
	"slices"
	"strings"

	"cekloker/internal/flow"
)

// Pressing reports whether an event may never be refused, however busy the bot
// is: words of danger, the safe word, the way out, and the buttons of the danger
// flow. That a person blocked the bot or came back, and a due reminder, are no
// burden and always taken too.
func (b *Book) Pressing(e Event) bool {
	switch e.Kind {
	case TextCame, PictureRead, Edited:
		if command, _, ok := commandOf(e.Text.Typed); ok {
			return slices.Contains(pressingCommands[:], command)
		}
		heard := e.Heard
		if heard == nil {
			heard = b.Classify(e).Heard
		}
		return heard.Tier != hear.NoTier || heard.Intent == hear.Safeword || heard.Intent == hear.Exit
	case Tapped:
		tap, ok := ParseTap(e.Tap)
		if !ok {
			return false
		}
		of, _, _ := strings.Cut(tap.Step, ".")
		return tap.Open == "exit" || tap.Open == "contacts" || flow.ID(of) == FlowDanger || flow.ID(tap.Of) == FlowDanger
	case Blocked, Returned, ReminderDue:
		return true
	}
	return false
}

// pressingCommands are the commands among them.
var pressingCommands = [...]string{"payung", "umbrella", "sos", "tolong", "darurat", "keluar", "exit", "hapus", "delete"}
