package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/internal/session"
	"cekloker/locales"
)

// load reads the content that the settings name. Tests checked the built-in content
// before the build. The error lists every mistake.
func (s *settings) load(today string) (*content.Content, error) {
	read := content.Load
	if s.Content == "" {
		read = content.Read
	}
	c, wrong, err := s.read(read, today)
	if err != nil {
		return nil, err
	}
	if len(wrong) == 0 {
		c.Book.Operator, c.Book.Country, c.Book.Inbox = s.Operator, s.Country, s.Inbox
		return c, nil
	}
	lines := make([]error, 0, len(wrong)+1)
	lines = append(lines, fmt.Errorf("the content has %d mistakes; run bot check", len(wrong)))
	for _, p := range wrong[:min(len(wrong), 20)] {
		lines = append(lines, errors.New(p.String()))
	}
	return nil, errors.Join(lines...)
}

func (s *settings) read(read func(f, l fs.FS, today string) (*content.Content, []content.Problem), today string) (*content.Content, []content.Problem, error) {
	f, l, err := s.someContent()
	if err != nil {
		return nil, nil, err
	}
	c, wrong := read(f, l, today)
	return c, wrong, nil
}

// spoken refuses a language that the bot does not offer.
func spoken(c *content.Content, lang session.Lang) error {
	if c.Book.Languages.Has(lang) {
		return nil
	}
	var known []string
	for _, code := range c.Langs() {
		known = append(known, string(code))
	}
	return fmt.Errorf("--lang %q is not offered; take one of %s", lang, strings.Join(known, ", "))
}

// someContent returns the folders of the content. A folder without any is one mistake, not
// hundreds of missing files.
func (s *settings) someContent() (f, l fs.FS, err error) {
	f, l = s.folders()
	for _, folder := range []fs.FS{f, l} {
		if entries, err := fs.ReadDir(folder, "."); err != nil || len(entries) == 0 {
			return nil, nil, fmt.Errorf("%s is no folder of content, which has flows/ and locales/; bot content export DIR writes one", s.Content)
		}
	}
	return f, l, nil
}

// folders are the content: built in, or those of a folder.
func (s *settings) folders() (f, l fs.FS) {
	if s.Content == "" {
		return flows.FS, locales.FS
	}
	root := os.DirFS(s.Content)
	f, _ = fs.Sub(root, "flows")
	l, _ = fs.Sub(root, "locales")
	return f, l
}

// today is the date in UTC, which the dates of the content are compared with.
func (p *program) today() string { return p.now().UTC().Format(time.DateOnly) }

// checkCmd finds all mistakes in the content.
type checkCmd struct {
	Strict bool   `help:"Warnings are mistakes too: content past its review date, and what nothing asks for or nobody comes to."`
	Lang   string `name:"language" placeholder:"CODE" help:"List what a translator has to do until this language of locales/languages.yaml can be offered."`
	Today  string `placeholder:"DAY" help:"Check as of this day, YYYY-MM-DD."`
	Update bool   `help:"Write what the bot says now into the talks of the folder of content. Read every change afterwards."`
	JSON   bool   `name:"json" help:"One JSON object a line."`
}

func (c *checkCmd) Run(p *program, s *settings) error {
	day := c.Today
	if day == "" {
		day = p.today()
	}
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return fmt.Errorf("--today %q is no date; write YYYY-MM-DD", day)
	}
	if c.Lang != "" {
		return c.untranslated(p, s, day)
	}
	got, wrong, err := s.read(content.Load, day)
	if err != nil {
		return err
	}
	warnings := append(got.Aging, got.Unused...)
	if len(wrong) == 0 {
		from, _ := s.folders()
		root := ""
		if c.Update {
			if root, err = s.contentRoot(); err != nil {
				return err
			}
		}
		differing, unproved := talks(from, got, root)
		wrong, warnings = append(wrong, differing...), append(warnings, unproved...)
	}
	if c.Strict {
		wrong, warnings = append(wrong, warnings...), nil
	}
	for _, problem := range wrong {
		c.print(p, "mistake", problem)
	}
	for _, problem := range warnings {
		c.print(p, "warning", problem)
	}
	if len(wrong) > 0 {
		fmt.Fprintf(p.err, "bot: %d mistakes in the content; fix them and run bot check again\n", len(wrong))
		return errReported
	}
	if !c.JSON {
		fmt.Fprintf(p.out, "content is sound: %d flows, %d signals, %d channels, %d offers\n", len(got.Flows), len(got.Rules.Signals()), len(got.Channels), len(got.Offers))
	}
	return nil
}

// untranslated lists what is missing in a language.
func (c *checkCmd) untranslated(p *program, s *settings, day string) error {
	f, l, err := s.someContent()
	if err != nil {
		return err
	}
	todo, err := content.Untranslated(f, l, day, session.Lang(c.Lang))
	if err != nil {
		return err
	}
	for _, problem := range todo {
		c.print(p, "todo", problem)
	}
	if len(todo) > 0 {
		fmt.Fprintf(p.err, "bot: %d things to do until %s can be offered\n", len(todo), c.Lang)
		return errReported
	}
	if !c.JSON {
		fmt.Fprintf(p.out, "%s is complete; offered: true in locales/languages.yaml offers it\n", c.Lang)
	}
	return nil
}

func (c *checkCmd) print(p *program, kind string, problem content.Problem) {
	if c.JSON {
		line, _ := json.Marshal(struct {
			Kind string `json:"kind"`
			content.Problem
		}{kind, problem})
		fmt.Fprintf(p.out, "%s\n", line)
		return
	}
	if kind == "warning" {
		fmt.Fprintf(p.out, "warning: %s\n", problem)
		return
	}
	fmt.Fprintln(p.out, problem)
}

// contentCmd groups the commands about the content as a whole.
type contentCmd struct {
	Export exportCmd `cmd:"" help:"Write a complete copy of the built-in content to start from."`
}

type exportCmd struct {
	Dir string `arg:"" help:"A folder that does not exist yet or is empty."`
}

func (c *exportCmd) Run(p *program, _ *settings) error {
	if entries, err := os.ReadDir(c.Dir); err == nil && len(entries) > 0 {
		return fmt.Errorf("%s is not empty; name a new folder", c.Dir)
	}
	for name, from := range map[string]fs.FS{"flows": flows.FS, "locales": locales.FS} {
		data, err := onlyContent(from)
		if err != nil {
			return err
		}
		if err := os.CopyFS(filepath.Join(c.Dir, name), data); err != nil {
			return fmt.Errorf("write %s: %w", c.Dir, err)
		}
	}
	fmt.Fprintf(p.out, "wrote %s; point CEKLOKER_CONTENT at it and run bot check\n", c.Dir)
	return nil
}
