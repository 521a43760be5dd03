package talk

// contacts are the channels for a situation, at most three, safest first.
func (t *turn) contacts(situation string) []Block {
	return nil
}

// contactScreen shows the channels for a situation; it works at any age and
// leaves the conversation where it stands.
func (t *turn) contactScreen(of string) {
	t.say(Message{
		Blocks: append(append(t.notes, Block{ID: "contact.intro"}), t.contacts(of)...),
		Rows: [][]Button{{
			{Label: "common.back", Tap: Opens("present", "")},
			{Label: "common.menu", Tap: Opens("menu", "")},
			{Label: "common.exit", Tap: Opens("exit", "")},
		}},
	}, false)
}

// sample shows the verdict on a built-in offer.
func (t *turn) sample(of string) {
	text, ok := t.book.Samples[of]
	if !ok {
		t.stale()
		return
	}
	reading := t.book.Rules.Read(text)
	t.clear(FlowCheck)
	t.notes = append(t.notes, Block{ID: MessageID("check_offer.sample." + of)})
	t.takeOffer(&reading, false)
}
