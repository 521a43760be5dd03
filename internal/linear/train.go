package linear

import (
	"math"
	"slices"
)

// Example is one text to learn from.
type Example struct {
	Text        string
	Label       string  // "danger", "exit", ...; one without a head is an example of nothing
	Topic       string  // may be empty
	TrainsHeads HeadSet // the heads that learn from the line
	Author      string  // whose line it is
	Weight      float64 // a line without weight is not learnt from
	Varied      bool    // made from another line by Vary: its features are kept only if lines have them too
}

// Options say how Train learns.
type Options struct {
	Seed      uint64
	Least     int     // how many lines must have a feature for it to be kept
	Bits      uint8   // a TextModel has 1<<Bits buckets,
	TopicBits uint8   // heads of topics have 1<<TopicBits
	C         float64 // what a mistake costs against large weights, for labels
	TopicC    float64 // and for topics
	Parts     float64 // what a mistake costs at a part of a line against a head, of that at the line
	Rounds    int     // over all examples
	Folds     int     // groups of authors for the combination of heads; 0: heads are not combined
	Vocabulary
}

// Defaults are the options with the best figures in cross-validation by author.
func Defaults() Options {
	return Options{
		Seed: 1,
		// With 3 the file is longer than a million bytes, with 5 recall of danger is half a
		// point lower. With 12 bits for topics one more in a hundred is right, and the file is an
		// eighth longer.
		Least: 4, Bits: 15, TopicBits: 11,
		// With half or double the value recall of danger is half a point lower.
		C: 2, TopicC: 2.56,
		// A text is scored in parts too, so heads must know parts of harmless lines;
		// without them an eighth to a half more pleas are lost among everyday words.
		Parts: 0.1,
		// Twelve hear the same and take twice as long.
		Rounds: 6,
		// Heads that the combination learns from see two thirds of the authors.
		Folds: 3,
	}
}

// Train learns a model. The order of the lines matters for the bytes that come
// out, hardly for what is heard.
func Train(examples []Example, o Options) *Model {
	m := &Model{vocabulary: o.Vocabulary}
	read, own := make([]features, len(examples)), make([]features, 0, len(examples))
	for i, l := range examples {
		read[i] = featuresOf(readText(l.Text, &m.vocabulary))
		if !l.Varied {
			own = append(own, read[i])
		}
	}
	m.known = keep(own, o.Least)
	for i := range read {
		m.known.find(&read[i])
	}
	vectors := vectorsOf(examples, read)
	m.labels = o.labels(examples, vectors, m.known.size(), func(Example) bool { return true })
	if o.Folds > 0 {
		m.combined = o.combined(examples, read, vectors, m.known.size())
	}
	m.dropFaint()
	for i, label := range topical {
		m.topics[i] = o.topics(examples, read, label)
	}
	return m
}

// vectorsOf gives for each line the vector of the whole, then those of its parts.
func vectorsOf(examples []Example, read []features) [][]vector {
	out := make([][]vector, len(examples))
	for i := range examples {
		var unit []feature
		for _, u := range read[i].units() {
			unit = read[i].in(u, unit[:0])
			out[i] = append(out[i], vectorOf(unit, 0))
		}
	}
	return out
}

// labels trains one head for each label, on whole lines and, against the head,
// on their parts. It learns from the lines that may be used.
func (o Options) labels(examples []Example, vectors [][]vector, size int, use func(Example) bool) group {
	g := newGroup(names[:], size)
	p := problem{size: size, rounds: o.Rounds, seed: o.Seed, rests: true}
	for h := range HeadCount {
		p.examples = p.examples[:0]
		c := newContrast(size)
		for i, l := range examples {
			if !l.TrainsHeads.Has(h) || !use(l) {
				continue
			}
			cost := o.C * l.Weight
			p.add(vectors[i][0], h.holds(l), cost)
			c.add(vectors[i][0], h.holds(l), l.Weight)
			if h.holds(l) {
				continue
			}
			for _, part := range vectors[i][1:] {
				p.add(part, false, cost*o.Parts)
			}
		}
		p.gains = c.gains()
		g.set(int(h), p.solve())
	}
	return g
}

