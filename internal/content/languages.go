package content

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"cekloker/internal/closed"
	"cekloker/internal/iso"
	"cekloker/internal/say"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// languagesFile is where the languages are declared.
const languagesFile = "locales/languages.yaml"

// Language is one language of the bot: an entry of locales/languages.yaml.
type Language struct {
	Code               session.Lang `yaml:"code,required"`             // as files of locales/ name it: "id" for *.id.yaml
	Name               string       `yaml:"name,required"`             // what its speakers call it
	Offered            bool         `yaml:"offered"`                   // it is complete, and people may choose it; until then bot check --language lists what to do
	Apps               []string     `yaml:"apps"`                      // other languages of apps whose users read it, as IETF tags without a region
	OtherApps          bool         `yaml:"other_apps"`                // users of all other apps read it, as far as we know
	Profile            []string     `yaml:"profile"`                   // those of two letters that see the bot's name and commands in it
	AskedBy            []string     `yaml:"asked_by,required"`         // texts that ask for it
	Nationality        iso.Country  `yaml:"nationality"`               // of nearly all who write it: nobody is asked for theirs in danger
	Writes             say.Format   `yaml:"writes,required"`           // numbers, money and dates
	Forbidden          []string     `yaml:"forbidden,required"`        // words that promise safety, judge somebody or blame the reader
	Allowed            []string     `yaml:"allowed"`                   // sentences that deny one of those, as they should
	WordsASentence     float64      `yaml:"words_a_sentence,required"` // the sentences of one message have at most, on average
	Marks              []string     `yaml:"marks,required"`            // its commonest short function words, which tell that a person writes it
	AdvertsReachOthers bool         `yaml:"adverts_reach_others"`      // adverts in it reach people who do not speak it: what is pasted or forwarded does not tell the language of the person
}

// languages reads the languages of the bot. The draft, if there is one, is checked as if
// it was offered.
func (l *loader) languages() {
	data, err := fs.ReadFile(l.locales, "languages.yaml")
	if err != nil {
		l.bad(languagesFile, "", "the file cannot be read", "put it back, or see bot content export")
		return
	}
	l.strictly(languagesFile, data, &l.declared)
	for i, one := range l.declared {
		if slices.ContainsFunc(l.declared[:i], func(other Language) bool { return other.Code == one.Code }) {
			l.bad(languagesFile, fmt.Sprintf("%d/code", i), fmt.Sprintf("the language %q stands twice", one.Code), "keep one of them")
		}
		if one.Offered || one.Code == l.draft {
			l.out.Languages = append(l.out.Languages, one)
		}
	}
	if len(l.out.Languages) == 0 {
		l.bad(languagesFile, "", "no language is offered", `write "offered: true" in one`)
	}
}

// Langs lists the languages that the bot speaks, in the order in which it offers them.
func (c *Content) Langs() []session.Lang {
	out := make([]session.Lang, 0, len(c.Languages))
	for _, one := range c.Languages {
		out = append(out, one.Code)
	}
	return out
}

// language returns an offered language.
func (c *Content) language(code session.Lang) Language {
	for _, one := range c.Languages {
		if one.Code == code {
			return one
		}
	}
	return Language{}
}

// spokenLanguages are the languages as turns know them.
func (c *Content) spokenLanguages(slang map[string]string) talk.Languages {
	list := make([]talk.Language, 0, len(c.Languages))
	for _, one := range c.Languages {
		list = append(list, talk.Language{
			Code: one.Code, Name: one.Name, Apps: one.Apps, OtherApps: one.OtherApps, AskedBy: one.AskedBy, Nationality: one.Nationality,
			Marks: one.Marks, AdvertsReachOthers: one.AdvertsReachOthers,
		})
	}
	return talk.NewLanguages(list, slang)
}

// Untranslated lists what a translator has still to do for a language that is declared, as
// of today: what would be wrong if it was offered.
func Untranslated(flows, locales fs.FS, today string, lang session.Lang) ([]Problem, error) {
	l := newLoader(flows, locales, today)
	l.languages()
	var codes []string
	for _, one := range l.declared {
		codes = append(codes, string(one.Code))
	}
	if !slices.Contains(codes, string(lang)) {
		return nil, errors.New(string(lang) + " is not in " + languagesFile + "; " + closed.Instead(string(lang), codes))
	}
	_, wrong := load(flows, locales, today, lang)
	return wrong, nil
}
