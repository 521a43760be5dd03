package localapi

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Ages from which Telegram refuses.
const (
	deletable  = 48 * time.Hour
	answerable = time.Minute // of a tap; observed, Telegram documents no limit
)

// Message is one message as the person sees it.
type Message struct {
	ID         int64      `json:"id"`
	FromPerson bool       `json:"mine"` // from the person
	Forwarded  bool       `json:"passed,omitempty"`
	HTML       string     `json:"html"`            // the text, or the caption of a photo
	Photo      string     `json:"photo,omitempty"` // id of the file
	Rows       [][]Button `json:"rows,omitempty"`
	Edited     bool       `json:"edited,omitempty"`
	Silent     bool       `json:"silent,omitempty"`
	Reply      int64      `json:"reply,omitempty"` // the message that it replies to
	At         time.Time  `json:"-"`
}

// executeInChat executes a call that concerns one chat. s.mu is held.
func (s *Server) executeInChat(c Call) (any, *CallFailure) {
	r, refused := s.chat(c)
	if refused != nil {
		return nil, refused
	}
	var result any
	switch c.Method {
	case "sendMessage":
		result, refused = s.sendMessage(r, c)
	case "sendPhoto":
		result, refused = s.sendPhoto(r, c)
	case "deleteMessages":
		result, refused = s.deleteMessages(r, c)
	case "sendChatAction":
		result = true
	case "leaveChat":
		if r.kind == "private" {
			return nil, badRequest("chat member status can't be changed in private chats")
		}
		r.refusal, result = "bot is not a member of the "+r.kind+" chat", true
	default:
		result, refused = s.editMessage(r, c)
	}
	s.notifyWaiters(r)
	return result, refused
}

// chat finds the chat of a call.
func (s *Server) chat(c Call) (*room, *CallFailure) {
	id, err := strconv.ParseInt(c.Params["chat_id"], 10, 64)
	if err != nil {
		return nil, badRequest("chat_id is empty")
	}
	r := s.chats[id]
	switch {
	case r == nil:
		return nil, badRequest("chat not found")
	case r.moved != 0:
		return nil, &CallFailure{Code: 400, Description: "Bad Request: group chat was upgraded to a supergroup chat", MovedTo: r.moved}
	case r.refusal != "":
		return nil, &CallFailure{Code: 403, Description: "Forbidden: " + r.refusal}
	}
	return r, nil
}

func (s *Server) sendMessage(r *room, c Call) (any, *CallFailure) {
	rows, refused := checkMessage(c)
	if refused != nil {
		return nil, refused
	}
	var reply struct {
		ID      int64 `json:"message_id"`
		Without bool  `json:"allow_sending_without_reply"`
	}
	if p := c.Params["reply_parameters"]; p != "" {
		_ = json.Unmarshal([]byte(p), &reply) // the table has checked it already
		if r.find(reply.ID) == nil {
			if !reply.Without {
				return nil, badRequest("message to be replied not found")
			}
			reply.ID = 0
		}
	}
	r.last++
	m := &Message{ID: r.last, HTML: c.Params["text"], Rows: rows, Silent: c.Params["disable_notification"] == "true", Reply: reply.ID, At: s.now()}
	r.messages = appendBounded(r.messages, m, s.historyLimit)
	return s.shape(r, m), nil
}

func (s *Server) editMessage(r *room, c Call) (any, *CallFailure) {
	id, _ := strconv.ParseInt(c.Params["message_id"], 10, 64)
	m := r.find(id)
	switch {
	case m == nil:
		return nil, badRequest("message to edit not found")
	case m.FromPerson:
		return nil, badRequest("message can't be edited")
	}
	text := m.HTML
	var rows [][]Button
	var refused *CallFailure
	if c.Method == "editMessageText" && m.Photo != "" {
		return nil, badRequest("there is no text in the message to edit")
	}
	if c.Method == "editMessageText" {
		rows, refused = checkMessage(c)
		text = c.Params["text"]
	} else {
		rows, refused = keyboard(c.Params["reply_markup"])
	}
	if refused != nil {
		return nil, refused
	}
	before, _ := json.Marshal(m.Rows)
	after, _ := json.Marshal(rows)
	if text == m.HTML && (string(before) == string(after) || len(m.Rows)+len(rows) == 0) {
		return nil, badRequest("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	m.HTML, m.Rows, m.Edited = text, rows, c.Method == "editMessageText"
	return s.shape(r, m), nil
}

// deleteMessages deletes all messages or, when one of them is too old, none. Unknown
// messages are skipped.
func (s *Server) deleteMessages(r *room, c Call) (any, *CallFailure) {
	var ids []int64
	_ = json.Unmarshal([]byte(c.Params["message_ids"]), &ids) // the table has checked it already
	for _, id := range ids {
		if m := r.find(id); m != nil && s.now().Sub(m.At) > deletable {
			return nil, badRequest("message can't be deleted for everyone")
		}
	}
	r.messages = slices.DeleteFunc(r.messages, func(m *Message) bool { return slices.Contains(ids, m.ID) })
	return true, nil
}

// answerTap acknowledges a tap, once and in time. s.mu is held.
func (s *Server) answerTap(c Call) (any, *CallFailure) {
	id := c.Params["callback_query_id"]
	since, waits := s.taps[id]
	if !waits || s.now().Sub(since) > answerable {
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	delete(s.taps, id)
	chat, _, _ := strings.Cut(id, ".")
	n, _ := strconv.ParseInt(chat, 10, 64)
	if r := s.chats[n]; r != nil {
		r.toast = c.Params["text"]
		s.notifyWaiters(r)
	}
	return true, nil
}

// Unanswered returns how many taps are not acknowledged.
func (s *Server) Unanswered() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.taps)
}

func (r *room) find(id int64) *Message {
	for i := len(r.messages) - 1; i >= 0; i-- {
		if r.messages[i].ID == id {
			return r.messages[i]
		}
	}
	return nil
}

func (s *Server) shape(r *room, m *Message) map[string]any {
	out := map[string]any{"message_id": m.ID, "date": m.At.Unix(), "chat": r.shape(), "text": m.HTML}
	if m.Photo != "" {
		delete(out, "text")
		out["caption"], out["photo"] = m.HTML, s.files.sizes(m.Photo)
	}
	return out
}

func (r *room) shape() map[string]any {
	out := map[string]any{"id": r.id, "type": r.kind}
	if r.title != "" {
		out["title"] = r.title
	}
	return out
}