// combined learns how the heads are combined. The authors are divided into groups, in the order of
// their names; each line is heard by heads that learned from the other groups. Parts of lines are
// examples against the heads that a line is none of: of a few words the heads know little, and then
// nothing must be heard.
func (o Options) combined(examples []Example, read []features, vectors [][]vector, size int) *Combination {
	var authors []string
	for _, l := range examples {
		authors = append(authors, l.Author)
	}
	group := Folds(authors, o.Folds)
	var heard []CombinedExample
	var unit []feature
	for fold := range o.Folds {
		heads := o.labels(examples, vectors, size, func(l Example) bool { return group[l.Author] != fold })
		for i, l := range examples {
			if l.TrainsHeads == 0 || group[l.Author] != fold {
				continue
			}
			for n, u := range read[i].units() {
				if n > 0 && l.Varied {
					break
				}
				margins := make([]int32, HeadCount)
				unit = read[i].in(u, unit[:0])
				heads.margins(unit, margins)
				heard = append(heard, CombinedExample{Margins: margins, LabelWeights: l.sides(n > 0)})
			}
		}
	}
	return Combine(heard)
}

// Folds divides authors into groups, in the order of their names.
func Folds(authors []string, groups int) map[string]int {
	authors = slices.Clone(authors)
	slices.Sort(authors)
	out := map[string]int{}
	for i, name := range slices.Compact(authors) {
		out[name] = i % groups
	}
	return out
}

// How much lines count for the combination: those that do not teach all heads come from elsewhere,
// and the combination must not lean on how the others are written.
const (
	foreign = 3
	aPart   = 0.3
)

// sides says for each head whether a line is an example of it, above 0, against it, or neither; of a
// part of the line only what it is none of.
func (l Example) sides(part bool) []float64 {
	out := make([]float64, HeadCount)
	for h := range HeadCount {
		switch {
		case !l.TrainsHeads.Has(h), part && h.holds(l):
			continue
		case h.holds(l):
			out[h] = 1
		case part:
			out[h] = -aPart
		default:
			out[h] = -1
		}
		if l.TrainsHeads != AllHeads {
			out[h] *= foreign
		}
	}
	return out
}

// holds reports whether a line is an example of a head.
func (h Head) holds(l Example) bool {
	if h == HeadSelfHarm {
		return l.Label == HeadDanger.String() && l.Topic == h.String()
	}
	return l.Label == h.String()
}

// topics trains one head for each topic of a label, on lines of that label only.
func (o Options) topics(examples []Example, read []features, label string) group {
	var own []int
	var found []string
	for i, l := range examples {
		if l.Label == label && l.Topic != "" {
			own = append(own, i)
			found = append(found, l.Topic)
		}
	}
	slices.Sort(found)
	g := newGroup(slices.Compact(found), 1<<o.TopicBits)
	g.bits = o.TopicBits
	p := o.problem(o.TopicBits)
	vectors := make([]vector, len(own))
	for n, i := range own {
		vectors[n] = vectorOf(read[i].whole(), o.TopicBits)
	}
	for t, name := range g.names {
		p.examples = p.examples[:0]
		for n, i := range own {
			p.add(vectors[n], examples[i].Topic == name, o.TopicC*examples[i].Weight)
		}
		g.set(t, p.solve())
	}
	return g
}

func (o Options) problem(bits uint8) problem {
	return problem{size: 1 << bits, rounds: o.Rounds, seed: o.Seed}
}

func newGroup(names []string, rows int) group {
	return group{names: names, scales: make([]uint32, len(names)), weights: make([]byte, len(names)*rows)}
}

// set rounds the weights of a head to whole steps, of which the largest weight
// has 127.
func (g *group) set(head int, weights []float64) {
	largest := 0.0
	for _, w := range weights {
		largest = max(largest, math.Abs(w))
	}
	if largest == 0 {
		return
	}
	step := largest / math.MaxInt8
	g.scales[head] = uint32(math.Round(float64(step * (thousandth << scaleBits))))
	for row, w := range weights {
		g.weights[row*len(g.names)+head] = byte(int8(math.Round(w / step)))
	}
}
