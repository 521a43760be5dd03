package talk

// picture says that it cannot read pictures and offers the questions instead. It is
// silent when words of the same burst were judged already, or tell of danger.
func (t *turn) picture() {
	if t.event.Answered.Standing == Judging || len(t.event.Earlier) > 0 && t.inDanger() {
		t.silent("a picture beside words that were read")
		return
	}
	if t.aboutSomebody() {
		t.shortAnswer("unread.person_photo") // never read: it may show a person
		return
	}
	t.add(ReadPicture{})
	t.stands = Passing
	t.shortAnswer("unread.picture", Button{Label: "talk.open_questions", Tap: OpenTap("continue", string(FlowCheck))})
}

// unreadable says kindly what cannot be read, and that it is not kept; for an album it
// says so once.
func (t *turn) unreadable() {
	if t.event.Album && len(t.event.Earlier) > 0 {
		t.silent("a part of an album beside words that were read")
		return
	}
	t.stands = Passing
	switch t.event.What {
	case "picture":
		t.picture()
	case "location":
		if t.aboutSomebody() {
			t.shortAnswer("unread.person_location")
			return
		}
		t.shortAnswer("unread.location")
	case "voice", "document", "contact", "video", "sticker":
		t.shortAnswer(MessageID("unread." + t.event.What))
	default:
		t.shortAnswer("unread.other")
	}
}
