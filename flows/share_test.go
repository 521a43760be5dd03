package flows_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"cekloker/internal/content"
	"cekloker/internal/flow"
	"cekloker/internal/session"
	"cekloker/internal/talk"
	"cekloker/internal/talkfile"
)

// smsLetters are the characters of the 7-bit alphabet of GSM that these texts may use:
// with any other one an SMS holds 70 characters and not 160.
const smsLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;?!'\"()/-+&%"

var linkOrNumber = regexp.MustCompile(`://|www\.|\.(id|com|org|me)\b|\+?\d[\d -]{6,}`)

func TestEveryTipFitsOneSMS(t *testing.T) {
	t.Parallel()
	c := load(t)
	n := 0
	for _, f := range c.Flows {
		for _, step := range f.Steps {
			if !slices.ContainsFunc(step.Choices, func(c flow.Choice) bool { return c.Instruction == "sms" }) {
				if f.ID == talk.FlowTips && step.ReadOn != "" {
					t.Errorf("the tip %s has no SMS", step.ID)
				}
				continue
			}
			n++
			for _, lang := range c.Langs() {
				text, err := c.Speaker.Line(lang, talk.SentenceID(f.Message(step.ID)+".one_sms"), nil)
				if err != nil {
					t.Fatal(err)
				}
				if length := utf8.RuneCountInString(text); length > 160 {
					t.Errorf("%s in %q has %d characters:\n%s", step.ID, lang, length, text)
				}
				if strings.Trim(text, smsLetters) != "" || strings.ContainsFunc(text, func(r rune) bool { return !strings.ContainsRune(smsLetters, r) }) {
					t.Errorf("%s in %q holds a character that makes an SMS shorter:\n%s", step.ID, lang, text)
				}
				if linkOrNumber.MatchString(text) {
					t.Errorf("%s in %q holds a link or a number:\n%s", step.ID, lang, text)
				}
			}
		}
	}
	if n != 5 {
		t.Errorf("%d tips have an SMS, want 5", n)
	}
}

// What is shared says how to come back to the same card, in Telegram and in WhatsApp.
func TestTheLinkOfEveryCardOpensIt(t *testing.T) {
	t.Parallel()
	c := load(t)
	links := map[string]bool{}
	for _, card := range c.Book.Cards() {
		id, step, _ := strings.Cut(card.ID, ".")
		start := ""
		for word, to := range c.Book.Words.Links {
			if strings.HasPrefix(to, id+" ") && strings.HasSuffix(to, "="+step) {
				start = word
			}
		}
		_, effects := c.Book.Turn(session.Session{}, talk.Event{At: talkfile.Start, Kind: talk.EventStart, Start: start})
		share := sharing(effects)
		if start == "" || len(share) != 2 {
			t.Errorf("%s: link %q, %d buttons share it", card.ID, start, len(share))
			continue
		}
		want := plainText(t, c, session.Lang("id"), card.Text)
		for _, b := range share {
			if got := plainText(t, c, session.Lang("id"), append(b.Share, b.WhatsApp...)); got != want {
				t.Errorf("%s: %q shares\n%s", card.ID, start, got)
			}
			if c.Book.Words.Links[b.Start] != c.Book.Words.Links[start] {
				t.Errorf("%s is shared with the link %q", card.ID, b.Start)
			}
			links[b.Start] = true
		}
	}
	t.Logf("%d cards with a link of their own", len(links))
}

// sharing lists the buttons of a reply that share a text.
func sharing(effects []talk.Effect) []talk.Button {
	var out []talk.Button
	for _, e := range effects {
		var m talk.Message
		switch e := e.(type) {
		case talk.Say:
			m = e.Message
		case talk.Edit:
			m = e.Message
		}
		for _, b := range slices.Concat(m.Rows...) {
			if b.Share != nil || b.WhatsApp != nil {
				out = append(out, b)
			}
		}
	}
	return out
}

// After danger, a relative abroad, an arrival or quiet nothing is shared: it may reach
// the phone of somebody who is held.
func TestNothingIsSharedAroundSomebodyInDanger(t *testing.T) {
	t.Parallel()
	c := load(t)
	offered := "Loker CS di Kamboja, gaji 900 USD, tiket ditanggung, masuk pakai visa turis."
	for _, before := range []string{"/family", "saya disekap tidak boleh pulang", "0", "arrived", "umur saya 16 tahun"} {
		var s session.Session
		play := func(text string) []talk.Effect {
			event := talk.Event{At: talkfile.Start, Kind: talk.EventText, Text: talk.Text{Typed: text}}
			if text == "arrived" {
				event = talk.Event{At: talkfile.Start, Kind: talk.EventTap, Tap: talk.OpenTap("flow", text).String()}
			}
			next, effects := c.Book.Turn(s, event)
			s = next
			return effects
		}
		play(offered)
		play(before)
		for _, then := range []talk.Event{
			{At: talkfile.Start, Kind: talk.EventStart, Start: "tip_2"},
			{At: talkfile.Start, Kind: talk.EventStart, Start: "visa_turis"},
			{At: talkfile.Start, Kind: talk.EventStart, Start: "fakta_reports"},
			{At: talkfile.Start, Kind: talk.EventTap, Tap: talk.OpenTap("card", "").String()},
			{At: talkfile.Start, Kind: talk.EventTap, Tap: talk.OpenTap("picture", "result").String()},
			{At: talkfile.Start, Kind: talk.EventTap, Tap: talk.OpenTap("picture", "cards.hurry").String()},
			{At: talkfile.Start, Kind: talk.EventText, Text: talk.Text{Typed: "kirim sebagai gambar"}},
			{At: talkfile.Start, Kind: talk.EventTap, Tap: talk.OpenTap("family_card", "").String()},
			{At: talkfile.Start, Kind: talk.EventTap, Tap: talk.OpenTap("ask_recruiter", "").String()},
		} {
			if _, effects := c.Book.Turn(s, then); len(sharing(effects)) > 0 || pictured(effects) != nil {
				t.Errorf("after %q: %+v shares", before, then)
			}
		}
	}
	// No screen of these flows shares, whichever way it is reached.
	for _, screen := range c.Book.Screens() {
		id, _, _ := strings.Cut(screen.Name, ".")
		for _, b := range slices.Concat(screen.Message.Rows...) {
			if (b.Share != nil || b.WhatsApp != nil) && slices.Contains([]string{"family", "danger", "arrived", "private", "ransom", "in_touch", "forms"}, id) {
				t.Errorf("%s shares", screen.Name)
			}
		}
	}
}

// checked is a conversation in which an offer was judged, and the question about danger
// denied if it was asked.
func checked(c *content.Content, text string) session.Session {
	s, _ := c.Book.Turn(session.Session{}, talk.Event{At: talkfile.Start, Kind: talk.EventText, Text: talk.Text{Typed: text}})
	if flow, _ := c.Book.CurrentStep(s); flow == talk.FlowDanger {
		s, _ = c.Book.Turn(s, talk.Event{At: talkfile.Start, Kind: talk.EventText, Text: talk.Text{Typed: "tidak, saya hanya bertanya"}})
	}
	return s
}

var pay = regexp.MustCompile(`(?i)\b(rp|usd|juta|million)\b|\d{3}`)

// namesCountry reports whether a text names one country abroad, or several.
func namesCountry(c *content.Content, text string) bool {
	country := c.Book.Rules.Nation(text)
	_, several := c.Book.Rules.CountryAnswer(text)
	return several || country != "" && country != "ID"
}

