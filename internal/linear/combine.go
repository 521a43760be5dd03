package linear

import (
	"encoding/binary"
	"maps"
	"math"
	"slices"
)

// Combination makes the scores of labels from the margins of several heads: for each label a sum
// over the margins, their squares and their products. What one head takes for danger and another
// for a question is told apart by both: with authors left out 95 instead of 92 of 100 dangers are
// heard at one false alarm in ten (docs/classifier.md). It is learned from the margins of heads that
// never saw the writer of the text (stacked generalization; Wolpert, Neural Networks 5, 1992).
//
// Beside margins it may read flags: names of what is known of a text from elsewhere. A flag adds its
// weight.
type Combination struct {
	heads   int // whose margins it reads
	flags   []string
	at      map[string]int // by flag: its place behind the terms
	weights []int32        // by label, and in it by term and by flag
}

// Weights have combinationBits bits behind the point; margins beyond largestMargin say no more.
const (
	combinationBits = 16
	largestMargin   = 3000
	thousandth      = 1000
)

// leastTexts is in how many texts of the training a flag must stand to have a weight.
const leastTexts = 10

// termsOf is how many terms margins have in one sum: a constant, the margins, and their products in pairs.
func termsOf(heads int) int { return 1 + heads + heads*(heads+1)/2 }

// expand appends the terms of margins: thousandths of one, of a margin, and of a product.
func expand(terms, margins []int32) []int32 {
	terms = append(terms, thousandth)
	for _, m := range margins {
		terms = append(terms, min(max(m, -largestMargin), largestMargin))
	}
	margins = terms[len(terms)-len(margins):]
	for i, a := range margins {
		for _, b := range margins[i:] {
			terms = append(terms, a*b/thousandth)
		}
	}
	return terms
}

// Score puts the scores of the labels into scores, which may be the margins themselves. Without a
// combination they are the same. Unknown flags count nothing.
func (c *Combination) Score(margins []int32, flags []string, scores []int32) {
	if c == nil {
		copy(scores, margins)
		return
	}
	var buffer [64]int32 // enough for the heads of labels
	terms := expand(buffer[:0], margins)
	size := c.size()
	for label := range len(c.weights) / size {
		weights, sum := c.weights[label*size:(label+1)*size], int64(0)
		for i, t := range terms {
			sum += int64(weights[i]) * int64(t)
		}
		for _, flag := range flags {
			if i, ok := c.at[flag]; ok {
				sum += int64(weights[i]) * thousandth
			}
		}
		scores[label] = int32(sum >> combinationBits)
	}
}

// size is how many weights a label has.
func (c *Combination) size() int { return termsOf(c.heads) + len(c.flags) }

// flagged sets the flags, sorted.
func (c *Combination) flagged(flags []string) {
	c.flags, c.at = flags, make(map[string]int, len(flags))
	for i, flag := range flags {
		c.at[flag] = termsOf(c.heads) + i
	}
}

// CombinedExample is one text for the training of a Combination.
type CombinedExample struct {
	Margins      []int32
	Flags        []string  // each once
	LabelWeights []float64 // by label: how much it weighs as an example of it, below 0 as one against it; 0 teaches the label nothing
}

// Combine learns a combination. The same examples give the same weights on every machine.
func Combine(examples []CombinedExample) *Combination {
	if len(examples) == 0 {
		return nil
	}
	c := &Combination{heads: len(examples[0].Margins)}
	c.flagged(frequent(examples))
	rows := make([]row, len(examples))
	for i, e := range examples {
		for at, t := range expand(nil, e.Margins) {
			rows[i] = append(rows[i], cell{at, float64(t) / thousandth})
		}
		for _, flag := range e.Flags {
			if at, ok := c.at[flag]; ok {
				rows[i] = append(rows[i], cell{at, 1})
			}
		}
		slices.SortFunc(rows[i], func(a, b cell) int { return a.at - b.at })
	}
	sides := make([]float64, len(examples))
	for label := range examples[0].LabelWeights {
		for i, e := range examples {
			sides[i] = e.LabelWeights[label]
		}
		for _, w := range fit(rows, sides, c.size()) {
			c.weights = append(c.weights, int32(math.Round(w*(1<<combinationBits))))
		}
	}
	return c
}

// frequent are the flags that stand in enough texts, sorted.
func frequent(examples []CombinedExample) []string {
	texts := map[string]int{}
	for _, e := range examples {
		for _, flag := range e.Flags {
			texts[flag]++
		}
	}
	maps.DeleteFunc(texts, func(_ string, n int) bool { return n < leastTexts })
	return slices.Sorted(maps.Keys(texts))
}

