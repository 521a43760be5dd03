package talk

import (
	"maps"
	"slices"

	"cekloker/internal/flow"
	"cekloker/internal/session"
)

// mayShare reports whether texts may be shared: nothing was told in this conversation of
// danger, of a matter with a screen of its own, of somebody under 18 or of a relative
// abroad, and nobody may be reading along.
func (t *turn) mayShare() bool {
	if t.quiet() || t.beside {
		return false
	}
	for _, slot := range [...]session.Slot{SlotDanger, SlotMatter, slotMinor} {
		if t.now.Value(slot) != "" {
			return false
		}
	}
	for id, f := range t.book.Flows {
		if f.Unshared && (slices.Contains(t.now.Stack, session.FlowID(id)) || t.told(f)) {
			return false
		}
	}
	return true
}

// told reports whether a question or a screen of a flow was answered or seen.
func (t *turn) told(f *flow.Flow) bool {
	return slices.ContainsFunc(t.now.Answers, func(a session.Answer) bool { return f.Fills(flow.SlotID(a.Slot)) })
}

// onWhatsApp is the button that opens WhatsApp with a text.
func onWhatsApp(text []Block, start string) Button {
	return Button{Label: "common.share_whatsapp", WhatsApp: text, Start: start}
}

// sharing is the row of buttons that share a text of this conversation; none where
// nothing may be shared.
func (t *turn) sharing(text []Block, start string) []Button {
	if !t.mayShare() {
		return nil
	}
	return []Button{{Label: "common.share", Share: text, Start: start}, onWhatsApp(text, start)}
}

// startLink is the start link that opens the card of a step, "" for none.
func (b *Book) startLink(f *flow.Flow, step flow.Step) string {
	to := string(f.ID) + " " + string(f.Steps[0].Slot) + "=" + string(step.ID)
	for _, word := range slices.Sorted(maps.Keys(b.Words.Links)) {
		if b.Words.Links[word] == to {
			return word
		}
	}
	return ""
}
