package picture

import (
	"image"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/multi/qrcode"
	"golang.org/x/image/draw"
)

// codes returns what the QR codes of a picture say. Nothing is opened.
func codes(m *image.RGBA) []string {
	var out []string
	for _, side := range []int{1000, 1800} { // a small code needs pixels, a large one is found faster with fewer
		for _, text := range codesIn(scaled(m, side)) {
			if !contains(out, text) && len(out) < maxCodes {
				out = append(out, text)
			}
		}
		if len(out) > 0 {
			break
		}
	}
	return out
}

func codesIn(m image.Image) (out []string) {
	defer func() {
		if recover() != nil {
			out = nil // the library does not stand every picture; the words are read all the same
		}
	}()
	bits, err := gozxing.NewBinaryBitmapFromImage(m)
	if err != nil {
		return nil
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	found, err := qrcode.NewQRCodeMultiReader().DecodeMultiple(bits, hints)
	if err != nil {
		return nil
	}
	for _, f := range found {
		if text := printable(f.GetText()); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// printable bounds the content of a code and drops what cannot be shown.
func printable(s string) string {
	if len(s) > maxTarget || !utf8.ValidString(s) {
		return ""
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, s))
}

func contains(all []string, one string) bool {
	for _, s := range all {
		if s == one {
			return true
		}
	}
	return false
}

// scaled returns the picture with its longer side at most that long.
func scaled(m *image.RGBA, side int) image.Image {
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	long := max(w, h)
	if long <= side {
		return m
	}
	out := image.NewGray(image.Rect(0, 0, max(1, w*side/long), max(1, h*side/long)))
	draw.ApproxBiLinear.Scale(out, out.Bounds(), m, m.Bounds(), draw.Src, nil)
	return out
}
