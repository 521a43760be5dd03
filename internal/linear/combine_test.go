package linear

import (
	"math"
	"slices"
	"testing"
)

// agreeing are margins of two heads; the label holds where both have the same sign, which no sum of
// the margins can tell.
func agreeing() []CombinedExample {
	var out []CombinedExample
	random := generator(3)
	for range 400 {
		a, b := int32(random.below(4000))-2000, int32(random.below(4000))-2000
		side := -1.0
		if a*b/1000 > 0 {
			side = 1
		}
		out = append(out, CombinedExample{Margins: []int32{a, b}, LabelWeights: []float64{side, 0}})
	}
	return out
}

func TestACombinationLearnsFromProducts(t *testing.T) {
	t.Parallel()
	c := Combine(agreeing())
	wrong := 0
	for _, e := range agreeing() {
		var scores [2]int32
		c.Score(e.Margins, nil, scores[:])
		if scores[0] > 0 != (e.LabelWeights[0] > 0) {
			wrong++
		}
		if scores[1] != 0 {
			t.Fatalf("a label without examples scores %d", scores[1])
		}
	}
	if wrong > 12 {
		t.Errorf("%d of 400 are wrong", wrong)
	}
}

func TestACombinationIsTheSameFromItsFile(t *testing.T) {
	t.Parallel()
	c := Combine(agreeing())
	if again := Combine(agreeing()); !slices.Equal(c.weights, again.weights) {
		t.Error("two runs give two combinations")
	}
	file, err := c.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := LoadCombination(file, 2, 2)
	if err != nil || !slices.Equal(c.weights, loaded.weights) {
		t.Errorf("%v, %v", loaded, err)
	}
	for _, damaged := range [][]byte{nil, file[:len(file)-1], append(slices.Clone(file), 0)} {
		if _, err := LoadCombination(damaged, 2, 2); err == nil {
			t.Errorf("a file of %d bytes is taken, %d are right", len(damaged), len(file))
		}
	}
	if _, err := LoadCombination(file, 3, 2); err == nil {
		t.Error("a combination of two heads is taken for one of three")
	}
}

func TestWithoutACombinationScoresAreMargins(t *testing.T) {
	t.Parallel()
	var c *Combination
	scores := make([]int32, 3)
	if c.Score([]int32{1, -2, math.MaxInt32}, nil, scores); !slices.Equal(scores, []int32{1, -2, math.MaxInt32}) {
		t.Error(scores)
	}
}

// A flag that stands beside most examples of a label speaks for it; one that is rare has no weight.
func TestACombinationLearnsFromFlags(t *testing.T) {
	t.Parallel()
	examples := agreeing()
	for i := range examples {
		examples[i].LabelWeights[1] = -1
		if i%3 == 0 {
			examples[i].Flags, examples[i].LabelWeights[1] = []string{"told"}, 1
		}
	}
	for i := range leastTexts - 1 {
		examples[i].Flags = append(examples[i].Flags, "rare")
	}
	c := Combine(examples)
	if !slices.Equal(c.flags, []string{"told"}) {
		t.Fatalf("the flags are %q", c.flags)
	}
	file, err := c.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := LoadCombination(file, 2, 2)
	if err != nil {
		t.Fatal(err)
	}
	for flag, want := range map[string]bool{"told": true, "rare": false, "": false} {
		for _, c := range []*Combination{c, loaded} {
			scores := make([]int32, 2)
			if c.Score([]int32{500, 500}, []string{flag}, scores); scores[1] > 0 != want {
				t.Errorf("with the flag %q the score is %d", flag, scores[1])
			}
		}
	}
}

// Margins of any size give scores that fit.
func TestNoMarginIsTooLarge(t *testing.T) {
	t.Parallel()
	c := Combine(agreeing())
	far, near := make([]int32, 2), make([]int32, 2)
	c.Score([]int32{math.MaxInt32, math.MinInt32}, nil, far)
	c.Score([]int32{largestMargin, -largestMargin}, nil, near)
	if !slices.Equal(far, near) {
		t.Errorf("%v and %v", far, near)
	}
}

// Heads of whole lines are combined when training is told to: a model with a combination loads
// and hears as before.
func TestAModelCombinesItsHeads(t *testing.T) {
	t.Parallel()
	lines := trainingSet()
	for i := range lines {
		lines[i].Author = string(rune('a' + i%3))
	}
	o := small()
	o.Folds = 3
	m := Train(lines, o)
	loaded, err := Load(file(t, m))
	if err != nil || m.combined == nil {
		t.Fatal(err, m.combined)
	}
	for _, l := range lines {
		if m.Score(l.Text) != loaded.Score(l.Text) {
			t.Errorf("%q scores differently", l.Text)
		}
	}
}
