package posters

import (
	"image"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/draw"
)

// WithCode puts a QR code into the lower right corner.
func WithCode(m *image.RGBA, target string) *image.RGBA {
	const side = 300
	code, err := qrcode.NewQRCodeWriter().Encode(target, gozxing.BarcodeFormat_QR_CODE, side, side, nil)
	if err != nil {
		panic(err) // targets are ours
	}
	b := m.Bounds()
	draw.Draw(m, image.Rect(b.Max.X-side-20, b.Max.Y-side-20, b.Max.X-20, b.Max.Y-20), code, code.Bounds().Min, draw.Src)
	return m
}
