package talk

import (
	"strconv"
	"time"

	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/session"
)

// slotPlea is the number of the message that told of danger, so that an edit that takes
// the danger out also takes the answer away. It goes with the danger flow.
const slotPlea session.Slot = "plea"

// editAsks is how young a message must be for an edit of it to be asked about.
const editAsks = 15 * time.Minute

// edited takes a changed message. Telegram reports edits when no word changed, and a
// person who is watched changes a plea into something harmless: an edit that takes the
// danger out deletes what followed the message and says nothing. After the exit only the
// exit is heard in edits.
func (t *turn) edited() {
	heard := t.heard()
	plea := t.now.Value(slotPlea)
	mine := plea != "" && plea == messageNumber(t.event)
	switch {
	case t.event.InGroup:
		t.silent("edited")
	case heard.Intent == hear.IntentExit && !heard.FromModel:
		t.exit()
	case t.was.Began.IsZero():
		t.silent("edited after the exit")
	case heard.Tier == hear.TierAsk && t.tier(heard) == hear.TierAsk:
		if mine || t.inDanger() || t.event.Sent.IsZero() || t.event.At.Sub(t.event.Sent) > editAsks {
			t.silent("edited")
			return
		}
		t.followsWriter(heard)
		t.danger(heard)
	case mine:
		t.hidePlea()
	case heard.Intent == hear.IntentSafeword && !t.inDanger() && !t.event.Sent.IsZero() && t.event.At.Sub(t.event.Sent) <= editAsks:
		t.helpNow()
	default:
		t.editedOffer(heard)
	}
}

// hidePlea drops the danger flow and deletes what followed the plea.
func (t *turn) hidePlea() {
	t.advance()
	t.clear(FlowDanger)
	if t.inDanger() {
		t.now = t.now.Pop()
	}
	t.now = t.now.Clear(forNo)
	t.add(DeleteSince{Message: t.event.Message})
}

// editedOffer reads a changed offer again, if that tells anything new.
func (t *turn) editedOffer(heard hear.Classification) {
	reading, known := t.read(), t.facts()
	news := false
	for fact, value := range known.Merge(reading.Facts) {
		news = news || known[fact] != value
	}
	switch {
	case reading.Kind != offer.KindOffer || !news && t.now.Value(slotGiven) != "":
		t.silent("edited")
	default:
		t.notesAge(heard)
		if t.stopsForMinor(heard) {
			t.minorGoing()
			return
		}
		t.takeOffer(reading)
	}
}

// messageNumber is the number of the message of an event, "" when it has none.
func messageNumber(e Event) session.Value {
	if e.Message == 0 {
		return ""
	}
	return session.Value(strconv.FormatInt(e.Message, 10))
}
