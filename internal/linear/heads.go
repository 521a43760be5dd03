package linear

// Head is one yes-or-no model: does a text belong to its label?
type Head uint8

// The heads. SelfHarm is a part of Danger, which also has it as its own. Nobody acts on Other; it
// helps to tell the others from it.
const (
	HeadDanger Head = iota
	HeadSelfHarm
	HeadExit
	HeadAlready
	HeadQuestion
	HeadSection
	HeadOffer
	HeadSmalltalk
	HeadOther
	HeadCount // how many there are
)

var names = [HeadCount]string{"danger", "self_harm", "exit", "already", "question", "door", "offer", "smalltalk", "other"}

// AnswerLabel is the label of answers to the question about danger. It has topics, which are
// the choices, and no head: the bot knows what it has asked.
const AnswerLabel = "answer"

// topical are the labels with topics.
var topical = [...]string{names[HeadAlready], names[HeadQuestion], names[HeadSection], names[HeadSmalltalk], AnswerLabel}

// String is the label that a head hears.
func (h Head) String() string {
	if h < HeadCount {
		return names[h]
	}
	return "none"
}

// HeadSet is a set of heads.
type HeadSet uint16

// AllHeads is the set of all heads.
const AllHeads HeadSet = 1<<HeadCount - 1

// HeadSetOf is the set of the given heads.
func HeadSetOf(heads ...Head) HeadSet {
	var m HeadSet
	for _, h := range heads {
		m |= 1 << h
	}
	return m
}

// Has reports whether h is in the set.
func (m HeadSet) Has(h Head) bool { return m>>h&1 == 1 }

// Scores are the margins of a text by head, in thousandths. A thousand is the
// margin that training asks for. Zero is only halfway: where to act is measured.
type Scores [HeadCount]int32

// Best is the head of the set that stands highest above its threshold, and false when
// none does: then the text is something else. Each head has a threshold of its own, since
// margins depend on how many examples it has.
func (s Scores) Best(thresholds Scores, among HeadSet) (Head, bool) {
	best, above := HeadCount, int32(0)
	for h := range HeadCount {
		if by := s[h] - thresholds[h]; among.Has(h) && by > above {
			best, above = h, by
		}
	}
	return best, best < HeadCount
}
