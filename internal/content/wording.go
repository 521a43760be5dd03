package content

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"cekloker/internal/session"
)

// wordingFile is locales/wording.yaml.
type wordingFile struct {
	Capitals []string                  `yaml:"capitals,required"`
	Same     []string                  `yaml:"same" names:"sentence"`
	Alarm    []string                  `yaml:"alarm"`
	Lists    map[session.Lang]wordList `yaml:"languages,required"` // by language
}

type wordList struct {
	Hard     map[string]string `yaml:"hard,required"`
	OneWord  map[string]string `yaml:"one_word,required"`
	Calques  map[string]string `yaml:"calques,required"`
	Promises []string          `yaml:"promises,required"`
	Checks   []string          `yaml:"checks,required"`
	Denies   []string          `yaml:"denies,required"`
	Markers  []string          `yaml:"markers,required"`
}

// wordingPath is where the word lists of the lint are.
const wordingPath = "locales/wording.yaml"

// Wording holds the word lists of the lint. The zero Wording finds nothing.
type Wording struct {
	capitals map[string]bool
	same     []string
	alarm    *regexp.Regexp
	lists    map[session.Lang]compiled
}

type compiled struct {
	hard, oneWord, calques, promises, checks, denies, markers *regexp.Regexp
	forbidden, allowed                                        *regexp.Regexp    // languages.yaml
	instead                                                   map[string]string // of hard, oneWord and calques
}

// wording reads the words that the lint looks for.
func (l *loader) wording() {
	var f wordingFile
	data, err := fs.ReadFile(l.locales, "wording.yaml")
	if err != nil {
		l.bad(wordingPath, "", "the file cannot be read", "put it back, or see bot content export")
		return
	}
	l.strictly(wordingPath, data, &f)
	w := Wording{capitals: map[string]bool{}, same: f.Same, alarm: anyOf(f.Alarm), lists: map[session.Lang]compiled{}}
	for _, c := range f.Capitals {
		w.capitals[c] = true
	}
	for lang := range f.Lists {
		if !slices.ContainsFunc(l.declared, func(one Language) bool { return one.Code == lang }) {
			l.bad(wordingPath, "languages/"+string(lang), fmt.Sprintf("%q is no language of %s", lang, languagesFile), "fix the spelling, or declare it there")
		}
	}
	for _, one := range l.out.Languages {
		if _, ok := f.Lists[one.Code]; !ok {
			l.bad(wordingPath, "languages", fmt.Sprintf("there are no word lists for %q", one.Code), "write them, as for the other languages")
		}
		lang, list := one.Code, f.Lists[one.Code]
		instead := map[string]string{}
		keys := func(words map[string]string) *regexp.Regexp {
			maps.Copy(instead, words)
			return anyOf(slices.Sorted(maps.Keys(words)))
		}
		w.lists[lang] = compiled{
			hard: keys(list.Hard), oneWord: keys(list.OneWord), calques: keys(list.Calques),
			promises: anyOf(list.Promises), checks: anyOf(list.Checks), denies: anyOf(list.Denies), markers: anyOf(list.Markers), instead: instead,
			forbidden: anyOf(one.Forbidden), allowed: anyOf(one.Allowed),
		}
	}
	l.out.Wording = w
}

// anyOf matches any of some words or phrases, whole and in any case; nil for none.
func anyOf(words []string) *regexp.Regexp {
	if len(words) == 0 {
		return nil
	}
	quoted := make([]string, 0, len(words))
	for _, w := range words {
		quoted = append(quoted, strings.ReplaceAll(regexp.QuoteMeta(w), " ", `\s+`))
	}
	return regexp.MustCompile(`(?i)\b(?:` + strings.Join(quoted, "|") + `)\b`)
}

// onPurpose reports whether a sentence may be the same in several languages.
func (w Wording) onPurpose(id string) bool {
	for _, s := range w.same {
		if prefix, more := strings.CutSuffix(s, "*"); id == s || more && strings.HasPrefix(id, prefix) {
			return true
		}
	}
	return false
}
