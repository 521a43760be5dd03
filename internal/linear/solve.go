package linear

// problem is a linear support vector machine to be trained: weights as small as
// possible that set every example on its side with a margin of one, or pay for
// it. It is solved by dual coordinate descent (Hsieh and others, ICML 2008):
// each example has a price, and one price at a time is set to its best value.
type problem struct {
	examples []example
	size     int // buckets
	rounds   int
	squared  bool
	seed     uint64
}

// example is a line as a head sees it.
type example struct {
	buckets []uint32 // with repeats where two features share one
	side    float64  // 1 for the label, -1 against it
	cost    float64  // of a mistake
	square  float64  // of the length of its vector
	price   float64
}

// add adds an example; its features become buckets.
func (p *problem) add(unit []feature, positive bool, cost, more float64) {
	e := example{buckets: make([]uint32, len(unit)), side: -1, cost: cost}
	if positive {
		e.side, e.cost = 1, float64(cost*more)
	}
	for i, x := range unit {
		e.buckets[i] = x.hash & uint32(p.size-1)
	}
	if e.cost > 0 {
		p.examples = append(p.examples, e)
	}
}

// solve returns the weights by bucket. The same examples give the same bits on
// every processor: values of features are ones, so that almost all is sums in a
// fixed order, and where a product meets a sum a conversion rounds it first.
// Without it the compiler may fuse the two on arm64, where the unrounded product
// is added.
func (p *problem) solve() []float64 {
	weights := make([]float64, p.size)
	p.measure(weights)
	order := make([]int, len(p.examples))
	for i := range order {
		order[i] = i
	}
	random := generator(p.seed)
	for range p.rounds {
		random.shuffle(order)
		for _, i := range order {
			p.examples[i].settle(weights, p.squared)
		}
	}
	return weights
}

// measure sets the square of the length of every example. It borrows zeroed
// weights as counters and gives them back zeroed.
func (p *problem) measure(counts []float64) {
	for i := range p.examples {
		e := &p.examples[i]
		e.square = 0
		for _, b := range e.buckets {
			counts[b]++
			e.square += counts[b] + counts[b] - 1 // 1, 3, 5, ...: sums to the square of the count
		}
		for _, b := range e.buckets {
			counts[b] = 0
		}
	}
}

// settle sets the price of an example to its best value while all others stay,
// and moves the weights along.
func (e *example) settle(weights []float64, squared bool) {
	margin := 0.0
	for _, b := range e.buckets {
		margin += weights[b]
	}
	if e.side < 0 {
		margin = -margin
	}
	slope, curve := margin-1, e.square
	if squared {
		slack := 0.5 / e.cost
		slope += float64(slack * e.price)
		curve += slack
	}
	price := max(e.price-slope/curve, 0)
	if !squared {
		price = min(price, e.cost)
	}
	if price == e.price {
		return
	}
	move := price - e.price
	e.price = price
	if e.side < 0 {
		move = -move
	}
	for _, b := range e.buckets {
		weights[b] += move
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
		j := int(g.next() >> 33 % uint64(i+1))
		list[i], list[j] = list[j], list[i]
	}
}
