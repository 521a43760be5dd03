package picture

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/draw"
)

// Text recognition wants dark letters of some thirty pixels on a light, even ground.
// Posters have white letters on coloured bands, and colours as bright as their ground.

// Sizes of the picture that Tesseract gets. A picture is read in two sizes: letters that
// are doubtful in one are mostly clear in the other.
const (
	wantedShort  = 1400 // the shorter side
	smallerBy    = 0.78
	mostEnlarged = 2.5
	mostWorked   = 5 << 20 // pixels
)

// sized returns the picture in the size that is worked on.
func sized(m *image.RGBA) *image.RGBA {
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	by := min(mostEnlarged, wantedShort/float64(min(w, h)), math.Sqrt(mostWorked/float64(w*h)))
	return scaledBy(m, by)
}

func scaledBy(m *image.RGBA, by float64) *image.RGBA {
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	out := image.NewRGBA(image.Rect(0, 0, max(1, int(float64(w)*by)), max(1, int(float64(h)*by))))
	if by >= 1 {
		draw.CatmullRom.Scale(out, out.Bounds(), m, m.Bounds(), draw.Src, nil)
	} else {
		draw.BiLinear.Scale(out, out.Bounds(), m, m.Bounds(), draw.Src, nil)
	}
	return out
}

// grey returns the brightness of each pixel.
func grey(m *image.RGBA) *image.Gray {
	out := image.NewGray(m.Bounds())
	for i := range out.Pix {
		p := m.Pix[4*i : 4*i+3]
		out.Pix[i] = uint8((299*int(p[0]) + 587*int(p[1]) + 114*int(p[2])) / 1000)
	}
	return out
}

// The ground of each place is the most frequent colour around it. Distance from the
// ground is what makes letters, whatever is lighter.
const (
	cell   = 8 // pixels for which one ground is found
	around = 6 // cells to each side that are looked at
	levels = 8 // of each colour channel, for counting
)

// fromGround returns how far each pixel is from the colour of its ground, as dark letters
// on white with the same contrast everywhere.
func fromGround(m *image.RGBA) *image.Gray {
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	ground := grounds(m)
	across := (w + cell - 1) / cell
	far := make([]uint8, w*h)
	for y := range h {
		for x := range w {
			p := m.Pix[4*(y*w+x):]
			g := ground[y/cell*across+x/cell]
			far[y*w+x] = distance(p[0], p[1], p[2], g)
		}
	}
	most := strongest(far, w, h)
	out := image.NewGray(m.Bounds())
	for y := range h {
		for x := range w {
			d := int(far[y*w+x]) * 255 / int(most[y/cell*across+x/cell])
			out.Pix[y*w+x] = uint8(255 - min(255, d))
		}
	}
	return out
}

func distance(r, g, b uint8, from color.RGBA) uint8 {
	dr, dg, db := int(r)-int(from.R), int(g)-int(from.G), int(b)-int(from.B)
	return uint8(min(255, math.Sqrt(float64(2*dr*dr+4*dg*dg+db*db)/7)*1.3))
}

// tally counts colours.
type tally struct {
	n, r, g, b [levels * levels * levels]int32
}

func (t *tally) add(s []uint32, sign int32) {
	for _, c := range s {
		r, g, b := uint8(c>>16), uint8(c>>8), uint8(c)
		i := int(r)/(256/levels)*levels*levels + int(g)/(256/levels)*levels + int(b)/(256/levels)
		t.n[i] += sign
		t.r[i] += sign * int32(r)
		t.g[i] += sign * int32(g)
		t.b[i] += sign * int32(b)
	}
}

func (t *tally) most() color.RGBA {
	best := 0
	for i, n := range t.n {
		if n > t.n[best] {
			best = i
		}
	}
	n := max(1, t.n[best])
	return color.RGBA{uint8(t.r[best] / n), uint8(t.g[best] / n), uint8(t.b[best] / n), 255}
}

// grounds finds the most frequent colour around each cell, with one count that moves
// along a row of cells.
func grounds(m *image.RGBA) []color.RGBA {
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	across, down := (w+cell-1)/cell, (h+cell-1)/cell
	samples := make([][]uint32, across*down)
	for y := 1; y < h; y += 3 {
		for x := 1; x < w; x += 3 {
			p := m.Pix[4*(y*w+x):]
			i := y/cell*across + x/cell
			samples[i] = append(samples[i], uint32(p[0])<<16|uint32(p[1])<<8|uint32(p[2]))
		}
	}
	out := make([]color.RGBA, across*down)
	for cy := range down {
		var t tally
		column := func(cx int, sign int32) {
			if cx < 0 || cx >= across {
				return
			}
			for y := max(0, cy-around); y <= min(down-1, cy+around); y++ {
				t.add(samples[y*across+cx], sign)
			}
		}
		for cx := range around {
			column(cx, 1)
		}
		for cx := range across {
			column(cx+around, 1)
			column(cx-around-1, -1)
			out[cy*across+cx] = t.most()
		}
	}
	return out
}

// faint is the distance from the ground below which there are no letters, only noise.
const faint = 70

// strongest finds the largest distance around each cell, at least faint.
func strongest(far []uint8, w, h int) []uint8 {
	across, down := (w+cell-1)/cell, (h+cell-1)/cell
	cells := make([]uint8, across*down)
	for y := range h {
		for x := range w {
			i := y/cell*across + x/cell
			cells[i] = max(cells[i], far[y*w+x])
		}
	}
	wide := make([]uint8, across*down)
	for y := range down {
		for x := range across {
			for k := max(0, x-around); k <= min(across-1, x+around); k++ {
				wide[y*across+x] = max(wide[y*across+x], cells[y*across+k])
			}
		}
	}
	out := make([]uint8, across*down)
	for y := range down {
		for x := range across {
			most := uint8(faint)
			for k := max(0, y-around); k <= min(down-1, y+around); k++ {
				most = max(most, wide[k*across+x])
			}
			out[y*across+x] = most
		}
	}
	return out
}
