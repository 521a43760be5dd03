package talk

import (
	"slices"

	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/refer"
	"cekloker/internal/session"
)

// SlotMatter holds the matter that was told or chosen, a key of Book.Matters:
// it chooses the contacts in danger and the screens above them.
const SlotMatter session.Slot = "matter"

// slotWritten is filled once somebody said that they cannot hear, speak or call: ways
// that can be written to come first from then on.
const slotWritten session.Slot = "written"

// matterDeaf is the matter that fills slotWritten.
const matterDeaf = "deaf"

// notesMatter keeps what a text says about how somebody can be reached.
func (t *turn) notesMatter(heard hear.Classification) {
	if heard.Matter == matterDeaf && !t.event.InGroup {
		t.now = t.now.Set(slotWritten, "yes")
	}
}

// keepMatter keeps the matter for the danger flow, if it changes the contacts.
func (t *turn) keepMatter(heard hear.Classification) {
	if t.book.Matters[heard.Matter].Contacts != "" {
		t.now = t.now.Set(SlotMatter, session.Value(heard.Matter))
	}
}

// tellsMatter shows the screen of a matter that was told without a plea, and
// reports whether there is one.
func (t *turn) tellsMatter(heard hear.Classification) bool {
	s := t.book.Matters[heard.Matter]
	if !s.Shows || !s.Offers && t.read().Kind == offer.KindOffer || t.event.What != "" || t.event.Text.Quoted != "" {
		return false
	}
	t.beside = t.beside || heard.Tier != hear.TierNone
	return t.goTo(Jump{Opens: FlowMatters, Slot: "about", Value: heard.Matter})
}

// inMatter is a need in danger with the contacts of the matter that was told.
func (t *turn) inMatter(n refer.Need) refer.Need {
	told := t.book.Matters[string(t.now.Value(SlotMatter))].Contacts
	if told != "" && (n.Situation == refer.SituationAbroadInDanger || n.Situation == refer.SituationRelativeMissing) {
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
		case c.WhatsApp() != "":
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
