package main

import (
	"fmt"

	"cekloker/internal/content"
	"cekloker/internal/talk"
)

// hearCmd tells what utterances are heard as.
type hearCmd struct {
	JSONL bool `name:"jsonl" required:"" help:"Read {\"id\",\"text\"} lines, print {\"id\",\"heard\"} lines."`
}

func (c *hearCmd) Run(p *program, s *settings) error {
	got, err := s.load(p.today())
	if err != nil {
		return err
	}
	return eachLine(p.in, func(id, text string) error {
		return printJSON(p.out, struct {
			ID    string `json:"id"`
			Heard string `json:"heard"`
		}{id, string(hear(got, text))})
	})
}

// hear tells what the conversation would take a text for.
func hear(got *content.Content, text string) talk.Heard {
	return got.Book.Hears(talk.Said{Own: text})
}

// versionCmd prints the version.
type versionCmd struct{}

func (versionCmd) Run(p *program) error {
	_, err := fmt.Fprintf(p.out, "bot %s\n", version())
	return err
}
