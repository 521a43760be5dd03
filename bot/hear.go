package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"cekloker/internal/content"
	"cekloker/internal/hear"
	"cekloker/internal/talk"
)

// hearCmd prints how texts are classified.
type hearCmd struct {
	Text  []string `arg:"" optional:"" help:"The text; none: one is read from standard input."`
	JSONL bool     `name:"jsonl" help:"Read {\"id\",\"text\"} lines, print {\"id\",\"heard\",\"topic\",\"topics\",\"tier\"} lines."`
	Why   bool     `help:"Also tell the scores of the model and what spoke for them."`
}

func (c *hearCmd) Run(p *program, s *settings) error {
	got, err := s.load(p.today())
	if err != nil {
		return err
	}
	if c.JSONL {
		return eachLine(p.in, func(id, text string) error { return printJSON(p.out, classify(got, id, text)) })
	}
	text := strings.Join(c.Text, " ")
	if text == "" {
		data, err := io.ReadAll(io.LimitReader(p.in, 1<<20))
		if err != nil {
			return fmt.Errorf("read the text: %w", err)
		}
		text = string(data)
	}
	out := heardWhy{heardLine: classify(got, "", text)}
	if c.Why {
		out.Scores, out.Reasons = got.Book.Classifier.Why(text)
	}
	return printJSON(p.out, out)
}

// heardLine is a line of output: the intent of a text, its topic, the two likeliest
// topics, and the tier of danger in it: ask, beside or none.
type heardLine struct {
	ID     string   `json:"id,omitempty"`
	Heard  string   `json:"heard"`
	Topic  string   `json:"topic"`
	Topics []string `json:"topics"`
	Tier   string   `json:"tier"`
}

type heardWhy struct {
	heardLine
	Scores  map[string]int32         `json:"scores,omitempty"`
	Reasons map[string][]hear.Reason `json:"reasons,omitempty"`
}

// classify classifies one text. The tier of the safe word is ask, since it is answered
// with contacts at once.
func classify(got *content.Content, id, text string) heardLine {
	heard := got.Book.Interpret(talk.Text{Typed: text})
	line := heardLine{ID: id, Heard: string(heard.Intent), Topic: heard.Topic, Topics: []string{}, Tier: string(cmp.Or(heard.Tier, "none"))}
	for _, topic := range [...]string{heard.Topic, heard.Second} {
		if topic != "" {
			line.Topics = append(line.Topics, topic)
		}
	}
	switch heard.Intent {
	case hear.IntentSafeword:
		line.Tier = string(hear.TierAsk)
	case hear.IntentDanger:
		line.Topic = string(heard.Danger)
	}
	return line
}

// versionCmd prints the version.
type versionCmd struct{}

func (versionCmd) Run(p *program, s *settings) error {
	flows, locales, err := s.someContent()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.out, "bot %s, content %s\n", version(), content.Version(flows, locales))
	return err
}
