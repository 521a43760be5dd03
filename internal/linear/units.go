package linear

import "math/bits"

// Windows of words: a plea takes about a dozen words, and half a window of
// overlap leaves none cut in two.
const (
	windowWords = 12
	windowStep  = 6
)

// units are the runs of words that are scored: the whole first, then its
// sentences, then windows. Every word is in four of them at most, so that time
// stays in proportion to the text.
func (t *text) units() []span {
	n := len(t.words)
	out := make([]span, 1, 1+len(t.sentences)+n/windowStep)
	out[0] = span{0, n}
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

// in appends the features of a unit to out, each once.
func (f *features) in(u span, out []feature) []feature {
	out = append(out, feature{hash: hash(ofAll, ""), kind: ofAll}, feature{hash: lengthHash(u), kind: ofLength})
	for _, x := range f.all[f.start[u.from]:f.start[u.to]] {
		first := u.from
		if x.kind == ofPair { // the pair that ends at the first word begins outside
			first++
		}
		if int(x.word) >= first && int(x.before) < first {
			out = append(out, x)
		}
	}
	return out
}

// lengthHash is the feature of how many words a unit has, by powers of two.
func lengthHash(u span) uint32 {
	return mix(step(seed(ofLength), byte(bits.Len(uint(u.to-u.from)))))
}
