package main

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"cekloker/internal/measure"
)

// evalCmd measures verdicts and hearing on labelled texts.
type evalCmd struct {
	Dir   string   `env:"CEKLOKER_EVAL_DIR" help:"Folder in which bare file names are looked for."`
	Files []string `arg:"" name:"file" help:"Labelled JSON lines, .gz too: id, text, label (scam, fraud, legit; danger, exit, ordinary)."`
}

func (c *evalCmd) Run(p *program, s *settings) error {
	got, err := s.load(p.today())
	if err != nil {
		return err
	}
	excluded, err := measure.NoSign()
	if err != nil {
		return err
	}
	var all []measure.Judged
	for _, name := range c.Files {
		set, err := c.read(name)
		if err != nil {
			return err
		}
		offers := measure.Offers(got.Rules, set.Items, excluded)
		measure.Report(p.out, set, offers, measure.Utterances(got.Book, set.Items))
		fmt.Fprintln(p.out)
		all = append(all, offers...)
	}
	if len(all) > 0 {
		measure.ReportWorth(p.out, measure.Worths(got.Rules.Signals(), all))
	}
	return nil
}

// read reads one file; a bare name that is not here is looked for in Dir.
func (c *evalCmd) read(name string) (measure.Set, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) && c.Dir != "" && filepath.Base(name) == name {
		f, err = os.Open(filepath.Join(c.Dir, name))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return measure.Set{}, fmt.Errorf("there is no file %s; give its path, or set CEKLOKER_EVAL_DIR to its folder", name)
	}
	if err != nil {
		return measure.Set{}, fmt.Errorf("read the labelled texts: %w", err)
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		unpacked, err := gzip.NewReader(f)
		if err != nil {
			return measure.Set{}, fmt.Errorf("unpack %s: %w", name, err)
		}
		in = unpacked
	}
	return measure.Read(filepath.Base(name), in)
}
