package content

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"cekloker/internal/closed"
	"cekloker/internal/say"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// spoken is the result of speaker.
type spoken struct {
	speaker *say.Speaker // nil with mistakes
	at      map[session.Lang]map[string]string
}

// speaker reads the locales: locales/<area>.<language>.yaml. It runs concurrently with
// the rest, with its own loader.
func (l *loader) speaker() spoken {
	out := spoken{at: map[session.Lang]map[string]string{}}
	all := map[session.Lang]say.Language{}
	for _, one := range l.out.Languages {
		lang := one.Code
		all[lang], out.at[lang] = say.Language{Format: one.Writes, Sentences: say.Sentences{}}, map[string]string{}
		names, err := fs.Glob(l.locales, "*."+string(lang)+".yaml")
		if err != nil || len(names) == 0 {
			l.bad("locales", "", "there are no sentences in "+string(lang), "put the files back, or see bot content export")
		}
		for _, name := range names {
			l.area("locales/"+name, all[lang].Sentences, out.at[lang])
		}
	}
	if len(l.wrong) > 0 {
		return out
	}
	speaker, err := say.New(all)
	if err != nil {
		for _, line := range strings.Split(err.Error(), "\n") {
			id, rest, _ := strings.Cut(line, " in ")
			lang, what, _ := strings.Cut(rest, ": ")
			if id == "writes" {
				l.bad(languagesFile, fmt.Sprintf("%d/writes", slices.IndexFunc(l.out.Languages, func(one Language) bool { return string(one.Code) == lang })), what, "fix it")
				continue
			}
			l.bad(out.at[session.Lang(lang)][id], id, id+": "+what, "fix the braces")
		}
		return out
	}
	out.speaker = speaker
	return out
}

// area reads one file of sentences into those of its language.
func (l *loader) area(file string, into say.Sentences, at map[string]string) {
	data, err := fs.ReadFile(l.locales, strings.TrimPrefix(file, "locales/"))
	if err != nil {
		l.bad(file, "", "the file cannot be read", "put it back, or see bot content export")
		return
	}
	root := l.parse(file, data)
	if root == nil {
		return
	}
	w := walk{l, file}
	if !w.is(root, yaml.MappingNode, nil) {
		return
	}
	w.pairs(root, func(key, value *yaml.Node) {
		if other, twice := at[key.Value]; twice {
			w.wrongAt(key, fmt.Sprintf("%s stands here and in %s", key.Value, other), "keep one of them")
		}
		into[key.Value], at[key.Value] = w.forms(key, value), file
	})
}

// pluralForms are the forms that a sentence with a number may have.
var pluralForms = closed.Set[string]{{Word: "one", Means: "for one"}, {Word: "other", Means: "for any other number"}}

// forms reads a sentence, or its plural forms.
func (w walk) forms(key, value *yaml.Node) map[string]string {
	value = aliased(value)
	if value.Kind == yaml.ScalarNode {
		if strings.TrimSpace(value.Value) == "" {
			w.wrongAt(key, key.Value+" is empty", "write the sentence")
		}
		return map[string]string{"other": value.Value}
	}
	forms := map[string]string{}
	if value.Kind != yaml.MappingNode {
		w.wrongAt(value, key.Value+" is neither a sentence nor plural forms", "write a sentence")
		return forms
	}
	w.pairs(value, func(form, text *yaml.Node) {
		if !pluralForms.Has(form.Value) {
			w.wrongAt(form, fmt.Sprintf("form %q is not known", form.Value), closed.Instead(form.Value, pluralForms.Written()))
		}
		if w.is(text, yaml.ScalarNode, &field{key: form.Value}) {
			forms[form.Value] = text.Value
		}
	})
	if forms["other"] == "" {
		w.wrongAt(key, key.Value+` has no form "other"`, "write it")
	}
	return forms
}