// A card for others names each sign in a sentence, and neither a country nor pay.
func TestTheResultCardNamesNoCountryAndNoPay(t *testing.T) {
	t.Parallel()
	c := load(t)
	signs := 0
	for _, s := range c.Book.Rules.Signals() {
		id := talk.SentenceID("signal." + string(s.ID))
		for _, lang := range c.Langs() {
			text, err := c.Speaker.Line(lang, "card.result.sign", talk.Args{"title": talk.SentenceArg(id + ".title"), "real": talk.SentenceArg(id + ".real")})
			if err != nil {
				t.Fatal(err)
			}
			if namesCountry(c, text) != s.Country || pay.MatchString(text) {
				t.Errorf("%s in %q names a country or pay, or names_country is wrong: %q", s.ID, lang, text)
			}
		}
	}
	for _, o := range c.Offers {
		s := checked(c, o.Text)
		if s.Value("given") == "" {
			continue
		}
		_, effects := c.Book.Turn(s, talk.Event{At: talkfile.Start, Kind: talk.EventTap, Tap: talk.OpenTap("card", "").String()})
		share := sharing(effects)
		if len(share) != 2 || share[1].WhatsApp == nil {
			t.Fatalf("%s: %d buttons share the card", o.Name, len(share))
		}
		for _, lang := range c.Langs() {
			text := plainText(t, c, lang, share[0].Share)
			if namesCountry(c, text) || strings.Contains(strings.ToLower(text), "juta") || strings.Contains(text, "USD") || strings.Contains(text, "Rp") {
				t.Errorf("%s in %q names a country or pay:\n%s", o.Name, lang, text)
			}
			signs += strings.Count(text, "Seharusnya: ")
		}
	}
	t.Logf("%d signs in sentences", signs)
}

// An offer is given only where it was judged from a text and nothing told of danger, not
// even as little as a line about help; and never for an operator without an address.
func TestGivingIsOnlyForOffersWithoutDanger(t *testing.T) {
	t.Parallel()
	c := load(t)
	withInbox := *c.Book
	withInbox.Inbox = "@CekLokerTerima"
	const offered = "Loker CS di Kamboja, gaji 900 USD, tiket ditanggung, masuk pakai visa turis."
	for name, test := range map[string]struct {
		book *talk.Book
		says []string
		want bool
	}{
		"an offer":           {&withInbox, []string{offered}, true},
		"without an address": {c.Book, []string{offered}, false},
		"no offer":           {&withInbox, []string{"halo"}, false},
		"questions only":     {&withInbox, []string{"/cek", "1", "Kamboja", "hasil"}, false},
		"a plea":             {&withInbox, []string{offered, "saya disekap tidak boleh pulang"}, false},
		"a plea denied":      {&withInbox, []string{offered, "saya disekap tidak boleh pulang", "tidak, saya hanya bertanya"}, false},
		"beside":             {&withInbox, []string{offered, "teman saya katanya tidak boleh pulang dari sana, benar tidak ya berita itu"}, false},
		"help":               {&withInbox, []string{offered, "0"}, false},
		"a relative":         {&withInbox, []string{offered, "/family"}, false},
		"under 18":           {&withInbox, []string{"umur saya 16 tahun", offered}, false},
	} {
		var s session.Session
		for _, text := range test.says {
			s, _ = test.book.Turn(s, talk.Event{At: talkfile.Start, Kind: talk.EventText, Text: talk.Text{Typed: text}})
		}
		for of, sentence := range map[string]talk.SentenceID{"": "give.ask", "yes": "give.how"} {
			_, effects := test.book.Turn(s, talk.Event{At: talkfile.Start, Kind: talk.EventTap, Tap: talk.OpenTap("give", of).String()})
			if got := says(effects, sentence); got != test.want {
				t.Errorf("%s: %s is said: %v", name, sentence, got)
			}
		}
	}
}

// says reports whether a reply has a sentence.
func says(effects []talk.Effect, id talk.SentenceID) bool {
	for _, e := range effects {
		if edit, ok := e.(talk.Edit); ok && slices.ContainsFunc(edit.Blocks, func(b talk.Block) bool { return b.ID == id }) {
			return true
		}
	}
	return false
}
