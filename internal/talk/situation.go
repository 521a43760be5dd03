package talk

import (
	"slices"

	"cekloker/internal/hear"
	"cekloker/internal/refer"
	"cekloker/internal/session"
)

// SlotSituation holds the situation that was told or chosen, a key of Book.Situations:
// it chooses the contacts in danger and the screens above them.
const SlotSituation session.Slot = "situation"

// slotWritten is filled once somebody said that they cannot hear, speak or call: ways
// that can be written to come first from then on.
const slotWritten session.Slot = "written"

// situationDeaf is the situation that fills slotWritten.
const situationDeaf = "deaf"

// notesSituation keeps what a text says about how somebody can be reached.
func (t *turn) notesSituation(heard hear.Classification) {
	if heard.Situation == situationDeaf && !t.event.InGroup {
		t.now = t.now.Set(slotWritten, "yes")
	}
}

// keepSituation keeps the situation for the danger flow, if it changes the contacts.
func (t *turn) keepSituation(heard hear.Classification) {
	if t.book.Situations[heard.Situation].Contacts != "" {
		t.now = t.now.Set(SlotSituation, session.Value(heard.Situation))
	}
}

// tellsSituation shows the screen of a situation that was told without a plea, and
// reports whether there is one.
func (t *turn) tellsSituation(heard hear.Classification) bool {
	s := t.book.Situations[heard.Situation]
	if !s.Shows || t.event.What != "" || t.event.Text.Quoted != "" {
		return false
	}
	t.beside = t.beside || heard.Tier != hear.NoTier
	return t.goTo(Jump{Opens: FlowSituations, Slot: "about", Value: heard.Situation})
}

// inSituation is a need in danger with the contacts of the situation that was told.
func (t *turn) inSituation(n refer.Need) refer.Need {
	told := t.book.Situations[string(t.now.Value(SlotSituation))].Contacts
	if told != "" && (n.Situation == refer.AbroadInDanger || n.Situation == refer.RelativeMissing) {
		n.Situation = refer.Situation(told)
	}
	return n
}

// written puts the channels that can be written to first, for somebody who cannot call.
func (t *turn) written(found []refer.Channel) []refer.Channel {
	if t.now.Value(slotWritten) == "" {
		return found
	}
	slower := func(c refer.Channel) int {
		switch {
		case c.Writes():
			return 0
		case c.Email != "":
			return 1
		}
		return 2
	}
	out := slices.Clone(found)
	slices.SortStableFunc(out, func(a, b refer.Channel) int { return slower(a) - slower(b) })
	return out
}
