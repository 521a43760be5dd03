package linear

import (
	"math"
	"slices"
)

// Line is one text to learn from.
type Line struct {
	Text    string
	Label   string // "danger", "exit", ...; one without a head is an example of nothing
	Topic   string // may be empty
	Teaches Mask   // the heads that learn from the line; no head learns anything from a line without
	Weight  float64
}

// Options say how Train learns.
type Options struct {
	Seed      uint64
	Bits      uint8             // the heads of labels have 1<<Bits buckets,
	TopicBits uint8             // those of topics 1<<TopicBits
	C         float64           // what a mistake costs against large weights, for labels
	TopicC    float64           // and for topics
	Positive  float64           // how much more a mistake costs at an example of the label
	Squared   bool              // mistakes cost their square (L2 loss)
	Rounds    int               // over all examples
	Slang     map[string]string // folded words and what they stand for; goes into the file
}

// Defaults are the options that measured best.
func Defaults() Options {
	return Options{Seed: 1, Bits: 16, TopicBits: 12, C: 0.02, TopicC: 0.1, Positive: 2, Rounds: 12}
}

// Train learns a model. The order of the lines matters for the bytes that come
// out, not for what is heard.
func Train(lines []Line, o Options) *Model {
	m := &Model{slang: o.Slang}
	read := make([][]feature, len(lines))
	for i, l := range lines {
		read[i] = wholeOf(l.Text, o.Slang)
	}
	m.labels = o.labels(lines, read)
	for i, h := range topical {
		m.topics[i] = o.topics(lines, read, h)
	}
	return m
}

// wholeOf are the features of a text as a whole, the unit of training.
func wholeOf(s string, slang map[string]string) []feature {
	f := featuresOf(read(s, slang))
	return f.in(span{0, len(f.words)}, nil)
}

// labels trains one head for each label.
func (o Options) labels(lines []Line, read [][]feature) group {
	g := newGroup(names[:], o.Bits)
	p := problem{size: 1 << o.Bits, rounds: o.Rounds, squared: o.Squared, seed: o.Seed}
	for h := range Heads {
		p.examples = p.examples[:0]
		for i, l := range lines {
			if l.Teaches.Has(h) {
				p.add(read[i], h.holds(l), o.C*l.Weight, o.Positive)
			}
		}
		g.set(int(h), p.solve())
	}
	return g
}

// holds reports whether a line is an example of a head.
func (h Head) holds(l Line) bool {
	if h == SelfHarm {
		return l.Label == Danger.String() && l.Topic == h.String()
	}
	return l.Label == h.String()
}

// topics trains one head for each topic of a label, on lines of that label only.
func (o Options) topics(lines []Line, read [][]feature, label Head) group {
	var own []int
	var found []string
	for i, l := range lines {
		if label.holds(l) && l.Teaches.Has(label) && l.Topic != "" {
			own = append(own, i)
			found = append(found, l.Topic)
		}
	}
	slices.Sort(found)
	g := newGroup(slices.Compact(found), o.TopicBits)
	p := problem{size: 1 << o.TopicBits, rounds: o.Rounds, squared: o.Squared, seed: o.Seed}
	for t, name := range g.names {
		p.examples = p.examples[:0]
		for _, i := range own {
			p.add(read[i], lines[i].Topic == name, o.TopicC*lines[i].Weight, o.Positive)
		}
		g.set(t, p.solve())
	}
	return g
}

func newGroup(names []string, bits uint8) group {
	return group{names: names, bits: bits, scales: make([]uint32, len(names)), weights: make([]byte, len(names)<<bits)}
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
	const thousandth = 1000 << scaleBits
	g.scales[head] = uint32(math.Round(step * thousandth))
	for b, w := range weights {
		g.weights[b*len(g.names)+head] = byte(int8(math.Round(w / step)))
	}
}
