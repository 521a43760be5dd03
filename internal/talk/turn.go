package talk

import (
	"slices"
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/session"
)

// turn is one call of Turn: the session before and now, and the effects so far.
type turn struct {
	book    *Book
	event   Event
	was     session.Session
	now     session.Session
	notes   []Block        // said above the next screen
	reading *offer.Reading // what the message quotes from: the text that came, or a sample
	effects []Effect
	urgent  bool
	stands  Standing
	merged  bool // the text was added to an offer that was known before
	noticed bool // the message says what becomes of a text
	sampled bool // the text is one of ours, shown to try the bot
	beside  bool // the tier of danger is "beside": the reply gets a help button and line
	missed  bool // the message was not understood
	stays   bool // the tapped button stays, with its message
	from    int  // of a list that is longer than a screen, the choice that is shown first
	help    bool // this screen needs the help button although it is neither a menu nor a verdict

	classification *hear.Classification // of the text that came
	whole          *offer.Reading       // of the text that came, with the burst and the links it belongs to
	classified     int                  // how often a text was classified, and
	reads          int                  // read as an offer: once a turn

	valued   map[string]any  // the values of conditions, as they were last computed, and
	valuedOf session.Session // of which session

	place   string // the country that placeOf names as the place of a person: it is looked for once
	placeOf string

	judged   *offer.Verdict // of judgedOf, the facts as they were last judged
	judgedOf offer.Facts
}

// Turn takes one turn. It is total: any session and any event give a session
// and at least one effect.
func (b *Book) Turn(s session.Session, e Event) (session.Session, []Effect) {
	t := &turn{book: b, event: e, was: s, now: s}
	if t.now.Began.IsZero() {
		t.now = s.Afresh(e.At)
	}
	if !b.Languages.Has(t.now.Lang) {
		t.now.Lang, t.now.Chosen = b.Languages.OfApp(e.Hint), false
	}
	if e.ReceivedLate && !t.quiet() {
		t.note("common.late")
	}
	if e.Kind != EventTap {
		t.now.Tapped = 0
	}
	t.take()
	t.dropsPictures()
	t.noteMissed()
	if len(t.effects) == 0 {
		t.silent("nothing to say")
	}
	return t.now, t.effects
}

func (t *turn) take() {
	if t.quiet() && t.event.Kind != EventBlocked && t.event.Kind != EventUnblocked {
		t.quietTurn()
		return
	}
	switch t.event.Kind {
	case EventText:
		t.words()
		t.readsAlso()
	case EventPictureRead:
		t.pictureRead()
	case EventEdit:
		t.edited()
	case EventTap:
		t.tapped()
	case EventStart:
		t.started(t.event.Start)
	case EventPicture:
		t.picture()
	case EventUnreadable:
		t.unreadable()
	case EventReminderDue:
		t.add(Say{Message: Message{
			Blocks: []Block{{ID: "reminder.due"}},
			Rows:   [][]Button{{menuButton, {Label: "reminder.stop", Tap: OpenTap("unremind", "")}}},
		}})
	case EventBlocked:
		t.now = session.Session{}
		t.add(Forget{})
		t.silent("blocked")
	case EventUnblocked:
		t.silent("returned")
	default:
		t.silent("unknown event")
	}
}

func (t *turn) add(e Effect)         { t.effects = append(t.effects, e) }
func (t *turn) silent(reason string) { t.add(Silent{Reason: reason}) }
func (t *turn) count(name string)    { t.add(Count{Name: name}) }

// note puts a sentence above the next screen.
func (t *turn) note(id SentenceID) { t.notes = append(t.notes, Block{ID: id}) }

// advance begins a new turn number. Every path that changes the session calls
// it once, before the change, so that older answer buttons stop counting.
func (t *turn) advance() {
	if t.now.Turn == t.was.Turn {
		t.now.Turn++
	}
}

