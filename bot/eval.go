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

	"cekloker/internal/content"
	"cekloker/internal/hear"
	"cekloker/internal/measure"
)

// evalCmd measures verdicts and classifications on labelled texts.
type evalCmd struct {
	Dir            string   `env:"CEKLOKER_EVAL_DIR" placeholder:"DIR" help:"Folder in which bare file names are looked for."`
	LeaveAuthorOut bool     `help:"Hear the lines of the content folder with models that never saw their authors."`
	Offers         bool     `help:"Judge the posts of the content folder, and real-offers.jsonl where the folder of the files has it."`
	Percent        int      `default:"100" help:"With --leave-author-out or --offers: train on this percentage of the other authors, for the learning curve."`
	Sealed         bool     `help:"Hear the lines, or with --offers judge the posts, that stay unopened: no training sees their authors. Only when a figure is reported."`
	Files          []string `arg:"" optional:"" name:"file" help:"Labelled JSON lines, .gz too: id, text, label (scam, fraud, legit; danger, exit, ordinary)."`
}

func (c *evalCmd) Run(p *program, s *settings) error {
	got, err := s.load(p.today())
	if err != nil {
		return err
	}
	if c.Percent < 1 || c.Percent > 100 {
		return errors.New("the percentage of authors is not between 1 and 100; try --percent 50")
	}
	switch {
	case c.Offers && c.Sealed:
		return c.sealedPosts(p, s, got)
	case c.Offers:
		return c.posts(p, s, got)
	case c.LeaveAuthorOut || c.Sealed:
		return c.crossValidate(p, s, got)
	}
	if len(c.Files) == 0 {
		return errors.New("nothing to measure; name files with labelled lines, or use --leave-author-out or --offers")
	}
	excluded, err := measure.ReadExclusions()
	if err != nil {
		return err
	}
	var all []measure.OfferResult
	for _, name := range c.Files {
		set, err := c.read(name)
		if err != nil {
			return err
		}
		offers := measure.Offers(got.Book, set.Items, excluded)
		measure.Report(p.out, set, offers, measure.Utterances(got.Book, set.Items))
		fmt.Fprintln(p.out)
		all = append(all, offers...)
	}
	if len(all) > 0 {
		measure.ReportSignals(p.out, measure.CountSignals(got.Rules.Signals(), all))
	}
	return nil
}

// realOffers are real texts that thresholds are chosen with: scams, and honest
// vacancies, many of them informal.
const realOffers = "real-offers.jsonl"

// posts measures the verdicts on the posts of the content folder and on real offers: by
// the rules alone, and with learned readers that never saw the author of a post.
func (c *evalCmd) posts(p *program, s *settings, got *content.Content) error {
	flows, _ := s.folders()
	training, err := content.ReadTrainingData(flows)
	if err != nil {
		return err
	}
	var real []measure.LabelledText
	if c.Dir == "" {
		fmt.Fprintf(p.out, "no real offers: CEKLOKER_EVAL_DIR names no folder\n")
	} else {
		set, err := c.read(realOffers)
		if err != nil {
			return err
		}
		fmt.Fprintf(p.out, "%s: sha256 %s\n", set.Name, set.Hash)
		real = set.Items
	}
	alone := *got.Book
	alone.Rules = got.Rules.With(nil)
	fmt.Fprintf(p.out, "\nrules alone\n")
	measure.ReportPosts(p.out, measure.Posts(&alone, training.Posts, training.Split))
	measure.ReportReal(p.out, measure.Offers(&alone, real, nil))
	left := measure.CrossValidatePosts(got.Book, training, c.Percent)
	fmt.Fprintf(p.out, "\nwith the learned reader, authors left out\n")
	measure.ReportPosts(p.out, left.Judge(training.Settings))
	measure.ReportReal(p.out, measure.Offers(got.Book, real, nil))
	fmt.Fprintln(p.out)
	left.ReportThresholds(p.out, real)
	return nil
}

// sealedPosts measures the verdicts on posts that no training saw.
func (c *evalCmd) sealedPosts(p *program, s *settings, got *content.Content) error {
	flows, _ := s.folders()
	posts, err := content.SealedPosts(flows)
	if err != nil {
		return err
	}
	measure.ReportPosts(p.out, measure.Posts(got.Book, posts, content.PostSplit{}))
	return nil
}

// crossValidate measures classifications of lines whose authors were left out of the training.
func (c *evalCmd) crossValidate(p *program, s *settings, got *content.Content) error {
	flows, _ := s.folders()
	l := measure.CrossValidation{Book: got.Book, Percent: c.Percent}
	var voices []hear.LabelledUtterance
	var err error
	if voices, l.Older, err = content.TrainingLines(flows); err != nil {
		return err
	}
	if l.Recipe, l.Vocabulary, l.Thresholds, err = content.Training(flows); err != nil {
		return err
	}
	var heard []measure.LabelledUtteranceResult
	if c.Sealed {
		sealed, err := content.TestLines(flows)
		if err != nil {
			return err
		}
		heard = l.ClassifyTestLines(voices, sealed)
	} else {
		heard = l.Classify(voices, func(done, of int) { fmt.Fprintf(p.err, "%d of %d groups of authors\n", done, of) })
	}
	measure.ReportCrossValidation(p.out, heard)
	return nil
}

// read reads one file; a bare name that is not here is looked for in Dir.
func (c *evalCmd) read(name string) (measure.Dataset, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) && c.Dir != "" && filepath.Base(name) == name {
		f, err = os.Open(filepath.Join(c.Dir, name))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return measure.Dataset{}, fmt.Errorf("there is no file %s; give its path, or set CEKLOKER_EVAL_DIR to its folder", name)
	}
	if err != nil {
		return measure.Dataset{}, fmt.Errorf("read the labelled texts: %w", err)
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		unpacked, err := gzip.NewReader(f)
		if err != nil {
			return measure.Dataset{}, fmt.Errorf("unpack %s: %w", name, err)
		}
		in = unpacked
	}
	return measure.Read(filepath.Base(name), in)
}
