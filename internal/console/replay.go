package console

import (
	"fmt"
	"slices"
	"time"

	"cekloker/internal/say"
	"cekloker/internal/session"
	"cekloker/internal/talk"
	"cekloker/internal/talkfile"
)

// Player plays whole talks.
type Player struct {
	Book      *talk.Book
	Speaker   *say.Speaker
	RoundTrip func(session.Session) session.Session // takes a session to where it rests between two turns and back; nil: it stays
	Update    bool                                  // what the bot says becomes what the talk says
	OnMove    func(session.Session)                 // sees the session after every move; may be nil
}

// Difference is the first place where the replies of the bot differ from a talk.
type Difference struct {
	Move       talkfile.Move
	Talk, Line string // the first line that differs, as it is in the talk, and as the bot says it
	Bot        []string
}

// Replay plays a talk up to the first difference, nil for none. The error says
// which move cannot be played.
func (p Player) Replay(t *talkfile.File) (*Difference, error) {
	at, hint := t.At, t.Hint
	if hint == "" {
		hint = string(t.Lang)
	}
	if !p.Book.Languages.Has(t.Lang) {
		return nil, fmt.Errorf("the bot does not speak %q", t.Lang)
	}
	book := *p.Book
	book.Inbox = t.Inbox
	person := &Conversation{Book: &book, Speaker: p.Speaker, Lang: t.Lang, Now: func() time.Time { return at }}
	for i := range t.Moves {
		m := &t.Moves[i]
		switch m.Kind {
		case "wait":
			at = at.Add(m.Wait)
			if m.Wait >= 24*time.Hour {
				person.SetSession(session.Session{Lang: person.Session().Lang, Chosen: person.Session().Chosen})
			}
			continue
		case "restart":
			p.kept(person)
			continue
		}
		at = at.Add(time.Second)
		got, err := person.PlayAt(*m, at, hint)
		if err != nil {
			return nil, fmt.Errorf("move %q: %w", m.Text, err)
		}
		p.kept(person)
		if p.Update {
			m.Replies = got
			continue
		}
		if !slices.Equal(m.Replies, got) {
			return differing(*m, got), nil
		}
	}
	return nil, nil
}

// kept stores the session and loads it again.
func (p Player) kept(person *Conversation) {
	if p.OnMove != nil {
		p.OnMove(person.Session())
	}
	if p.RoundTrip != nil {
		person.SetSession(p.RoundTrip(person.Session()))
	}
}

// differing finds the first line that differs.
func differing(m talkfile.Move, got []string) *Difference {
	d := &Difference{Move: m, Bot: got}
	for i := range max(len(m.Replies), len(got)) {
		d.Talk, d.Line = lineAt(m.Replies, i), lineAt(got, i)
		if d.Talk != d.Line {
			break
		}
	}
	return d
}

// lineAt returns one line of a list, "" after its end.
func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}
