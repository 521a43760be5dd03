package picture

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/draw"
	_ "image/gif"  // decodes the first picture of an animation
	_ "image/jpeg" //
	_ "image/png"  //
	"io"
	"runtime/debug"
	"time"

	_ "golang.org/x/image/webp"
)

// ServeOne is the child process: it reads one picture from in and writes what it found,
// or why it could not, to out.
func ServeOne(in io.Reader, out io.Writer) error {
	if err := bind(); err != nil {
		return fmt.Errorf("bounds for reading a picture: %w", err)
	}
	debug.SetMemoryLimit(memoryForGo)
	began := time.Now()
	got := reply{}
	content, err := read(in)
	if err != nil {
		got.Problem = "too_hard"
		for word, known := range problems {
			if errors.Is(err, known) {
				got.Problem = word
			}
		}
	} else {
		got.Recognized = content
		got.Seconds, got.MemoryMB = time.Since(began).Seconds(), peakMemory()
	}
	return json.NewEncoder(out).Encode(got)
}

// read opens a picture and reads it.
func read(in io.Reader) (Recognized, error) {
	b, err := io.ReadAll(io.LimitReader(in, MaxBytes+1))
	if err != nil {
		return Recognized{}, ErrDamaged
	}
	m, err := decode(b)
	if err != nil {
		return Recognized{}, err
	}
	got, err := recognize(m)
	if err != nil {
		return Recognized{}, err
	}
	got.Codes = codes(m)
	return got, nil
}

// decode opens a picture after its size was looked at. Whatever it carries beside its
// pixels (a place, a camera, a comment, a second file) is not looked at.
func decode(b []byte) (*image.RGBA, error) {
	if len(b) > MaxBytes {
		return nil, ErrTooLarge
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(b))
	switch {
	case errors.Is(err, image.ErrFormat):
		return nil, ErrNoPicture
	case err != nil || size.Width <= 0 || size.Height <= 0:
		return nil, ErrDamaged
	case size.Width > maxSide || size.Height > maxSide || size.Width*size.Height > maxPixels:
		return nil, ErrTooLarge
	}
	m, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, ErrDamaged
	}
	return onWhite(m), nil
}

// onWhite returns the picture on a white ground: words are often drawn on nothing.
func onWhite(m image.Image) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, m.Bounds().Dx(), m.Bounds().Dy()))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), m, m.Bounds().Min, draw.Over)
	return out
}
