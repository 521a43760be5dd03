package localapi

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"
	"unicode/utf16"
)

// Person is a Telegram user, in the private chat with the bot or in a group.
type Person struct {
	s    *Server
	id   int64
	room int64 // the chat; in a private one the same as id
}

// Person returns the person of a private chat, whose app speaks lang.
func (s *Server) Person(id int64, lang string) Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.openRoom(id, "private").lang = lang
	return Person{s, id, id}
}

// shape returns the JSON of the person as a user. s.mu is held.
func (p Person) shape() map[string]any {
	out := map[string]any{"id": p.id, "is_bot": false, "first_name": "Orang"}
	if r := p.s.chats[p.id]; r != nil && r.lang != "" {
		out["language_code"] = r.lang
	}
	return out
}

// message sends a message of the person, with further fields.
func (p Person) message(text string, passed bool, more map[string]any) int64 {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	r := p.s.chats[p.room]
	r.last++
	r.messages = appendBounded(r.messages, &Message{ID: r.last, FromPerson: true, Forwarded: passed, HTML: escape(text), At: p.s.now()}, p.s.historyLimit)
	body := map[string]any{"message_id": r.last, "date": p.s.now().Unix(), "from": p.shape(), "chat": r.shape()}
	if text != "" {
		body["text"] = text
	}
	if list := entities(text); len(list) > 0 {
		body["entities"] = list
	}
	maps.Copy(body, more)
	if p.s.isDelivered(r, body) {
		p.s.push("message", fmt.Sprint("chat ", r.id), body)
	}
	p.s.notifyWaiters(r)
	return r.last
}

// entities marks commands and mentions, as Telegram does. Offsets count UTF-16 code
// units.
func entities(text string) []map[string]any {
	var out []map[string]any
	at := 0
	for _, word := range strings.SplitAfter(text, " ") {
		bare := strings.TrimRight(word, " ")
		n := len(utf16.Encode([]rune(bare)))
		switch {
		case strings.HasPrefix(bare, "/") && n > 1:
			out = append(out, map[string]any{"type": "bot_command", "offset": at, "length": n})
		case strings.HasPrefix(bare, "@") && n > 1:
			out = append(out, map[string]any{"type": "mention", "offset": at, "length": n})
		}
		at += len(utf16.Encode([]rune(word)))
	}
	return out
}

// Say sends a text.
func (p Person) Say(text string) int64 { return p.message(text, false, nil) }

// SayAt sends a text that was written at an earlier time.
func (p Person) SayAt(at time.Time, text string) int64 {
	return p.message(text, false, map[string]any{"date": at.Unix()})
}

// Forward forwards a text of somebody else.
func (p Person) Forward(text string) int64 {
	return p.message(text, true, map[string]any{"forward_origin": map[string]any{"type": "hidden_user", "sender_user_name": "Seseorang", "date": p.s.now().Unix()}})
}

// Reply replies to an earlier message of the chat.
func (p Person) Reply(to int64, text string) int64 {
	p.s.mu.Lock()
	r := p.s.chats[p.room]
	m := r.find(to)
	p.s.mu.Unlock()
	if m == nil {
		return p.Say(text)
	}
	from := map[string]any{"id": p.id, "is_bot": false, "first_name": "Orang"}
	if !m.FromPerson {
		from = map[string]any{"id": p.s.id, "is_bot": true, "first_name": "Cek Loker", "username": p.s.username}
	}
	plain, err := Visible(m.HTML)
	if err != nil {
		plain = m.HTML
	}
	return p.message(text, false, map[string]any{"reply_to_message": map[string]any{
		"message_id": to, "date": m.At.Unix(), "chat": r.shape(), "from": from, "text": plain,
	}})
}

// Edit edits an earlier message of the person.
func (p Person) Edit(id int64, text string) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	r := p.s.chats[p.room]
	if m := r.find(id); m != nil {
		m.HTML = escape(text)
	}
	p.s.push("edited_message", fmt.Sprint("chat ", r.id), map[string]any{
		"message_id": id, "date": p.s.now().Unix(), "edit_date": p.s.now().Unix(), "from": p.shape(), "chat": r.shape(), "text": text,
	})
}

// Send sends a message with any fields of the Bot API.
func (p Person) Send(fields map[string]any) int64 { return p.message("", false, fields) }

