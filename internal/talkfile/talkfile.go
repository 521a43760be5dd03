// Package talkfile reads and writes .talk files: conversations that people can read
// aloud and that are tests.
//
//	# what the story is
//	lang id                 header lines until the first blank line: lang, hint, inbox, at
//
//	> halo                  the person types; further lines begin with ">" too
//	> [Cek tawaran kerja]   taps the button with this label (its number left out)
//	> (old [Ya])            taps that button of an earlier message
//	>> Dibutuhkan CS ...    forwards a text
//	> (wait 25h)            time passes
//	> (restart)             the bot is stopped and started
//	> (next gajinya ...)    types a text within a second of the one before, as a part of the same burst
//	> (picture) (voice) ... sends what cannot be read; (picture on) one that can
//	> (read Gaji ...)       what was read in it; (read badly ...), (read late), (read failed), (read of_person)
//	> (due)                 the time of the asked-for reminder has come
//	Halo. Di sini ...       what the bot answers, in words
//	[1. Ya] [2. Tidak]      its buttons, a row a line
//	~ edit                  the message above was changed instead of a new one; ~ toast, ~ silent, ~ forget
//	~ picture               the message is a picture of the words below, with the same words as its caption
//	~ share                 the button hands the lines below to another chat
package talkfile

import (
	"fmt"
	"strings"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// Move is one thing the person does.
type Move struct {
	Kind    string // type, forward, tap, old, wait, restart, send
	Text    string // words, label of a button, or what is sent
	Wait    time.Duration
	Line    int // where it is in the file, from 1
	Raw     []string
	Replies []string // the lines that follow it: what the bot answered
}

// File is one conversation, as a .talk file holds it.
type File struct {
	Story []string // comment lines at the top, with their "# "
	Lang  session.Lang
	Hint  string
	Inbox string // where the operator takes offers, "" nowhere
	At    time.Time
	Moves []Move
}

// Start is when a talk begins unless its header says otherwise.
var Start = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// Parse reads a .talk file. The error says the line.
func Parse(data string) (*File, error) {
	t := &File{Lang: "id", At: Start}
	lines := strings.Split(strings.ReplaceAll(data, "\r\n", "\n"), "\n")
	i, err := t.header(lines)
	if err != nil {
		return nil, err
	}
	for ; i < len(lines); i++ {
		line := lines[i]
		switch {
		case strings.HasPrefix(line, ">"):
			m, next, err := readMove(lines, i)
			if err != nil {
				return nil, err
			}
			t.Moves = append(t.Moves, m)
			i = next - 1
		case len(t.Moves) > 0:
			m := &t.Moves[len(t.Moves)-1]
			m.Replies = append(m.Replies, line)
		case strings.TrimSpace(line) != "":
			return nil, fmt.Errorf("line %d: the bot speaks before the person; begin with a line that starts with >", i+1)
		}
	}
	for j := range t.Moves {
		t.Moves[j].Replies = trim(t.Moves[j].Replies)
	}
	if len(t.Moves) == 0 {
		return nil, fmt.Errorf("nobody says anything; begin with a line that starts with >")
	}
	return t, nil
}

func (t *File) header(lines []string) (int, error) {
	for i, line := range lines {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case strings.HasPrefix(line, "#"):
			t.Story = append(t.Story, line)
		case line == "":
			return i + 1, nil
		case key == "lang" && value != "":
			t.Lang = session.Lang(value)
		case key == "hint":
			t.Hint = value
		case key == "inbox":
			t.Inbox = value
		case key == "at":
			at, err := time.Parse(time.RFC3339, value)
			if err != nil {
				return 0, fmt.Errorf("line %d: %q is no time; write 2026-11-24T09:00:00Z", i+1, value)
			}
			t.At = at
		default:
			return 0, fmt.Errorf("line %d: unknown header %q; use lang, hint, inbox or at", i+1, line)
		}
	}
	return len(lines), nil
}

// readMove reads the move that begins at line i and returns the line after it.
func readMove(lines []string, i int) (Move, int, error) {
	m := Move{Line: i + 1, Kind: "type"}
	mark := "> "
	if strings.HasPrefix(lines[i], ">>") {
		m.Kind, mark = "forward", ">> "
	}
	var text []string
	next := i
	for next < len(lines) && strings.HasPrefix(lines[next], strings.TrimSpace(mark)) && strings.HasPrefix(lines[next], ">>") == (m.Kind == "forward") {
		m.Raw = append(m.Raw, lines[next])
		text = append(text, strings.TrimPrefix(strings.TrimPrefix(lines[next], strings.TrimSpace(mark)), " "))
		next++
	}
	m.Text = strings.Join(text, "\n")
	if m.Kind == "forward" {
		return m, next, nil
	}
	if label, ok := bracket(m.Text, "[", "]"); ok {
		m.Kind, m.Text = "tap", label
		return m, next, nil
	}
	if inside, ok := bracket(m.Text, "(", ")"); ok {
		return special(m, inside, next)
	}
	return m, next, nil
}