// row is one text as an equation: its values that are not zero, in order.
type row []cell

// cell is one value and the place of its weight.
type cell struct {
	at    int
	value float64
}

// fit finds the n weights that set every row on its side, above or below 0, with a margin of one, or
// pay the square of what is missing, as often as the size of the side says. It is a linear support
// vector machine, solved by Newton's method (Keerthi and DeCoste, Journal of Machine Learning
// Research 6, 2005): each round solves the least squares of the rows that miss their margin, until
// these stay the same.
func fit(rows []row, sides []float64, n int) []float64 {
	const ridge, rounds = 3, 20
	weights := make([]float64, n)
	missing := make([]bool, len(rows))
	for range rounds {
		changed := false
		square, sum := make([]float64, n*n), make([]float64, n)
		for i, row := range rows {
			side := 1.0
			if sides[i] < 0 {
				side = -1
			}
			miss := sides[i] != 0 && float64(side*row.dot(weights)) < 1
			changed = changed || miss != missing[i]
			missing[i] = miss
			if miss {
				row.accumulate(square, sum, side, math.Abs(sides[i]))
			}
		}
		if !changed {
			break
		}
		for i := range n {
			square[i*n+i] += ridge
		}
		solveSymmetric(square, sum)
		weights = sum
	}
	return weights
}

// accumulate adds a row to the sums of least squares, of the square its lower half. Products are
// rounded before they are added, so that every processor counts alike; so in the functions beside it.
func (r row) accumulate(square, sum []float64, side, weight float64) {
	n := len(sum)
	for i, c := range r {
		a := float64(c.value * weight)
		sum[c.at] += float64(a * side)
		for _, d := range r[:i+1] {
			square[c.at*n+d.at] += float64(a * d.value)
		}
	}
}

// dot is the product of a row and the weights.
func (r row) dot(weights []float64) float64 {
	sum := 0.0
	for _, c := range r {
		sum += float64(c.value * weights[c.at])
	}
	return sum
}

// dot is the product of two vectors.
func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i] * b[i])
	}
	return sum
}

// solveSymmetric solves equations whose matrix is positive definite, given by its lower half, by
// the decomposition of Cholesky. The solution takes the place of b.
func solveSymmetric(m, b []float64) {
	n := len(b)
	for i := range n {
		row := m[i*n : i*n+n]
		for j := range i + 1 {
			rest := row[j] - dot(row[:j], m[j*n:j*n+j])
			if i == j {
				row[i] = math.Sqrt(rest)
			} else {
				row[j] = rest / m[j*n+j]
			}
		}
	}
	for i := range n {
		b[i] = (b[i] - dot(b[:i], m[i*n:i*n+i])) / m[i*n+i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			b[i] -= float64(m[k*n+i] * b[k])
		}
		b[i] /= m[i*n+i]
	}
}

// AppendBinary appends the number of heads, the flags, the number of weights, and the weights; of no
// combination 0.
func (c *Combination) AppendBinary(out []byte) ([]byte, error) {
	if c == nil {
		return binary.AppendUvarint(out, 0), nil
	}
	out = binary.AppendUvarint(out, uint64(c.heads))
	out = binary.AppendUvarint(out, uint64(len(c.flags)))
	for _, flag := range c.flags {
		out = appendString(out, flag)
	}
	out = binary.AppendUvarint(out, uint64(len(c.weights)))
	for _, w := range c.weights {
		out = binary.LittleEndian.AppendUint32(out, uint32(w))
	}
	return out, nil
}

// combination reads what AppendBinary wrote, for a number of labels.
func (r *reader) combination(heads, labels int) *Combination {
	n := r.count()
	if n == 0 {
		return nil
	}
	c := &Combination{heads: n}
	var flags []string
	for range r.count() {
		flags = append(flags, r.string())
	}
	c.flagged(flags)
	size := r.count()
	raw := r.bytes(4 * size)
	if n != heads || size != labels*c.size() || len(raw) != 4*size {
		r.failed = true
		return nil
	}
	c.weights = make([]int32, size)
	for i := range c.weights {
		c.weights[i] = int32(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return c
}

// LoadCombination reads the file of a combination.
func LoadCombination(file []byte, heads, labels int) (*Combination, error) {
	r := &reader{rest: file}
	c := r.combination(heads, labels)
	if c == nil || r.failed || len(r.rest) > 0 {
		return nil, errDamaged
	}
	return c, nil
}
