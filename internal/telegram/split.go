package telegram

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxVisible is how many visible characters one message may have. Telegram allows
// 4096 after parsing its entities.
const maxVisible = 4000

// piece is a tag, a character reference or one character of our markup.
type piece struct {
	text string
	tag  bool
}

// pieces cuts our markup into pieces. Text from people is escaped in it, so every "<"
// begins a tag.
func pieces(markup string) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		for markup := markup; markup != ""; {
			n, tag := 1, false
			switch markup[0] {
			case '<':
				if end := strings.IndexByte(markup, '>'); end > 0 {
					n, tag = end+1, true
				}
			case '&':
				if end := strings.IndexByte(markup[:min(len(markup), 12)], ';'); end > 0 {
					n = end + 1
				}
			default:
				_, n = utf8.DecodeRuneInString(markup)
			}
			if !yield(piece{markup[:n], tag}) {
				return
			}
			markup = markup[n:]
		}
	}
}

// splitMarkup cuts markup into messages of at most the given number of visible
// characters: after a paragraph, else after a sentence, else after a word, else
// anywhere, but never inside a tag or a character reference. Tags that are open at a
// cut are closed there and opened again after it.
func splitMarkup(markup string, most int) []string {
	characters := utf8.RuneCountInString(markup)
	if characters <= most {
		return []string{markup}
	}
	var parts []string
	rest := slices.AppendSeq(make([]piece, 0, characters), pieces(markup))
	var open []string // tags open at the beginning of rest, as they are written
	for {
		n := cutPoint(rest, most)
		head := strings.Join(open, "")
		body, after := joinPieces(rest[:n], open)
		if n == len(rest) {
			if isBlank(body) && len(parts) > 0 {
				return parts
			}
			return append(parts, head+body)
		}
		if !isBlank(body) {
			parts = append(parts, head+strings.TrimRight(body, " \n")+closingTags(after))
		}
		open, rest = after, rest[n:]
		for len(rest) > 0 && strings.TrimSpace(rest[0].text) == "" {
			rest = rest[1:]
		}
	}
}

// cutPoint returns how many pieces go into the first message.
func cutPoint(all []piece, most int) int {
	visible, paragraph, sentence, word := 0, 0, 0, 0
	for i, p := range all {
		if p.tag {
			continue
		}
		if visible == most {
			// A cut in the first half would make many small messages.
			for _, at := range [...]int{paragraph, sentence, word} {
				if at > i/2 {
					return at
				}
			}
			if word > 0 {
				return word
			}
			return i
		}
		visible++
		next := ""
		if i+1 < len(all) {
			next = all[i+1].text
		}
		switch {
		case p.text == "\n" && next == "\n":
			paragraph = i + 1
		case p.text == "\n", strings.ContainsAny(p.text, ".!?") && (next == " " || next == "\n"):
			sentence = i + 1
		}
		if p.text == " " || p.text == "\n" {
			word = i + 1
		}
	}
	return len(all)
}

// joinPieces joins pieces and returns the tags that are open after them.
func joinPieces(all []piece, open []string) (string, []string) {
	var out strings.Builder
	after := append([]string(nil), open...)
	for _, p := range all {
		out.WriteString(p.text)
		switch {
		case !p.tag:
		case strings.HasPrefix(p.text, "</"):
			after = after[:max(0, len(after)-1)]
		default:
			after = append(after, p.text)
		}
	}
	return out.String(), after
}

// closingTags returns the end tags of open tags.
func closingTags(open []string) string {
	var out strings.Builder
	for i := len(open) - 1; i >= 0; i-- {
		name, _, _ := strings.Cut(strings.Trim(open[i], "<>"), " ")
		out.WriteString("</" + name + ">")
	}
	return out.String()
}

func isBlank(markup string) bool {
	for p := range pieces(markup) {
		if !p.tag && strings.TrimSpace(p.text) != "" {
			return false
		}
	}
	return true
}
