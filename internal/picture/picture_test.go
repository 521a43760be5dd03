package picture_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"os"
	"strings"
	"testing"
	"time"

	"cekloker/internal/hostile"
	"cekloker/internal/picture"
	"cekloker/internal/posters"
)

// TestMain is also the child process of these tests.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == picture.Command {
		if err := picture.ServeOne(os.Stdin, os.Stdout); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// needTesseract skips a test on a machine without Tesseract, and under the race detector,
// which makes pictures too slow for their bounds.
func needTesseract(t *testing.T) {
	t.Helper()
	if err := picture.Available(t.Context()); err != nil {
		t.Skip(err)
	}
	if hostile.Raced {
		t.Skip("pictures take too long under the race detector")
	}
}

const advert = `LOWONGAN KERJA KAMBOJA
Dicari customer service usia 18-35 tahun, gaji USD 900 per bulan.
Tiket dan mess ditanggung perusahaan, berangkat minggu depan.
Hubungi WA 0812-3456-7890 untuk daftar.`

func TestWordsOfAPoster(t *testing.T) {
	t.Parallel()
	needTesseract(t)
	for _, style := range []posters.PosterStyle{"band", "dark"} {
		t.Run(string(style), func(t *testing.T) {
			got, err := picture.Reader{}.Read(t.Context(), posters.PNG(posters.Poster(style, advert, 1)))
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range []string{"KAMBOJA", "USD 900", "0812-3456-7890"} {
				if !strings.Contains(got.Text(), want) {
					t.Errorf("no %q in\n%s", want, got.Text())
				}
			}
			if got.Unsure() || got.Chat {
				t.Errorf("unsure %v (%d), chat %v", got.Unsure(), got.Confidence, got.Chat)
			}
			t.Logf("%.1f s, %d MB", got.Seconds, got.MemoryMB)
		})
	}
}

func TestACodeIsReadAndNotOpened(t *testing.T) {
	t.Parallel()
	needTesseract(t)
	const target = "https://bit.ly/loker-kamboja"
	got, err := picture.Reader{}.Read(t.Context(), posters.PNG(posters.WithCode(posters.Poster("plain", advert, 1), target)))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Codes) != 1 || got.Codes[0] != target {
		t.Errorf("codes %q", got.Codes)
	}
}

// Whatever comes has a clear answer within bounds.
func TestHostilePictures(t *testing.T) {
	t.Parallel()
	needTesseract(t)
	poster := posters.Poster("plain", advert, 1)
	png, jpeg := posters.PNG(poster), posters.JPEG(poster, 80)
	for name, c := range map[string]struct {
		file []byte
		want error  // nil: it is read
		says string // what must be in the text
	}{
		"nothing":                {nil, picture.ErrNoPicture, ""},
		"words":                  {[]byte(advert), picture.ErrNoPicture, ""},
		"a page":                 {[]byte("<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"), picture.ErrNoPicture, ""},
		"a document":             {[]byte("%PDF-1.7\n1 0 obj"), picture.ErrNoPicture, ""},
		"more bytes than taken":  {append(bytes.Clone(png), make([]byte, picture.MaxBytes)...), picture.ErrTooLarge, ""},
		"a header of a giant":    {pngHeader(60000, 60000), picture.ErrTooLarge, ""},
		"a header of a strip":    {pngHeader(40000, 2), picture.ErrTooLarge, ""},
		"a header alone":         {pngHeader(1000, 1000), picture.ErrDamaged, ""},
		"nothing but zeros":      {posters.PNG(image.NewGray(image.Rect(0, 0, 4090, 4090))), nil, ""},
		"one pixel":              {posters.PNG(image.NewGray(image.Rect(0, 0, 1, 1))), nil, ""},
		"a line of pixels":       {posters.PNG(image.NewGray(image.Rect(0, 0, 9000, 1))), nil, ""},
		"a PNG cut off":          {png[:len(png)/2], picture.ErrDamaged, ""},
		"a JPEG cut off":         {jpeg[:len(jpeg)/2], picture.ErrDamaged, ""},
		"a JPEG of four colours": {fourColours(), nil, ""},
		"an animation":           {animation(), nil, ""},
		"with a place":           {withEXIF(jpeg), nil, "0812-3456-7890"},
		"with a program behind":  {append(bytes.Clone(png), "PK\x03\x04<script>alert(1)</script>#!/bin/sh\n"...), nil, "0812-3456-7890"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := picture.Reader{}.Read(t.Context(), c.file)
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if !strings.Contains(got.Text(), c.says) {
				t.Errorf("no %q in %q", c.says, got.Text())
			}
			if c.says == "" && err == nil && !got.Unsure() {
				t.Errorf("is sure of %q", got.Text())
			}
			if got.MemoryMB > 640 {
				t.Errorf("took %d MB", got.MemoryMB)
			}
		})
	}
}

func TestAPictureThatTakesTooLong(t *testing.T) {
	t.Parallel()
	needTesseract(t)
	file := posters.PNG(posters.Poster("plain", advert, 1))
	if _, err := (picture.Reader{Within: time.Millisecond}).Read(t.Context(), file); !errors.Is(err, picture.ErrTooHard) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (picture.Reader{}).Read(ctx, file); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// pngHeader is the beginning of a PNG of a size.
func pngHeader(w, h uint32) []byte {
	chunk := []byte("IHDR")
	chunk = binary.BigEndian.AppendUint32(chunk, w)
	chunk = binary.BigEndian.AppendUint32(chunk, h)
	chunk = append(chunk, 8, 2, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	out = append(out, chunk...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
}

// fourColours is a JPEG of 64 by 64 pixels in cyan, magenta, yellow and black. Its
// tables of codes hold one code each, so that its pixels are zeros.
func fourColours() []byte {
	out := []byte{0xff, 0xd8, 0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0, 0xff, 0xdb, 0, 67, 0}
	out = append(out, bytes.Repeat([]byte{1}, 64)...)
	out = append(out, 0xff, 0xc0, 0, 20, 8, 0, 64, 0, 64, 4)
	for c := range byte(4) {
		out = append(out, c+1, 0x11, 0)
	}
	for _, class := range []byte{0x00, 0x10} {
		out = append(append(append(out, 0xff, 0xc4, 0, 20, class, 1), make([]byte, 15)...), 0)
	}
	out = append(out, 0xff, 0xda, 0, 14, 4)
	for c := range byte(4) {
		out = append(out, c+1, 0)
	}
	out = append(out, 0, 63, 0)
	out = append(out, make([]byte, 64)...) // 64 squares of four colours, two bits each
	return append(out, 0xff, 0xd9)
}

func animation() []byte {
	all := &gif.GIF{}
	for i := range 60 {
		m := image.NewPaletted(image.Rect(0, 0, 300, 300), palette.WebSafe)
		m.Set(i, i, color.White)
		all.Image, all.Delay = append(all.Image, m), append(all.Delay, 1)
	}
	var out bytes.Buffer
	if err := gif.EncodeAll(&out, all); err != nil {
		panic(err) // a buffer takes everything
	}
	return out.Bytes()
}

// withEXIF puts a place and an orientation into a JPEG, as a camera does.
func withEXIF(jpeg []byte) []byte {
	tiff := "MM\x00*\x00\x00\x00\x08\x00\x02\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x88\x25\x00\x04\x00\x00\x00\x01\x00\x00\xff\xff\x00\x00\x00\x00"
	body := "Exif\x00\x00" + tiff
	head := fmt.Appendf(nil, "\xff\xd8\xff\xe1%c%c%s", 0, len(body)+2, body)
	return append(head, jpeg[2:]...)
}