// sentences checks that nothing needed is missing.
func (l *loader) sentences() {
	l.figuresPrinted()
	needed := l.needed()
	asked := map[talk.SentenceID]bool{}
	for _, need := range needed {
		asked[need.id] = true
	}
	for _, lang := range l.out.Langs() {
		var spare []string // nothing asks for them: one of them may be the missing one
		for id := range l.sentenceAt[lang] {
			if !asked[talk.SentenceID(id)] {
				spare = append(spare, id)
			}
		}
		for _, need := range needed {
			if l.sentenceAt[lang][string(need.id)] == "" {
				l.missing(lang, need, closed.Near(string(need.id), spare))
			}
		}
		slices.Sort(spare)
		for _, id := range spare {
			if knownCountry(id) {
				continue
			}
			l.warn(l.sentenceAt[lang][id], id, fmt.Sprintf("nothing asks for the sentence %s", id), "take it out, or fix the spelling")
		}
	}
}

// missing reports a sentence that is needed and does not exist. It suggests an unused
// sentence with a similar name.
func (l *loader) missing(lang session.Lang, n need, near string) {
	what := fmt.Sprintf("the sentence %s is missing in %s", n.id, l.localeFile(lang, n.id))
	if near == "" {
		l.bad(n.file, n.path, what, "write it")
		return
	}
	l.bad(l.sentenceAt[lang][near], near, what, fmt.Sprintf("did you mean %s where %s stands?", n.id, near))
	if n.path != "" {
		l.bad(n.file, n.path, what, fmt.Sprintf("did you mean %s?", near))
	}
}

// parities checks that each other language says the same things as the first, with the
// same placeholders.
func (l *loader) parities() {
	for _, other := range l.out.Langs()[min(1, len(l.out.Languages)):] {
		first := l.out.Langs()[0]
		l.sameSentences(first, other)
		l.sameSentences(other, first)
	}
}

func (l *loader) sameSentences(lang, other session.Lang) {
	alone := l.alone(other, lang)
	for _, id := range slices.Sorted(maps.Keys(l.sentenceAt[lang])) {
		if l.sentenceAt[other][id] == "" {
			l.untranslated(lang, other, id, alone)
		} else if l.out.Speaker != nil {
			l.parity(lang, other, talk.SentenceID(id))
		}
	}
}

// alone lists the sentences of a language that the other has not.
func (l *loader) alone(lang, other session.Lang) []string {
	var out []string
	for id := range l.sentenceAt[lang] {
		if l.sentenceAt[other][id] == "" {
			out = append(out, id)
		}
	}
	return out
}

// untranslated reports a sentence that only one language has. It suggests a sentence
// with a similar name that only the other language has.
func (l *loader) untranslated(lang, other session.Lang, id string, alone []string) {
	do := "write it there, or take this one out"
	if near := closed.Near(id, alone); near != "" {
		do = fmt.Sprintf("did you mean %s?", near)
	}
	l.bad(l.sentenceAt[lang][id], id, fmt.Sprintf("%s has no translation in %s", id, l.localeFile(other, talk.SentenceID(id))), do)
}

// localeFile returns the file of a sentence, or the file in which it belongs: that of the
// other language, the one with most sentences that begin alike, or a new one.
func (l *loader) localeFile(lang session.Lang, id talk.SentenceID) string {
	if file, ok := l.sentenceAt[lang][string(id)]; ok {
		return file
	}
	for _, other := range l.out.Langs() {
		if file, ok := l.sentenceAt[other][string(id)]; ok {
			return strings.TrimSuffix(file, string(other)+".yaml") + string(lang) + ".yaml"
		}
	}
	area, _, _ := strings.Cut(string(id), ".")
	alike := map[string]int{}
	best := "locales/" + area + "." + string(lang) + ".yaml"
	for other, file := range l.sentenceAt[lang] {
		if strings.HasPrefix(other, area+".") {
			alike[file]++
		}
	}
	for file, n := range alike {
		if n > alike[best] || n == alike[best] && file < best {
			best = file
		}
	}
	return best
}

func (l *loader) parity(lang, other session.Lang, id talk.SentenceID) {
	file := l.localeFile(lang, id)
	here, err1 := l.out.Speaker.Placeholders(lang, id)
	there, err2 := l.out.Speaker.Placeholders(other, id)
	if err := errors.Join(err1, err2); err != nil {
		l.bad(file, string(id), fmt.Sprintf("%s: %v", id, err), "fix the braces")
		return
	}
	if !slices.Equal(here, there) {
		l.bad(file, string(id), fmt.Sprintf("%s has the placeholders %v, in %s %v", id, here, l.localeFile(other, id), there), "use the same in both")
	}
}
