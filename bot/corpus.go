package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cekloker/internal/content"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// corpusCmd groups the commands about offers that people gave to the operator.
type corpusCmd struct {
	Add    corpusAddCmd    `cmd:"" uses:"content" help:"Turn a text that somebody sent into an offer of the corpus."`
	Remove corpusRemoveCmd `cmd:"" uses:"content" help:"Delete the offer that was sent with a code."`
	Reply  corpusReplyCmd  `cmd:"" uses:"content operator" help:"Print what the inbox answers by itself to whoever writes to it."`
}

// contentRoot is the folder of content that may be written to. Built-in content cannot.
func (s *settings) contentRoot() (string, error) {
	root := s.Content
	if root == "" {
		root = "."
	}
	folder := filepath.Join(root, "flows", "proof", "offers")
	if at, err := os.Stat(folder); err != nil || !at.IsDir() {
		return "", errors.New("there is no folder flows/proof/offers here; start this in the repository, or name a folder of content with CEKLOKER_CONTENT")
	}
	return root, nil
}

// corpusAddCmd adds an offer.
type corpusAddCmd struct {
	File  string `arg:"" help:"File with the text that was sent, or - for standard input."`
	Label string `required:"" placeholder:"WHAT" help:"What it is: danger, fraud, honest, lawful, opener or notice."`
	Lang  string `default:"id" help:"Its language: id, en or ms."`
}

func (c *corpusAddCmd) Run(p *program, s *settings) error {
	kind := content.OfferKind(c.Label)
	if !content.OfferKinds.Has(kind) {
		return fmt.Errorf("--label %q is no kind of offer; take one of %s", c.Label, strings.Join(content.OfferKinds.Written(), ", "))
	}
	got, err := s.load(p.today())
	if err != nil {
		return err
	}
	if known := got.OfferLangs(); !slices.Contains(known, c.Lang) {
		return fmt.Errorf("--lang %q is no language of the corpus; take one of %s", c.Lang, strings.Join(known, ", "))
	}
	root, err := s.contentRoot()
	if err != nil {
		return err
	}
	received, err := p.readReceived(c.File)
	if err != nil {
		return err
	}
	given, refused := got.Given(received, kind, session.Lang(c.Lang))
	if len(refused) > 0 {
		return fmt.Errorf("the text is refused and nothing was written:\n- %s", strings.Join(refused, "\n- "))
	}
	file, err := os.OpenFile(filepath.Join(root, filepath.FromSlash(given.Path)), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("an offer with the code %s is there already", given.Code)
	}
	if err == nil {
		_, err = file.WriteString(given.Text)
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		return fmt.Errorf("cannot write %s", given.Path)
	}
	fmt.Fprintf(p.out, "wrote %s; the rules give it level %d. Read it aloud, look for names that no program sees, then run bot check\n", given.Path, given.Level)
	return nil
}

// readReceived reads the text that was sent.
func (p *program) readReceived(name string) (string, error) {
	const most = 64 << 10
	from := p.in
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return "", fmt.Errorf("cannot read %s", name)
		}
		defer file.Close()
		from = file
	}
	data, err := io.ReadAll(io.LimitReader(from, most+1))
	if err != nil || len(data) > most {
		return "", fmt.Errorf("%s cannot be read or has more than %d bytes", name, most)
	}
	return string(data), nil
}

// corpusRemoveCmd deletes an offer.
type corpusRemoveCmd struct {
	Code string `arg:"" help:"The code that stands in the text."`
}

func (c *corpusRemoveCmd) Run(p *program, s *settings) error {
	root, err := s.contentRoot()
	if err != nil {
		return err
	}
	from := *s
	from.Content = root
	f, l := from.folders()
	got, _ := content.Read(f, l, p.today()) // mistakes in other files keep nobody from leaving
	path, ok := got.WithCode(strings.ToLower(strings.TrimSpace(c.Code)))
	if !ok {
		return fmt.Errorf("no offer has the code %s", c.Code)
	}
	if err := os.Remove(filepath.Join(root, filepath.FromSlash(path))); err != nil {
		return fmt.Errorf("cannot delete %s", path)
	}
	fmt.Fprintf(p.out, "deleted %s. What was committed or copied before stays there: see docs/corpus.md\n", path)
	return nil
}

// corpusReplyCmd prints the answer of the inbox.
type corpusReplyCmd struct{}

func (corpusReplyCmd) Run(p *program, s *settings) error {
	got, err := s.load(p.today())
	if err != nil {
		return err
	}
	for _, lang := range got.Langs() {
		text, err := got.Speaker.Message(lang, talk.Message{Blocks: got.Book.InboxReply()})
		if err != nil {
			return err
		}
		fmt.Fprintf(p.out, "%s\n\n", text.Plain())
	}
	return nil
}
