// Package card draws texts that people pass on as pictures: a title, a few paragraphs,
// what to do, sources and date, and the name of the bot. A picture for print also has a
// QR code and one short national number.
//
// The same card gives the same bytes. The font is Liberation Sans, which its library
// embeds: its zero is no crossed one, which can be misread. Its licence is FONT-LICENSE.txt.
package card

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"sync"
)

// The size of every picture, which most social media show uncut, and the most bytes of
// one, so that it loads on a slow line.
const (
	Width    = 1080
	Height   = 1350
	MaxBytes = 100_000
)

// Drawing is what one picture says, in one language.
type Drawing struct {
	Title      string
	Paragraphs []Paragraph
	Small      []string    // sources and date
	Name       string      // of the bot
	About      string      // what the bot is
	Print      *PrintParts // nil: for a chat
}

// Paragraph is one part of a text; its lines stay lines.
type Paragraph struct {
	Text string
	Act  bool // what to do
}

// PrintParts is what a picture on paper has: whoever sees it holds no chat.
type PrintParts struct {
	Link       string // in the QR code; "" for none
	Scan       string // what the code opens
	Number     string // one short national number
	NumberSays string // whose it is, where it works, and of which year
}

// TextSize is the size of the letters with which a card fits, in points of the picture.
// The error says what does not fit.
func (c Drawing) TextSize() (int, error) {
	l, err := c.layout()
	if err != nil {
		return 0, fmt.Errorf("card %q: %w", c.Title, err)
	}
	return l.size, nil
}

// What a drawing takes is used again for the next one: two hundred people may ask at once.
var (
	canvases = sync.Pool{New: func() any { return image.NewPaletted(image.Rect(0, 0, Width, Height), palette) }}
	buffers  bufferPool
)

// bufferPool keeps the buffers of the encoder.
type bufferPool struct{ pool sync.Pool }

func (b *bufferPool) Get() *png.EncoderBuffer {
	got, _ := b.pool.Get().(*png.EncoderBuffer) // nil: the encoder makes one
	return got
}

func (b *bufferPool) Put(used *png.EncoderBuffer) { b.pool.Put(used) }

// PNG draws a card. The error says what does not fit.
func (c Drawing) PNG() ([]byte, error) {
	l, err := c.layout()
	if err != nil {
		return nil, fmt.Errorf("card %q: %w", c.Title, err)
	}
	var out bytes.Buffer
	m := canvases.Get().(*image.Paletted)
	defer canvases.Put(m)
	l.paint(m)
	encoder := png.Encoder{CompressionLevel: png.DefaultCompression, BufferPool: &buffers}
	if err := encoder.Encode(&out, m); err != nil {
		return nil, fmt.Errorf("card %q: %w", c.Title, err)
	}
	if out.Len() > MaxBytes {
		return nil, fmt.Errorf("card %q has %d bytes, more than %d", c.Title, out.Len(), MaxBytes)
	}
	return out.Bytes(), nil
}
