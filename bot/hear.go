package main

import (
	"cmp"
	"fmt"

	"cekloker/internal/content"
	"cekloker/internal/hear"
	"cekloker/internal/talk"
)

// hearCmd tells what utterances are heard as.
type hearCmd struct {
	JSONL bool `name:"jsonl" required:"" help:"Read {\"id\",\"text\"} lines, print {\"id\",\"heard\",\"tier\"} lines."`
}

func (c *hearCmd) Run(p *program, s *settings) error {
	got, err := s.load(p.today())
	if err != nil {
		return err
	}
	return eachLine(p.in, func(id, text string) error {
		return printJSON(p.out, classify(got, id, text))
	})
}

// heardLine is a line of output: what the conversation takes a text for, and how
// danger in it is answered: ask, beside or none.
type heardLine struct {
	ID    string `json:"id"`
	Heard string `json:"heard"`
	Tier  string `json:"tier"`
}

// classify hears one text. The safe word is answered with contacts at once, which no
// question could better: its tier is ask.
func classify(got *content.Content, id, text string) heardLine {
	heard, tier := got.Book.Hears(talk.Said{Own: text})
	line := heardLine{ID: id, Heard: string(heard), Tier: string(cmp.Or(tier, "none"))}
	switch heard {
	case hear.Safeword:
		line.Tier = string(hear.Ask)
	case hear.Other:
		line.Heard = "other"
	}
	return line
}

// versionCmd prints the version.
type versionCmd struct{}

func (versionCmd) Run(p *program) error {
	_, err := fmt.Fprintf(p.out, "bot %s\n", version())
	return err
}
