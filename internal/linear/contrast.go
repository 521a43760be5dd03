package linear

import "math"

// contrast compares how often features stand in lines of a label and in others. A
// feature that both have equally often says little, whatever few lines make of it, so
// its weight moves more slowly (Wang and Manning, "Baselines and Bigrams", ACL 2012).
// One or two dangers of a hundred more are heard than with equal steps.
type contrast struct {
	sums [2][]float64 // by row: the weight of the lines against the label, and for it
}

func newContrast(rows int) *contrast {
	return &contrast{[2][]float64{make([]float64, rows), make([]float64, rows)}}
}

// add counts the features of a line.
func (c *contrast) add(line vector, positive bool, weight float64) {
	sums := c.sums[0]
	if positive {
		sums = c.sums[1]
	}
	last := -1
	for _, row := range line.rows {
		if int(row) != last { // a feature of value three stands three times in a row
			sums[row] += weight
		}
		last = int(row)
	}
}

// gains says by row how far a step moves a weight: the square of the mean of one and
// of the contrast of the row, in terms of the usual contrast.
func (c *contrast) gains() []float64 {
	out := make([]float64, len(c.sums[0]))
	var total [2]float64
	for row := range out { // in order, so that sums are the same each time
		for side := range total {
			total[side] += 1 + c.sums[side][row]
		}
	}
	square := 0.0
	for row := range out {
		held, other := 1+c.sums[1][row], 1+c.sums[0][row]
		out[row] = logarithm(float64(held*total[0]) / float64(other*total[1]))
		square += float64(out[row] * out[row])
	}
	usual := math.Sqrt(square / float64(max(len(out), 1)))
	if usual == 0 {
		usual = 1
	}
	for row, r := range out {
		step := 0.5 + math.Abs(r)/usual/2
		out[row] = float64(step * step)
	}
	return out
}

// logarithm is about the logarithm to base two: right at its powers and straight
// between them. That of the library is not the same to the last bit everywhere.
func logarithm(x float64) float64 {
	part, power := math.Frexp(x)
	return float64(power) + 2*part - 2
}
