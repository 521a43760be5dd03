package content

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"cekloker/internal/session"
)

// wordingFile is locales/wording.yaml.
type wordingFile struct {
	Capitals []string `yaml:"capitals,required"`
	Same     []string `yaml:"same" names:"sentence"`
	Alarm    []string `yaml:"alarm"`
	ID       wordList `yaml:"id,required"`
	EN       wordList `yaml:"en,required"`
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

// Wording holds the word lists of the lint. The zero Wording finds nothing.
type Wording struct {
	capitals map[string]bool
	same     []string
	alarm    *regexp.Regexp
	lists    map[session.Lang]compiled
}

type compiled struct {
	hard, oneWord, calques, promises, checks, denies, markers *regexp.Regexp
	instead                                                   map[string]string // of hard, oneWord and calques
}

// wording reads the words that the lint looks for.
func (l *loader) wording() {
	var f wordingFile
	data, err := fs.ReadFile(l.locales, "wording.yaml")
	if err != nil {
		l.bad("locales/wording.yaml", "", "the file cannot be read", "put it back, or see bot content export")
		return
	}
	l.strictly("locales/wording.yaml", data, &f)
	w := Wording{capitals: map[string]bool{}, same: f.Same, alarm: anyOf(f.Alarm), lists: map[session.Lang]compiled{}}
	for _, c := range f.Capitals {
		w.capitals[c] = true
	}
	for lang, list := range map[session.Lang]wordList{session.Indonesian: f.ID, session.English: f.EN} {
		instead := map[string]string{}
		keys := func(words map[string]string) *regexp.Regexp {
			maps.Copy(instead, words)
			return anyOf(slices.Sorted(maps.Keys(words)))
		}
		w.lists[lang] = compiled{
			hard: keys(list.Hard), oneWord: keys(list.OneWord), calques: keys(list.Calques),
			promises: anyOf(list.Promises), checks: anyOf(list.Checks), denies: anyOf(list.Denies), markers: anyOf(list.Markers), instead: instead,
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

// onPurpose reports whether a sentence may be the same in both languages.
func (w Wording) onPurpose(id string) bool {
	for _, s := range w.same {
		if prefix, more := strings.CutSuffix(s, "*"); id == s || more && strings.HasPrefix(id, prefix) {
			return true
		}
	}
	return false
}
