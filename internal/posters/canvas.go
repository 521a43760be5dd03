// Package posters draws job posters and chat screenshots from texts, in the styles that
// people forward, so that tests can read pictures without a picture being kept.
package posters

import (
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gobolditalic"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// fonts are parsed once; they are only read afterwards.
var (
	regular = parse(goregular.TTF)
	medium  = parse(gomedium.TTF)
	bold    = parse(gobold.TTF)
	italic  = parse(goitalic.TTF)
	heavy   = parse(gobolditalic.TTF)
)

func parse(ttf []byte) *opentype.Font {
	f, err := opentype.Parse(ttf)
	if err != nil {
		panic(err) // the font is part of the library
	}
	return f
}

// canvas is a picture that is drawn on from top to bottom.
type canvas struct {
	*image.RGBA
	random *rand.Rand
}

func newCanvas(w, h int, ground color.Color, seed uint64) *canvas {
	c := &canvas{image.NewRGBA(image.Rect(0, 0, w, h)), rand.New(rand.NewPCG(seed, 7))}
	c.box(c.Bounds(), ground)
	return c
}

func (c *canvas) box(r image.Rectangle, fill color.Color) {
	draw.Draw(c.RGBA, r, image.NewUniform(fill), image.Point{}, draw.Src)
}

func rgb(v uint32) color.RGBA { return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255} }

// ink is how text is written.
type ink struct {
	font   *opentype.Font
	size   float64
	colour color.Color
	shadow color.Color // nil: none
}

func (i ink) face() font.Face {
	f, err := opentype.NewFace(i.font, &opentype.FaceOptions{Size: i.size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(err) // sizes are ours
	}
	return f
}

// wrap breaks a text into lines of a width.
func (i ink) wrap(text string, width int) []string {
	face := i.face()
	var out []string
	for line := range strings.Lines(text) {
		now := ""
		for _, word := range strings.Fields(line) {
			longer := strings.TrimSpace(now + " " + word)
			if now != "" && font.MeasureString(face, longer).Ceil() > width {
				out = append(out, now)
				longer = word
			}
			now = longer
		}
		if now != "" {
			out = append(out, now)
		}
	}
	return out
}

func (i ink) width(lines []string) int {
	most := 0
	for _, l := range lines {
		most = max(most, font.MeasureString(i.face(), l).Ceil())
	}
	return most
}

func (i ink) step() int { return int(i.size * 1.32) }

// write draws lines from a corner on and returns where the next one would begin.
func (c *canvas) write(lines []string, x, y int, i ink) int {
	face := i.face()
	for _, l := range lines {
		base := y + int(i.size)
		if i.shadow != nil {
			d := font.Drawer{Dst: c.RGBA, Src: image.NewUniform(i.shadow), Face: face, Dot: fixed.P(x+2, base+2)}
			d.DrawString(l)
		}
		d := font.Drawer{Dst: c.RGBA, Src: image.NewUniform(i.colour), Face: face, Dot: fixed.P(x, base)}
		d.DrawString(l)
		y += i.step()
	}
	return y
}

// centred draws lines in the middle.
func (c *canvas) centred(lines []string, y int, i ink) int {
	for _, l := range lines {
		y = c.write([]string{l}, (c.Bounds().Dx()-i.width([]string{l}))/2, y, i)
	}
	return y
}

// lump fills a place with coloured blobs, as a photo behind words does.
func (c *canvas) lump(r image.Rectangle, from, to color.RGBA) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		part := float64(y-r.Min.Y) / float64(r.Dy())
		for x := r.Min.X; x < r.Max.X; x++ {
			at := part + 0.2*float64(x-r.Min.X)/float64(r.Dx())
			mix := func(a, b uint8) uint8 {
				return uint8(max(0, min(255, float64(a)+(float64(b)-float64(a))*at+c.random.Float64()*8-4)))
			}
			c.SetRGBA(x, y, color.RGBA{mix(from.R, to.R), mix(from.G, to.G), mix(from.B, to.B), 255})
		}
	}
}

// disc draws a filled circle.
func (c *canvas) disc(x, y, r int, fill color.Color) {
	for dy := -r; dy <= r; dy++ {
		for dx := -r; dx <= r; dx++ {
			if dx*dx+dy*dy <= r*r {
				c.Set(x+dx, y+dy, fill)
			}
		}
	}
}
