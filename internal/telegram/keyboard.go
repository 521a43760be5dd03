package telegram

import (
	"cmp"
	"encoding/json"
	"net/url"
	"strings"
	"unicode/utf8"

	"cekloker/internal/say"
	"cekloker/internal/talk"
)

// labelWidth is how many characters of a label fit when one, two or three buttons share a
// line of a small phone: Telegram makes them equally wide and shortens what is longer.
var labelWidth = [...]int{1: 64, 2: 16, 3: 9}

// maxCopy is the longest text a copy button takes, in characters.
const maxCopy = 256

type inlineButton struct {
	Text string    `json:"text"`
	Data string    `json:"callback_data,omitempty"`
	URL  string    `json:"url,omitempty"`
	Copy *copyText `json:"copy_text,omitempty"`
}

type copyText struct {
	Text string `json:"text"`
}

// keyboard encodes rows of buttons for Telegram; "" for none. Rows that are too wide
// are broken into lines. bot is the username that share links point to, "" for none.
func keyboard(rows [][]say.Button, bot string) string {
	var lines [][]inlineButton
	for _, row := range rows {
		var line []inlineButton
		widest := 0
		for _, b := range row {
			one, ok := newInlineButton(b, bot)
			if !ok {
				continue
			}
			w := utf8.RuneCountInString(b.Label)
			if n := len(line) + 1; n >= len(labelWidth) || n > 1 && max(widest, w) > labelWidth[n] {
				lines, line, widest = append(lines, line), nil, 0
			}
			line, widest = append(line, one), max(widest, w)
		}
		if len(line) > 0 {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return ""
	}
	out, _ := json.Marshal(map[string]any{"inline_keyboard": lines})
	return string(out)
}

func newInlineButton(b say.Button, bot string) (inlineButton, bool) {
	out := inlineButton{Text: b.Label}
	switch {
	case b.Tap != "":
		out.Data = b.Tap
	case b.URL != "":
		out.URL = b.URL
	case b.Private != "" && bot != "":
		out.URL = startLink(bot, b.Private)
	case b.Copy != "" && utf8.RuneCountInString(b.Copy) <= maxCopy:
		out.Copy = &copyText{b.Copy}
	case b.Copy != "", b.Share != "":
		out.URL = shareLink(b.Copy+b.Share, bot, b.Start)
	case b.WhatsApp != "":
		out.URL = whatsAppLink(b.WhatsApp, bot, b.Start)
	default:
		return out, false
	}
	return out, true
}

// shareLink returns the address at which every app lets the person choose a chat for
// a text and a link to this bot, without a start link that to the tips. Nothing of the
// person's case is in it.
func shareLink(text, bot, start string) string {
	to := "https://t.me"
	if bot != "" {
		to = startLink(bot, cmp.Or(start, talk.LinkTips))
	}
	return "https://t.me/share/url?url=" + percentEncode(to) + "&text=" + percentEncode(text)
}

// whatsAppLink returns the address at which WhatsApp lets the person choose a chat for a
// text. It names nobody who receives it. The start link is a line of the text.
func whatsAppLink(text, bot, start string) string {
	if bot != "" && start != "" {
		text += "\n\n" + startLink(bot, start)
	}
	return "https://wa.me/?text=" + percentEncode(text)
}

func startLink(bot, start string) string { return "https://t.me/" + bot + "?start=" + start }

// percentEncode encodes a text for an address. A space becomes %20, since
// some apps show a plus sign as it is.
func percentEncode(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }
