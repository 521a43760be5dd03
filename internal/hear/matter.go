package hear

import (
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"cekloker/internal/words"
)

// MatterFile holds the matters that have a screen of their own and are heard by
// patterns: flows/hear/matters.yaml.
type MatterFile struct {
	About   string            `yaml:"about,required"`
	Matters map[string]Matter `yaml:"matters,required"`
}

// Matter is one of them, such as violence at home.
type Matter struct {
	Tier             Tier         `yaml:"tier"`                       // at least: ask, beside, or "" for no danger in itself
	Says             []string     `yaml:"says,required"`              // patterns, heard anywhere in a short text
	Not              []string     `yaml:"not"`                        // patterns that take it back
	Calms            []DangerKind `yaml:"calms"`                      // kinds of danger that are not asked about beside it
	Contacts         string       `yaml:"contacts" names:"situation"` // whose contacts fit in danger
	Own              bool         `yaml:"own"`                        // the relative in it does it, or is threatened because of the writer: it is the writer's danger
	Shows            bool         `yaml:"shows"`                      // the flow matters has a screen, shown at once where nothing is asked
	Offers           bool         `yaml:"offers"`                     // its screen takes the place of a verdict on an offer, too
	PositiveExamples []string     `yaml:"hears,required"`             // utterances that must be heard as this
	NegativeExamples []string     `yaml:"ignores,required"`           // utterances that must not
}

// matters are the compiled patterns.
type matters struct {
	ids       []string
	file      map[string]Matter
	says, not *words.Matcher // owner: index in ids
}

// WithMatters returns a classifier that hears the matters as well.
func (c *Classifier) WithMatters(file MatterFile, sets WordSets) (*Classifier, []error) {
	s := matters{ids: slices.Sorted(maps.Keys(file.Matters)), file: file.Matters, says: words.NewMatcher(), not: words.NewMatcher()}
	var wrong []error
	for i, id := range s.ids {
		for _, list := range []struct {
			name     string
			patterns []string
			into     *words.Matcher
		}{{"says", file.Matters[id].Says, s.says}, {"not", file.Matters[id].Not, s.not}} {
			for n, p := range list.patterns {
				if err := c.rules.addPattern(list.into, p, i, sets); err != nil {
					wrong = append(wrong, Problem{"hear/matters.yaml", fmt.Sprintf("matters/%s/%s/%d", id, list.name, n), err})
				}
			}
		}
	}
	out := *c
	out.matters = s
	return &out, wrong
}

// matter adds to what was heard of a text the matter that it tells, the one that
// is named first. Longer texts are adverts and news, which name everything. One that is told as
// an offer is no danger where the model alone hears it, and not strongly.
func (c *Classifier) matter(heard Classification, text string) Classification {
	if c.matters.says == nil || utf8.RuneCountInString(text) > longPlea {
		return heard
	}
	all := c.rules.tokens(text)
	against := c.matters.not.Find(all)
	first := -1
	for _, m := range c.matters.says.Find(all) {
		taken := slices.ContainsFunc(against, func(n words.Match) bool { return n.Owner == m.Owner })
		if !taken && (first < 0 || m.From < first) {
			heard.Matter, first = c.matters.ids[m.Owner], m.From
		}
	}
	s := c.matters.file[heard.Matter]
	heard.AboutRelative = heard.AboutRelative && !s.Own
	switch {
	case heard.Matter == "":
	case s.Tier == TierAsk && heard.Tier != TierAsk:
		heard.Intent, heard.Tier, heard.Strong, heard.FromModel = IntentDanger, TierAsk, true, false
		heard.OwnVoice, heard.FirstHand = anyOf(all, c.rules.ownVoice), anyOf(all, c.rules.firstHand)
	case heard.Tier == TierAsk && (slices.Contains(s.Calms, heard.Danger) || s.Offers && heard.FromModel && !heard.Strong):
		heard.Intent, heard.Tier = IntentOther, TierBeside
	case s.Tier == TierBeside && heard.Tier == TierNone:
		heard.Tier = TierBeside
	}
	return heard
}
