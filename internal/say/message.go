package say

import (
	"fmt"
	"strings"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// Message renders a message. It returns an error if content is missing, which bot check
// would have refused; it never renders a part.
func (s *Speaker) Message(lang session.Lang, m talk.Message) (Rendered, error) {
	var out Rendered
	for _, b := range m.Blocks {
		text, err := s.block(lang, b)
		if err != nil {
			return Rendered{}, err
		}
		if text != "" {
			out.Paragraphs = append(out.Paragraphs, Paragraph{Text: text, Style: string(b.Kind)})
		}
	}
	for _, row := range m.Rows {
		var words []Button
		for _, b := range row {
			w, err := s.button(lang, b)
			if err != nil {
				return Rendered{}, err
			}
			words = append(words, w)
		}
		if len(words) > 0 {
			out.Rows = append(out.Rows, words)
		}
	}
	return out, nil
}

func (s *Speaker) block(lang session.Lang, b talk.Block) (string, error) {
	var lines []string
	if b.ID != "" {
		line, err := s.Line(lang, b.ID, b.Args)
		if err != nil {
			return "", err
		}
		lines = append(lines, line)
	}
	for i, item := range b.Items {
		line, err := s.Line(lang, item.ID, item.Args)
		if err != nil {
			return "", err
		}
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, line))
	}
	for _, item := range b.Lines {
		line, err := s.Line(lang, item.ID, item.Args)
		if err != nil {
			return "", err
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n"), nil
}

func (s *Speaker) button(lang session.Lang, b talk.Button) (Button, error) {
	label, err := s.Line(lang, b.Label, b.Args)
	if err != nil {
		return Button{}, err
	}
	if b.Digit > 0 {
		label = fmt.Sprintf("%d. %s", b.Digit, label)
	}
	out := Button{Label: label, URL: b.URL, Start: b.Start, Private: b.Private}
	switch {
	case b.Copy != nil:
		out.Copy, err = s.text(lang, b.Copy)
	case b.Share != nil:
		out.Share, err = s.text(lang, b.Share)
	case b.WhatsApp != nil:
		out.WhatsApp, err = s.text(lang, b.WhatsApp)
	case b.URL == "" && b.Private == "":
		out.Tap = b.Tap.String()
	}
	return out, err
}

// text renders blocks as one text to copy or pass on.
func (s *Speaker) text(lang session.Lang, blocks []talk.Block) (string, error) {
	t, err := s.Message(lang, talk.Message{Blocks: blocks})
	return t.Plain(), err
}

// Plain returns the paragraphs as one text with blank lines between them.
func (t Rendered) Plain() string {
	parts := make([]string, 0, len(t.Paragraphs))
	for _, p := range t.Paragraphs {
		parts = append(parts, p.Text)
	}
	return strings.Join(parts, "\n\n")
}
