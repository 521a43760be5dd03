package content_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/internal/session"
	"cekloker/internal/talk"
	"cekloker/internal/talkfile"
	"cekloker/locales"
)

// sundanese declares a third language.
const sundanese = `
- code: su
  name: Basa Sunda
  offered: %t
  asked_by: [basa sunda, sunda]
  nationality: ID
  writes:
    numbers: id
    months: [Januari, Pébruari, Maret, April, Méi, Juni, Juli, Agustus, Séptémber, Oktober, Nopémber, Désémber]
    date: "{day} {month} {year}"
    month: "{month} {year}"
    rupiah: "Rp {n}"
    million_rupiah: "Rp {n} juta"
    money: "{currency} {n}"
  forbidden: [aman]
  words_a_sentence: 12
  marks: [abdi, teu, nu, ieu, naon, kumaha, tiasa]
`

// threeScreens are the first sentences that a translator writes.
const threeScreens = `
start.doors: "Wilujeng sumping di Cek Loker."
common.menu: "Menu"
tips.list: "Saran pikeun anu milari padamelan."
`

// declaring returns the locales with Sundanese declared.
func declaring(t *testing.T, offered bool) fstest.MapFS {
	t.Helper()
	tree := copyOf(t, locales.FS)
	file := tree["languages.yaml"]
	tree["languages.yaml"] = &fstest.MapFile{Data: append(file.Data[:len(file.Data):len(file.Data)], fmt.Sprintf(sundanese, offered)...)}
	return tree
}

// A language with three screens is content that is sound; nobody is offered it, and a
// translator is told what is missing.
func TestALanguageThatIsNotCompleteIsNotOffered(t *testing.T) {
	t.Parallel()
	tree := declaring(t, false)
	tree["start.su.yaml"] = &fstest.MapFile{Data: []byte(threeScreens)}
	c, wrong := content.Read(flows.FS, tree, today)
	if len(wrong) > 0 {
		t.Fatalf("a language that is not finished breaks the others: %v", wrong[0])
	}
	if got := c.Langs(); len(got) != 2 || c.Book.Languages.Has("su") {
		t.Errorf("%v are offered", got)
	}
	todo, err := content.Untranslated(flows.FS, tree, today, "su")
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprint(todo)
	if want := "the sentence common.back is missing in locales/common.su.yaml"; !strings.Contains(all, want) {
		t.Errorf("nobody tells the translator that %s", want)
	}
	if strings.Contains(all, "the sentence tips.list is missing") || len(todo) < 1000 {
		t.Errorf("%d things to do, one of them for a sentence that exists", len(todo))
	}
	if _, err := content.Untranslated(flows.FS, tree, today, "xx"); err == nil {
		t.Error("a language that is not declared was looked for")
	}
	offered := declaring(t, true)
	offered["start.su.yaml"] = tree["start.su.yaml"]
	if _, wrong := content.Read(flows.FS, offered, today); len(wrong) < 1000 {
		t.Errorf("half a language is offered, with %d mistakes", len(wrong))
	}
}

// A complete language is offered everywhere, without a change in Go. Its sentences are the
// Indonesian ones, marked.
func TestACompleteLanguageIsOfferedEverywhere(t *testing.T) {
	t.Parallel()
	tree := declaring(t, true)
	wording := tree["wording.yaml"]
	tree["wording.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(string(wording.Data), "\n  en:\n", "\n  su: {hard: {a: b}, one_word: {a: b}, calques: {a: b}, promises: [a b], checks: [a b], denies: [a], markers: [nu]}\n  en:\n", 1))}
	for name, file := range tree {
		if area, ok := strings.CutSuffix(name, ".id.yaml"); ok {
			tree[area+".su.yaml"] = file
		}
	}
	practice := copyOf(t, flows.FS)
	for name, file := range practice {
		if strings.HasPrefix(name, "proof/offers/") && strings.Contains(string(file.Data), "\npractice ") && strings.Contains(string(file.Data), "lang id") {
			text := strings.Replace(string(file.Data), "lang id", "lang su", 1) + "\nHatur nuhun."
			practice[strings.TrimSuffix(name, ".txt")+"_su.txt"] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	c, wrong := content.Read(practice, tree, today)
	if len(wrong) > 0 {
		t.Fatalf("%d mistakes, the first: %s", len(wrong), wrong[0])
	}
	at := func(text, app string, s session.Session) (session.Session, talk.Message) {
		next, effects := c.Book.Turn(s, talk.Event{Kind: talk.EventText, At: talkfile.Start, Hint: app, Text: talk.Text{Typed: text}})
		for _, e := range effects {
			if said, ok := e.(talk.Say); ok {
				return next, said.Message
			}
		}
		return next, talk.Message{}
	}
	if s, _ := at("menu", "su-ID", session.Session{}); s.Lang != "su" {
		t.Errorf("an app in Sundanese is answered in %q", s.Lang)
	}
	if s, _ := at("abdi teu tiasa uih, kumaha ieu", "en", session.Session{}); s.Lang != "su" {
		t.Errorf("Sundanese is answered in %q", s.Lang)
	}
	s, m := at("/language", "en", session.Session{})
	if len(m.Rows) == 0 || len(m.Rows[0]) != 3 {
		t.Fatalf("the languages are offered as %v", m.Rows)
	}
	words, err := c.Speaker.Message("en", m)
	if err != nil || words.Rows[0][2].Label != "Basa Sunda" {
		t.Errorf("the third language is called %q, %v", words.Rows[0][2].Label, err)
	}
	s, _ = c.Book.Turn(s, talk.Event{Kind: talk.EventTap, At: talkfile.Start, Tap: m.Rows[0][2].Tap.String()})
	if s.Lang != "su" || !s.Chosen {
		t.Errorf("the choice of a third language is kept as %+v", s)
	}
	if s, _ = at("basa sunda", "en", session.Session{}); s.Lang != "su" {
		t.Errorf("asked for by name, it is %q", s.Lang)
	}
	if len(c.Book.Practice["su"]) != content.RoundSize {
		t.Errorf("the practice round has %d offers", len(c.Book.Practice["su"]))
	}
	for _, card := range c.Book.Cards() {
		if _, err := c.Speaker.Message("su", talk.Message{Blocks: card.Text}); err != nil {
			t.Errorf("card %s: %v", card.ID, err)
		}
	}
	line, err := c.Speaker.Line("su", "privacy.now.reminder", talk.Args{"date": talk.DayArg("2026-02-05")})
	if err != nil || !strings.Contains(line, "5 Pébruari 2026") {
		t.Errorf("a date is written as %q, %v", line, err)
	}
}
