package picture

import (
	"image"
	"math"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

// Posters have slanted headlines and tables, and people photograph screens askew.

const (
	mostSlant    = 10   // degrees to each side
	slantStep    = 0.5  // degrees
	coarse       = 4    // every so many pixels are looked at
	slantGain    = 1.15 // how much clearer the lines must be at a slant
	leastSlant   = 1.0  // degrees that text recognition bears by itself
	stripsAcross = 6    // a strip is so many times lower than the picture is wide
)

// slant finds the angle in degrees at which the ink between two rows lies in lines: where
// its sums along lines differ most. It is 0 when no angle is clearly better.
func slant(m *image.Gray, from, to int) float64 {
	w := m.Bounds().Dx()
	type dot struct{ x, y int }
	var dots []dot
	for y := from; y < to; y += coarse {
		for x := 0; x < w; x += coarse {
			if m.Pix[y*w+x] < 128 {
				dots = append(dots, dot{x, y - from})
			}
		}
	}
	if len(dots) < fewestInked {
		return 0
	}
	reach := int(float64(w) * math.Tan(mostSlant*math.Pi/180))
	sums := make([]int, (to-from+2*reach)/coarse+2)
	clear := func(angle float64) float64 {
		clear(sums)
		tan := math.Tan(angle * math.Pi / 180)
		for _, d := range dots {
			sums[(d.y+reach-int(tan*float64(d.x-w/2)))/coarse]++
		}
		total := 0
		for _, n := range sums {
			total += n * n
		}
		return float64(total)
	}
	straight := clear(0)
	best, most := 0.0, straight*slantGain
	for angle := -float64(mostSlant); angle <= mostSlant; angle += slantStep {
		if c := clear(angle); c > most {
			best, most = angle, c
		}
	}
	return best
}

// turnedBack returns the rows of a picture, turned so that lines at an angle are level.
func turnedBack(m *image.RGBA, from, to int, angle float64) *image.RGBA {
	w, h := m.Bounds().Dx(), to-from
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	copy(out.Pix, m.Pix[from*m.Stride:to*m.Stride]) // what comes from outside stays as it is
	sin, cos := math.Sincos(-angle * math.Pi / 180)
	cx, cy := float64(w)/2, float64(from+to)/2
	place := f64.Aff3{cos, -sin, cx - cos*cx + sin*cy, sin, cos, cy - float64(from) - sin*cx - cos*cy}
	draw.BiLinear.Transform(out, place, m, m.Bounds(), draw.Src, nil)
	return out
}

// level turns a picture that lies askew as a whole.
func level(m *image.RGBA) *image.RGBA {
	angle := slant(fromGround(m), 0, m.Bounds().Dy())
	if math.Abs(angle) < leastSlant {
		return m
	}
	return turnedBack(m, 0, m.Bounds().Dy(), angle)
}

// A slantedStrip is rows of a picture in which lines are slanted.
type slantedStrip struct {
	from, to int
	angle    float64
}

// slantedStrips finds where lines are slanted, with strips that overlap by half.
func slantedStrips(ink *image.Gray) []slantedStrip {
	h := ink.Bounds().Dy()
	tall := max(1, ink.Bounds().Dx()/stripsAcross)
	var out []slantedStrip
	for from := 0; from < h; from += max(1, tall/2) {
		to := min(h, from+tall)
		angle := slant(ink, from, to)
		if math.Abs(angle) < 2*leastSlant {
			continue
		}
		if n := len(out); n > 0 && out[n-1].to >= from && math.Abs(out[n-1].angle-angle) <= 2*slantStep {
			out[n-1].to = to
			continue
		}
		out = append(out, slantedStrip{from, to, angle})
	}
	return out
}

// straighten reads slanted strips turned level. What it finds takes the place of all that
// was found there, if it is more.
func (r *reading) straighten(ink *image.Gray) {
	for _, s := range slantedStrips(ink) {
		if r.err != nil {
			return
		}
		edge := (s.to - s.from) / 4
		from, to := max(0, s.from-edge), min(ink.Bounds().Dy(), s.to+edge)
		words, err := ocr(fromGround(turnedBack(r.work, from, to, s.angle)), block)
		if err != nil {
			r.fails(err)
			return
		}
		r.passes++
		for i := range words {
			words[i].top += from
		}
		r.replace(from, to, linesOf(words))
	}
}

// replace puts lines in the place of those between two rows, if more of them is read well.
func (r *reading) replace(from, to int, lines []textLine) {
	var outside []textLine
	was, is := 0.0, 0.0
	for _, l := range r.lines {
		if middle := (l.top + l.bottom) / 2; middle < from || middle >= to {
			outside = append(outside, l)
			continue
		}
		was += l.weight
	}
	for _, l := range lines {
		is += l.weight
	}
	if is > was {
		r.lines = append(outside, lines...)
	}
}

// quarterTurn turns a picture clockwise by a quarter.
func quarterTurn(m *image.RGBA) *image.RGBA {
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	out := image.NewRGBA(image.Rect(0, 0, h, w))
	for y := range h {
		for x := range w {
			to, from := 4*(x*h+h-1-y), 4*(y*w+x)
			copy(out.Pix[to:to+4], m.Pix[from:from+4])
		}
	}
	return out
}
