package flows_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"cekloker/internal/card"
	"cekloker/internal/content"
	"cekloker/internal/session"
	"cekloker/internal/talk"
	"cekloker/internal/talkfile"
)

// longNumber is a phone number that may change; a picture cannot be mended.
var longNumber = regexp.MustCompile(`\+\d|(^|[^\d.,])0\d{2,}|\d[\d -]{8,}\d`)

// longestLink has a username as long as Telegram allows.
func longestLink(start string) card.Link {
	return card.Link{Bot: "PeriksaTawaranKerjaIndonesia_bot", Start: start}
}

// Every card fits a picture for a chat and one for print, in every language, in letters
// that can be read on a phone, and holds no number that may change.
func TestEveryCardFitsAPicture(t *testing.T) {
	t.Parallel()
	c := load(t)
	least := 100
	for _, lang := range c.Langs() {
		composer := composerOf(t, c, lang)
		for _, text := range c.Book.Cards() {
			drawn, err := composer.Compose(text.Text)
			if err != nil {
				t.Fatal(err)
			}
			printed, err := composer.OnPaper(drawn, longestLink(text.Start), printedNumber(c))
			if err != nil {
				t.Fatal(err)
			}
			size, err := drawn.TextSize()
			if err != nil || size < 36 {
				t.Errorf("%s in %q has letters of %d in a chat, want at least 36: %v", text.ID, lang, size, err)
			}
			least = min(least, size)
			if size, err := printed.TextSize(); err != nil || size < 32 {
				t.Errorf("%s in %q has letters of %d on paper, want at least 32: %v", text.ID, lang, size, err)
			}
			if n := utf8.RuneCountInString(plainText(t, c, lang, text.Text)); n > longestCaption {
				t.Errorf("%s in %q has a caption of %d characters", text.ID, lang, n)
			}
			said := allWords(drawn)
			if longNumber.MatchString(said) || drawn.Title == "" || len(drawn.Small) == 0 || card.Undrawn(said) != "" {
				t.Errorf("%s in %q has a long number, no title, no date or letters without a shape (%q):\n%s", text.ID, lang, card.Undrawn(said), said)
			}
		}
	}
	t.Logf("letters of at least %d in a chat", least)
}

func composerOf(t *testing.T, c *content.Content, lang session.Lang) *card.Composer {
	t.Helper()
	composer, err := card.NewComposer(c.Speaker, lang)
	if err != nil {
		t.Fatal(err)
	}
	return composer
}

func printedNumber(c *content.Content) card.Hotline {
	return card.Hotline{Code: c.Print.Code, Name: talk.SentenceID("contact." + string(c.Print.Channel) + ".name"), Year: c.Print.Year}
}

// allWords is everything that is written on a card for a chat.
func allWords(c card.Drawing) string {
	words := []string{c.Title}
	for _, p := range c.Paragraphs {
		words = append(words, p.Text)
	}
	return strings.Join(append(append(words, c.Small...), c.Name, c.About), "\n")
}

// longestCaption is how many characters Telegram takes below a picture.
const longestCaption = 1024

// pictured is the text of a reply that is a picture, nil for none.
func pictured(effects []talk.Effect) []talk.Block {
	for _, e := range effects {
		if say, ok := e.(talk.Say); ok && say.Drawn != talk.DrawnNot {
			return say.Blocks
		}
	}
	return nil
}

// The result of every offer that is judged fits a picture, with what to do and its date.
func TestTheResultOfEveryOfferFitsAPicture(t *testing.T) {
	t.Parallel()
	c := load(t)
	least := 100
	for _, o := range c.Offers {
		s := checked(c, o.Text)
		if s.Value("given") == "" {
			continue // a notice is not judged
		}
		_, effects := c.Book.Turn(s, talk.Event{At: talkfile.Start, Kind: talk.EventTap, Tap: talk.OpenTap("picture", "result").String()})
		said := pictured(effects)
		if said == nil {
			t.Fatalf("%s has no picture", o.Name)
		}
		for _, lang := range c.Langs() {
			drawn, err := composerOf(t, c, lang).Compose(said)
			if err != nil {
				t.Fatal(err)
			}
			size, err := drawn.TextSize()
			if err != nil || size < 36 {
				t.Errorf("%s in %q has letters of %d: %v", o.Name, lang, size, err)
			}
			if n := utf8.RuneCountInString(plainText(t, c, lang, said)); n > longestCaption {
				t.Errorf("%s in %q has a caption of %d characters", o.Name, lang, n)
			}
			least = min(least, size)
			last := drawn.Paragraphs[len(drawn.Paragraphs)-1]
			if said := allWords(drawn); !last.Act || len(drawn.Small) != 1 || longNumber.MatchString(said) || namesCountry(c, said) || card.Undrawn(said) != "" {
				t.Errorf("%s in %q: no act, no date, a number, a country or letters without a shape:\n%s", o.Name, lang, said)
			}
		}
	}
	t.Logf("letters of at least %d", least)
}
