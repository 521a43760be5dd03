package talkfile

import (
	"fmt"
	"strings"
)

// Button is a button as a talk shows it.
type Button struct {
	Label, Tap string
	Shared     string // the text that it hands over instead
}

// Reply is one effect as a talk shows it.
type Reply struct {
	Mark string // "", edit, picture, toast, silent, forget
	Text string
	Rows [][]Button
}

// Lines writes a reply in the format of a talk.
func (r Reply) Lines() []string {
	var out []string
	switch r.Mark {
	case "":
	case "edit", "picture":
		out = append(out, "~ "+r.Mark)
	default:
		return []string{strings.TrimSpace("~ " + r.Mark + " " + r.Text)}
	}
	out = append(out, strings.Split(r.Text, "\n")...)
	for _, row := range r.Rows {
		var labels []string
		for _, b := range row {
			labels = append(labels, fmt.Sprintf("[%s]", b.Label))
		}
		out = append(out, strings.Join(labels, " "))
	}
	return out
}

// Find returns the button with a label, its number left out; ok is false when
// no row holds it.
func Find(rows [][]Button, label string) (Button, bool) {
	for _, row := range rows {
		for _, b := range row {
			if b.Label == label || withoutNumber(b.Label) == label {
				return b, true
			}
		}
	}
	return Button{}, false
}

func withoutNumber(label string) string {
	digits := strings.TrimLeft(label, "0123456789")
	if rest, ok := strings.CutPrefix(digits, ". "); ok && digits != label {
		return rest
	}
	return label
}
