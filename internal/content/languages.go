package content

import (
	"io/fs"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// languagesFile is where the languages are declared.
const languagesFile = "locales/languages.yaml"

// Language is one language of the bot: an entry of locales/languages.yaml.
type Language struct {
	Code               session.Lang `yaml:"code,required"`        // as files of locales/ name it: "id" for *.id.yaml
	Name               string       `yaml:"name,required"`        // what its speakers call it
	Marks              []string     `yaml:"marks,required"`       // its commonest short function words, which tell that a person writes it
	AdvertsReachOthers bool         `yaml:"adverts_reach_others"` // adverts in it reach people who do not speak it: what is pasted or forwarded does not tell the language of the person
}

// languages reads the languages of the bot.
func (l *loader) languages() {
	data, err := fs.ReadFile(l.locales, "languages.yaml")
	if err != nil {
		l.bad(languagesFile, "", "the file cannot be read", "put it back, or see bot content export")
		return
	}
	l.strictly(languagesFile, data, &l.out.Languages)
}

// spokenLanguages are the languages as turns know them.
func (c *Content) spokenLanguages(slang map[string]string) talk.Languages {
	list := make([]talk.Language, 0, len(c.Languages))
	for _, one := range c.Languages {
		list = append(list, talk.Language{Code: one.Code, Marks: one.Marks, AdvertsReachOthers: one.AdvertsReachOthers})
	}
	return talk.NewLanguages(list, slang)
}
