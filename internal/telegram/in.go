package telegram

import (
	"encoding/json"
	"strings"
	"time"
	"unicode/utf16"

	"cekloker/internal/chat"
	"cekloker/internal/talk"
)

// The parts of an update that we read. Fields that we do not name are never
// decoded, so that they cannot be kept by mistake.
type (
	update struct {
		ID       int64    `json:"update_id"`
		Message  *message `json:"message"`
		Edited   *message `json:"edited_message"`
		Callback *struct {
			ID      string   `json:"id"`
			From    user     `json:"from"`
			Data    string   `json:"data"`
			Message *message `json:"message"`
		} `json:"callback_query"`
		Member *struct {
			Chat chatInfo `json:"chat"`
			From user     `json:"from"`
			Date int64    `json:"date"`
			New  struct {
				Status string `json:"status"`
			} `json:"new_chat_member"`
		} `json:"my_chat_member"`
	}
	user struct {
		ID   int64  `json:"id"`
		Lang string `json:"language_code"`
	}
	chatInfo struct {
		ID   int64  `json:"id"`
		Type string `json:"type"`
	}
	message struct {
		ID       int64           `json:"message_id"`
		From     user            `json:"from"`
		Chat     chatInfo        `json:"chat"`
		Date     int64           `json:"date"`
		Text     string          `json:"text"`
		Entities []entity        `json:"entities"`
		Caption  string          `json:"caption"`
		CapEnts  []entity        `json:"caption_entities"`
		Origin   json.RawMessage `json:"forward_origin"`
		OldFrom  int64           `json:"forward_date"`
		Reply    *message        `json:"reply_to_message"`
		External json.RawMessage `json:"external_reply"`
		Quote    *struct {
			Text string `json:"text"`
		} `json:"quote"`
		Markup *struct {
			Rows [][]struct {
				URL string `json:"url"`
			} `json:"inline_keyboard"`
		} `json:"reply_markup"`
		Photo    json.RawMessage `json:"photo"`
		Voice    json.RawMessage `json:"voice"`
		Audio    json.RawMessage `json:"audio"`
		Document json.RawMessage `json:"document"`
		Video    json.RawMessage `json:"video"`
		Note     json.RawMessage `json:"video_note"`
		Motion   json.RawMessage `json:"animation"`
		Sticker  json.RawMessage `json:"sticker"`
		Contact  json.RawMessage `json:"contact"`
		Location json.RawMessage `json:"location"`
		Venue    json.RawMessage `json:"venue"`
	}
	entity struct {
		Type   string `json:"type"`
		Offset int    `json:"offset"` // UTF-16 code units
		Length int    `json:"length"`
		URL    string `json:"url"`
	}
)

// lateAfter is from which age on a message says that the bot was away.
const lateAfter = time.Hour

// reader reads updates into events.
type reader struct {
	username  string // of the bot, for commands in groups
	operators map[int64]bool
	now       func() time.Time
}

// read brings one update into its event. ok is false when nothing in it
// concerns a conversation.
func (r reader) read(u update) (chat.Update, bool) {
	out := chat.Update{Number: u.ID}
	switch {
	case u.Callback != nil:
		return r.tap(out, u)
	case u.Member != nil:
		out.Chat = chat.ID(u.Member.Chat.ID)
		out.Event = talk.Event{At: time.Unix(u.Member.Date, 0).UTC(), Kind: talk.Returned, Hint: u.Member.From.Lang}
		if s := u.Member.New.Status; s == "kicked" || s == "left" {
			out.Event.Kind = talk.Blocked
		}
		return out, u.Member.Chat.Type == "private"
	case u.Message != nil:
		return r.message(out, u.Message, talk.TextCame)
	case u.Edited != nil:
		return r.message(out, u.Edited, talk.Edited)
	}
	return out, false
}

func (r reader) tap(out chat.Update, u update) (chat.Update, bool) {
	c := u.Callback
	out.Query = c.ID
	if c.Message == nil {
		return out, false
	}
	out.Chat, out.Message = chat.ID(c.Message.Chat.ID), c.Message.ID
	out.Event = talk.Event{At: r.now(), Kind: talk.Tapped, Tap: c.Data, Hint: c.From.Lang, InGroup: c.Message.Chat.Type != "private", Operator: r.operator(c.From.ID, c.Message.Chat)}
	return out, true
}

