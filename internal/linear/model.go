package linear

import (
	"cmp"
	"slices"
)

// Model hears texts. It is not changed by hearing and may be shared.
type Model struct {
	vocabulary Vocabulary
	known      *known
	labels     group
	topics     [len(topical)]group
	combined   *Combination // nil: scores are margins
}

// group is a set of heads with weights for the same rows.
type group struct {
	names   []string
	bits    uint8    // there are 1<<bits rows, by hash; 0: one for each known feature
	scales  []uint32 // by head: what a weight of one is worth, in parts of a thousandth
	weights []byte   // of type int8, by row and in it by head, so that a feature is one look-up
}

// scaleBits are the bits of a scale behind its point.
const scaleBits = 16

// row are the weights of a feature by head.
func (g *group) row(x feature) []byte {
	at := int(x.row)
	if g.bits > 0 {
		at = int(x.hash & (1<<g.bits - 1))
	}
	at *= len(g.names)
	return g.weights[at : at+len(g.names)]
}

// margins puts the margins of a unit by head into out.
func (g *group) margins(unit []feature, out []int32) {
	clear(out)
	if len(g.names) >= eight {
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

// NoScore is the score of a text without words: below every threshold.
const NoScore int32 = -1 << 30

// Score gives the score of every head: the highest of the whole text and its
// parts, which lose for what they leave out. A text without words, or with fillers
// alone, is nothing: it gets NoScore for every head.
func (m *Model) Score(text string) Scores {
	var best Scores
	f := m.read(text)
	if len(f.words) == 0 {
		for h := range best {
			best[h] = NoScore
		}
		return best
	}
	buffer := make([]feature, 0, len(f.all)+2)
	for i, u := range f.units() {
		s := m.unit(f.in(u, buffer))
		loss := f.partial(u)
		for h := range s {
			if i == 0 || s[h]-loss > best[h] {
				best[h] = s[h] - loss
			}
		}
	}
	return best
}

// unit scores a unit. Of one in which no word is known the margins say too little to be combined.
func (m *Model) unit(all []feature) Scores {
	var margins Scores
	m.labels.margins(all, margins[:])
	if slices.ContainsFunc(all, func(x feature) bool { return x.kind == ofWord && x.row != unknown }) {
		m.combined.Score(margins[:], nil, margins[:])
	}
	return margins
}

// Slang returns the words that the model reads as others, folded.
func (m *Model) Slang() map[string]string { return m.vocabulary.Slang }

// read lists the features of a text, with their rows.
func (m *Model) read(text string) features {
	f := featuresOf(readText(text, &m.vocabulary))
	m.known.find(&f)
	return f
}

// TopicScore is a topic and the margin of its head in thousandths.
type TopicScore struct {
	Name  string
	Score int32
}

// Topics ranks the topics of a label, the likeliest first; nil for labels without
// topics. It reads the text as a whole: a topic is asked for when the label is known,
// and needs all that was said.
func (m *Model) Topics(text, label string) []TopicScore {
	g := m.topicsOf(label)
	f := m.read(text)
	if g == nil || len(g.names) == 0 || len(f.words) == 0 {
		return nil
	}
	sums := make([]int32, len(g.names))
	g.margins(f.whole(), sums)
	out := make([]TopicScore, len(sums))
	for i, s := range sums {
		out[i] = TopicScore{g.names[i], s}
	}
	slices.SortStableFunc(out, func(a, b TopicScore) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

func (m *Model) topicsOf(label string) *group {
	if i := slices.Index(topical[:], label); i >= 0 {
		return &m.topics[i]
	}
	return nil
}

// Contribution is what a feature adds to a margin, in thousandths.
type Contribution struct {
	Feature string
	Adds    int32
}

// Why names the n features that add most to the margin of a head or take most
// from it, the strongest first, in the part of the text that the head heard
// best. Features that training did not keep are none.
func (m *Model) Why(text string, head Head, n int) []Contribution {
	f := m.read(text)
	if head >= HeadCount || len(f.words) == 0 {
		return nil
	}
	var out []Contribution
	unit := m.loudest(&f, head)
	long := length(unit)
	for _, x := range unit {
		if x.row == unknown {
			continue
		}
		if w := int32(int8(m.labels.row(x)[head])); w != 0 {
			out = append(out, Contribution{f.write(x), m.labels.worth(int(head), w*values[x.kind], long)})
		}
	}
	slices.SortStableFunc(out, func(a, b Contribution) int { return cmp.Compare(abs(b.Adds), abs(a.Adds)) })
	return out[:min(n, len(out))]
}

// loudest are the features of the unit that a head heard best.
func (m *Model) loudest(f *features, head Head) []feature {
	var best []feature
	var top int32
	for i, u := range f.units() {
		unit := f.in(u, nil)
		if score := m.unit(unit)[head] - f.partial(u); i == 0 || score > top {
			best, top = unit, score
		}
	}
	return best
}

func abs(n int32) int32 { return max(n, -n) }
