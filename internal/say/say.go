// Package say renders the messages of package talk as text in one language.
package say

// Rendered is a rendered message: paragraphs and rows of buttons. It contains no markup;
// adapters escape it.
type Rendered struct {
	Paragraphs []Paragraph
	Rows       [][]Button
}

// Paragraph is one block of plain text. Its lines are separated by newlines.
type Paragraph struct {
	Text  string
	Style string // "", "title" or "copy", as in package talk
}

// Button is a rendered button. Exactly one of Tap, URL, Copy, Share, WhatsApp and Private is set.
type Button struct {
	Label string // with its digit in front when it has one: "1. Ya"
	Tap   string // data of the button
	URL   string
	Copy  string
	Share string

	WhatsApp string
	Start    string // the start link below a text that is shared
	Private  string // the start link into the private chat
}
