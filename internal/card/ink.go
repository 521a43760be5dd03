package card

import (
	"image/color"
	"sync"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
)

// Fonts are parsed when the first card is drawn; they are only read afterwards.
var (
	regular = parsed(liberationsansregular.TTF)
	bold    = parsed(liberationsansbold.TTF)
)

func parsed(ttf []byte) func() *opentype.Font {
	return sync.OnceValue(func() *opentype.Font {
		f, err := opentype.Parse(ttf)
		if err != nil {
			panic(err) // the font is part of the library
		}
		return f
	})
}

// shades is how many steps there are from the ground to the ink: edges of letters are
// smooth, and a picture of few colours is small.
const shades = 16

// ink is a colour of letters on its ground. Its value is the index of the ground in the
// palette; the shades follow, the ink itself is the last.
type ink uint8

const (
	onBand  ink = iota * shades // title and foot
	onPaper                     // text, and the QR code
	onAct                       // what to do
	small                       // sources and date
	inkEnd
)

// tones are ground and ink of each pair; a test measures their contrast.
var tones = [...][2]color.RGBA{
	{rgb(0x0b3d4c), rgb(0xffffff)},
	{rgb(0xffffff), rgb(0x141414)},
	{rgb(0xfff0b8), rgb(0x141414)},
	{rgb(0xffffff), rgb(0x444444)},
}

func rgb(v uint32) color.RGBA { return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255} }

// palette has all shades of all inks.
var palette = func() color.Palette {
	var out color.Palette
	for _, t := range tones {
		for i := range shades {
			mix := func(from, to uint8) uint8 { return uint8(int(from) + (int(to)-int(from))*i/(shades-1)) }
			out = append(out, color.RGBA{mix(t[0].R, t[1].R), mix(t[0].G, t[1].G), mix(t[0].B, t[1].B), 255})
		}
	}
	return out
}()

// pen is how text is written: a font in a size, with an ink. It is for one drawing.
type pen struct {
	face font.Face
	size int
	ink  ink
}

func newPen(f func() *opentype.Font, size int, i ink) pen {
	face, err := opentype.NewFace(f(), &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(err) // sizes are ours
	}
	return pen{face, size, i}
}

// step is the distance of two lines.
func (p pen) step() int { return p.size * 130 / 100 }

func (p pen) width(text string) int { return font.MeasureString(p.face, text).Ceil() }

// Undrawn lists the letters of a text that the font has no shape for.
func Undrawn(text string) string {
	var out []rune
	var buffer sfnt.Buffer
	for _, r := range text {
		if i, err := regular().GlyphIndex(&buffer, r); r != '\n' && (err != nil || i == 0) {
			out = append(out, r)
		}
	}
	return string(out)
}
