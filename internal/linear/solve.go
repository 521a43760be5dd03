package linear

import (
	"math"
	"slices"
)

// problem is a linear support vector machine to be trained: weights as small as possible
// that set every example on its side with a margin of one, or pay the square of what is
// missing (a linear penalty gives no better figures). It is solved by dual coordinate
// descent (Hsieh and others, ICML 2008): each example has a dual variable, and one at a
// time is set to its best value.
type problem struct {
	examples []example
	size     int       // rows of weights
	gains    []float64 // by row: how far a step moves its weight
	rounds   int
	seed     uint64
	rests    bool // whether examples with more than enough of a margin are left out for some rounds
}

// vector is a unit as training sees it; the heads share it.
type vector struct {
	rows  []uint32 // a feature of value three stands here three times
	scale float64  // brings its length to one
}

// vectorOf is the vector of a unit. Features without a row only make it longer. With bits, that
// many of the hash make a row; with 0 features know theirs.
func vectorOf(unit []feature, bits uint8) vector {
	v := vector{rows: make([]uint32, 0, len(unit)+len(unit)/2)}
	square := 0
	for _, x := range unit {
		value := int(values[x.kind])
		square += value * value
		if x.row == unknown {
			continue
		}
		row := uint32(x.row)
		if bits > 0 {
			row = x.hash & (1<<bits - 1)
		}
		for range value {
			v.rows = append(v.rows, row)
		}
	}
	v.scale = 1 / math.Sqrt(float64(square))
	return v
}

// example is a unit as a head sees it.
type example struct {
	vector
	curve float64 // how fast the margin rises with the price
	side  float64 // 1 for the label, -1 against it
	slack float64 // one over twice the cost of a mistake
	price float64
	rest  int // rounds in which it is left out
}

// An example that costs nothing, with more than enough of a margin, is left out for some rounds, as
// most are: training takes less than half as long. (Shrinking, in the paper of Hsieh and
// others.) Topics have few examples and need all of them: of 125 short answers one more leads where it should.
const (
	enough    = 0.15
	restAfter = 3
)

// add adds an example.
func (p *problem) add(v vector, positive bool, cost float64) {
	if cost <= 0 {
		return
	}
	e := example{vector: v, side: -1, slack: 0.5 / cost}
	if positive {
		e.side = 1
	}
	p.examples = append(p.examples, e)
}

// solve returns the weights by row. The same examples give the same bits on
// every processor: repeated rows make almost all of it sums in a fixed order,
// roots and quotients are exact by IEEE 754, and where a product meets a sum a
// conversion rounds it first. Without the conversion the compiler may fuse the
// two, as it does for arm64, and the sum is taken of the unrounded product.
func (p *problem) solve() []float64 {
	weights := make([]float64, p.size)
	if p.gains == nil {
		p.gains = slices.Repeat([]float64{1}, p.size)
	}
	p.measure(weights)
	order := make([]int, len(p.examples))
	for i := range order {
		order[i] = i
	}
	random := generator(p.seed)
	for range p.rounds {
		random.shuffle(order)
		for _, i := range order {
			if e := &p.examples[i]; e.rest > 0 {
				e.rest--
			} else {
				e.settle(weights, p.gains, p.rests)
			}
		}
	}
	return weights
}

// measure sets the curve of every example. It borrows zeroed weights as counters
// and gives them back zeroed.
func (p *problem) measure(counts []float64) {
	for i := range p.examples {
		e := &p.examples[i]
		square := 0.0
		for _, r := range e.rows {
			counts[r]++
			square += float64((counts[r] + counts[r] - 1) * p.gains[r]) // 1, 3, 5, ... sum to the square of the count
		}
		for _, r := range e.rows {
			counts[r] = 0
		}
		e.curve = float64(square*float64(e.scale*e.scale)) + e.slack
	}
}

// settle sets the price of an example to its best value while all others stay,
// and moves the weights along.
func (e *example) settle(weights, gains []float64, rests bool) {
	sum := 0.0
	for _, r := range e.rows {
		sum += weights[r]
	}
	toward := e.side * e.scale
	slope := float64(sum*toward) - 1 + float64(e.slack*e.price)
	price := max(e.price-slope/e.curve, 0)
	move := float64((price - e.price) * toward)
	if move == 0 {
		if slope > enough && rests {
			e.rest = restAfter
		}
		return
	}
	e.price = price
	for _, r := range e.rows {
		weights[r] += float64(move * gains[r])
	}
}

// generator is the xorshift64* of Vigna. It only needs to mix the order.
type generator uint64

func (g *generator) next() uint64 {
	x := uint64(*g)
	if x == 0 {
		x = 1 // zero is the one state it never leaves
	}
	x ^= x >> 12
	x ^= x << 25
	x ^= x >> 27
	*g = generator(x)
	return x * 2685821657736338717
}

// shuffle brings a list into another order (Fisher and Yates).
func (g *generator) shuffle(list []int) {
	for i := len(list) - 1; i > 0; i-- {
		j := g.below(i + 1)
		list[i], list[j] = list[j], list[i]
	}
}
