package hear

import (
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"cekloker/internal/words"
)

// SituationFile holds the situations that have a screen of their own and are heard by
// patterns: flows/hear/situations.yaml.
type SituationFile struct {
	About      string               `yaml:"about,required"`
	Situations map[string]Situation `yaml:"situations,required"`
}

// Situation is one of them, such as violence at home.
type Situation struct {
	Tier     Tier         `yaml:"tier"`                       // at least: ask, beside, or "" for no danger in itself
	Says     []string     `yaml:"says,required"`              // patterns, heard anywhere in a short text
	Not      []string     `yaml:"not"`                        // patterns that take it back
	Calms    []DangerKind `yaml:"calms"`                      // kinds of danger that are not asked about beside it
	Contacts string       `yaml:"contacts" names:"situation"` // whose contacts fit in danger
	Own      bool         `yaml:"own"`                        // the relative in it does it, or is threatened because of the writer: it is the writer's danger
	Shows    bool         `yaml:"shows"`                      // the flow situations has a screen, shown at once where nothing is asked
	Hears    []string     `yaml:"hears,required"`             // utterances that must be heard as this
	Ignores  []string     `yaml:"ignores,required"`           // utterances that must not
}

// situations are the compiled patterns.
type situations struct {
	ids       []string
	file      map[string]Situation
	says, not *words.Matcher // owner: index in ids
}

// WithSituations returns a classifier that hears the situations as well.
func (c *Classifier) WithSituations(file SituationFile, sets WordSets) (*Classifier, []error) {
	s := situations{ids: slices.Sorted(maps.Keys(file.Situations)), file: file.Situations, says: words.NewMatcher(), not: words.NewMatcher()}
	var wrong []error
	for i, id := range s.ids {
		for _, list := range []struct {
			name     string
			patterns []string
			into     *words.Matcher
		}{{"says", file.Situations[id].Says, s.says}, {"not", file.Situations[id].Not, s.not}} {
			for n, p := range list.patterns {
				if err := c.rules.addPattern(list.into, p, i, sets); err != nil {
					wrong = append(wrong, Problem{"hear/situations.yaml", fmt.Sprintf("situations/%s/%s/%d", id, list.name, n), err})
				}
			}
		}
	}
	out := *c
	out.situations = s
	return &out, wrong
}

// situation adds to what was heard of a text the situation that it tells, the one that
// is named first. Longer texts are adverts and news, which name everything.
func (c *Classifier) situation(heard Classification, text string) Classification {
	if c.situations.says == nil || utf8.RuneCountInString(text) > longPlea {
		return heard
	}
	all := c.rules.tokens(text)
	against := c.situations.not.Find(all)
	first := -1
	for _, m := range c.situations.says.Find(all) {
		taken := slices.ContainsFunc(against, func(n words.Match) bool { return n.Owner == m.Owner })
		if !taken && (first < 0 || m.From < first) {
			heard.Situation, first = c.situations.ids[m.Owner], m.From
		}
	}
	s := c.situations.file[heard.Situation]
	heard.Kin = heard.Kin && !s.Own
	switch {
	case heard.Situation == "":
	case s.Tier == Ask && heard.Tier != Ask:
		heard.Intent, heard.Tier, heard.Strong, heard.Learned = Danger, Ask, true, false
		heard.Told, heard.Plea = anyOf(all, c.rules.tellers), anyOf(all, c.rules.voice)
	case heard.Tier == Ask && slices.Contains(s.Calms, heard.Danger):
		heard.Intent, heard.Tier = Other, Beside
	case s.Tier == Beside && heard.Tier == NoTier:
		heard.Tier = Beside
	}
	return heard
}
