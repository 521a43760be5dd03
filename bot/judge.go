package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"cekloker/internal/content"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// maxLine is the longest JSON line that is read.
const maxLine = 1 << 20

// judgeCmd judges offers without a conversation.
type judgeCmd struct {
	JSON  bool   `name:"json" help:"Print the verdict as JSON."`
	JSONL bool   `name:"jsonl" help:"Read {\"id\",\"text\"} lines, print one verdict a line."`
	Lang  string `default:"id" help:"Language of the verdict in words."`
	Image string `placeholder:"FILE" help:"Read the words of a poster or screenshot, and judge them. Needs Tesseract."`
	File  string `arg:"" optional:"" help:"File with one offer; standard input when it is left out."`
}

// judged is a verdict in the JSON format of the command line.
type judged struct {
	ID       string            `json:"id,omitempty"`
	Frame    string            `json:"frame"`
	Level    int               `json:"level"`
	Trouble  string            `json:"trouble"`
	Rule     string            `json:"rule,omitempty"`
	Is       string            `json:"is"`
	Findings []judgedFinding   `json:"findings"`
	Facts    map[string]string `json:"facts"`
	Missing  []string          `json:"missing"`
}

type judgedFinding struct {
	Signal   string `json:"signal"`
	Strength string `json:"strength"`
	Quote    string `json:"quote,omitempty"`
	Tip      string `json:"tip"`
}

func (c *judgeCmd) Run(p *program, s *settings) error {
	got, err := s.load(p.today())
	if err != nil {
		return err
	}
	if c.Image != "" {
		return c.picture(p, got)
	}
	in := p.in
	if c.File != "" {
		f, err := os.Open(c.File)
		if err != nil {
			return fmt.Errorf("read the offer: %w", err)
		}
		defer f.Close()
		in = f
	}
	if c.JSONL {
		return judgeLines(p, got, in)
	}
	text, err := io.ReadAll(io.LimitReader(in, maxLine))
	if err != nil {
		return fmt.Errorf("read the offer: %w", err)
	}
	if strings.TrimSpace(string(text)) == "" {
		return fmt.Errorf("there is no text to judge; give a file or standard input")
	}
	if c.JSON {
		return printJSON(p.out, judge(got.Book, "", talk.Text{Quoted: string(text)}))
	}
	return c.words(p, got, talk.Event{Kind: talk.EventText, Text: talk.Text{Quoted: string(text)}})
}

// words prints the answer of the bot to an offer.
func (c *judgeCmd) words(p *program, got *content.Content, e talk.Event) error {
	e.Hint = c.Lang
	_, effects := got.Book.Turn(session.Session{Lang: session.Lang(c.Lang)}, e)
	for _, e := range effects {
		say, ok := e.(talk.Say)
		if !ok {
			continue
		}
		words, err := got.Speaker.Message(session.Lang(c.Lang), say.Message)
		if err != nil {
			return err
		}
		fmt.Fprintln(p.out, words.Plain())
	}
	return nil
}

func judgeLines(p *program, got *content.Content, in io.Reader) error {
	return eachLine(in, func(id, text string) error {
		return printJSON(p.out, judge(got.Book, id, talk.Text{Quoted: text}))
	})
}

// judge reads and judges one text.
func judge(book *talk.Book, id string, text talk.Text) judged {
	got := book.JudgeText(text)
	reading, v := got.Reading, got.Verdict
	out := judged{ID: id, Frame: string(got.Frame), Level: int(v.Level), Trouble: string(v.Trouble), Rule: v.Rule, Is: string(reading.Kind), Findings: []judgedFinding{}, Facts: map[string]string{}, Missing: []string{}}
	quotes := map[string]string{}
	for _, q := range reading.Quotes {
		quotes[q.From] = q.Words
	}
	for _, f := range v.Findings {
		finding := judgedFinding{Signal: string(f.Signal), Strength: string(f.Strength), Tip: string(f.Tip)}
		for _, from := range f.From {
			if finding.Quote == "" {
				finding.Quote = quotes[from]
			}
		}
		out.Findings = append(out.Findings, finding)
	}
	for k, v := range reading.Facts {
		out.Facts[string(k)] = v
	}
	for _, m := range v.Missing {
		out.Missing = append(out.Missing, string(m))
	}
	return out
}

// eachLine reads {"id","text"} lines. An invalid line is an error that names its number
// but does not repeat its text.
func eachLine(in io.Reader, take func(id, text string) error) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 1<<16), maxLine)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var line struct {
			ID   string `json:"id"`
			Text string `json:"text"`
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			return fmt.Errorf("line %d is no JSON object with id and text", n)
		}
		if err := take(line.ID, line.Text); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read lines: %w", err)
	}
	return nil
}

func printJSON(w io.Writer, v any) error {
	line, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s\n", line)
	return err
}
