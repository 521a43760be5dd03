package card

import (
	"fmt"
	"slices"
	"strings"

	"cekloker/internal/say"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// Composer makes cards of the texts of package talk, in one language.
type Composer struct {
	speaker *say.Speaker
	lang    session.Lang
	act     string  // how what to do begins
	blank   Drawing // name and about
}

// NewComposer reads the words that stand on every card.
func NewComposer(speaker *say.Speaker, lang session.Lang) (*Composer, error) {
	c := &Composer{speaker: speaker, lang: lang}
	for id, to := range map[talk.SentenceID]*string{"card.picture.act": &c.act, "profile.name": &c.blank.Name, "card.picture.about": &c.blank.About} {
		line, err := speaker.Line(lang, id, nil)
		if err != nil {
			return nil, fmt.Errorf("cards: %w", err)
		}
		*to = line
	}
	return c, nil
}

// Sentences that have a place of their own on a card.
var (
	asSmall = []talk.SentenceID{"common.sources", "card.date"}
	asAct   = []talk.SentenceID{"card.result.end", "verdict.l0.checks"}
)

// Compose makes a card of a text that is passed on. Its first line is the title.
func (c *Composer) Compose(text []talk.Block) (Drawing, error) {
	out := c.blank
	for _, b := range text {
		if b.ID != "" {
			if err := c.add(&out, b.ID, b.Args, ""); err != nil {
				return Drawing{}, err
			}
		}
		for i, item := range b.Items {
			if err := c.add(&out, item.ID, item.Args, fmt.Sprintf("%d. ", i+1)); err != nil {
				return Drawing{}, err
			}
		}
		for _, item := range b.Lines {
			if err := c.add(&out, item.ID, item.Args, ""); err != nil {
				return Drawing{}, err
			}
		}
	}
	return out, nil
}

// add puts one sentence where it belongs.
func (c *Composer) add(to *Drawing, id talk.SentenceID, args talk.Args, mark string) error {
	text, err := c.speaker.Line(c.lang, id, args)
	if err != nil {
		return fmt.Errorf("card: %w", err)
	}
	if slices.Contains(asSmall, id) {
		to.Small = append(to.Small, text)
		return nil
	}
	if to.Title == "" {
		to.Title, text, _ = strings.Cut(text, "\n")
	}
	for part := range strings.SplitSeq(text, "\n\n") {
		if part = strings.Trim(part, "\n"); part != "" {
			to.Paragraphs = append(to.Paragraphs, Paragraph{mark + part, slices.Contains(asAct, id) || strings.HasPrefix(part, c.act)})
		}
	}
	return nil
}

// OnPaper adds what a card for print has.
func (c *Composer) OnPaper(card Drawing, link Link, number Hotline) (Drawing, error) {
	says, err := c.speaker.Line(c.lang, "card.print.number", talk.Args{"name": talk.SentenceArg(number.Name), "year": talk.WordsArg(number.Year)})
	if err != nil {
		return Drawing{}, fmt.Errorf("card: %w", err)
	}
	card.Print = &PrintParts{Link: link.String(), Number: number.Code, NumberSays: says}
	if link.Bot != "" {
		if card.Print.Scan, err = c.speaker.Line(c.lang, "card.print.scan", talk.Args{"bot": talk.WordsArg(link.Bot)}); err != nil {
			return Drawing{}, fmt.Errorf("card: %w", err)
		}
	}
	return card, nil
}

// Link is a start link of a bot.
type Link struct {
	Bot   string // username; "" where it is not known: no link
	Start string // its word
}

func (l Link) String() string {
	if l.Bot == "" {
		return ""
	}
	return "https://t.me/" + l.Bot + "?start=" + l.Start
}

// Hotline is one short national number with the year of its source. Longer numbers change
// and stand on no paper.
type Hotline struct {
	Code string
	Name talk.SentenceID // whose it is
	Year string
}
