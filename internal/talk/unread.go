package talk

import "cekloker/internal/flow"

// unreadable says kindly what cannot be read, and that it is not kept; for an album it
// says so once.
func (t *turn) unreadable() {
	if t.event.Album && len(t.event.Earlier) > 0 {
		t.silent("a part of an album beside words that were read")
		return
	}
	t.stands = StandingPassing
	switch t.event.What {
	case "picture":
		t.picture()
	case "location":
		if t.aboutSomebody() {
			t.shortAnswer("unread.person_location")
			return
		}
		t.shortAnswer("unread.location")
	case "voice", "video":
		t.recording()
	case "document", "contact", "sticker":
		t.shortAnswer(SentenceID("unread." + t.event.What))
	default:
		t.shortAnswer("unread.other")
	}
}

// recording says that a recording is not heard or watched. The questions open at once,
// where no other flow is open: whoever speaks rather than writes is not sent away to type.
func (t *turn) recording() {
	id := SentenceID("unread." + t.event.What)
	f := flow.ID(t.now.Flow())
	if t.event.Album || t.aboutSomebody() || t.inDanger() || t.now.Value(slotMinor) != "" || f != "" && f != FlowStart && f != FlowCheck {
		t.shortAnswer(id)
		return
	}
	t.note(id)
	t.moreQuestions()
}
