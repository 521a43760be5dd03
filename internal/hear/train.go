package hear

import (
	"maps"
	"slices"
	"strings"

	"cekloker/internal/linear"
)

// LabelledUtterance is one message that somebody wrote, with what it wants: a line of
// flows/proof/utterances. Author and topic may be empty.
type LabelledUtterance struct {
	ID     string `json:"id"`
	Author string `json:"author"`
	Lang   string `json:"lang"`
	Label  string `json:"label"`
	Topic  string `json:"topic"`
	Text   string `json:"text"`
}

// Ordinary is the label of older lines that are neither danger nor exit; they have no
// finer label, so no other head is trained on them.
const Ordinary = "ordinary"

// Recipe says how the model is trained: flows/hear/training.yaml.
type Recipe struct {
	About    string   `yaml:"about"`
	Older    float64  `yaml:"older"`    // weight of lines that are labelled danger, exit or ordinary only
	Varied   float64  `yaml:"varied"`   // weight of lines that are changed by the generator
	Everyday []string `yaml:"everyday"` // clauses that the generator puts beside a line
	Fillers  []string `yaml:"fillers"`  // words that it puts into a line
	Ignored  []string `yaml:"ignored"`  // words that are not features
}

// ConceptFile lists words that mean the same: flows/hear/concepts.yaml.
type ConceptFile struct {
	About      string            `yaml:"about,required"`
	Endings    []string          `yaml:"endings"`           // of words, the longest first, taken off to find the concept
	Beginnings []string          `yaml:"beginnings"`        // the same at the beginning
	Concepts   map[string]string `yaml:"concepts,required"` // by name: the words, folded, with blanks between
}

// Train trains the model on lines by many voices and on older ones. The same
// lines give the same model, byte for byte.
func Train(voices, older []LabelledUtterance, r Recipe, v linear.Vocabulary) *linear.Model {
	o := linear.Defaults()
	o.Vocabulary = v
	o.Slang = maps.Clone(v.Slang)
	for _, w := range r.Ignored {
		o.Slang[w] = ""
	}
	lines := make([]linear.Example, 0, 2*len(voices)+len(older))
	for _, l := range voices {
		teaches := linear.AllHeads
		if l.Label == linear.AnswerLabel {
			teaches = 0
		}
		lines = append(lines, linear.Example{Text: l.Text, Label: l.Label, Topic: l.Topic, TrainsHeads: teaches, Author: l.Author, Weight: 1})
	}
	spoken := slices.DeleteFunc(slices.Clone(lines), func(l linear.Example) bool {
		return l.Label == linear.AnswerLabel || l.Label == linear.HeadOffer.String() && l.Topic == posted
	})
	for i := range lines {
		if lines[i].Topic == posted {
			lines[i].Topic = ""
		}
	}
	for _, l := range older {
		lines = append(lines, linear.Example{Text: l.Text, Label: l.Label, TrainsHeads: linear.HeadSetOf(linear.HeadDanger, linear.HeadExit), Author: l.Author, Weight: r.Older})
	}
	const seed = 99 // any; fixed, so that training repeats itself
	lines = append(lines, linear.Vary(spoken, linear.Variation{Seed: seed, Weight: r.Varied, Everyday: slices.Concat(r.Everyday, asides(voices)), Fillers: r.Fillers})...)
	return linear.Train(lines, o)
}

// asides are short lines that want nothing. The generator puts them beside other lines, as people
// do, so that these are heard all the same.
func asides(voices []LabelledUtterance) []string {
	const fewest, most = 2, 8 // words
	var out []string
	for _, l := range voices {
		if n := len(strings.Fields(l.Text)); (l.Label == linear.HeadOther.String() || l.Label == linear.HeadSmalltalk.String()) && n >= fewest && n <= most {
			out = append(out, l.Text)
		}
	}
	return out
}

// posted is the topic by which a whole advertisement is told from a line that
// somebody types: the generator leaves it alone.
const posted = "posted"

// FromPost turns an advertisement into a line with the label offer.
func FromPost(id, author, lang, text string) LabelledUtterance {
	return LabelledUtterance{ID: id, Author: author, Lang: lang, Label: linear.HeadOffer.String(), Topic: posted, Text: text}
}

// Posted reports whether a line is a whole advertisement.
func (l LabelledUtterance) Posted() bool { return l.Topic == posted }
