package card

import (
	"regexp"
	"strings"
)

// listed is the mark of a line of a list. The lines that follow it stand below its text.
var listed = regexp.MustCompile(`^(- |\d{1,2}\. )`)

// line is one line of text and how far it is moved in.
type line struct {
	text   string
	indent int
}

// wrap breaks a text into lines of a width. Line breaks of the text stay.
func (p pen) wrap(text string, width int) []line {
	var out []line
	for l := range strings.SplitSeq(text, "\n") {
		mark := listed.FindString(l)
		indent := p.width(mark)
		for i, part := range p.fill(strings.Fields(l[len(mark):]), width-indent) {
			if i == 0 {
				out = append(out, line{mark + part, 0})
				continue
			}
			out = append(out, line{part, indent})
		}
	}
	return out
}

// fill puts words into lines. A word that is wider than a line is broken.
func (p pen) fill(words []string, width int) []string {
	var out []string
	now := ""
	for _, word := range words {
		longer := strings.TrimSpace(now + " " + word)
		if p.width(longer) <= width {
			now = longer
			continue
		}
		if now != "" {
			out = append(out, now)
		}
		for now = word; p.width(now) > width; {
			n := p.most(now, width)
			out, now = append(out, now[:n]), now[n:]
		}
	}
	if now != "" {
		out = append(out, now)
	}
	return out
}

// most is how many bytes of a word fit a width; at least its first letter.
func (p pen) most(word string, width int) int {
	n := len(word)
	for i := range word {
		if i > 0 && p.width(word[:i]) > width {
			return n
		}
		if i > 0 || n == len(word) {
			n = max(i, 1)
		}
	}
	return n
}
