package localapi

import (
	"fmt"
	"strings"
)

// Group is a group, a supergroup or a channel with the bot in it.
type Group struct {
	s  *Server
	id int64
}

// Group adds the bot to a group. With everyone the bot receives all messages, as an
// administrator does; otherwise Telegram's privacy mode applies.
func (s *Server) Group(id int64, everyone bool) Group {
	return s.join(id, "supergroup", "member", everyone)
}

// Channel makes the bot an administrator of a channel.
func (s *Server) Channel(id int64) Group { return s.join(id, "channel", "administrator", true) }

func (s *Server) join(id int64, kind, status string, everyone bool) Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.openRoom(id, kind)
	r.title, r.everyone = fmt.Sprint("Grup ", id), everyone
	s.member(r, Person{s, 1, id}, "left", status)
	return Group{s, id}
}

// Member is a person in the group.
func (g Group) Member(p Person) Person { return Person{g.s, p.id, g.id} }

// Has reports whether the bot is still a member.
func (g Group) Has() bool {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	return g.s.chats[g.id].refusal == ""
}

// Kick removes the bot.
func (g Group) Kick() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	r := g.s.chats[g.id]
	r.refusal = "bot was kicked from the " + r.kind + " chat"
	g.s.member(r, Person{g.s, 1, g.id}, "member", "kicked")
}

// Migrate turns the group into a supergroup with a new id.
func (g Group) Migrate(to int64) Group {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	old := g.s.chats[g.id]
	r := g.s.openRoom(to, "supergroup")
	r.title, r.everyone, r.last = old.title, old.everyone, old.last
	old.moved = to
	g.s.push("message", fmt.Sprint("chat ", old.id), map[string]any{
		"message_id": old.last + 1, "date": g.s.now().Unix(), "chat": old.shape(), "migrate_to_chat_id": to,
	})
	return Group{g.s, to}
}

// isDelivered reports whether the bot receives a message: in groups only commands and
// replies to its own messages, unless it sees everything. s.mu is held.
func (s *Server) isDelivered(r *room, body map[string]any) bool {
	if r.kind == "private" || r.everyone {
		return true
	}
	text, _ := body["text"].(string)
	word, _, _ := strings.Cut(text, " ")
	if strings.HasPrefix(word, "/") {
		_, to, addressed := strings.Cut(word, "@")
		return !addressed || strings.EqualFold(to, s.username)
	}
	reply, _ := body["reply_to_message"].(map[string]any)
	from, _ := reply["from"].(map[string]any)
	return from["id"] == s.id
}
