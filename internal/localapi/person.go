package localapi

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Person is somebody with Telegram in the hand.
type Person struct {
	s  *Server
	id int64
}

// Person returns the person of a private chat, whose app speaks lang.
func (s *Server) Person(id int64, lang string) Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.chats[id] == nil {
		s.chats[id] = &room{id: id, kind: "private"}
	}
	s.chats[id].lang = lang
	return Person{s, id}
}

// message pushes one message of the person with further fields.
func (p Person) message(text string, passed bool, more map[string]any) int64 {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	r := p.s.chats[p.id]
	r.last++
	r.messages = append(r.messages, &Message{ID: r.last, Mine: true, Passed: passed, HTML: escape(text)})
	body := map[string]any{
		"message_id": r.last, "date": p.s.now().Unix(),
		"from": map[string]any{"id": p.id, "is_bot": false, "first_name": "Orang", "language_code": r.lang},
		"chat": map[string]any{"id": p.id, "type": r.kind},
	}
	if text != "" {
		body["text"] = text
	}
	for k, v := range more {
		body[k] = v
	}
	p.s.push("message", body)
	return r.last
}

// Say types a text.
func (p Person) Say(text string) int64 { return p.message(text, false, nil) }

// Forward passes a text on.
func (p Person) Forward(text string) int64 {
	return p.message(text, true, map[string]any{"forward_origin": map[string]any{"type": "hidden_user", "sender_user_name": "Seseorang", "date": p.s.now().Unix()}})
}

// Send sends a message with any fields of the Bot API.
func (p Person) Send(fields map[string]any) int64 { return p.message("", false, fields) }

// Tap presses the button with a label (its number may be left out) of the
// newest message that has it.
func (p Person) Tap(label string) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	r := p.s.chats[p.id]
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

// TapData presses a button of a message by its data, as an old client may.
func (p Person) TapData(message int64, data string) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.tap(p.s.chats[p.id], message, data)
}

func (p Person) tap(r *room, message int64, data string) error {
	if data == "" {
		return errors.New("the button opens an address")
	}
	p.s.lastTap++
	id := fmt.Sprintf("%d.%d", p.id, p.s.lastTap)
	p.s.queries[id] = true
	r.toast = ""
	p.s.push("callback_query", map[string]any{
		"id": id, "data": data, "from": map[string]any{"id": p.id, "language_code": r.lang},
		"message": map[string]any{"message_id": message, "date": p.s.now().Unix(), "chat": map[string]any{"id": p.id, "type": r.kind}},
	})
	return nil
}

// Block blocks the bot or takes it back.
func (p Person) Block(blocked bool) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	r := p.s.chats[p.id]
	r.blocked = blocked
	status := "member"
	if blocked {
		status = "kicked"
	}
	p.s.push("my_chat_member", map[string]any{
		"chat": map[string]any{"id": p.id, "type": "private"}, "from": map[string]any{"id": p.id}, "date": p.s.now().Unix(),
		"new_chat_member": map[string]any{"status": status},
	})
}

// Messages are the messages of the chat as they stand, oldest first.
func (p Person) Messages() []Message {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	r := p.s.chats[p.id]
	out := make([]Message, 0, len(r.messages))
	for _, m := range r.messages {
		out = append(out, *m)
	}
	return out
}

// Toast is what the last tap was answered with.
func (p Person) Toast() string {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.chats[p.id].toast
}

// Until waits until the messages are as wanted, or ctx is over.
func (p Person) Until(ctx context.Context, wanted func([]Message) bool) ([]Message, error) {
	for {
		changed := p.s.Changed()
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

// UntilSays waits for a message of the bot that holds text.
func (p Person) UntilSays(ctx context.Context, text string) (Message, error) {
	var found Message
	_, err := p.Until(ctx, func(all []Message) bool {
		for i := len(all) - 1; i >= 0; i-- {
			if !all[i].Mine && strings.Contains(all[i].HTML, text) {
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
