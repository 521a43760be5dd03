package flows_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"cekloker/internal/content"
	"cekloker/internal/session"
	"cekloker/internal/talk"
	"cekloker/internal/talkfile"
)

// words are what a card says about itself in a language.
var cardWords = map[session.Lang]struct{ sources, read, act string }{
	session.Lang("id"): {"Sumber: ", "Dibaca: 2", "Lakukan"},
	session.Lang("en"): {"Sources: ", "Read: 2", "Do this"},
}

// notPlain are what does not survive copying to another chat, or belongs to
// this bot alone.
var notPlain = []string{"*", "_", "`", "<", "](", "\t", "Cek Loker", "Ketik MENU", "Type MENU", "tombol", "button", "di bawah ini", "below"}

func TestEveryCardFitsAScreenAndCarriesDateAndSource(t *testing.T) {
	t.Parallel()
	c := load(t)
	count := map[string]int{}
	for _, card := range c.Book.Cards() {
		flow, _, _ := strings.Cut(card.ID, ".")
		count[flow]++
		for _, lang := range c.Langs() {
			text := plainText(t, c, lang, card.Text)
			if n := utf8.RuneCountInString(text); n > 900 {
				t.Errorf("%s has %d characters in %q", card.ID, n, lang)
			}
			words := cardWords[lang]
			if !strings.Contains(text, words.sources) || !strings.Contains(text, words.read) {
				t.Errorf("%s in %q does not say its sources and its date:\n%s", card.ID, lang, text)
			}
			if flow == "cards" && !strings.Contains(text, words.act) {
				t.Errorf("%s in %q names no act:\n%s", card.ID, lang, text)
			}
			for _, bad := range notPlain {
				if strings.Contains(text, bad) {
					t.Errorf("%s in %q holds %q, which does not survive copying", card.ID, lang, bad)
				}
			}
		}
	}
	for flow, least := range map[string]int{"tips": 5, "cards": 12, "background": 10, "region": 7} {
		if count[flow] < least {
			t.Errorf("%s has %d cards, want at least %d", flow, count[flow], least)
		}
	}
}

func plainText(t *testing.T, c *content.Content, lang session.Lang, blocks []talk.Block) string {
	t.Helper()
	text, err := c.Speaker.Message(lang, talk.Message{Blocks: blocks})
	if err != nil {
		t.Fatal(err)
	}
	return text.Plain()
}

func TestResultAndFamilyCardsOfEveryOfferAreShortAndHoldNobodysWords(t *testing.T) {
	t.Parallel()
	c := load(t)
	longest := map[string]int{}
	for _, o := range c.Offers {
		s := checked(c, o.Text)
		if s.Value("given") == "" {
			continue // a notice is not judged
		}
		for what, most := range map[string]int{"card": 700, "family_card": 900} {
			_, effects := c.Book.Turn(s, talk.Event{At: talkfile.Start, Kind: talk.EventTap, Tap: talk.OpenTap(what, "").String()})
			for _, lang := range c.Langs() {
				text := shared(t, c, lang, effects)
				if text == "" {
					t.Fatalf("%s: %s hands nothing over", o.Name, what)
				}
				longest[what] = max(longest[what], utf8.RuneCountInString(text))
				if n := utf8.RuneCountInString(text); n >= most {
					t.Errorf("%s: %s has %d characters in %q, want under %d", o.Name, what, n, lang, most)
				}
				if strings.ContainsAny(text, "“”@") || strings.Contains(text, "Cek Loker") || what == "card" && strings.Contains(text, "2026-") {
					t.Errorf("%s: %s quotes, names or dates:\n%s", o.Name, what, text)
				}
			}
		}
	}
	t.Logf("longest: %v characters", longest)
}

// shared is the text that the share button of a screen hands over.
func shared(t *testing.T, c *content.Content, lang session.Lang, effects []talk.Effect) string {
	t.Helper()
	for _, e := range effects {
		edit, ok := e.(talk.Edit)
		if !ok {
			continue
		}
		text, err := c.Speaker.Message(lang, edit.Message)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range text.Rows {
			for _, b := range row {
				if b.Share != "" {
					return b.Share
				}
			}
		}
	}
	return ""
}
