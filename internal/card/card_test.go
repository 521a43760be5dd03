package card

import (
	"bytes"
	"image/color"
	"image/png"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/multi/qrcode"
)

const link = "https://t.me/CekLokerIndonesia_bot?start=kartu_second_offer-posyandu_kota"

func example() Drawing {
	return Drawing{
		Title: "Disuruh cepat",
		Paragraphs: []Paragraph{
			{Text: "\"Kuota tinggal dua, besok berangkat.\" Orang yang buru-buru tidak sempat mengecek."},
			{Text: "1. Satu hal yang panjang sekali, sehingga tidak muat di satu baris saja.\n2. Dua"},
			{Text: "Lakukan: jawab begini. \"Saya jawab besok, setelah bicara dengan keluarga.\"", Act: true},
		},
		Small: []string{"Sumber: Unikom, Harian Disway (2025). Dibaca: 22 November 2026."},
		Name:  "Cek Loker", About: "Bot Telegram.",
		Print: &PrintParts{Link: link, Scan: "Pindai kode ini.", Number: "110", NumberSays: "Polisi, hanya di Indonesia."},
	}
}

func draw(t *testing.T, c Drawing) []byte {
	t.Helper()
	data, err := c.PNG()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestTheSameCardGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	first := draw(t, example())
	for range 2 {
		if !bytes.Equal(first, draw(t, example())) {
			t.Fatal("two drawings of one card differ")
		}
	}
	config, err := png.DecodeConfig(bytes.NewReader(first))
	if err != nil || config.Width != Width || config.Height != Height || len(first) > MaxBytes {
		t.Errorf("the picture is %d x %d with %d bytes: %v", config.Width, config.Height, len(first), err)
	}
}

// The code is read back from the whole picture.
func TestTheCodeOpensTheLink(t *testing.T) {
	t.Parallel()
	m, err := png.Decode(bytes.NewReader(draw(t, example())))
	if err != nil {
		t.Fatal(err)
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(m)
	if err != nil {
		t.Fatal(err)
	}
	got, err := qrcode.NewQRCodeMultiReader().DecodeMultiple(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil || len(got) != 1 || got[0].GetText() != link {
		t.Errorf("the picture holds %v: %v", got, err)
	}
}

// The least contrast is that of WCAG 2.2, level AA.
func TestEveryInkCanBeReadOnItsGround(t *testing.T) {
	t.Parallel()
	if int(inkEnd) != len(palette) || len(palette) > 256 {
		t.Fatalf("%d colours for inks up to %d", len(palette), inkEnd)
	}
	for i, tone := range tones {
		if c := contrast(tone[0], tone[1]); c < 4.5 {
			t.Errorf("pair %d has a contrast of %.1f", i, c)
		}
		if palette[i*shades] != tone[0] || palette[i*shades+shades-1] != tone[1] {
			t.Errorf("the palette of pair %d does not go from ground to ink", i)
		}
	}
}

func contrast(a, b color.RGBA) float64 {
	light, dark := luminance(a), luminance(b)
	return (max(light, dark) + 0.05) / (min(light, dark) + 0.05)
}

func luminance(c color.RGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func TestWhatDoesNotFitIsRefused(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*Drawing){
		"text":   func(c *Drawing) { c.Paragraphs[0].Text = strings.Repeat("panjang sekali ", 120) },
		"title":  func(c *Drawing) { c.Title = strings.Repeat("panjang sekali ", 20) },
		"foot":   func(c *Drawing) { c.About = strings.Repeat("panjang sekali ", 20) },
		"number": func(c *Drawing) { c.Print.NumberSays = strings.Repeat("panjang sekali ", 20) },
		"chat":   func(c *Drawing) { c.Print, c.About = nil, strings.Repeat("panjang sekali ", 20) },
	} {
		c := example()
		spoil(&c)
		if _, err := c.PNG(); err == nil || !strings.Contains(err.Error(), "shorten") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Nothing reaches over the edge, nor do lines lie over one another or over the foot.
func TestEverythingStandsInside(t *testing.T) {
	t.Parallel()
	c := example()
	c.Paragraphs[1].Text = "Alamat: " + strings.Repeat("sangatpanjang", 12)
	for _, print := range []*PrintParts{nil, c.Print} {
		c.Print = print
		l, err := c.layout()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range l.runs {
			if end := r.x + r.pen.width(r.text); r.x < margin || end > Width-margin || r.y > Height-8 {
				t.Errorf("%q stands from %d to %d at %d", r.text, r.x, end, r.y)
			}
		}
	}
}

func TestTheLicenceOfTheFontIsHere(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("FONT-LICENSE.txt")
	if err != nil || !strings.Contains(string(text), "SIL OPEN FONT LICENSE Version 1.1") || !strings.Contains(string(text), "Reserved Font Name Liberation") {
		t.Errorf("the licence of the font is missing: %v", err)
	}
}

// A card is drawn within 200 ms on a busy machine.
func BenchmarkCard(b *testing.B) {
	b.ReportAllocs()
	c := example()
	for b.Loop() {
		if _, err := c.PNG(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTextSize(b *testing.B) {
	c := example()
	for b.Loop() {
		if _, err := c.TextSize(); err != nil {
			b.Fatal(err)
		}
	}
}