// Tap taps the button with a label, with or without its number, in the newest message
// that has one.
func (p Person) Tap(label string) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	r := p.s.chats[p.room]
	for i := len(r.messages) - 1; i >= 0; i-- {
		for _, row := range r.messages[i].Rows {
			for _, b := range row {
				if b.Text == label || strings.HasSuffix(b.Text, ". "+label) {
					return p.tap(r, r.messages[i].ID, b.Data)
				}
			}
		}
	}
	return fmt.Errorf("no button %q", label)
}

// TapData taps a button of a message by its data, as an old client may.
func (p Person) TapData(message int64, data string) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.tap(p.s.chats[p.room], message, data)
}

func (p Person) tap(r *room, message int64, data string) error {
	if data == "" {
		return errors.New("the button opens an address")
	}
	p.s.lastTap++
	id := fmt.Sprintf("%d.%d", r.id, p.s.lastTap)
	p.s.taps[id] = p.s.now()
	r.toast = ""
	p.s.push("callback_query", fmt.Sprint("taps ", p.id), map[string]any{
		"id": id, "data": data, "from": p.shape(), "chat_instance": fmt.Sprint(r.id),
		"message": map[string]any{"message_id": message, "date": p.s.now().Unix(), "chat": r.shape()},
	})
	return nil
}

// Block blocks or unblocks the bot.
func (p Person) Block(blocked bool) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	r := p.s.chats[p.id]
	was, is := "member", "kicked"
	r.refusal = "bot was blocked by the user"
	if !blocked {
		was, is, r.refusal = "kicked", "member", ""
	}
	p.s.member(r, p, was, is)
}

// member tells the bot that its membership of a chat changed. s.mu is held.
func (s *Server) member(r *room, by Person, was, is string) {
	bot := map[string]any{"id": s.id, "is_bot": true, "first_name": "Cek Loker", "username": s.username}
	s.push("my_chat_member", fmt.Sprint("chat ", r.id), map[string]any{
		"chat": r.shape(), "from": by.shape(), "date": s.now().Unix(),
		"old_chat_member": map[string]any{"status": was, "user": bot}, "new_chat_member": map[string]any{"status": is, "user": bot},
	})
	s.notifyWaiters(r)
}

// Messages returns the messages of the chat, oldest first.
func (p Person) Messages() []Message {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	r := p.s.chats[p.room]
	out := make([]Message, 0, len(r.messages))
	for _, m := range r.messages {
		out = append(out, *m)
	}
	return out
}

// Toast returns the text with which the last tap was acknowledged.
func (p Person) Toast() string {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.chats[p.room].toast
}

// Until waits until wanted holds for the messages, or ctx is done.
func (p Person) Until(ctx context.Context, wanted func([]Message) bool) ([]Message, error) {
	for {
		p.s.mu.Lock()
		changed := p.s.chats[p.room].changed
		p.s.mu.Unlock()
		if m := p.Messages(); wanted(m) {
			return m, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return p.Messages(), ctx.Err()
		}
	}
}

// UntilLast waits until wanted holds for the newest message of the bot. Its cost does
// not depend on the length of the chat.
func (p Person) UntilLast(ctx context.Context, wanted func(Message) bool) (Message, error) {
	for {
		p.s.mu.Lock()
		r := p.s.chats[p.room]
		changed := r.changed
		var last Message
		for i := len(r.messages) - 1; i >= 0 && last.ID == 0; i-- {
			if !r.messages[i].FromPerson {
				last = *r.messages[i]
			}
		}
		p.s.mu.Unlock()
		if last.ID != 0 && wanted(last) {
			return last, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return last, ctx.Err()
		}
	}
}

// UntilSays waits for a message of the bot that contains text.
func (p Person) UntilSays(ctx context.Context, text string) (Message, error) {
	var found Message
	_, err := p.Until(ctx, func(all []Message) bool {
		for i := len(all) - 1; i >= 0; i-- {
			if !all[i].FromPerson && strings.Contains(all[i].HTML, text) {
				found = all[i]
				return true
			}
		}
		return false
	})
	if err != nil {
		return found, fmt.Errorf("nobody says %q: %w", text, err)
	}
	return found, nil
}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace
