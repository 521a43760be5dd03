package talk

import (
	"slices"
	"strings"
	"unicode"

	"cekloker/internal/hear"
	"cekloker/internal/iso"
	"cekloker/internal/session"
	"cekloker/internal/words"
)

// Language is what a turn knows of one language of the bot: locales/languages.yaml.
type Language struct {
	Code               session.Lang
	Name               string      // what its speakers call it
	Apps               []string    // other languages of apps whose users read it
	OtherApps          bool        // and those of every other app
	AskedBy            []string    // texts that ask for it
	Nationality        iso.Country // of nearly all who write it, "" when it tells nothing
	Marks              []string    // its commonest short function words
	AdvertsReachOthers bool        // adverts in it reach people who do not speak it
}

// Languages are the languages of the bot, in the order in which they are offered.
type Languages struct {
	list  []Language
	marks map[string][]int // a word: how many marks of each language of list it is or stands for
}

// NewLanguages compiles languages. A word of slang, a folded word with the words it stands
// for, counts as the marks among those words, unless it is a mark itself.
func NewLanguages(list []Language, slang map[string]string) Languages {
	out := Languages{list: list, marks: map[string][]int{}}
	count := func(word, mark string) {
		for i, l := range list {
			for _, m := range l.Marks {
				if words.Fold(m) == mark {
					if out.marks[word] == nil {
						out.marks[word] = make([]int, len(list))
					}
					out.marks[word][i]++
				}
			}
		}
	}
	for _, l := range list {
		for _, m := range l.Marks {
			if mark := words.Fold(m); out.marks[mark] == nil {
				count(mark, mark)
			}
		}
	}
	marks := out.marks
	out.marks = map[string][]int{}
	for word, meant := range slang {
		if marks[word] == nil {
			for _, mark := range strings.Fields(meant) {
				count(word, mark)
			}
		}
	}
	for mark, counts := range marks {
		out.marks[mark] = counts
	}
	return out
}

// Has reports whether the bot speaks a language.
func (l Languages) Has(code session.Lang) bool { return code != "" && l.of(code).Code == code }

// First is the language that is offered first.
func (l Languages) First() session.Lang {
	if len(l.list) == 0 {
		return ""
	}
	return l.list[0].Code
}

// OfApp chooses the language for an app's language, an IETF tag; the first one for an app
// that does not say.
func (l Languages) OfApp(tag string) session.Lang {
	if end := strings.IndexAny(tag, "-_"); end >= 0 {
		tag = tag[:end]
	}
	if l.Has(session.Lang(tag)) {
		return session.Lang(tag)
	}
	out := l.First()
	for _, one := range l.list {
		switch {
		case slices.Contains(one.Apps, tag):
			return one.Code
		case one.OtherApps && tag != "":
			out = one.Code
		}
	}
	return out
}

// named returns the language that a text such as "english" asks for, "" for none.
func (l Languages) named(text string) session.Lang {
	bare := words.Bare(text)
	for _, one := range l.list {
		if slices.ContainsFunc(one.AskedBy, func(asked string) bool { return words.Bare(asked) == bare }) {
			return one.Code
		}
	}
	return ""
}

// fewToTell is up to how many words one mark is enough to tell the language of a text.
const fewToTell = 4

// clearer is how many times the marks of the present language a text must have of
// another one.
const clearer = 3

// Written returns the language that a text clearly speaks instead of now, "" for none. A
// single word tells nothing: "halo" and "hi" are written everywhere.
func (l Languages) Written(text string, now session.Lang) session.Lang {
	all := cutWords(text)
	if len(all) < 2 {
		return ""
	}
	counts := make([]int, len(l.list))
	for _, w := range all {
		for i, n := range l.marks[w] {
			counts[i] += n
		}
	}
	best, present := -1, 0
	for i, n := range counts {
		switch {
		case l.list[i].Code == now:
			present = n
		case best < 0 || n > counts[best]:
			best = i
		}
	}
	needed := 2
	if len(all) <= fewToTell {
		needed = 1
	}
	if best < 0 || counts[best] < needed || present*clearer >= counts[best] {
		return ""
	}
	return l.list[best].Code
}

// cutWords cuts the first part of a text into folded words.
func cutWords(text string) []string {
	const most = 5000
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	folded := words.Fold(strings.ReplaceAll(text, "\u2019", "'"))
	return strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
}

// of returns a language, the zero one when it is not offered.
func (l Languages) of(code session.Lang) Language {
	for _, one := range l.list {
		if one.Code == code {
			return one
		}
	}
	return Language{}
}

// followsWriter answers in the language that the person writes, unless they chose another
// one. What somebody else wrote tells which language the person reads, but for languages
// whose adverts reach everybody.
func (t *turn) followsWriter(heard hear.Classification) {
	if t.now.Chosen {
		return
	}
	typed, foreign := t.event.Text.Typed, false
	lang := t.book.Languages.Written(typed, t.now.Lang)
	if lang == "" {
		lang, foreign = t.book.Languages.Written(t.event.Text.Quoted, t.now.Lang), true
	}
	switch {
	case lang == "":
	case t.book.Languages.of(lang).AdvertsReachOthers && (foreign || t.pasted(heard)):
	case !foreign && len(cutWords(typed)) <= fewToTell && t.isLabel(typed):
	default:
		t.now.Lang = lang
	}
}

// pasted reports whether what was typed is an advert, and no plea.
func (t *turn) pasted(heard hear.Classification) bool {
	return t.tier(heard) != hear.TierAsk && frameOf(heard, t.read()) == FrameOffer
}

// isLabel reports whether a text names a choice of the present question, an action or a
// place that is asked for. Labels are read off the screen, in whatever language it is.
func (t *turn) isLabel(text string) bool {
	trial := *t
	_, step, values := trial.present()
	_, choice := trial.named(step, values, words.Bare(text))
	return choice || t.book.typedAction(text) != "" || trial.placeAnswer(step, text) != ""
}
