package talk

import (
	"cekloker/internal/hear"
	"cekloker/internal/offer"
)

// Groups and inline mode: what others read as well. Neither keeps anything, says anything
// about danger, or repeats the words, the country or the pay of an offer.

// inGroup answers a check in a group with the level, one reason and a link to the private
// chat.
func (t *turn) inGroup(text string) {
	t.now = t.was
	reading, what := t.read(), t.event.What
	isOffer := reading.Kind == offer.KindOffer || reading.Kind == offer.KindOpener
	switch {
	case !isOffer && t.beside: // nobody in the group learns from the answer what was heard
		t.saysInGroup(LinkStart, Block{ID: "group.alone"})
	case !isOffer && what == "picture":
		t.saysInGroup("cek", Block{ID: "group.picture"})
	case !isOffer && what != "":
		t.saysInGroup("cek", Block{ID: "group.unread"})
	case !isOffer:
		t.saysInGroup("cek", Block{ID: "group.ask"})
	case t.book.Classifier.Child(text):
		t.saysInGroup(LinkStart, Block{ID: "group.minor"})
	default:
		blocks := levelAndReason(t.book.Rules.Judge(reading.Kept()))
		if what != "" {
			blocks = append(blocks, Block{ID: "unread.beside"})
		}
		t.saysInGroup("cek", append(blocks, Block{ID: "group.private"})...)
	}
}

// saysInGroup sends blocks with a link to the private chat.
func (t *turn) saysInGroup(start string, blocks ...Block) {
	t.add(Say{Message: Message{Blocks: blocks, Rows: [][]Button{{{Label: "group.open", Private: start}}}}})
}

// levelAndReason are the first line of a verdict and its strongest reason, by its title.
func levelAndReason(v offer.Verdict) []Block {
	out := []Block{headline(v)}
	if found := counting(v); len(found) > 0 {
		out[0].Lines = []Item{{ID: "verdict.reason", Args: Args{"title": SentenceArg("signal." + string(found[0].Signal) + ".title")}}}
	}
	if v.Level == offer.LevelNoSign {
		out = append(out, Block{ID: "verdict.l0.not_proof"})
	}
	return out
}

// minPasted is from how many characters on the text of an inline query is judged: shorter
// ones look for a card.
const minPasted = 40

// InlineVerdict judges an offer that is pasted into an inline query, in the one line that
// the person may send to another chat. Anything else has none, and so has whatever tells of danger or
// of somebody under 18.
func (b *Book) InlineVerdict(text string) (Message, bool) {
	if len([]rune(text)) < minPasted {
		return Message{}, false
	}
	judged := b.JudgeText(Text{Typed: text})
	if judged.Frame != FrameOffer || judged.Tier == hear.TierAsk || b.Classifier.Child(text) {
		return Message{}, false
	}
	line := headline(judged.Verdict)
	line.Kind = BlockPlain
	out := Message{Blocks: []Block{line}}
	if judged.Verdict.Level == offer.LevelNoSign {
		out.Blocks = append(out.Blocks, Block{ID: "verdict.l0.not_proof"})
	}
	return out, true
}
