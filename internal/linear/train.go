package linear

import (
	"math"
	"slices"
)

// Line is one text to learn from.
type Line struct {
	Text    string
	Label   string  // "danger", "exit", ...; one without a head is an example of nothing
	Topic   string  // may be empty
	Teaches Mask    // the heads that learn from the line
	Weight  float64 // a line without weight is not learnt from
}

// Options say how Train learns.
type Options struct {
	Seed      uint64
	Bits      uint8             // the heads of labels have 1<<Bits buckets,
	TopicBits uint8             // those of topics 1<<TopicBits
	C         float64           // what a mistake costs against large weights, for labels
	TopicC    float64           // and for topics
	Parts     float64           // what a mistake costs at a part of a line against a head, of that at the line
	Rounds    int               // over all examples
	Slang     map[string]string // folded words and what they stand for, fillers for nothing; goes into the file
}

// Defaults are the options that measured best, authors left out.
func Defaults() Options {
	return Options{
		Seed: 1,
		// Labels hear the same with 15 to 18 bits, topics are right first .876 of the
		// time with 12 and .890 with 13; the file stays below a million bytes.
		Bits: 16, TopicBits: 13,
		// Half and double hear half a danger of a hundred less.
		C: 1.28, TopicC: 2.56,
		// A text is scored in parts too, so heads must know parts of harmless lines;
		// without them an eighth to a half more pleas are lost among everyday words.
		Parts: 0.1,
		// Six hear the same today; twelve leave room for more lines.
		Rounds: 12,
	}
}

// Train learns a model. The order of the lines matters for the bytes that come
// out, hardly for what is heard.
func Train(lines []Line, o Options) *Model {
	m := &Model{slang: o.Slang}
	read := make([]features, len(lines))
	for i, l := range lines {
		read[i] = featuresOf(readText(l.Text, o.Slang))
	}
	m.labels = o.labels(lines, read)
	for i, h := range topical {
		m.topics[i] = o.topics(lines, read, h)
	}
	return m
}

// labels trains one head for each label, on whole lines and, against the head,
// on their parts.
func (o Options) labels(lines []Line, read []features) group {
	g := newGroup(names[:], o.Bits)
	p := o.problem(o.Bits)
	for h := range Heads {
		p.examples = p.examples[:0]
		for i, l := range lines {
			if !l.Teaches.Has(h) {
				continue
			}
			units, cost := read[i].units(), o.C*l.Weight
			p.add(read[i].in(units[0], nil), h.holds(l), cost)
			for _, u := range units[1:] {
				if !h.holds(l) {
					p.add(read[i].in(u, nil), false, cost*o.Parts)
				}
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
func (o Options) topics(lines []Line, read []features, label Head) group {
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
	p := o.problem(o.TopicBits)
	for t, name := range g.names {
		p.examples = p.examples[:0]
		for _, i := range own {
			p.add(read[i].whole(), lines[i].Topic == name, o.TopicC*lines[i].Weight)
		}
		g.set(t, p.solve())
	}
	return g
}

func (o Options) problem(bits uint8) problem {
	return problem{size: 1 << bits, rounds: o.Rounds, seed: o.Seed}
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
	g.scales[head] = uint32(math.Round(float64(step * thousandth)))
	for b, w := range weights {
		g.weights[b*len(g.names)+head] = byte(int8(math.Round(w / step)))
	}
}
