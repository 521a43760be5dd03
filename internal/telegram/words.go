package telegram

import (
	"bytes"
	"encoding/json"
	"strings"
)

// words returns the words of a poll, a checklist or a rich message, a line each.
func (p *parts) words() string {
	var lines []string
	if p.Poll != nil {
		lines = append(lines, p.Poll.Question, p.Poll.Description)
		for _, o := range p.Poll.Options {
			lines = append(lines, o.Text)
		}
	}
	if p.Checklist != nil {
		lines = append(lines, p.Checklist.Title)
		for _, t := range p.Checklist.Tasks {
			lines = append(lines, t.Text)
		}
	}
	if p.Rich != nil {
		lines = append(lines, p.Rich.text)
	}
	var out []string
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// richText is a rich message: blocks of formatted text, nested in many forms. Only its
// words and the addresses behind them are read, whatever the blocks are.
type richText struct {
	text  string
	links []string
}

// Bounds of what is read of a rich message: a text has 4,096 characters, and no
// person nests deeper.
const (
	maxRichText  = 16 << 10
	maxRichDepth = 32
)

// UnmarshalJSON reads the words in the order in which they stand. A rich message that
// cannot be read has none; it never makes the update unreadable.
func (r *richText) UnmarshalJSON(data []byte) error {
	w := richWalker{decoder: json.NewDecoder(bytes.NewReader(data))}
	w.value("", 0)
	r.text, r.links = strings.TrimSpace(w.text.String()), w.links
	return nil
}

// richWalker reads a rich message token by token, because a map would lose the order.
type richWalker struct {
	decoder *json.Decoder
	text    strings.Builder
	links   []string
}

// richWords are the fields that hold words, as a string or as a list of parts.
// The other strings are types, names and formats.
var richWords = map[string]bool{"text": true, "caption": true, "credit": true, "summary": true, "expression": true, "alternative_text": true, "label": true}

// value reads one value of a field and reports whether more can be read.
func (w *richWalker) value(field string, depth int) bool {
	token, err := w.decoder.Token()
	if err != nil || depth > maxRichDepth {
		return false
	}
	switch v := token.(type) {
	case string:
		switch {
		case richWords[field] && w.text.Len()+len(v) <= maxRichText:
			w.text.WriteString(v)
		case field == "url" && len(w.links) < maxLinks:
			w.links = append(w.links, v)
		}
	case json.Delim:
		return w.inside(v, field, depth)
	}
	return true
}

// inside reads the members of a list or an object. The parts of a text follow one
// another; blocks, cells and items stand on lines of their own.
func (w *richWalker) inside(opened json.Delim, field string, depth int) bool {
	for w.decoder.More() {
		name := field
		if opened == '{' {
			token, err := w.decoder.Token()
			if err != nil {
				return false
			}
			name, _ = token.(string)
		}
		if !w.value(name, depth+1) {
			return false
		}
		if opened == '{' && !richWords[field] || opened == '[' && !richWords[name] {
			w.endLine()
		}
	}
	_, err := w.decoder.Token()
	return err == nil
}

func (w *richWalker) endLine() {
	if text := w.text.String(); text != "" && !strings.HasSuffix(text, "\n") {
		w.text.WriteByte('\n')
	}
}
