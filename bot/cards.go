package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"cekloker/internal/card"
	"cekloker/internal/content"
	"cekloker/internal/say"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// cardsCmd writes all cards as pictures for print and social media, each with its text
// beside it.
type cardsCmd struct {
	Out      string `required:"" type:"path" placeholder:"DIR" help:"Folder to write to; one folder in it for each language."`
	Bot      string `placeholder:"NAME" help:"Username of the bot, for the QR code and the link; without it the cards have none."`
	Campaign string `placeholder:"CODE" help:"A campaign of flows/cards/print.yaml, whose links are counted."`
}

// username is what Telegram allows.
var username = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{4,31}$`)

func (c *cardsCmd) Run(p *program, s *settings) error {
	if c.Bot != "" && !username.MatchString(c.Bot) {
		return fmt.Errorf("--bot %q is no username of Telegram; write it without @, such as CekLokerBot", c.Bot)
	}
	got, err := s.load(p.today())
	if err != nil {
		return err
	}
	if c.Campaign != "" && c.Bot == "" {
		return errors.New("--campaign counts links, and there are none without --bot USERNAME")
	}
	if known := got.Book.Campaigns; c.Campaign != "" && !slices.Contains(known, c.Campaign) {
		return fmt.Errorf("--campaign %q is not declared; declare it in flows/cards/print.yaml, or take one of %s", c.Campaign, strings.Join(known, ", "))
	}
	written := 0
	for _, lang := range got.Langs() {
		n, err := c.write(got, lang)
		if err != nil {
			return err
		}
		written += n
	}
	fmt.Fprintf(p.out, "wrote %d cards to %s, with the number %s (source of %s)\n", written, c.Out, got.Print.Code, got.Print.Year)
	if c.Bot == "" {
		fmt.Fprintln(p.out, "they have no QR code; name the bot with --bot USERNAME for one")
	}
	return nil
}

// write writes the cards of one language and returns how many.
func (c *cardsCmd) write(got *content.Content, lang session.Lang) (int, error) {
	composer, err := card.NewComposer(got.Speaker, lang)
	if err != nil {
		return 0, err
	}
	folder := filepath.Join(c.Out, string(lang))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return 0, fmt.Errorf("cannot make %s; name a folder that can be written to", folder)
	}
	cards := got.Book.Cards()
	for _, text := range cards {
		picture, err := c.picture(got, composer, text)
		if err != nil {
			return 0, fmt.Errorf("%s in %s: %w", text.ID, lang, err)
		}
		caption, err := c.caption(got.Speaker, lang, text)
		if err != nil {
			return 0, err
		}
		name := filepath.Join(folder, text.ID)
		if err := errors.Join(os.WriteFile(name+".png", picture, 0o644), os.WriteFile(name+".txt", caption, 0o644)); err != nil {
			return 0, fmt.Errorf("cannot write %s: %w", name, err)
		}
	}
	return len(cards), nil
}

func (c *cardsCmd) picture(got *content.Content, composer *card.Composer, text talk.Card) ([]byte, error) {
	drawn, err := composer.Compose(text.Text)
	if err != nil {
		return nil, err
	}
	number := card.Hotline{Code: got.Print.Code, Name: talk.SentenceID("contact." + string(got.Print.Channel) + ".name"), Year: got.Print.Year}
	if drawn, err = composer.OnPaper(drawn, c.link(text), number); err != nil {
		return nil, err
	}
	return drawn.PNG()
}

// link is the start link of a card.
func (c *cardsCmd) link(text talk.Card) card.Link {
	start := text.Start
	if c.Campaign != "" {
		start += "-" + c.Campaign
	}
	return card.Link{Bot: c.Bot, Start: start}
}

// caption is the same text for who cannot see the picture.
func (c *cardsCmd) caption(speaker *say.Speaker, lang session.Lang, text talk.Card) ([]byte, error) {
	said, err := speaker.Message(lang, talk.Message{Blocks: text.Text})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", text.ID, err)
	}
	out := said.Plain() + "\n"
	if link := c.link(text).String(); link != "" {
		out += "\n" + link + "\n"
	}
	return []byte(out), nil
}
