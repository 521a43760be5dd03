package main

import (
	"fmt"
	"io"
	"os"

	"cekloker/internal/screens"
)

// screensCmd writes every screen in every language as one page.
type screensCmd struct {
	Out string `placeholder:"FILE" help:"File to write; standard output without it." type:"path"`
}

func (c *screensCmd) Run(p *program, s *settings) error {
	got, err := s.load(p.today())
	if err != nil {
		return err
	}
	if c.Out == "" {
		return screens.Write(p.out, got)
	}
	file, err := os.Create(c.Out)
	if err != nil {
		return fmt.Errorf("cannot write %s; name a file in a folder that exists", c.Out)
	}
	if err := writeAndClose(file, func(w io.Writer) error { return screens.Write(w, got) }); err != nil {
		return fmt.Errorf("cannot write %s: %w", c.Out, err)
	}
	fmt.Fprintf(p.out, "wrote %s; open it in a browser\n", c.Out)
	return nil
}

// writeAndClose writes a file and reports what failed first.
func writeAndClose(file *os.File, write func(io.Writer) error) error {
	err := write(file)
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}
