package offer

import (
	"cekloker/internal/cond"
	"cekloker/internal/offer/contact"
)

// Content is everything this package decides with, as it stands in the files of
// flows/. Package content decodes the files into it; NewRules compiles it.
type Content struct {
	Slang   map[string]string // flows/hear/slang.yaml: a folded word and the words it stands for
	Phrases []Phrase          // flows/judge/phrases/*.yaml
	Places  []Place           // flows/judge/places.yaml
	Brands  []Brand           // flows/judge/brands.yaml
	Hosts   contact.Hosts     // flows/judge/hosts.yaml
	Wages   Wages             // flows/judge/wages.yaml
	Signals []Signal          // flows/judge/signals/*.yaml
	Levels  Levels            // flows/judge/levels.yaml
}

// Problem is one mistake in the content.
type Problem struct {
	File string // under flows/, for example "judge/signals/fee_upfront.yaml"
	Key  string // the text near which it stands, to find the line; may be empty
	What string // what is wrong
	Do   string // what to do
}

// Phrase is a way to say something. Its id stands in the session, so that an
// offer can be judged again without its text.
type Phrase struct {
	ID      PhraseID        `yaml:"id"`
	Sets    map[Fact]string `yaml:"sets"`      // facts that follow from it
	Says    []string        `yaml:"says"`      // patterns, see package words
	Unless  []string        `yaml:"unless"`    // patterns that cancel it when they stand in the same sentence
	After   []string        `yaml:"not_after"` // words that cancel it when they stand right before it ("hubungi admin" is no vacancy)
	Denied  bool            `yaml:"denied"`    // its own words deny something ("tanpa kontrak"): a negator before it does not cancel it
	Context string          `yaml:"context"`   // job, news, question, told, reply, leisure, invite: what kind of text it speaks for; most phrases have none
	Source  string          `yaml:"source"`    // where the wording was seen: ids of red-flags.md, or "hyp" for common usage not seen in a source
	File    string          `yaml:"-"`

	negates bool // one of its patterns holds a negator
}

// Place is a country, a town or a site.
type Place struct {
	ID       string   `yaml:"id"`
	Name     string   `yaml:"name"`
	Country  string   `yaml:"country"`  // ISO 3166 alpha-2
	Type     string   `yaml:"type"`     // country, city, border_town, compound, transit, home, ...
	Risk     string   `yaml:"risk"`     // critical, high, elevated, watch, context, transit, home
	Variants []string `yaml:"variants"` // spellings, besides the name
	Near     bool     `yaml:"near"`     // short or ambiguous: counts only when its country or another place of it is named too
	Note     string   `yaml:"note"`
	Sources  []string `yaml:"sources"`
}

// Brand is a well-known employer or office whose name is used by fraudsters.
type Brand struct {
	Name    string   `yaml:"name"`
	Says    []string `yaml:"says"`    // how it is written, patterns
	Domains []string `yaml:"domains"` // its own domains
	Kind    string   `yaml:"kind"`    // company, government
}

// Wages are the yardsticks that pay is compared with.
type Wages struct {
	Yardsticks []Yardstick `yaml:"yardsticks"`
	Rates      []Rate      `yaml:"rates"`
}

// Yardstick is a wage floor or mean.
type Yardstick struct {
	ID       string `yaml:"id"`
	Country  string `yaml:"country"`
	For      string `yaml:"for"`    // "" the general floor; role ids; "home" Indonesian comparisons
	Amount   int64  `yaml:"amount"` // a month, whole units
	Currency string `yaml:"currency"`
	Date     string `yaml:"date"`
	ReviewBy string `yaml:"review_by"`
	Source   string `yaml:"source"`
	Counts   string `yaml:"counts"` // what it counts
}

// Rate is how many units of To one unit of From is, as the press implied it.
type Rate struct {
	ID       string  `yaml:"id"`
	From     string  `yaml:"from"`
	To       string  `yaml:"to"`
	Rate     float64 `yaml:"rate"`
	Date     string  `yaml:"date"`
	ReviewBy string  `yaml:"review_by"`
	Source   string  `yaml:"source"`
}

// Signal is one warning sign: flows/judge/signals/<id>.yaml.
type Signal struct {
	ID       SignalID `yaml:"-"`
	Finds    string   `yaml:"finds"`    // what it finds and why that matters, for the keepers of the content
	When     string   `yaml:"when"`     // condition, see the names in signal.go
	Strength Strength `yaml:"strength"` //
	Family   string   `yaml:"family"`   // findings of one family are one kind of sign
	Tip      TipID    `yaml:"tip"`      //
	Sources  []string `yaml:"sources"`  //
	Since    string   `yaml:"since"`    // ISO date
	Fires    []string `yaml:"fires"`    // texts in which it is seen
	Quiet    []string `yaml:"quiet"`    // texts in which it is not

	cond cond.Cond
	from []string // facts and phrases that the condition names
}

// Levels are the named rules that set level and kind of trouble; the first that
// holds decides.
type Levels struct {
	Levels   []LevelRule   `yaml:"levels"`
	Troubles []TroubleRule `yaml:"troubles"`
	Core     []Fact        `yaml:"core"`    // facts that a lawful offer says; enough of them known: level 0 may be said
	Enough   int           `yaml:"enough"`  // how many of Core
	English  []string      `yaml:"english"` // countries where an advertisement in English may be one for people who live there
	Home     []Fact        `yaml:"home"`    // the facts asked for when the work is at home
}

// LevelRule sets a level.
type LevelRule struct {
	ID    string `yaml:"id"`
	When  string `yaml:"when"`
	Level Level  `yaml:"level"`
	Grave bool   `yaml:"grave"`
	Why   string `yaml:"why"`

	cond cond.Cond
}

// TroubleRule names the kind of trouble.
type TroubleRule struct {
	Kind Trouble `yaml:"kind"`
	When string  `yaml:"when"`

	cond cond.Cond
}
