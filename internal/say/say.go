// Package say puts an effect of package talk into words in a language.
package say

// Text is a message in words: paragraphs of plain text and rows of buttons.
// Adapters escape it; nothing in it is markup.
type Text struct {
	Paragraphs []Paragraph
	Rows       [][]Button
	Asks       bool
}

// Paragraph is one block of plain text. Its lines are separated by newlines.
type Paragraph struct {
	Text  string
	Style string // "", "title" or "copy", as in package talk
}

// Button is a button in words. Exactly one of Tap, URL, Copy and Share is set.
type Button struct {
	Label string // with its digit in front when it has one: "1. Ya"
	Digit int
	Tap   string // data of the button
	URL   string
	Copy  string
	Share string
}
