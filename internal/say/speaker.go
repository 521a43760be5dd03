package say

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// Sentences are those of one language by id, each with its plural forms: "one",
// if it differs, and "other".
type Sentences map[string]map[string]string

// Speaker renders messages. It is safe for concurrent use.
type Speaker struct {
	localizers map[session.Lang]*i18n.Localizer
	writers    map[session.Lang]writer
	forms      map[session.Lang]Sentences
}

// Language is what a speaker knows of one language.
type Language struct {
	Format    Format
	Sentences Sentences
}

// New returns a speaker of some languages. The error lists all mistakes.
func New(languages map[session.Lang]Language) (*Speaker, error) {
	sp := &Speaker{localizers: map[session.Lang]*i18n.Localizer{}, writers: map[session.Lang]writer{}, forms: map[session.Lang]Sentences{}}
	var wrong []error
	for _, lang := range slices.Sorted(maps.Keys(languages)) {
		of := languages[lang]
		sp.forms[lang] = of.Sentences
		writes, err := newWriter(of.Format)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("writes in %s: %w", lang, err))
		}
		sp.writers[lang] = writes
		tag := language.Make(string(lang))
		bundle := i18n.NewBundle(tag)
		for _, id := range slices.Sorted(maps.Keys(of.Sentences)) {
			if err := bundle.AddMessages(tag, plural(id, of.Sentences[id])); err != nil {
				wrong = append(wrong, fmt.Errorf("%s in %s: %w", id, lang, err))
			}
		}
		sp.localizers[lang] = i18n.NewLocalizer(bundle, string(lang))
	}
	return sp, errors.Join(wrong...)
}

// plural gives the library both plural forms. A sentence with a single form uses it for
// one as well: the library would refuse to render it for the number one in English.
func plural(id string, forms map[string]string) *i18n.Message {
	return &i18n.Message{ID: id, One: cmp.Or(forms["one"], forms["other"]), Other: forms["other"]}
}

// Has reports whether lang has a sentence for id.
func (s *Speaker) Has(lang session.Lang, id talk.SentenceID) bool {
	_, ok := s.forms[lang][string(id)]
	return ok
}

// IDs lists the sentences of a language.
func (s *Speaker) IDs(lang session.Lang) []talk.SentenceID {
	var out []talk.SentenceID
	for _, id := range slices.Sorted(maps.Keys(s.forms[lang])) {
		out = append(out, talk.SentenceID(id))
	}
	return out
}

// Raw returns a sentence as it is in the file, in its most general form.
func (s *Speaker) Raw(lang session.Lang, id talk.SentenceID) string {
	return s.forms[lang][string(id)]["other"]
}

// Placeholders lists the placeholders of all forms of a sentence.
func (s *Speaker) Placeholders(lang session.Lang, id talk.SentenceID) ([]string, error) {
	names := map[string]bool{}
	for _, text := range s.forms[lang][string(id)] {
		trees, err := parse.Parse(string(id), text, "{{", "}}")
		if err != nil {
			return nil, fmt.Errorf("placeholder: %w", err)
		}
		for _, tree := range trees {
			for _, node := range tree.Root.Nodes {
				if action, ok := node.(*parse.ActionNode); ok {
					names[strings.Trim(action.String(), "{}. ")] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(names)), nil
}

// Line renders one sentence. A missing sentence or value is an error: there is no silent
// fallback to another language.
func (s *Speaker) Line(lang session.Lang, id talk.SentenceID, args talk.Args) (string, error) {
	localizer, ok := s.localizers[lang]
	if !ok || !s.Has(lang, id) {
		return "", fmt.Errorf("sentence %s is missing in %q", id, lang)
	}
	words := map[string]string{}
	var count any
	for name, arg := range args {
		text, err := s.arg(lang, arg)
		if err != nil {
			return "", fmt.Errorf("sentence %s, %s: %w", id, name, err)
		}
		words[name] = text
		if n, ok := arg.(talk.NumberArg); ok && name == "n" {
			count = int(n)
		}
	}
	text, _, err := localizer.LocalizeWithTag(&i18n.LocalizeConfig{
		MessageID:      string(id),
		TemplateData:   words,
		PluralCount:    count,
		TemplateParser: &template.TextParser{Option: "missingkey=error"},
	})
	if err != nil {
		return "", fmt.Errorf("sentence %s: %w", id, err)
	}
	return strings.TrimSpace(text), nil
}