func special(m Move, inside string, next int) (Move, int, error) {
	word, rest, _ := strings.Cut(inside, " ")
	switch word {
	case "wait":
		d, err := time.ParseDuration(rest)
		if err != nil {
			return m, 0, fmt.Errorf("line %d: %q is no duration; write 25h or 10m", m.Line, rest)
		}
		m.Kind, m.Wait = "wait", d
	case "restart":
		m.Kind = "restart"
	case "old":
		label, ok := bracket(rest, "[", "]")
		if !ok {
			return m, 0, fmt.Errorf("line %d: write (old [Label])", m.Line)
		}
		m.Kind, m.Text = "old", label
	case "picture", "read", "voice", "document", "contact", "location", "video", "sticker", "blocked", "returned", "due", "group", "late", "next":
		m.Kind, m.Text = "send", inside
	default:
		return m, 0, fmt.Errorf("line %d: nobody knows how to (%s)", m.Line, inside)
	}
	return m, next, nil
}

func bracket(s, open, shut string) (string, bool) {
	inside, ok := strings.CutPrefix(s, open)
	if !ok {
		return "", false
	}
	inside, ok = strings.CutSuffix(inside, shut)
	return inside, ok && !strings.Contains(inside, "\n")
}

func trim(lines []string) []string {
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// String writes the talk as a file.
func (t *File) String() string {
	var b strings.Builder
	for _, line := range t.Story {
		b.WriteString(line + "\n")
	}
	fmt.Fprintf(&b, "lang %s\n", t.Lang)
	if t.Hint != "" {
		fmt.Fprintf(&b, "hint %s\n", t.Hint)
	}
	if t.Inbox != "" {
		fmt.Fprintf(&b, "inbox %s\n", t.Inbox)
	}
	if !t.At.Equal(Start) {
		fmt.Fprintf(&b, "at %s\n", t.At.Format(time.RFC3339))
	}
	for _, m := range t.Moves {
		b.WriteString("\n" + strings.Join(m.Raw, "\n") + "\n")
		if len(m.Replies) > 0 {
			b.WriteString(strings.Join(m.Replies, "\n") + "\n")
		}
	}
	return b.String()
}

// GoesOn reports whether a move is a further part of the burst of the one before.
func (m Move) GoesOn() bool { return m.Kind == "send" && strings.HasPrefix(m.Text, "next ") }

// Event turns a move into an event at a time. ok is false for moves without an event
// (wait, restart) and for taps, which need the button.
func (m Move) Event(at time.Time, hint string) (e talk.Event, ok bool) {
	e = talk.Event{At: at, Hint: hint}
	switch m.Kind {
	case "type":
		e.Kind, e.Text = talk.EventText, talk.Text{Typed: m.Text}
	case "forward":
		e.Kind, e.Text = talk.EventText, talk.Text{Quoted: m.Text}
	case "send":
		word, rest, _ := strings.Cut(m.Text, " ")
		switch word {
		case "picture":
			e.Kind, e.What, e.Reading = talk.EventPicture, "picture", talk.PictureSupport(rest)
		case "read":
			e.Kind, e.Text = talk.EventPictureRead, talk.Text{Quoted: rest}
			badly, unsure := strings.CutPrefix(rest, "badly ")
			switch {
			case rest == talk.PictureTooLate, rest == talk.PictureFailed, rest == talk.PictureOfPerson:
				e.What, e.Text = rest, talk.Text{}
			case unsure:
				e.Text = talk.Text{Quoted: badly, Unsure: true}
			}
		case "blocked":
			e.Kind = talk.EventBlocked
		case "returned":
			e.Kind = talk.EventUnblocked
		case "due":
			e.Kind = talk.EventReminderDue
		case "group":
			e.Kind, e.InGroup, e.Text = talk.EventText, true, talk.Text{Quoted: rest}
		case "next":
			e.Kind, e.Text = talk.EventText, talk.Text{Typed: rest}
		case "late":
			e.Kind, e.ReceivedLate, e.Text = talk.EventText, true, talk.Text{Typed: rest}
		default:
			e.Kind, e.What = talk.EventUnreadable, word
		}
	default:
		return e, false
	}
	return e, true
}
