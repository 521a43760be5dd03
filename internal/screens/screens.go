// Package screens writes every screen that a person may see, in every language, as one
// HTML page: for reading aloud, for translators, and for review by the organisations to
// which the bot refers people.
package screens

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"unicode/utf8"

	"cekloker/internal/content"
	"cekloker/internal/say"
	"cekloker/internal/session"
)

//go:embed page.html
var page string

// screen is one screen with its text in each language.
type screen struct {
	Name, File string
	Words      []words
}

type words struct {
	Lang   session.Lang
	Text   say.Rendered
	Length int // characters of the text without the buttons
}

// Write writes the page. It contains content only.
func Write(w io.Writer, c *content.Content) error {
	tmpl, err := template.New("screens").Parse(page)
	if err != nil {
		return fmt.Errorf("the page of screens: %w", err)
	}
	var all []screen
	for _, source := range c.Book.Screens() {
		s := screen{Name: source.Name, File: source.File}
		for _, lang := range c.Langs() {
			text, err := c.Speaker.Message(lang, source.Message)
			if err != nil {
				return fmt.Errorf("%s in %q: %w", source.Name, lang, err)
			}
			s.Words = append(s.Words, words{Lang: lang, Text: text, Length: utf8.RuneCountInString(text.Plain())})
		}
		all = append(all, s)
	}
	return tmpl.Execute(w, all)
}
