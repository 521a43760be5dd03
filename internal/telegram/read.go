package telegram

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"cekloker/internal/chat"
	"cekloker/internal/talk"
)

// allowedUpdates are the kinds of updates that the bot asks for.
const allowedUpdates = `["message","edited_message","callback_query","inline_query","my_chat_member"]`

// lateAfter is the age from which the reply to a message says that the bot was away.
const lateAfter = time.Hour

// incoming is what one update asks of the bot. At most one of turn, inline,
// callbackID and leave is set; none is when there is nothing to do.
type incoming struct {
	id         int64
	turn       *chat.Update
	inline     *inlineQuery
	callbackID string // a tap that leads to no turn and still has to be acknowledged
	leave      int64  // a channel that the bot leaves
}

// updateReader reads updates into values of type incoming.
type updateReader struct {
	bot       Identity
	operators map[int64]bool
	now       func() time.Time
	off       time.Duration // by how much our clock is ahead of that of Telegram
}

// errUnreadable is an update that does not decode. If it has an id, it is confirmed
// nevertheless.
var errUnreadable = errors.New("an update that cannot be read")

// read reads one update alone, so that a broken one does not spoil others.
func (r updateReader) read(raw json.RawMessage) (incoming, error) {
	var head struct {
		ID      int64           `json:"update_id"`
		Message json.RawMessage `json:"message"`
	}
	if json.Unmarshal(raw, &head) != nil || head.ID == 0 {
		return incoming{}, errUnreadable
	}
	a := incoming{id: head.ID}
	var u update
	if json.Unmarshal(raw, &u) != nil {
		return a, errUnreadable
	}
	if err := chat.RecoverPanic(func() error { r.readKind(&a, &u, head.Message); return nil }); err != nil {
		return incoming{id: head.ID}, err // it would come again for ever if it took the program down
	}
	return a, nil
}

// readKind reads what an update brings.
func (r updateReader) readKind(a *incoming, u *update, message json.RawMessage) {
	switch {
	case u.Callback != nil:
		r.readTap(a, u.Callback)
	case u.Inline != nil:
		a.inline = u.Inline
	case u.Member != nil:
		r.readMember(a, u.Member)
	case u.Message != nil && u.Message.isFromBot(), u.Edited != nil && u.Edited.isFromBot(): // two bots could answer each other for ever
	case u.Message != nil:
		if text, _ := u.Message.textAndEntities(); text == "" && u.Message.kind() == "" && isService(message) {
			return
		}
		r.readMessage(a, u.Message, talk.EventText)
	case u.Edited != nil:
		r.readMessage(a, u.Edited, talk.EventEdit)
	}
}

// readTap reads a tapped button. One under a message that was sent in inline mode belongs
// to no known chat, and messages in groups have no buttons but links: such a tap is forged.
func (r updateReader) readTap(a *incoming, c *callback) {
	if c.Message == nil || c.Message.Chat.Type != "private" || c.From.IsBot {
		a.callbackID = c.ID
		return
	}
	in := c.Message.Chat
	a.turn = &chat.Update{ID: a.id, Chat: chat.ID(in.ID), Message: c.Message.ID, CallbackID: c.ID, Event: talk.Event{
		At: r.now(), Kind: talk.EventTap, Tap: c.Data, Hint: c.From.Lang, Operator: r.isOperator(c.From.ID, in),
	}}
}

// readMember reads that the bot's membership of a chat changed. In a private chat
// the person blocked or unblocked the bot.
func (r updateReader) readMember(a *incoming, m *member) {
	gone := m.New.Status == "kicked" || m.New.Status == "left"
	switch m.Chat.Type {
	case "private":
		kind := talk.EventUnblocked
		if gone {
			kind = talk.EventBlocked
		}
		a.turn = &chat.Update{ID: a.id, Chat: chat.ID(m.Chat.ID), Event: talk.Event{At: r.timeOf(m.Date), Kind: kind, Hint: m.From.Lang}}
	case "channel":
		if !gone {
			a.leave = m.Chat.ID
		}
	}
}

func (r updateReader) isOperator(id int64, c chatInfo) bool {
	return c.Type == "private" && r.operators[id]
}

// timeOf is the time of a message by our clock, or now when it has none.
func (r updateReader) timeOf(unix int64) time.Time {
	if unix <= 0 {
		return r.now()
	}
	return time.Unix(unix, 0).UTC().Add(r.off)
}

func (r updateReader) readMessage(a *incoming, m *message, kind talk.EventKind) {
	at, sent := r.timeOf(m.Date), time.Time{}
	if kind == talk.EventEdit {
		at, sent = r.timeOf(m.Edited), at
	}
	shows := r.shows(m, kind)
	out := chat.Update{ID: a.id, Chat: chat.ID(m.Chat.ID), Message: m.ID, Event: talk.Event{
		At: at, Kind: kind, Hint: m.From.Lang, ReceivedLate: r.now().Sub(at) > lateAfter, Operator: r.isOperator(m.From.ID, m.Chat),
		What: shows.shownKind(), Album: m.Album != "", Message: m.ID, Sent: sent,
	}}
	var ok bool
	switch m.Chat.Type {
	case "private":
		ok = r.readPrivate(&out.Event, m)
	case "group", "supergroup":
		ok = kind == talk.EventText && r.readGroup(&out.Event, m)
	case "channel":
		a.leave = m.Chat.ID
	}
	if ok && out.Event.What == "picture" && kind == talk.EventText && m.Chat.Type == "private" {
		out.Picture, out.PictureOf = shows.picture(), shows.ID
	}
	if ok {
		a.turn = &out
	}
}

