package linear

import (
	"cmp"
	"slices"
)

// Model hears texts. It is not changed by hearing and may be shared.
type Model struct {
	slang  map[string]string
	labels group
	topics [len(topical)]group
}

// group is a set of heads that read the same buckets.
type group struct {
	names   []string
	bits    uint8    // there are 1<<bits buckets
	scales  []uint32 // by head: what a weight of one is worth, in parts of a thousandth
	weights []byte   // of type int8, by bucket and in it by head, so that a feature is one look-up
}

// scaleBits are the bits of a scale behind its point.
const scaleBits = 16

// row are the weights of a feature by head.
func (g *group) row(x feature) []byte {
	at := int(x.hash&(1<<g.bits-1)) * len(g.names)
	return g.weights[at : at+len(g.names)]
}

// margins puts the margins of a unit by head into out.
func (g *group) margins(unit []feature, out []int32) {
	clear(out)
	if len(g.names) == 8 {
		g.sumEight(unit, out)
	} else {
		g.sum(unit, out)
	}
	long := length(unit)
	for h := range out {
		out[h] = g.worth(h, out[h], long)
	}
}

// worth is what a sum of weights adds to the margin of a unit, in thousandths.
func (g *group) worth(head int, sum int32, long int64) int32 {
	return int32(int64(sum) * int64(g.scales[head]) << lengthBits / long >> scaleBits)
}

// Score gives the margin of every head: the highest of the whole text and its
// parts, which lose for what they leave out. A text without words has none.
func (m *Model) Score(text string) Scores {
	var best Scores
	f := featuresOf(readText(text, m.slang))
	if len(f.words) == 0 {
		return best
	}
	buffer := make([]feature, 0, len(f.all)+2)
	for i, u := range f.units() {
		var s Scores
		m.labels.margins(f.in(u, buffer), s[:])
		loss := f.partial(u)
		for h := range s {
			if i == 0 || s[h]-loss > best[h] {
				best[h] = s[h] - loss
			}
		}
	}
	return best
}

// Topic is a topic and the margin of its head in thousandths.
type Topic struct {
	Name  string
	Score int32
}

// Topics ranks the topics of a question, a step taken or a door, the likeliest
// first; nil for other heads. It reads the text as a whole: a topic is asked for
// when the head is known, and needs all that was said.
func (m *Model) Topics(text string, head Head) []Topic {
	g := m.topicsOf(head)
	f := featuresOf(readText(text, m.slang))
	if g == nil || len(f.words) == 0 {
		return nil
	}
	sums := make([]int32, len(g.names))
	g.margins(f.whole(), sums)
	out := make([]Topic, len(sums))
	for i, s := range sums {
		out[i] = Topic{g.names[i], s}
	}
	slices.SortStableFunc(out, func(a, b Topic) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

func (m *Model) topicsOf(head Head) *group {
	if i := slices.Index(topical[:], head); i >= 0 {
		return &m.topics[i]
	}
	return nil
}

// Weight is what a feature adds to a margin, in thousandths.
type Weight struct {
	Feature string
	Adds    int32
}

// Why names the n features that add most to the margin of a head or take most
// from it, the strongest first, in the part of the text that the head heard
// best. Features whose hashes share a bucket share its weight.
func (m *Model) Why(text string, head Head, n int) []Weight {
	f := featuresOf(readText(text, m.slang))
	if head >= Heads || len(f.words) == 0 {
		return nil
	}
	var out []Weight
	unit := m.loudest(&f, head)
	long := length(unit)
	for _, x := range unit {
		if w := int32(int8(m.labels.row(x)[head])); w != 0 {
			out = append(out, Weight{f.write(x), m.labels.worth(int(head), w*values[x.kind], long)})
		}
	}
	slices.SortStableFunc(out, func(a, b Weight) int { return cmp.Compare(abs(b.Adds), abs(a.Adds)) })
	return out[:min(n, len(out))]
}

// loudest are the features of the unit that a head heard best.
func (m *Model) loudest(f *features, head Head) []feature {
	var best []feature
	var top int32
	for i, u := range f.units() {
		unit := f.in(u, nil)
		var s Scores
		m.labels.margins(unit, s[:])
		if margin := s[head] - f.partial(u); i == 0 || margin > top {
			best, top = unit, margin
		}
	}
	return best
}

func abs(n int32) int32 { return max(n, -n) }
