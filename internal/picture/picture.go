// Package picture reads the words and QR codes of posters and screenshots, on this
// machine and in memory.
//
// Pictures come from strangers, and decoders have had holes. So every byte is opened in
// a child process of the same binary (ServeOne), which has bounds of time and memory,
// gets the picture on its standard input, may write no file and sees no token. Tesseract
// runs below the child, in the same bounds. The process that serves people (Reader)
// decodes nothing: it hands bytes on and takes text back.
package picture

import "errors"

// Bounds of a picture.
const (
	MaxBytes  = 10 << 20 // of the file
	maxPixels = 16 << 20 // of the decoded picture; a telephone's camera makes 12 million
	maxSide   = 12000
	maxText   = 12000 // bytes of text that leave the child
	maxCodes  = 4
	maxTarget = 500 // bytes of the content of one QR code
)

// Recognized is what was found in a picture.
type Recognized struct {
	Lines      []Line   `json:"lines"`               // from top to bottom
	Codes      []string `json:"codes,omitempty"`     // what the QR codes say: mostly addresses, which nobody opens
	Chat       bool     `json:"chat,omitempty"`      // a screenshot of a chat; Line.Own says on which side a line stands
	Confidence int      `json:"confidence"`          // 0 to 100: how sure text recognition is of the letters
	Cut        bool     `json:"cut,omitempty"`       // there was more text than is taken
	Seconds    float64  `json:"seconds,omitempty"`   // how long the child took
	MemoryMB   int      `json:"memory_mb,omitempty"` // how much memory the child and Tesseract had at most, each
	Passes     int      `json:"passes,omitempty"`    // how often Tesseract ran
}

// Line is one line of text.
type Line struct {
	Text string `json:"text"`
	Own  bool   `json:"own,omitempty"` // in a chat: written by the owner of the telephone
}

// Text returns all lines.
func (c Recognized) Text() string { return c.joined(func(Line) bool { return true }) }

// Others returns the lines of a chat that the owner of the telephone did not write, and
// all lines of anything else.
func (c Recognized) Others() string { return c.joined(func(l Line) bool { return !l.Own }) }

// Own returns the lines of a chat that the owner of the telephone wrote.
func (c Recognized) Own() string { return c.joined(func(l Line) bool { return l.Own }) }

func (c Recognized) joined(takes func(Line) bool) string {
	out := []byte{}
	for _, l := range c.Lines {
		if takes(l) {
			out = append(append(out, l.Text...), '\n')
		}
	}
	return string(out)
}

// sureFrom is the confidence from which on a text counts as read. Below it words are
// guesses, and what a guess leaves out must not look like a good sign.
const (
	sureFrom    = 70
	fewestChars = 40
)

// Unsure reports whether so little was read, or so badly, that something important may
// be missing.
func (c Recognized) Unsure() bool {
	return c.Confidence < sureFrom || len(c.Text()) < fewestChars || c.Cut
}

// Why a picture was not read. Their texts hold nothing of the picture.
var (
	ErrNoTesseract = errors.New("pictures cannot be read: Tesseract is not installed; install tesseract-ocr, tesseract-ocr-ind and tesseract-ocr-eng")
	ErrNoPicture   = errors.New("this is no picture in a format that can be read (JPEG, PNG, WebP, GIF)")
	ErrTooLarge    = errors.New("the picture is too large")
	ErrDamaged     = errors.New("the picture is damaged or cut off")
	ErrTooHard     = errors.New("the picture could not be read within the bounds of time and memory")
)

// problems are the errors that a child tells its parent, by the word they travel as.
var problems = map[string]error{
	"no_tesseract": ErrNoTesseract,
	"no_picture":   ErrNoPicture,
	"too_large":    ErrTooLarge,
	"damaged":      ErrDamaged,
	"too_hard":     ErrTooHard,
}

// reply is what a child writes: what it found or why it could not.
type reply struct {
	Recognized
	Problem string `json:"problem,omitempty"`
}
