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

// speaker reads the locales; nil with mistakes. It runs beside the rest of the
// loading, with a loader of its own.
func (l *loader) speaker() *say.Speaker {
	seen := map[string]map[string]map[string]string{} // a file is parsed once
	for _, lang := range session.Langs {
		file := localeFile(lang)
		data, err := fs.ReadFile(l.locales, strings.TrimPrefix(file, "locales/"))
		if err != nil {
			l.bad(file, "", "the file cannot be read", "put it back, or see bot content export")
			continue
		}
		forms, err := readSentences(data)
		if err != nil {
			for _, line := range complaints(err) {
				l.wrong = append(l.wrong, complaint(file, line))
			}
		}
		seen[string(data)] = forms
	}
	if len(l.wrong) > 0 {
		return nil
	}
	speaker, err := say.New(l.locales, func(data []byte) (map[string]map[string]string, error) { return seen[string(data)], nil })
	if err != nil {
		for _, line := range strings.Split(err.Error(), "\n") {
			l.wrong = append(l.wrong, Problem{File: "locales", Line: 1, What: line, Do: "mend the sentence"})
		}
		return nil
	}
	return speaker
}

// sentences checks that nothing needed is missing.
func (l *loader) sentences() {
	l.figuresPrinted()
	for _, need := range l.needed() {
		for _, lang := range session.Langs {
			if !l.out.Speaker.Has(lang, need.id) {
				l.bad(need.file, need.key, fmt.Sprintf("the sentence %s is missing in %s", need.id, localeFile(lang)), "write it")
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

func localeFile(lang session.Lang) string { return "locales/active." + string(lang) + ".yaml" }

func (l *loader) parity(speaker *say.Speaker, lang, other session.Lang, id talk.MessageID) {
	file := localeFile(lang)
	if !speaker.Has(other, id) {
		l.bad(file, string(id)+":", fmt.Sprintf("%s has no translation in %s", id, localeFile(other)), "write it there, or take this one out")
		return
	}
	here, err1 := speaker.Placeholders(lang, id)
	there, err2 := speaker.Placeholders(other, id)
	if err := errors.Join(err1, err2); err != nil {
		l.bad(file, string(id)+":", fmt.Sprintf("%s: %v", id, err), "mend the braces")
		return
	}
	if !slices.Equal(here, there) {
		l.bad(file, string(id)+":", fmt.Sprintf("%s has the placeholders %v, in %s %v", id, here, localeFile(other), there), "use the same in both")
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
		l.neededByFlow("flows/"+string(id)+".yaml", f, add)
	}
	for _, f := range l.figures {
		add("flows/facts.yaml", f.Source, "source", f.Source)
	}
	for _, s := range l.out.Rules.Signals() {
		for _, part := range [...]string{"title", "why", "real"} {
			add("flows/signals/"+string(s.ID)+".yaml", "", "signal", string(s.ID), part)
		}
		add("flows/signals/"+string(s.ID)+".yaml", "tip:", "tips", string(s.Tip), "name")
	}
	for _, fact := range offer.AllFacts {
		if fact == offer.Signs || fact == offer.WorkPlace {
			continue
		}
		add("locales/active.id.yaml", "fact.", "fact", string(fact))
		add("locales/active.id.yaml", "fact.", "fact", string(fact), "ask")
		for _, v := range fact.Values() {
			add("locales/active.id.yaml", "fact."+string(fact), "fact", string(fact), v)
		}
	}
	for _, kind := range [...]offer.Trouble{offer.ForcedLabour, offer.IllegalPlacement, offer.NameFraud, offer.TaskScam, offer.Incomplete} {
		add("flows/levels.yaml", "kind: "+string(kind), "trouble", string(kind), "advice")
	}
	for _, y := range l.out.Rules.Yardsticks() {
		add("flows/wages.yaml", "id: "+y.ID, "wage", y.ID)
	}
	for _, country := range l.out.Rules.Countries() {
		add("flows/places.yaml", "country: "+country, "country", country)
	}
	for _, c := range l.out.Channels {
		file := "flows/channels/" + string(c.ID) + ".yaml"
		add(file, "", "contact", string(c.ID), "name")
		add(file, "", "contact", string(c.ID), "for")
		if c.Caveat {
			add(file, "caveat:", "contact", string(c.ID), "note")
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