// say sends m as an edit after a tap and as a new message otherwise. A verdict
// is always a new message.
func (t *turn) say(m Message, always bool) {
	m = t.withHelp(m)
	if m.Keeps || m.holdsNumbers() && !t.leavesNoNumbers() {
		m = m.stays()
	}
	if t.event.Kind == EventTap && !always && !t.stays {
		t.add(Edit{Message: m})
		return
	}
	t.add(Say{Message: m, Urgent: t.urgent, Burst: t.burstAnswer(m), Quiet: t.quiet()})
}

// burstAnswer is what a message is to the burst. Replies of danger and contacts are never
// edited away, and whatever is said in quiet mode edits by itself.
func (t *turn) burstAnswer(m Message) BurstReply {
	switch {
	case t.quiet() || t.inDanger():
		return BurstReply{}
	case t.stands == StandingPassing && m.holdsNumbers():
		return BurstReply{Standing: StandingLasting}
	}
	return BurstReply{Standing: t.stands, Merged: t.merged, Notice: t.noticed}
}

// open puts flow f on top and shows its present step. A flow that ends in
// answers starts from the beginning. One that continues shows its screens again, since
// people come back for what is on them (contacts).
func (t *turn) open(f flow.ID, fresh bool) {
	if t.book.Flows[f] == nil {
		f = FlowStart
	}
	if f == FlowCheck && t.now.Value(slotMinor) != "" {
		t.minorGoing()
		return
	}
	t.advance()
	if f == FlowCheck {
		t.forgetTold()
	}
	if fresh {
		t.clear(f)
	} else {
		t.unsee(f)
	}
	if f == FlowDanger {
		t.enterDanger()
	} else {
		t.now = t.now.Push(session.FlowID(f))
	}
	t.cancelReminder()
	t.count("door_" + string(f))
	t.show()
}

// cancelReminder cancels the reminder when the conversation turns to danger or to
// a flow about somebody whose phone may be watched: a message that arrives days
// later could be read by the wrong person.
func (t *turn) cancelReminder() {
	if f := t.book.Flow(t.now.Flow()); t.urgent || f != nil && f.Short {
		t.add(Remind{})
	}
}

// startsOver reports whether a flow starts from its first step when it is opened.
// Family, danger and practice continue at the step where the person left.
func startsOver(f flow.ID) bool { return f != FlowFamily && f != FlowDanger && f != FlowPractice }

// unsee lets a flow show its screens again.
func (t *turn) unsee(f flow.ID) {
	for _, s := range t.book.Flows[f].Steps {
		if s.Kind == flow.KindInfo {
			t.now = t.now.Clear(func(slot session.Slot) bool { return slot == session.Slot(s.Slot) })
		}
	}
}

// clear empties the slots of a flow and what goes with them. What another open
// flow has asked stays: the danger question comes back to it.
func (t *turn) clear(f flow.ID) {
	fl := t.book.Flows[f]
	if fl == nil {
		return
	}
	own := owns(fl)
	t.now = t.now.Clear(func(slot session.Slot) bool {
		return own(slot) && !t.shared(f, slot) || f == FlowDanger && (slot == SlotDanger || slot == SlotMatter || slot == slotPlea)
	})
}

// shared reports whether a slot belongs to another open flow as well.
func (t *turn) shared(f flow.ID, slot session.Slot) bool {
	return slices.ContainsFunc(t.now.Stack, func(open session.FlowID) bool {
		other := t.book.Flow(open)
		return other != nil && other.ID != f && owns(other)(slot)
	})
}

// owns returns a function that reports whether a slot belongs to a flow. The slots of
// a practice round are numbered.
func owns(f *flow.Flow) func(session.Slot) bool {
	return func(slot session.Slot) bool {
		name, _, numbered := strings.Cut(string(slot), ".")
		switch {
		case f.ID == FlowCheck && ofOffer(slot):
			return true
		case f.ID == FlowPractice && numbered:
			return f.Fills(flow.SlotID(name))
		}
		return f.Fills(flow.SlotID(slot))
	}
}
