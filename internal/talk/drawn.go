package talk

// ofResult is what a picture of the result is about.
const ofResult = "result"

// drawn passes on a text as a picture, at any age of the button: the card of a step named
// "flow.step", or what was seen in an offer. For "" it is the card that stands here, else
// the result.
func (t *turn) drawn(of string) bool {
	here, step, _ := t.standing()
	switch {
	case of == "" && step.ReadOn != "":
		of = here.Message(step.ID)
	case of == "" && t.now.Value(slotGiven) == "":
		return false
	case of == "":
		of = ofResult
	}
	f, step, ok := t.cardNamed(of)
	switch {
	case !t.mayShare():
		t.stale()
	case of == ofResult && t.now.Value(slotGiven) != "":
		t.add(Say{Message: Message{Blocks: t.resultDrawn()}, Drawn: DrawnCase})
	case ok:
		t.add(Say{Message: Message{Blocks: t.card(f, step)}, Drawn: DrawnCard})
	default:
		t.stale()
	}
	return true
}

// resultDrawn is the text of a picture of the result: the level in words above the text of
// the result card.
func (t *turn) resultDrawn() []Block {
	v := t.judge()
	level, card := headline(v), t.resultText(v)
	level.Kind, card.Kind = BlockPlain, BlockPlain
	t.count("card_picture")
	return []Block{level, card}
}
