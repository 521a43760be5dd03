package offer

import (
	"cekloker/internal/cond"
	"cekloker/internal/iso"
	"cekloker/internal/offer/contact"
)

// RuleData is all data that this package decides with. Package content decodes the files
// of flows/ into it; NewRules compiles it.
type RuleData struct {
	Slang   map[string]string // flows/hear/slang.yaml and flows/judge/regional.yaml: a folded word and the words it stands for
	Words   WordLists         // flows/judge/words.yaml
	Phrases []Phrase          // flows/judge/phrases/*.yaml
	Places  []Place           // flows/judge/places.yaml
	Brands  []Brand           // flows/judge/brands.yaml
	Hosts   contact.Hosts     // flows/judge/hosts.yaml
	Wages   Wages             // flows/judge/wages.yaml
	Signals []Signal          // flows/judge/signals/*.yaml
	Levels  LevelRules        // flows/judge/levels.yaml
}

// Problem is one mistake in the content.
type Problem struct {
	File string // under flows/, for example "judge/signals/fee_upfront.yaml"
	Path string // where in it: keys, indices and ids with slashes between, "levels/3/when"; "" the whole file
	What string // what is wrong
	Do   string // what to do
}

// Phrase is a way to say something. The session keeps its id, so that an offer can be
// judged again without its text.
type Phrase struct {
	ID      PhraseID        `yaml:"id,required"`
	Sets    map[Fact]string `yaml:"sets"`                           // facts that follow from it
	Says    []string        `yaml:"says,required"`                  // patterns, see below
	Unless  []string        `yaml:"unless"`                         // patterns that cancel it when they are in the same sentence
	After   []string        `yaml:"not_after"`                      // words that cancel it when they are right before it ("hubungi admin" is not a vacancy)
	Denied  bool            `yaml:"denied"`                         // its own words deny something ("tanpa kontrak"): a negator before it does not cancel it
	Context Context         `yaml:"context"`                        // what kind of text it speaks for; most phrases have none
	Source  string          `yaml:"source,required" names:"source"` // where the wording was seen, or "hyp" for common usage not seen in a source
	File    string          `yaml:"-"`
	Path    string          `yaml:"-"` // where in the file

	negates bool // one of its patterns holds a negator
}

// Place is a country, a town or a site.
type Place struct {
	ID       string      `yaml:"id,required"`
	Name     string      `yaml:"name,required"`
	Country  iso.Country `yaml:"country,required"`
	Type     PlaceType   `yaml:"type,required"`
	Risk     Risk        `yaml:"risk,required"`
	Variants []string    `yaml:"variants"` // spellings, besides the name
	Near     bool        `yaml:"near"`     // short or ambiguous: counts only when its country or another place of it is named too
	Note     string      `yaml:"note,required"`
	Sources  []string    `yaml:"sources,required" names:"source"`
}

// Brand is a well-known employer or office whose name is used by fraudsters.
type Brand struct {
	Name    string    `yaml:"name,required"`
	Says    []string  `yaml:"says"`    // how it is written, patterns
	Domains []string  `yaml:"domains"` // its own domains
	Kind    BrandKind `yaml:"kind,required"`
}

// Wages are the yardsticks that pay is compared with.
type Wages struct {
	Yardsticks []Yardstick `yaml:"yardsticks,required"`
	Rates      []Rate      `yaml:"rates,required"`
}

// Yardstick is a wage floor or mean.
type Yardstick struct {
	ID       string       `yaml:"id,required"`
	Country  iso.Country  `yaml:"country,required"`
	For      string       `yaml:"for" names:"role"` // "" the general floor, or a value of Role
	Amount   int64        `yaml:"amount,required"`  // a month, whole units
	Currency iso.Currency `yaml:"currency,required"`
	Date     string       `yaml:"date,required" is:"date"`
	ReviewBy string       `yaml:"review_by,required" is:"date"`
	Source   string       `yaml:"source,required" names:"source"`
	Counts   string       `yaml:"counts,required"` // what it counts
}

// Rate is how many units of To one unit of From is, as the press implied it.
type Rate struct {
	ID       string       `yaml:"id,required"`
	From     iso.Currency `yaml:"from,required"`
	To       iso.Currency `yaml:"to,required"`
	Rate     float64      `yaml:"rate,required"`
	Date     string       `yaml:"date,required" is:"date"`
	ReviewBy string       `yaml:"review_by,required" is:"date"`
	Source   string       `yaml:"source,required" names:"source"`
}

// Signal is one warning sign: flows/judge/signals/<id>.yaml.
type Signal struct {
	ID               SignalID `yaml:"-"`
	Finds            string   `yaml:"finds,required"` // what it finds and why that matters, for the keepers of the content
	When             string   `yaml:"when,required"`  // condition, see the names in signal.go
	Strength         Strength `yaml:"strength,required"`
	Category         Category `yaml:"category,required"`
	PointsTo         Trouble  `yaml:"points_to"` // the kind of trouble that it tells of, points("...") in levels.yaml
	HintsAt          Trouble  `yaml:"hints_at"`  // the kind of trouble where nothing tells it more plainly, hints("...")
	Tip              TipID    `yaml:"tip,required" names:"tip"`
	Sources          []string `yaml:"sources,required" names:"source"`
	Since            string   `yaml:"since,required" is:"date"`
	PositiveExamples []string `yaml:"fires,required"` // texts in which it is seen
	NegativeExamples []string `yaml:"quiet,required"` // texts in which it is not
	Country          bool     `yaml:"names_country"`  // its title names a country, so that no card for others holds it

	cond cond.Cond
	from []string // facts and phrases that the condition names
}

// LevelRules are the named rules that set level and kind of trouble; the first that
// holds decides.
type LevelRules struct {
	Levels           []LevelRule   `yaml:"levels,required"`
	Troubles         []TroubleRule `yaml:"troubles,required"`
	Core             []Fact        `yaml:"core,required"`    // facts that a lawful offer says; enough of them known: level 0 may be said
	EnglishCountries []iso.Country `yaml:"english,required"` // countries where an advertisement in English may be one for people who live there
	HomeFacts        []Fact        `yaml:"home,required"`    // the facts asked for when the work is at home
	Lawful           []string      `yaml:"lawful,required"`  // conditions: what a lawful offer abroad shows and others rarely do
	LawfulNeeded     int           `yaml:"shown,required"`   // how many of Lawful count as an official placement

	lawful []cond.Cond
}

// LevelRule sets a level.
type LevelRule struct {
	ID      string `yaml:"id,required"`
	When    string `yaml:"when,required"`
	Level   Level  `yaml:"level,required"`
	HomeJob bool   `yaml:"plain"` // of level 1: plain work at home, of which the usual things are said
	Firm    bool   `yaml:"firm"`  // of level 2: several kinds of bait together, which the learned reader does not lower
	Why     string `yaml:"why,required"`

	cond cond.Cond
}

// TroubleRule names the kind of trouble.
type TroubleRule struct {
	Kind Trouble `yaml:"kind,required"`
	When string  `yaml:"when,required"`

	cond cond.Cond
}
