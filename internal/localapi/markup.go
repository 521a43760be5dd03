package localapi

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits of a message.
const (
	maxText   = 4096  // characters without tags
	maxRaw    = 32768 // bytes with tags
	maxKeys   = 100   // buttons of a message
	maxRow    = 8     // buttons of a line
	maxMarkup = 10000 // bytes of all buttons together
)

// Button is one button below a message.
type Button struct {
	Text   string          `json:"text"`
	Data   string          `json:"callback_data,omitempty"`
	URL    string          `json:"url,omitempty"`
	Chosen json.RawMessage `json:"switch_inline_query_chosen_chat,omitempty"`
	Copy   *struct {
		Text string `json:"text"`
	} `json:"copy_text,omitempty"`
}

// checkMessage checks text and buttons as Telegram does.
func checkMessage(c Call) ([][]Button, *CallFailure) {
	if refused := checkText(c.Params["text"], c.Params["parse_mode"]); refused != nil {
		return nil, refused
	}
	return keyboard(c.Params["reply_markup"])
}

func checkText(text, mode string) *CallFailure {
	if !utf8.ValidString(text) {
		return badRequest("strings must be encoded in UTF-8")
	}
	if len(text) > maxRaw {
		return badRequest("message is too long")
	}
	switch mode {
	case "":
	case "HTML":
		plain, err := Visible(text)
		if err != nil {
			return badRequest("can't parse entities: " + err.Error())
		}
		text = plain
	default:
		return badRequest("unsupported parse_mode")
	}
	switch {
	case strings.TrimSpace(text) == "":
		return badRequest("message text is empty")
	case utf8.RuneCountInString(text) > maxText:
		return badRequest("message is too long")
	}
	return nil
}

func keyboard(markup string) ([][]Button, *CallFailure) {
	if markup == "" {
		return nil, nil
	}
	if len(markup) > maxMarkup {
		return nil, badRequest("reply markup is too long")
	}
	var k struct {
		Rows [][]Button `json:"inline_keyboard"`
	}
	if json.Unmarshal([]byte(markup), &k) != nil {
		return nil, badRequest("can't parse reply keyboard markup JSON object")
	}
	n := 0
	for _, row := range k.Rows {
		if len(row) > maxRow {
			return nil, badRequest("reply markup is too long")
		}
		for _, b := range row {
			n++
			kinds := 0
			for _, set := range [...]bool{b.Data != "", b.URL != "", b.Copy != nil, b.Chosen != nil} {
				if set {
					kinds++
				}
			}
			if b.Text == "" || kinds != 1 {
				return nil, badRequest("text buttons are unallowed in the inline keyboard")
			}
		}
	}
	if n > maxKeys {
		return nil, badRequest("reply markup is too long")
	}
	return k.Rows, nil
}

// knownTags are the tags of Telegram's HTML, from td/telegram/MessageEntity.cpp of
// tdlib/td.
var knownTags = strings.Fields("b strong i em u ins s strike del tg-spoiler span a code pre blockquote tg-emoji tg-time")

// Visible removes tags as Telegram does. An unknown or unclosed tag is an error, and so
// is a bare "<"; a bare "&" and a bare ">" are not.
func Visible(text string) (string, error) {
	var out strings.Builder
	var open []string
	for i := 0; i < len(text); {
		switch text[i] {
		case '&':
			r, n := reference(text[i:])
			out.WriteString(r)
			i += n
		case '<':
			end := strings.IndexByte(text[i:], '>')
			if end < 0 {
				return "", fmt.Errorf("unclosed start tag at byte offset %d", i)
			}
			tag := text[i+1 : i+end]
			var err error
			if open, err = applyTag(open, tag); err != nil {
				return "", fmt.Errorf("%w at byte offset %d", err, i)
			}
			i += end + 1
		default:
			out.WriteByte(text[i])
			i++
		}
	}
	if len(open) > 0 {
		return "", fmt.Errorf("can't find end tag corresponding to start tag %q", open[len(open)-1])
	}
	return out.String(), nil
}

// applyTag opens or closes a tag.
func applyTag(open []string, tag string) ([]string, error) {
	if name, closing := strings.CutPrefix(tag, "/"); closing {
		name = strings.ToLower(strings.TrimSpace(name))
		if len(open) == 0 {
			return nil, fmt.Errorf("unexpected end tag %q", name)
		}
		if open[len(open)-1] != name {
			return nil, fmt.Errorf("unmatched end tag, expected %q, found %q", open[len(open)-1], name)
		}
		return open[:len(open)-1], nil
	}
	name, rest, _ := strings.Cut(tag, " ")
	name = strings.ToLower(name)
	if !slices.Contains(knownTags, name) {
		return nil, fmt.Errorf("unsupported start tag %q", name)
	}
	if err := attributes(name, strings.TrimSpace(rest)); err != nil {
		return nil, err
	}
	return append(open, name), nil
}

// attributes checks name="value" pairs; a value needs quotes.
func attributes(tag, rest string) error {
	spoiler := tag != "span"
	for rest != "" {
		name, after, valued := strings.Cut(rest, "=")
		if !valued {
			if strings.ContainsAny(rest, `"'`) {
				return fmt.Errorf("broken attribute of %q", tag)
			}
			break // expandable
		}
		if after == "" || after[0] != '"' && after[0] != '\'' {
			return fmt.Errorf("attribute value of %q needs quotes", tag)
		}
		value, more, closed := strings.Cut(after[1:], after[:1])
		if !closed {
			return fmt.Errorf("unclosed attribute value of %q", tag)
		}
		spoiler = spoiler || strings.TrimSpace(name) == "class" && value == "tg-spoiler"
		rest = strings.TrimSpace(more)
	}
	if !spoiler {
		return fmt.Errorf("tag %q must have class \"tg-spoiler\"", tag)
	}
	return nil
}

// reference decodes one of the few character references that Telegram knows, or
// returns the "&" as it is.
func reference(text string) (string, int) {
	for name, r := range map[string]string{"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": `"`} {
		if strings.HasPrefix(text, name) {
			return r, len(name)
		}
	}
	if end := strings.IndexByte(text, ';'); strings.HasPrefix(text, "&#") && end > 2 && end < 12 {
		digits, base := text[2:end], 10
		if digits[0] == 'x' || digits[0] == 'X' {
			digits, base = digits[1:], 16
		}
		if n, err := strconv.ParseUint(digits, base, 32); err == nil && n > 0 && n <= utf8.MaxRune {
			return string(rune(n)), end + 1
		}
	}
	return "&", 1
}
