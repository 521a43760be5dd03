package posters

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"math"

	"golang.org/x/image/draw"
)

// PNG returns the picture as a file.
func PNG(m image.Image) []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		panic(err) // a buffer takes everything
	}
	return out.Bytes()
}

// JPEG returns the picture as a file of a quality from 1 to 100.
func JPEG(m image.Image, quality int) []byte {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: quality}); err != nil {
		panic(err) // a buffer takes everything
	}
	return out.Bytes()
}

// Degradations is how many ways there are in which Degraded spoils a picture.
const Degradations = 5

// Degraded returns the picture as people pass it on: made small, turned a little,
// blurred, compressed again and again, photographed from a screen.
func Degraded(m *image.RGBA, how int) []byte {
	switch how % Degradations {
	case 0: // sent on three times
		for range 3 {
			m = decoded(JPEG(resized(m, 0.9), 35))
		}
		return JPEG(m, 40)
	case 1: // made small
		return JPEG(resized(m, 0.55), 60)
	case 2: // turned
		return JPEG(turned(m, 3), 55)
	case 3: // blurred
		return JPEG(blurred(m, 2), 60)
	}
	return JPEG(grainy(turned(blurred(m, 1), -2)), 50) // photographed
}

// Spoilings is how many ways there are in which Spoiled spoils a picture.
const Spoilings = 3

// Spoiled returns the picture so that little of it can be read.
func Spoiled(m *image.RGBA, how int) []byte {
	switch how % Spoilings {
	case 0: // much too small
		return JPEG(resized(m, 0.2), 20)
	case 1: // blurred
		return JPEG(blurred(blurred(m, 7), 5), 30)
	}
	return JPEG(resized(grainy(blurred(m, 4)), 0.3), 8) // all at once
}

func decoded(b []byte) *image.RGBA {
	m, err := jpeg.Decode(bytes.NewReader(b))
	if err != nil {
		panic(err) // it is what JPEG wrote
	}
	out := image.NewRGBA(m.Bounds())
	draw.Draw(out, out.Bounds(), m, image.Point{}, draw.Src)
	return out
}

func resized(m *image.RGBA, by float64) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, int(float64(m.Bounds().Dx())*by), int(float64(m.Bounds().Dy())*by)))
	draw.BiLinear.Scale(out, out.Bounds(), m, m.Bounds(), draw.Src, nil)
	return out
}

func turned(m *image.RGBA, degrees float64) *image.RGBA {
	c := newCanvas(m.Bounds().Dx(), m.Bounds().Dy(), rgb(0x808080), 1)
	c.stamp(m, 0, 0, degrees)
	return c.RGBA
}

// blurred averages each pixel with those around it, once in each direction.
func blurred(m *image.RGBA, radius int) *image.RGBA {
	return blurredAlong(blurredAlong(m, radius, 0), 0, radius)
}

func blurredAlong(m *image.RGBA, rx, ry int) *image.RGBA {
	out := image.NewRGBA(m.Bounds())
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	for y := range h {
		for x := range w {
			var sum [4]int
			n := 0
			for k := -(rx + ry); k <= rx+ry; k++ {
				px, py := x, y
				if rx > 0 {
					px += k
				} else {
					py += k
				}
				if px < 0 || py < 0 || px >= w || py >= h {
					continue
				}
				n++
				for i := range sum {
					sum[i] += int(m.Pix[4*(py*w+px)+i])
				}
			}
			for i := range sum {
				out.Pix[4*(y*w+x)+i] = uint8(sum[i] / n)
			}
		}
	}
	return out
}

// grainy adds the moving brightness and the grain of a photo of a screen.
func grainy(m *image.RGBA) *image.RGBA {
	c := newCanvas(1, 1, rgb(0), 3)
	out := image.NewRGBA(m.Bounds())
	w := m.Bounds().Dx()
	for i := range out.Pix {
		if i%4 == 3 {
			out.Pix[i] = 255
			continue
		}
		x, y := i/4%w, i/4/w
		light := 0.82 + 0.15*math.Sin(float64(x)/500+float64(y)/700)
		out.Pix[i] = uint8(max(0, min(255, float64(m.Pix[i])*light+c.random.Float64()*20-10)))
	}
	return out
}
