package card

import (
	"image"
	"slices"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"golang.org/x/image/math/fixed"
)

// paint draws a layout over whatever an image holds: the paper, boxes, then the code, then
// letters.
func (l *layout) paint(m *image.Paletted) {
	fill(m, box{m.Bounds(), onPaper})
	for _, b := range l.boxes {
		fill(m, b)
	}
	if l.code != "" {
		l.paintCode(m)
	}
	for _, r := range l.runs {
		r.paint(m)
	}
}

func fill(m *image.Paletted, b box) {
	b.Rectangle = b.Intersect(m.Bounds())
	if b.Empty() {
		return
	}
	row := slices.Repeat([]uint8{uint8(b.fill)}, b.Dx())
	for y := b.Min.Y; y < b.Max.Y; y++ {
		copy(m.Pix[m.PixOffset(b.Min.X, y):], row)
	}
}

// paint draws a line letter by letter. A letter comes as a mask of how much of each point
// it covers, which is the shade.
func (r run) paint(m *image.Paletted) {
	dot := fixed.P(r.x, r.y)
	before := rune(-1)
	for _, letter := range r.text {
		if before >= 0 {
			dot.X += r.pen.face.Kern(before, letter)
		}
		place, mask, at, advance, ok := r.pen.face.Glyph(dot, letter)
		if alpha, is := mask.(*image.Alpha); ok && is {
			cover(m, place, alpha, at, r.pen.ink)
		}
		dot.X += advance
		before = letter
	}
}

func cover(m *image.Paletted, place image.Rectangle, mask *image.Alpha, at image.Point, i ink) {
	inside := place.Intersect(m.Bounds())
	for y := inside.Min.Y; y < inside.Max.Y; y++ {
		from := mask.PixOffset(at.X+inside.Min.X-place.Min.X, at.Y+y-place.Min.Y)
		to := m.PixOffset(inside.Min.X, y)
		for x := range inside.Dx() {
			if shade := (int(mask.Pix[from+x])*(shades-1) + 127) / 255; shade > 0 {
				m.Pix[to+x] = i.over(m.Pix[to+x], uint8(shade))
			}
		}
	}
}

// over is a point after a shade was put on it. Where two letters touch, the deeper shade
// stays.
func (i ink) over(now, shade uint8) uint8 {
	if now >= uint8(i) && now < uint8(i)+shades {
		return max(now, uint8(i)+shade)
	}
	return uint8(i) + shade
}

// paintCode draws the QR code in whole points, as large as its place allows. It can be read
// when up to 15 % of it is worn off.
func (l *layout) paintCode(m *image.Paletted) {
	bits, err := qrcode.NewQRCodeWriter().Encode(l.code, gozxing.BarcodeFormat_QR_CODE, code, code,
		map[gozxing.EncodeHintType]any{gozxing.EncodeHintType_ERROR_CORRECTION: decoder.ErrorCorrectionLevel_M})
	if err != nil {
		panic(err) // links are ours and short
	}
	for y := range code {
		for x := range code {
			if bits.Get(x, y) {
				m.SetColorIndex(l.at.X+x, l.at.Y+y, uint8(onPaper)+shades-1)
			}
		}
	}
}
