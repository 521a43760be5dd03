package picture_test

import (
	"image"
	"strings"
	"testing"

	"cekloker/internal/picture"
	"cekloker/internal/posters"
)

// A photo that lies on its side is turned.
func TestAPictureOnItsSide(t *testing.T) {
	t.Parallel()
	needTesseract(t)
	m := posters.Poster("plain", advert, 1)
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	side := image.NewRGBA(image.Rect(0, 0, h, w))
	for y := range h {
		for x := range w {
			side.SetRGBA(y, w-1-x, m.RGBAAt(x, y))
		}
	}
	got, err := picture.Reader{}.Read(t.Context(), posters.JPEG(side, 85))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got.Text(), "0812-3456-7890") || got.Unsure() {
		t.Errorf("sure %d:\n%s", got.Confidence, got.Text())
	}
}
