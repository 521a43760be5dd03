package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/content"
	"cekloker/internal/flow"
	"cekloker/internal/session"
	"cekloker/internal/talk"
	"cekloker/internal/talkfile"
	"cekloker/internal/telegram"
)

// The clock of a talk that is read from a line. It begins at the same time as .talk
// files, so that a line gets the same answers on every day.
const (
	textGap  = 10 * time.Minute       // longer than any burst, shorter than the shortest life of a case
	burstGap = 200 * time.Millisecond // between the messages of one burst
)

// talkLine is one line of input: a talk.
type talkLine struct {
	ID    string       `json:"id"`
	Lang  string       `json:"lang"`
	Texts []burstTexts `json:"texts"`
}

// burstTexts is a text, or a list of texts that come in one burst.
type burstTexts []string

var errTexts = errors.New(`"texts" holds something else than texts and lists of texts`)

// UnmarshalJSON reads one text as a list of one.
func (g *burstTexts) UnmarshalJSON(data []byte) error {
	var one *string
	if json.Unmarshal(data, &one) == nil && one != nil {
		*g = burstTexts{*one}
		return nil
	}
	var some []*string
	if json.Unmarshal(data, &some) != nil || some == nil {
		return errTexts
	}
	for _, text := range some {
		if text == nil {
			return errTexts
		}
		*g = append(*g, *text)
	}
	return nil
}

// parseTalkLine reads a line. The error says what is wrong without repeating anything.
func parseTalkLine(line []byte, spoken talk.Languages) (talkLine, error) {
	var parsed talkLine
	err := json.Unmarshal(line, &parsed)
	switch {
	case errors.Is(err, errTexts):
		return parsed, errTexts
	case err != nil:
		return parsed, errors.New("no JSON object with id, lang and texts")
	case parsed.Texts == nil:
		return parsed, errors.New(`"texts" is missing; give a list of what the person types`)
	case parsed.Lang != "" && !spoken.Has(session.Lang(parsed.Lang)):
		return parsed, errors.New(`"lang" is none of the languages of the bot`)
	}
	return parsed, nil
}

// talkResult is one line of output: for each text or burst the messages that came or
// changed, as they were before the next one, and the current flow and step.
type talkResult struct {
	ID      string           `json:"id"`
	Replies [][]shownMessage `json:"replies"`
	Flow    flow.ID          `json:"flow"`
	Step    flow.StepID      `json:"step"`
}

// playTalk plays one talk with the turns, the outbox and the rendering of the program.
func playTalk(c *content.Content, in talkLine) (talkResult, error) {
	lang := session.Lang(in.Lang)
	if lang == "" {
		lang = c.Book.Languages.First()
	}
	var seen *shownChat
	r := chat.NewSimulation(c.Book, talkfile.Start, func(now func() time.Time) chat.Messenger {
		seen = newShownChat(c.Speaker, now)
		return seen
	})
	out := talkResult{ID: in.ID, Replies: [][]shownMessage{}}
	var failed error
	for _, texts := range in.Texts {
		seen.startEntry()
		for i, text := range texts {
			if i > 0 {
				r.Advance(burstGap)
			}
			if strings.TrimSpace(text) == "" {
				continue // apps do not send empty texts
			}
			id := seen.next()
			if err := r.Take(telegram.TypedUpdate(text, id, id, string(lang), r.Now())); err != nil {
				failed = err
			}
		}
		r.Advance(textGap)
		out.Replies = append(out.Replies, seen.entry())
	}
	out.Flow, out.Step = c.Book.CurrentStep(r.Records().Session)
	return out, errors.Join(failed, seen.wrong)
}

// lineResult is the result of one line.
type lineResult struct {
	line   int
	played *talkResult // nil when the line is not a talk
	err    error
}

// answerLine plays a line; why says that it could not be read.
func answerLine(c *content.Content, n int, line []byte, why error) lineResult {
	if why != nil {
		return lineResult{n, nil, why}
	}
	parsed, err := parseTalkLine(line, c.Book.Languages)
	if err != nil {
		return lineResult{n, nil, err}
	}
	played, err := playTalk(c, parsed)
	return lineResult{n, &played, err}
}

// playLines plays every line that is a talk and reports every line that is not, in
// order. Talks are independent, so that as many are played at once as there are
// processors.
func playLines(p *program, c *content.Content) error {
	queue := make(chan chan lineResult, runtime.GOMAXPROCS(0))
	read := make(chan error, 1)
	go func() {
		defer close(queue)
		read <- eachNumberedLine(p.in, func(n int, line []byte, why error) {
			answer := make(chan lineResult, 1)
			queue <- answer
			line = bytes.Clone(line)
			go func() { answer <- answerLine(c, n, line, why) }()
		})
	}()
	var failed error
	for answer := range queue {
		a := <-answer
		if a.played != nil && !errors.Is(failed, errPrint) {
			if err := printJSON(p.out, a.played); err != nil {
				failed = fmt.Errorf("%w: %w", errPrint, err)
			}
		}
		if a.err != nil {
			failed = cmp.Or(failed, errReported)
			fmt.Fprintf(p.err, "bot: line %d: %v\n", a.line, a.err)
		}
	}
	return cmp.Or(<-read, failed)
}

var (
	errPrint = errors.New("the answers cannot be written")
	errLong  = fmt.Errorf("longer than %d bytes", maxLine)
)

// eachNumberedLine reads lines with their numbers from 1, except blank ones. One that is
// too long is an error, and the next ones are read nevertheless.
func eachNumberedLine(in io.Reader, take func(n int, line []byte, why error)) error {
	lines := bufio.NewReaderSize(in, maxLine)
	for n := 1; ; n++ {
		line, err := lines.ReadSlice('\n')
		var wrong error
		for errors.Is(err, bufio.ErrBufferFull) {
			wrong = errLong
			line, err = lines.ReadSlice('\n')
		}
		if wrong != nil || len(bytes.TrimSpace(line)) > 0 {
			take(n, line, wrong)
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read lines: %w", err)
		}
	}
}
