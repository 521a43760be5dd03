package content

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/say"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// spoken is what reading the locales gives.
type spoken struct {
	speaker *say.Speaker // nil with mistakes
	at      map[session.Lang]map[string]string
}

// speaker reads the locales: locales/<area>.<language>.yaml. It runs beside the
// rest of the loading, with a loader of its own.
func (l *loader) speaker() spoken {
	out := spoken{at: map[session.Lang]map[string]string{}}
	all := map[session.Lang]say.Sentences{}
	for _, lang := range session.Langs {
		all[lang], out.at[lang] = say.Sentences{}, map[string]string{}
		names, err := fs.Glob(l.locales, "*."+string(lang)+".yaml")
		if err != nil || len(names) == 0 {
			l.bad("locales", "", "there are no sentences in "+string(lang), "put the files back, or see bot content export")
		}
		for _, name := range names {
			l.area("locales/"+name, all[lang], out.at[lang])
		}
	}
	if len(l.wrong) > 0 {
		return out
	}
	speaker, err := say.New(all)
	if err != nil {
		for _, line := range strings.Split(err.Error(), "\n") {
			l.wrong = append(l.wrong, Problem{File: "locales", Line: 1, What: line, Do: "mend the sentence"})
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
	forms, err := readSentences(data)
	if err != nil {
		for _, line := range complaints(err) {
			l.wrong = append(l.wrong, complaint(file, line))
		}
	}
	for id, form := range forms {
		if other, twice := at[id]; twice {
			l.bad(file, id+":", fmt.Sprintf("%s stands here and in %s", id, other), "keep one of them")
		}
		into[id], at[id] = form, file
	}
}

// sentences checks that nothing needed is missing.
func (l *loader) sentences() {
	l.figuresPrinted()
	for _, need := range l.needed() {
		for _, lang := range session.Langs {
			if !l.out.Speaker.Has(lang, need.id) {
				l.bad(need.file, need.key, fmt.Sprintf("the sentence %s is missing in %s", need.id, l.localeFile(lang, need.id)), "write it")
			}
		}
	}
}

// parities checks that both languages say the same things with the same
// placeholders.
func (l *loader) parities() {
	for i, lang := range session.Langs {
		for _, id := range l.out.Speaker.IDs(lang) {
			l.parity(l.out.Speaker, lang, session.Langs[1-i], id)
		}
	}
}

// localeFile is the file in which a sentence stands, or would stand by what it is
// called in the other language.
func (l *loader) localeFile(lang session.Lang, id talk.MessageID) string {
	if file, ok := l.sentenceAt[lang][string(id)]; ok {
		return file
	}
	for _, other := range session.Langs {
		if file, ok := l.sentenceAt[other][string(id)]; ok {
			return strings.TrimSuffix(file, string(other)+".yaml") + string(lang) + ".yaml"
		}
	}
	return "locales/*." + string(lang) + ".yaml"
}

func (l *loader) parity(speaker *say.Speaker, lang, other session.Lang, id talk.MessageID) {
	file := l.localeFile(lang, id)
	if !speaker.Has(other, id) {
		l.bad(file, string(id)+":", fmt.Sprintf("%s has no translation in %s", id, l.localeFile(other, id)), "write it there, or take this one out")
		return
	}
	here, err1 := speaker.Placeholders(lang, id)
	there, err2 := speaker.Placeholders(other, id)
	if err := errors.Join(err1, err2); err != nil {
		l.bad(file, string(id)+":", fmt.Sprintf("%s: %v", id, err), "mend the braces")
		return
	}
	if !slices.Equal(here, there) {
		l.bad(file, string(id)+":", fmt.Sprintf("%s has the placeholders %v, in %s %v", id, here, l.localeFile(other, id), there), "use the same in both")
	}
	if strings.TrimSpace(speaker.Raw(lang, id)) == "" {
		l.bad(file, string(id)+":", fmt.Sprintf("%s is empty", id), "write the sentence")
	}
}

// readSentences reads flat keys; a value is a sentence or its plural forms.
func readSentences(data []byte) (map[string]map[string]string, error) {
	var raw map[string]yaml.Node
	if err := yaml.Unmarshal(data, &raw); err != nil {
		return nil, err
	}
	out := make(map[string]map[string]string, len(raw))
	for id, node := range raw {
		switch node.Kind {
		case yaml.ScalarNode:
			out[id] = map[string]string{"other": node.Value}
		case yaml.MappingNode:
			forms := map[string]string{}
			if err := node.Decode(&forms); err != nil {
				return nil, err
			}
			if forms["other"] == "" {
				return nil, fmt.Errorf("line %d: %s has no form \"other\"", node.Line, id)
			}
			out[id] = forms
		default:
			return nil, fmt.Errorf("line %d: %s is neither a sentence nor plural forms", node.Line, id)
		}
	}
	return out, nil
}

// need is a sentence that something in the content asks for.
type need struct {
	id        talk.MessageID
	file, key string
}

// needed lists the sentences that the content asks for by its ids.
func (l *loader) needed() []need {
	var out []need
	add := func(file, key string, parts ...string) {
		out = append(out, need{talk.MessageID(strings.Join(parts, ".")), file, key})
	}
	for id, f := range l.out.Flows {
		l.neededByFlow("flows/"+string(id)+"/flow.yaml", f, add)
	}
	for _, f := range l.figures {
		add("flows/facts/facts.yaml", f.Source, "source", f.Source)
	}
	for _, s := range l.out.Rules.Signals() {
		for _, part := range [...]string{"title", "why", "real"} {
			add("flows/judge/signals/"+string(s.ID)+".yaml", "", "signal", string(s.ID), part)
		}
		add("flows/judge/signals/"+string(s.ID)+".yaml", "tip:", "tips", string(s.Tip), "name")
	}
	for _, fact := range offer.AllFacts {
		if fact == offer.Signs || fact == offer.WorkPlace {
			continue
		}
		add("locales/fact.id.yaml", "fact.", "fact", string(fact))
		add("locales/fact.id.yaml", "fact.", "fact", string(fact), "ask")
		for _, v := range fact.Values() {
			add("locales/fact.id.yaml", "fact."+string(fact), "fact", string(fact), v)
		}
	}
	for _, kind := range [...]offer.Trouble{offer.ForcedLabour, offer.IllegalPlacement, offer.NameFraud, offer.TaskScam, offer.Incomplete} {
		add("flows/judge/levels.yaml", "kind: "+string(kind), "trouble", string(kind), "advice")
	}
	for _, y := range l.out.Rules.Yardsticks() {
		add("flows/judge/wages.yaml", "id: "+y.ID, "wage", y.ID)
	}
	for _, country := range l.out.Rules.Countries() {
		add("flows/judge/places.yaml", "country: "+country, "country", country)
	}
	for _, c := range l.out.Channels {
		file := "flows/channels/" + string(c.ID) + ".yaml"
		add(file, "", "contact", string(c.ID), "name")
		add(file, "", "contact", string(c.ID), "for")
		if c.Caveat {
			add(file, "caveat:", "contact", string(c.ID), "note")
		}
		for _, country := range slices.Concat(c.Covers, c.Near) {
			if country != "world" {
				add(file, "covers:", "country", country)
			}
		}
	}
	return out
}

func (l *loader) neededByFlow(file string, f *flow.Flow, add func(file, key string, parts ...string)) {
	for _, s := range f.Steps {
		key := "id: " + string(s.ID)
		if s.Kind == flow.Verdict {
			continue
		}
		add(file, key, f.Message(s.ID))
		if s.Checked != "" {
			for _, source := range s.Source {
				add(file, source, "source", source)
			}
		}
		if s.Asks() {
			add(file, key, f.Message(s.ID), "why")
		}
		for _, line := range s.Lines {
			add(file, key, string(f.ID), line)
		}
		if s.Signs {
			add(file, key, string(f.ID), "signs")
		}
		if s.Copies {
			add(file, key, f.Message(s.ID), "text")
		}
		for _, b := range s.Choices {
			add(file, key, f.Message(s.ID), string(b.ID))
			if b.Sign != "" {
				add(file, key, f.Message(s.ID), string(b.ID), "sign")
			}
			if b.Goes == "share" || b.Goes == "copy" {
				add(file, key, f.Message(s.ID), "text")
			}
		}
	}
}