// shows is the message whose picture a message is about: itself, or the picture of the
// person that its words answer. What this bot sent is never read.
func (r updateReader) shows(m *message, kind talk.EventKind) *message {
	if kind == talk.EventText && m.Chat.Type == "private" && m.shownKind() == "" && m.Reply != nil && !m.Reply.From.IsBot && m.Reply.kind() == "picture" {
		return m.Reply
	}
	return m
}

// TypedUpdate returns the update for a text that somebody types in a private chat,
// as if it had come from Telegram.
func TypedUpdate(text string, number, id int64, hint string, at time.Time) chat.Update {
	a := incoming{id: number}
	updateReader{now: func() time.Time { return at }}.readMessage(&a, &message{
		ID: id, Date: at.Unix(), Chat: chatInfo{ID: 1, Type: "private"}, From: user{ID: 1, Lang: hint}, Text: text,
	}, talk.EventText)
	return *a.turn
}

// readPrivate reads a message of a private chat. Every kind of message gets an
// answer, except a location that moves: nobody made that edit.
func (r updateReader) readPrivate(e *talk.Event, m *message) bool {
	content := m.separateQuoted(r.bot.ID)
	text := content.Joined()
	switch {
	case text != "":
		e.Text = content
		r.readStart(e, m)
	case e.Kind == talk.EventEdit:
		return e.What != "location"
	case e.What == "picture":
		e.Kind = talk.EventPicture
	default:
		e.Kind = talk.EventUnreadable
		if e.What == "" {
			e.What = "other"
		}
	}
	return true
}

// readStart reads "/start" with the word of a link. Anything longer behind it was
// typed by a person and is read like any text.
func (r updateReader) readStart(e *talk.Event, m *message) {
	word, rest := r.command(m)
	if word == "start" && e.Text.Quoted == "" && e.Kind == talk.EventText && !strings.ContainsFunc(rest, unicode.IsSpace) {
		e.Kind, e.Start, e.Text = talk.EventStart, rest, talk.Text{}
	}
}

// command reads "/word@bot rest". The word ends where Telegram says that the command
// does, or at the first space of any kind. A command for another bot has no word.
func (r updateReader) command(m *message) (word, rest string) {
	text, entities := m.textAndEntities()
	if !strings.HasPrefix(text, "/") {
		return "", ""
	}
	end := strings.IndexFunc(text, unicode.IsSpace)
	if end < 0 {
		end = len(text)
	}
	if i := slices.IndexFunc(entities, func(e entity) bool { return e.Type == "bot_command" && e.Offset == 0 && e.Length > 0 }); i >= 0 {
		end = min(end, len(encodeUTF16(text[:end]).slice(entities[i])))
	}
	word, to, addressed := strings.Cut(text[1:end], "@")
	if addressed && !strings.EqualFold(to, r.bot.Username) {
		return "", ""
	}
	return strings.ToLower(word), strings.TrimSpace(text[end:])
}

// readGroup reads a message of a group. The bot is silent there unless it is
// addressed: by /cek, which checks the message that it replies to or the words
// after it, by the bot's name, or by a reply to one of the bot's messages.
func (r updateReader) readGroup(e *talk.Event, m *message) bool {
	text, _ := m.textAndEntities()
	word, rest := r.command(m)
	toUs := m.Reply != nil && r.bot.ID != 0 && m.Reply.From.ID == r.bot.ID
	switch {
	case m.isForwarded():
		return false // forwarded into the group, not addressed to the bot
	case word == "cek" || word == "check":
	case word != "" && strings.Contains(strings.ToLower(firstWord(text)), "@"):
		rest = ""
	case m.mentionsBot(r.bot.Username):
		rest = removeWord(text, "@"+r.bot.Username)
	case toUs && word == "" && !strings.HasPrefix(text, "/"):
		rest = ""
	default:
		return false
	}
	e.InGroup = true
	e.Kind, e.What, e.Album = talk.EventText, "", false
	e.Text = talk.Text{Quoted: rest}
	if !toUs {
		answered, links := m.answered()
		e.Text, e.What = talk.Text{Quoted: joinLines(answered, rest), Links: links}, m.answeredKind()
	}
	if e.Text.Quoted == "" {
		e.Text.Quoted = "/cek" // without an offer the bot explains how to ask
	}
	return true
}

func firstWord(text string) string {
	words := strings.Fields(text)
	return words[0] // of a command, which is no space
}

// removeWord removes a name from a text, in any case.
func removeWord(text, name string) string {
	words := strings.Fields(text)
	kept := words[:0]
	for _, w := range words {
		if !strings.EqualFold(strings.Trim(w, ",.:!?"), name) {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}
