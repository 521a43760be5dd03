package linear

import "math/bits"

// Windows of words: a plea takes about a dozen words, and half a window of
// overlap leaves none cut in two.
const (
	windowWords = 12
	windowStep  = 6
)

// Everyday words stand before or after a plea more often than around it. So the
// text is also read without its first words and without its last.
const (
	trimStep  = 4
	trimTimes = 2
	minTrim   = 4 // words that must be left
)

// units are the runs of words that are scored: the whole first, then parts
// trimmed at either end, sentences, and windows. Every word is in a fixed number
// of them at most, so that time stays in proportion to the text.
func (t *text) units() []span {
	n := len(t.words)
	out := make([]span, 1, 1+2*trimTimes+len(t.sentences)+n/windowStep)
	out[0] = span{0, n}
	for cut := trimStep; cut <= trimTimes*trimStep && n-cut >= minTrim; cut += trimStep {
		out = append(out, span{cut, n}, span{0, n - cut})
	}
	if len(t.sentences) > 1 {
		out = append(out, t.sentences...)
	}
	for from := 0; n > windowWords; from += windowStep {
		if from+windowWords >= n {
			return append(out, span{n - windowWords, n})
		}
		out = append(out, span{from, from + windowWords})
	}
	return out
}

// partial is what a part loses for what it leaves out, in thousandths: nearly nothing
// when it is nearly all, maxPartial when it is next to nothing. One of the many parts of
// a long advertisement often scores high by chance: without this reduction twice as many
// advertisements raise an alarm, and recall is lower at the same number of alarms.
func (t *text) partial(u span) int32 {
	n := len(t.words)
	return int32(maxPartial * (n - (u.to - u.from)) / n)
}

const maxPartial = 1200

// in appends the features of a unit to out, each once.
func (f *features) in(u span, out []feature) []feature {
	all, long := feature{hash: hash(ofAll, ""), kind: ofAll}, feature{hash: lengthHash(u), kind: ofLength}
	if f.known != nil {
		all.row, long.row = f.known.row(all.hash), f.known.row(long.hash)
	}
	out = append(out, all, long)
	for _, x := range f.all[f.start[u.from]:f.start[u.to]] {
		if int(x.begins()) >= u.from && int(x.before) < u.from {
			out = append(out, x)
		}
	}
	return out
}

// whole are the features of a text as a whole.
func (f *features) whole() []feature { return f.in(span{0, len(f.words)}, nil) }

// lengthHash is the feature of how many words a unit has, by powers of two.
func lengthHash(u span) uint32 {
	return mix(step(seed(ofLength), byte(bits.Len(uint(u.to-u.from)))))
}

// length is the length of a unit as a vector, with lengthBits bits behind the
// point.
func length(unit []feature) int64 {
	square := int64(0)
	for _, x := range unit {
		square += int64(values[x.kind] * values[x.kind])
	}
	return root(square << (2 * lengthBits))
}

const lengthBits = 8

// root is the whole part of a square root, bit by bit: no other way is the same
// on all processors without saying so.
func root(n int64) int64 {
	r := int64(0)
	for bit := int64(1) << 31; bit > 0; bit >>= 1 {
		if (r+bit)*(r+bit) <= n {
			r += bit
		}
	}
	return r
}