func (r reader) operator(id int64, c chatInfo) bool { return c.Type == "private" && r.operators[id] }

func (r reader) message(out chat.Update, m *message, kind talk.EventKind) (chat.Update, bool) {
	out.Chat, out.Message = chat.ID(m.Chat.ID), m.ID
	at := time.Unix(m.Date, 0).UTC()
	out.Event = talk.Event{At: at, Kind: kind, Hint: m.From.Lang, Late: r.now().Sub(at) > lateAfter, Operator: r.operator(m.From.ID, m.Chat)}
	switch m.Chat.Type {
	case "private":
	case "group", "supergroup":
		return r.group(out, m)
	default:
		return out, false // channels: nobody to talk to
	}
	said := m.said()
	switch {
	case said.Text() != "":
		out.Event.Said = said
		if word, rest, ok := strings.Cut(said.Own, " "); said.Passed == "" && (said.Own == "/start" || ok && word == "/start") {
			out.Event.Kind, out.Event.Start, out.Event.Said = talk.Started, rest, talk.Said{}
		}
	case kind == talk.Edited:
		return out, false
	case m.Photo != nil:
		out.Event.Kind = talk.PictureCame
	default:
		out.Event.Kind, out.Event.What = talk.Unreadable, m.what()
	}
	return out, true
}

// group answers only to /cek, as a reply to a message or with words behind it.
func (r reader) group(out chat.Update, m *message) (chat.Update, bool) {
	word, rest, _ := strings.Cut(m.Text, " ")
	command, to, addressed := strings.Cut(strings.ToLower(word), "@")
	if command != "/cek" && command != "/check" || addressed && !strings.EqualFold(to, r.username) {
		return out, false
	}
	out.Event.InGroup = true
	out.Event.Said = talk.Said{Passed: rest}
	if m.Reply != nil {
		out.Event.Said.Passed = strings.TrimSpace(m.Reply.said().Text() + "\n" + rest)
	}
	if out.Event.Said.Passed == "" {
		out.Event.Said.Passed = "/cek"
	}
	return out, true
}

// said tells the person's own words from what is passed on.
func (m *message) said() talk.Said {
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CapEnts
	}
	s := talk.Said{Own: text, Links: m.links(text, entities)}
	if m.Origin != nil || m.OldFrom != 0 {
		s.Own, s.Passed = "", text
	}
	if m.Quote != nil && m.Quote.Text != "" && m.External != nil {
		s.Passed = strings.TrimSpace(s.Passed + "\n" + m.Quote.Text)
	}
	return s
}

// links are addresses that stand behind words or in buttons.
func (m *message) links(text string, entities []entity) []string {
	var out []string
	for _, e := range entities {
		switch {
		case e.URL != "":
			out = append(out, e.URL)
		case e.Type == "url" && !strings.Contains(text, "."):
			out = append(out, part(text, e))
		}
	}
	if m.Markup != nil {
		for _, row := range m.Markup.Rows {
			for _, b := range row {
				if b.URL != "" {
					out = append(out, b.URL)
				}
			}
		}
	}
	const most = 20
	return out[:min(len(out), most)]
}

// part cuts an entity out of a text; offsets count UTF-16 code units.
func part(text string, e entity) string {
	units := utf16.Encode([]rune(text))
	from := min(max(e.Offset, 0), len(units))
	to := min(max(from+e.Length, from), len(units))
	return string(utf16.Decode(units[from:to]))
}

func (m *message) what() string {
	switch {
	case m.Voice != nil || m.Audio != nil:
		return "voice"
	case m.Video != nil || m.Note != nil || m.Motion != nil:
		return "video"
	case m.Document != nil:
		return "document"
	case m.Contact != nil:
		return "contact"
	case m.Location != nil || m.Venue != nil:
		return "location"
	case m.Sticker != nil:
		return "sticker"
	}
	return "other"
}
