package hear

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cekloker/internal/words"
)

// ReactionFile holds what people say to what the bot said: flows/hear/reactions.yaml.
type ReactionFile struct {
	About     string     `yaml:"about,required"`
	Filler    []string   `yaml:"filler,required"`    // words that say nothing by themselves
	Reactions []Reaction `yaml:"reactions,required"` // where a message has several, the first of this list counts
}

// Reaction is one of them, such as thanks, fear, or the news that money was sent.
type Reaction struct {
	ID               string   `yaml:"id,required"`
	Patterns         []string `yaml:"says,required"` // patterns
	Signs            []string `yaml:"signs"`         // messages without a word: emoji
	Inside           bool     `yaml:"inside"`        // heard inside a short message; without it the patterns and filler must be all of it
	Not              []string `yaml:"not"`           // patterns that take it back
	Drops            []string `yaml:"drops"`         // what such a message takes back: "not Cambodia but"
	Calms            bool     `yaml:"calms"`         // danger that the model alone hears, and not strongly, is not asked about: help stands beside the answer
	PositiveExamples []string `yaml:"hears,required"`
	NegativeExamples []string `yaml:"ignores,required"`
}

// mostReactionWords is up to how many words a message may be a reaction. Longer ones tell
// a story or are adverts.
const mostReactionWords = 16

// reactions are the compiled patterns. They have a tokenizer of their own, so that their
// everyday words do not change how danger is spelt right.
type reactions struct {
	list             []Reaction
	rules            *rules
	filler           map[string]bool
	signs            map[string]int
	says, not, drops *words.Matcher // owner: index in list
}

// WithReactions returns a classifier that hears the reactions as well.
func (c *Classifier) WithReactions(file ReactionFile, sets WordSets) (*Classifier, []error) {
	s := &reactions{
		list: file.Reactions, rules: newRules(WordSets{}, c.rules.tokenizer.Slang), filler: map[string]bool{}, signs: map[string]int{},
		says: words.NewMatcher(), not: words.NewMatcher(), drops: words.NewMatcher(),
	}
	var wrong []error
	for i, r := range file.Reactions {
		for _, list := range []struct {
			name     string
			patterns []string
			into     *words.Matcher
		}{{"says", r.Patterns, s.says}, {"not", r.Not, s.not}, {"drops", r.Drops, s.drops}} {
			for n, p := range list.patterns {
				if err := s.rules.addPattern(list.into, p, i, sets); err != nil {
					wrong = append(wrong, Problem{"hear/reactions.yaml", fmt.Sprintf("reactions/%d/%s/%d", i, list.name, n), err})
				}
			}
		}
		for _, sign := range r.Signs {
			s.signs[sign] = i
		}
	}
	for _, f := range file.Filler {
		for _, w := range s.rules.tokens(f) {
			s.filler[w.Text] = true
		}
	}
	out := *c
	out.reactions = s
	return &out, wrong
}

// reaction adds to what was heard of a text the reaction that it is.
func (c *Classifier) reaction(heard Classification, text string) Classification {
	i := c.reactions.find(text)
	if i < 0 {
		return heard
	}
	r := c.reactions.list[i]
	heard.Reaction = r.ID
	if r.Calms && heard.Tier == TierAsk && heard.FromModel && !heard.Strong && heard.Danger != DangerSelfHarm {
		heard.Intent, heard.Tier = IntentOther, TierBeside
	}
	return heard
}

// find returns the index of the reaction in a text, -1 for none.
func (s *reactions) find(text string) int {
	const longest = 200
	if s == nil || utf8.RuneCountInString(text) > longest {
		return -1
	}
	all := s.rules.tokens(text)
	if len(all) == 0 {
		return s.sign(text)
	}
	if len(all) > mostReactionWords {
		return -1
	}
	found, against := s.says.Find(all), s.not.Find(all)
	whole, best := s.covers(all, found), -1
	for _, m := range found {
		taken := slices.ContainsFunc(against, func(n words.Match) bool { return n.Owner == m.Owner })
		if !taken && (whole || s.list[m.Owner].Inside) && (best < 0 || m.Owner < best) {
			best = m.Owner
		}
	}
	return best
}

// covers reports whether every word belongs to a match or is filler.
func (s *reactions) covers(all []words.Token, found []words.Match) bool {
	for i, w := range all {
		if !s.filler[w.Text] && !slices.ContainsFunc(found, func(m words.Match) bool { return m.From <= i && i < m.To }) {
			return false
		}
	}
	return true
}

// sign returns the reaction of a message without words, -1 for none: what is left of it
// without blanks, colours of skin and marks of style must be one sign, once or more often.
func (s *reactions) sign(text string) int {
	best := -1
	for _, r := range text {
		if unicode.IsSpace(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Sk, r) || unicode.IsPunct(r) {
			continue
		}
		i, ok := s.signs[string(r)]
		if !ok || best >= 0 && i != best {
			return -1
		}
		best = i
	}
	return best
}

// Corrected returns a text without what it takes back: "not Cambodia but Japan" is Japan.
func (c *Classifier) Corrected(text string) string {
	if c.reactions == nil {
		return text
	}
	all := c.reactions.rules.tokens(text)
	for _, m := range c.reactions.drops.Find(all) {
		text = text[:all[m.From].From] + strings.Repeat(" ", all[m.To-1].To-all[m.From].From) + text[all[m.To-1].To:]
	}
	return text
}
