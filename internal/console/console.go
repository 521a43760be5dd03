// Package console runs the conversation in a terminal. It prints messages in the format
// of .talk files.
package console

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"cekloker/internal/say"
	"cekloker/internal/session"
	"cekloker/internal/talk"
	"cekloker/internal/talkfile"
)

// Conversation is one person at a terminal.
type Conversation struct {
	Book    *talk.Book
	Speaker *say.Speaker
	Lang    session.Lang
	Now     func() time.Time
	Record  *talkfile.File // filled while it goes on; nil to keep nothing

	now     session.Session
	burst   burst
	reminds time.Time           // a reminder that was asked for
	rows    [][]talkfile.Button // buttons of the last message
	earlier [][]talkfile.Button // of the messages before
}

// Session returns the current session.
func (c *Conversation) Session() session.Session { return c.now }

// SetSession replaces the session, as if it was loaded from a store.
func (c *Conversation) SetSession(s session.Session) { c.now = s }

// Run reads moves from in, one a line as in a .talk file without the "> ", and
// writes the replies to out.
func (c *Conversation) Run(in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 1<<16), 1<<20)
	for lines.Scan() {
		text := strings.TrimRight(lines.Text(), "\r")
		if strings.TrimSpace(text) == "" {
			continue
		}
		prefix := "> "
		if strings.HasPrefix(text, "> ") {
			prefix = ">"
		}
		t, err := talkfile.Parse("\n" + prefix + text)
		if err != nil {
			fmt.Fprintln(out, err)
			continue
		}
		move := t.Moves[0]
		replies, err := c.Play(move)
		if err != nil {
			fmt.Fprintln(out, err)
			continue
		}
		if c.Record != nil {
			move.Replies = replies
			c.Record.Moves = append(c.Record.Moves, move)
		}
		fmt.Fprintln(out, strings.Join(replies, "\n")+"\n")
	}
	return lines.Err()
}

// Play takes one move and returns the lines of the replies.
func (c *Conversation) Play(m talkfile.Move) ([]string, error) {
	return c.PlayAt(m, c.Now(), string(c.Lang))
}

// PlayAt takes one move at a time, from an app in a language.
func (c *Conversation) PlayAt(m talkfile.Move, at time.Time, hint string) ([]string, error) {
	event, ok := m.Event(at, hint)
	switch {
	case ok:
	case m.Kind == "tap", m.Kind == "old":
		b, err := c.button(m)
		if err != nil {
			return nil, err
		}
		if b.Tap == "" {
			return handedOver(b), nil
		}
		event = talk.Event{At: at, Hint: hint, Kind: talk.EventTap, Tap: b.Tap}
	default:
		return nil, nil
	}
	event.Reminds = c.reminds
	if !m.GoesOn() {
		c.burst = burst{}
	}
	event.Earlier, event.Answered = c.burst.texts, c.burst.answered
	next, effects := c.Book.Turn(c.now, event)
	c.now = next
	for _, e := range effects {
		switch e := e.(type) {
		case talk.Remind:
			c.reminds = e.At
		case talk.Forget:
			c.reminds = time.Time{}
		}
	}
	lines, err := c.lines(effects)
	c.burst.add(event.Text, effects)
	return lines, err
}

// handedOver returns what a button without a tap does: it opens an address, or shares a
// text with another chat.
func handedOver(b talkfile.Button) []string {
	if b.Shared == "" {
		return []string{"~ link"}
	}
	return append([]string{"~ share"}, strings.Split(b.Shared, "\n")...)
}

func (c *Conversation) button(m talkfile.Move) (talkfile.Button, error) {
	if m.Kind == "tap" {
		if b, ok := talkfile.Find(c.rows, m.Text); ok {
			return b, nil
		}
		return talkfile.Button{}, fmt.Errorf("line %d: the last message has no button %q", m.Line, m.Text)
	}
	for i := len(c.earlier) - 1; i >= 0; i-- {
		if b, ok := talkfile.Find([][]talkfile.Button{c.earlier[i]}, m.Text); ok {
			return b, nil
		}
	}
	return talkfile.Button{}, fmt.Errorf("line %d: no earlier message had a button %q", m.Line, m.Text)
}

// lines writes effects in the format of a talk.
func (c *Conversation) lines(effects []talk.Effect) ([]string, error) {
	lang := c.now.Lang
	if lang == "" {
		lang = c.Lang
	}
	var out []string
	for _, e := range effects {
		reply, ok, err := c.reply(lang, e)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		if len(out) > 0 {
			out = append(out, "")
		}
		out = append(out, reply.Lines()...)
	}
	return out, nil
}

func (c *Conversation) reply(lang session.Lang, e talk.Effect) (talkfile.Reply, bool, error) {
	var m talk.Message
	reply := talkfile.Reply{}
	switch e := e.(type) {
	case talk.Say:
		m = e.Message
		if e.Quiet || c.burst.edits(e) {
			reply.Mark = "edit"
		}
		if e.Drawn != talk.DrawnNot {
			reply.Mark = "picture"
		}
	case talk.Edit:
		m, reply.Mark = e.Message, "edit"
	case talk.Toast:
		line, err := c.Speaker.Line(lang, e.ID, nil)
		return talkfile.Reply{Mark: "toast", Text: line}, true, err
	case talk.Forget:
		return talkfile.Reply{Mark: "forget"}, true, nil
	case talk.Silent:
		return talkfile.Reply{Mark: "silent", Text: e.Reason}, true, nil
	default:
		return reply, false, nil
	}
	text, err := c.Speaker.Message(lang, m)
	if err != nil {
		return reply, false, err
	}
	reply.Text = text.Plain()
	c.earlier = append(c.earlier, c.rows...)
	c.rows = nil
	for _, row := range text.Rows {
		var buttons []talkfile.Button
		for _, b := range row {
			buttons = append(buttons, talkfile.Button{Label: b.Label, Tap: b.Tap, Shared: b.Copy + b.Share + b.WhatsApp})
		}
		c.rows = append(c.rows, buttons)
	}
	reply.Rows = c.rows
	return reply, true, nil
}
