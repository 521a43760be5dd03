package linear

import "slices"

// Head is one yes-or-no model: does a text belong to its label?
type Head uint8

// The heads. SelfHarm is a part of Danger, which also has it as its own.
const (
	Danger Head = iota
	SelfHarm
	Exit
	Already
	Question
	Section
	Offer
	Smalltalk
	HeadCount // how many there are
)

var names = [HeadCount]string{"danger", "self_harm", "exit", "already", "question", "door", "offer", "smalltalk"}

// Answer is the label of answers to the question about danger. It has topics, which are
// the choices, and no head: the bot knows what it has asked.
const Answer = "answer"

// topical are the labels with topics.
var topical = [...]string{names[Already], names[Question], names[Section], names[Smalltalk], Answer}

// String is the label that a head hears.
func (h Head) String() string {
	if h < HeadCount {
		return names[h]
	}
	return "none"
}

// HeadOf is the head of a label; false for labels without one, like "other".
func HeadOf(label string) (Head, bool) {
	i := slices.Index(names[:], label)
	return Head(max(i, 0)), i >= 0
}

// Mask is a set of heads.
type Mask uint16

// All is the set of all heads.
const All Mask = 1<<HeadCount - 1

// Of is the set of the given heads.
func Of(heads ...Head) Mask {
	var m Mask
	for _, h := range heads {
		m |= 1 << h
	}
	return m
}

// Has reports whether h is in the set.
func (m Mask) Has(h Head) bool { return m>>h&1 == 1 }

// Scores are the margins of a text by head, in thousandths. A thousand is the
// margin that training asks for. Zero is only halfway: where to act is measured.
type Scores [HeadCount]int32

// Best is the head of the set that stands highest above its threshold, and false when
// none does: then the text is something else. Each head has a threshold of its own, since
// margins depend on how many examples it has.
func (s Scores) Best(thresholds Scores, among Mask) (Head, bool) {
	best := HeadCount
	for h := range HeadCount {
		if above := s[h] - thresholds[h]; among.Has(h) && above > 0 && (best == HeadCount || above > s[best]-thresholds[best]) {
			best = h
		}
	}
	return best, best < HeadCount
}
