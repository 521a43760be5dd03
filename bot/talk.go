package main

import (
	"fmt"
	"os"

	"cekloker/internal/console"
	"cekloker/internal/session"
	"cekloker/internal/talkfile"
)

// talkCmd converses in the terminal, or plays talks that are read from lines.
type talkCmd struct {
	Lang   string `default:"id" help:"Language to begin in."`
	Record string `placeholder:"FILE" help:"Write the conversation to this .talk file."`
	JSONL  bool   `name:"jsonl" help:"Read {\"id\",\"lang\",\"texts\"} lines, a talk each (a list among the texts comes in one go, between them ten minutes pass); print {\"id\",\"replies\",\"flow\",\"step\"} lines."`
}

func (c *talkCmd) Run(p *program, s *settings) error {
	got, err := s.load(p.today())
	if err != nil {
		return err
	}
	if c.JSONL {
		return playLines(p, got)
	}
	lang := session.Lang(c.Lang)
	if err := spoken(got, lang); err != nil {
		return err
	}
	person := &console.Conversation{Book: got.Book, Speaker: got.Speaker, Lang: lang, Now: p.now}
	if c.Record != "" {
		person.Record = &talkfile.File{Story: []string{"# recorded by bot talk"}, Lang: lang, At: talkfile.Start}
	}
	if err := person.Run(p.in, p.out); err != nil {
		return err
	}
	if c.Record == "" {
		return nil
	}
	if err := os.WriteFile(c.Record, []byte(person.Record.String()), 0o600); err != nil {
		return fmt.Errorf("record the talk: %w", err)
	}
	return nil
}
