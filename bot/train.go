package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"cekloker/internal/content"
)

// trainCmd makes the models from the lines and posts of the content folder.
type trainCmd struct {
	Dir string `arg:"" optional:"" default:"flows" help:"The folder flows whose lines are trained on and in which the models are written."`
}

func (c *trainCmd) Run(p *program) error {
	lines := filepath.Join(c.Dir, "proof/utterances/voices")
	if entries, err := os.ReadDir(lines); err != nil || len(entries) == 0 {
		return fmt.Errorf("there are no lines to train on in %s; give the folder flows of a checkout or of bot content export", lines)
	}
	for _, model := range [...]struct {
		file  string
		train func(fs.FS) ([]byte, error)
	}{{content.OfferModelFile, content.TrainReader}, {content.HearModelFile, content.Train}} {
		file, err := model.train(os.DirFS(c.Dir))
		if err != nil {
			return err
		}
		name := filepath.Join(c.Dir, filepath.FromSlash(model.file))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return fmt.Errorf("write the model: %w", err)
		}
		if err := os.WriteFile(name, file, 0o644); err != nil {
			return fmt.Errorf("write the model: %w", err)
		}
		if _, err := fmt.Fprintf(p.out, "%s: %d bytes\n", name, len(file)); err != nil {
			return err
		}
	}
	return nil
}
