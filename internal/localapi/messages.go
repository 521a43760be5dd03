package localapi

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/net/html"
)

// Limits of the Bot API.
const (
	maxText = 4096 // characters after entities
	maxData = 64   // bytes of callback data
	maxRows = 100  // buttons of one message
)

func bad(text string) *Failure { return &Failure{Code: 400, Description: "Bad Request: " + text} }

// chat finds the chat of a call.
func (s *Server) chat(c Call) (*room, *Failure) {
	id, err := strconv.ParseInt(c.Params["chat_id"], 10, 64)
	if err != nil {
		return nil, bad("chat_id is empty")
	}
	r := s.chats[id]
	if r == nil {
		return nil, bad("chat not found")
	}
	if r.blocked {
		return nil, &Failure{Code: 403, Description: "Forbidden: bot was blocked by the user"}
	}
	return r, nil
}

func (s *Server) sendMessage(c Call) (any, *Failure) {
	r, refused := s.chat(c)
	if refused != nil {
		return nil, refused
	}
	rows, refused := checked(c)
	if refused != nil {
		return nil, refused
	}
	r.last++
	m := &Message{ID: r.last, HTML: c.Params["text"], Rows: rows, Silent: c.Params["disable_notification"] == "true"}
	r.messages = append(r.messages, m)
	return s.shape(r, m), nil
}

func (s *Server) editMessage(c Call) (any, *Failure) {
	r, refused := s.chat(c)
	if refused != nil {
		return nil, refused
	}
	id, _ := strconv.ParseInt(c.Params["message_id"], 10, 64)
	m := r.find(id)
	if m == nil || m.Mine || m.Deleted {
		return nil, bad("message to edit not found")
	}
	var rows [][]Button
	text := m.HTML
	if c.Method == "editMessageText" {
		if rows, refused = checked(c); refused != nil {
			return nil, refused
		}
		text = c.Params["text"]
	} else if rows, refused = keyboard(c.Params["reply_markup"]); refused != nil {
		return nil, refused
	}
	before, _ := json.Marshal(m.Rows)
	after, _ := json.Marshal(rows)
	if text == m.HTML && string(before) == string(after) {
		return nil, bad("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	m.HTML, m.Rows, m.Edited = text, rows, c.Method == "editMessageText"
	return s.shape(r, m), nil
}

func (s *Server) deleteMessages(c Call) (any, *Failure) {
	r, refused := s.chat(c)
	if refused != nil {
		return nil, refused
	}
	var ids []int64
	if c.Method == "deleteMessage" {
		id, _ := strconv.ParseInt(c.Params["message_id"], 10, 64)
		ids = []int64{id}
	} else if json.Unmarshal([]byte(c.Params["message_ids"]), &ids) != nil || len(ids) == 0 || len(ids) > 100 {
		return nil, bad("message identifiers are not specified")
	}
	for _, id := range ids {
		if m := r.find(id); m != nil {
			m.Deleted = true
		}
	}
	r.messages = slices.DeleteFunc(r.messages, func(m *Message) bool { return m.Deleted })
	return true, nil
}

func (s *Server) answerTap(c Call) (any, *Failure) {
	id := c.Params["callback_query_id"]
	if !s.queries[id] {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	delete(s.queries, id)
	if text := c.Params["text"]; text != "" {
		chat, _, _ := strings.Cut(id, ".")
		n, _ := strconv.ParseInt(chat, 10, 64)
		if r := s.chats[n]; r != nil {
			r.toast = text
		}
	}
	return true, nil
}

func (r *room) find(id int64) *Message {
	for _, m := range r.messages {
		if m.ID == id {
			return m
		}
	}
	return nil
}

func (s *Server) shape(r *room, m *Message) map[string]any {
	return map[string]any{"message_id": m.ID, "date": s.now().Unix(), "chat": map[string]any{"id": r.id, "type": r.kind}, "text": m.HTML}
}

// checked checks text and buttons as Telegram does.
func checked(c Call) ([][]Button, *Failure) {
	text := c.Params["text"]
	if c.Params["parse_mode"] == "HTML" {
		plain, err := plainOf(text)
		if err != nil {
			return nil, bad("can't parse entities: " + err.Error())
		}
		text = plain
	}
	if strings.TrimSpace(text) == "" {
		return nil, bad("message text is empty")
	}
	if len(utf16.Encode([]rune(text))) > maxText {
		return nil, bad("message is too long")
	}
	return keyboard(c.Params["reply_markup"])
}

func keyboard(markup string) ([][]Button, *Failure) {
	if markup == "" {
		return nil, nil
	}
	var k struct {
		Rows [][]Button `json:"inline_keyboard"`
	}
	if json.Unmarshal([]byte(markup), &k) != nil {
		return nil, bad("can't parse reply keyboard markup JSON object")
	}
	n := 0
	for _, row := range k.Rows {
		for _, b := range row {
			n++
			kinds := 0
			for _, set := range [...]bool{b.Data != "", b.URL != "", b.Copy != nil} {
				if set {
					kinds++
				}
			}
			switch {
			case b.Text == "" || kinds != 1:
				return nil, bad("text buttons are unallowed in the inline keyboard")
			case len(b.Data) > maxData:
				return nil, bad("BUTTON_DATA_INVALID")
			}
		}
	}
	if n > maxRows {
		return nil, bad("reply markup is too long")
	}
	return k.Rows, nil
}

// allowedTags are the tags of Telegram's HTML that the bot uses.
var allowedTags = []string{"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}

// plainOf takes the tags away; an unknown or unclosed tag is an error, and so is
// a bare "<".
func plainOf(text string) (string, error) {
	var out strings.Builder
	var open []string
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				return "", fmt.Errorf("can't find end tag corresponding to start tag %q", open[len(open)-1])
			}
			return out.String(), nil
		case html.TextToken:
			raw := string(z.Raw())
			if strings.ContainsAny(raw, "<>") {
				return "", fmt.Errorf("unexpected character in the text")
			}
			out.WriteString(html.UnescapeString(raw))
		case html.StartTagToken:
			name, _ := z.TagName()
			if !slices.Contains(allowedTags, string(name)) {
				return "", fmt.Errorf("unsupported start tag %q", name)
			}
			open = append(open, string(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				return "", fmt.Errorf("unexpected end tag %q", name)
			}
			open = open[:len(open)-1]
		default:
			return "", fmt.Errorf("unsupported markup")
		}
	}
}
