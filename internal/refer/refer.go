// Package refer chooses the reporting channels that fit a situation, a country, a
// nationality and a place. Numbers and sentences are content (flows/channels, locales).
package refer

import (
	"cmp"
	"regexp"
	"slices"

	"cekloker/internal/iso"
)

// Ids of the content.
type (
	ChannelID string // file name in flows/channels
	Situation string // see Situations
)

// The situations that channels are chosen for.
const (
	AbroadInDanger  Situation = "abroad_in_danger"
	RelativeMissing Situation = "relative_missing"
	SuspiciousOffer Situation = "suspicious_offer"
	MoneyLost       Situation = "money_lost"
	LegalRoute      Situation = "legal_route_check"
	Returned        Situation = "returned_victim"
	ChildOrWoman    Situation = "child_or_woman_victim"
	Witness         Situation = "witness_protection"
	FakeAd          Situation = "fake_ad_takedown"
	SelfHarm        Situation = "self_harm"
	ChildHeld       Situation = "child_held"     // chosen from two others, see Find
	SelfHarmHeld    Situation = "self_harm_held" // likewise
)

// Most is how many channels one message may show.
const Most = 3

// Way is how a number is reached.
type Way string

const (
	Call     Way = "call"
	WhatsApp Way = "whatsapp"
)

// Confidence is how sure we are of a number.
type Confidence string

const (
	High   Confidence = "high"
	Medium Confidence = "medium"
	Low    Confidence = "low" // never shown as a number
)

// Number is one phone number of a channel.
type Number struct {
	Number     string     `yaml:"number,required"` // E.164
	Way        Way        `yaml:"way,required"`
	Confidence Confidence `yaml:"confidence,required"`
	For        string     `yaml:"for"`    // which line it is, as its source says, for maintainers of the list
	Source     string     `yaml:"source"` // the publisher among the sources in whose text it is
}

// Code is a short code, which works only inside one country.
type Code struct {
	Code       string      `yaml:"code,required"`
	DialFrom   iso.Country `yaml:"dial_from,required"`
	Confidence Confidence  `yaml:"confidence,required"`
	Source     string      `yaml:"source"` // as of a number
}

// Source is where a number was found.
type Source struct {
	Publisher string `yaml:"publisher,required"`
	Published string `yaml:"published"` // ISO date as far as known
	URL       string `yaml:"url"`
}

// Undated is the year of a source that shows no date.
const Undated = "undated"

// Year is the year in which a source was published, Undated when it shows none.
func (s Source) Year() string {
	if year := yearIn.FindString(s.Published); year != "" {
		return year
	}
	return Undated
}

// newer is the later of two years; any year is later than none.
func newer(a, b string) string {
	if a == Undated || b != Undated && b > a {
		return b
	}
	return a
}

// Year is the newest year in which a source published the number that is shown
// first; without a number that of its codes, and where these name no source that of
// all its sources. Undated when none shows a year.
func (c Channel) Year() string {
	named := map[string]bool{}
	for _, n := range c.Usable() {
		if n.Number == c.Usable()[0].Number {
			named[n.Source] = true
		}
	}
	if len(named) == 0 {
		for _, code := range c.Codes {
			named[code.Source] = true
		}
	}
	delete(named, "")
	year := Undated
	for _, s := range c.Sources {
		if len(named) == 0 || named[s.Publisher] {
			year = newer(year, s.Year())
		}
	}
	return year
}

var yearIn = regexp.MustCompile(`\b20\d\d\b`)

// Refused is a number that circulates for a channel and must not be used.
type Refused struct {
	Number string `yaml:"number,required"`
	Why    string `yaml:"why,required"`
}

// Channel is one office or organisation that can be asked.
type Channel struct {
	ID          ChannelID         `yaml:"-"`
	Purpose     string            `yaml:"purpose,required"` // what it is for, as its source says
	Kind        Kind              `yaml:"kind,required"`
	Situations  map[Situation]int `yaml:"situations,required"`  // rank, 1 first; the safest and surest way has the lowest
	Covers      []Area            `yaml:"covers,required"`      // countries it acts in, or world
	Near        []iso.Country     `yaml:"near"`                 // countries in whose cases it helps besides the mission there
	Nationality []CountryOrAny    `yaml:"nationality,required"` // whom it serves
	From        []CountryOrAny    `yaml:"from,required"`        // where one can reach it from
	Numbers     []Number          `yaml:"numbers"`
	Codes       []Code            `yaml:"codes"`
	Email       string            `yaml:"email"`
	Web         string            `yaml:"web"`
	MoreWeb     []string          `yaml:"more_web"`       // further pages, for maintainers of the list
	Hours       Hours             `yaml:"hours,required"` // when it answers
	HoursSaid   string            `yaml:"hours_said"`     // the hours in the words of the source
	Open        *Opening          `yaml:"open"`           // office hours as far as they are known
	Zone        Zone              `yaml:"zone"`           // of the hours
	Cost        string            `yaml:"cost,required"`  // as the sources say
	Visibility  Visibility        `yaml:"show,required"`
	HasNote     bool              `yaml:"caveat"` // contact.<id>.note says what to mind
	Mind        string            `yaml:"mind"`   // what to mind, for maintainers of the list
	Languages   []Language        `yaml:"languages"`
	Confidence  Confidence        `yaml:"confidence"`
	ReadOn      string            `yaml:"read_on,required" is:"date"` // the day on which it was read in its sources
	CalledOn    string            `yaml:"called_on" is:"date"`        // the day on which a person rang, wrote or went there and somebody answered; none: nobody did
	ReviewBy    string            `yaml:"review_by,required" is:"date"`
	Sources     []Source          `yaml:"sources,required"`
	DoNotUse    []Refused         `yaml:"do_not_use"`
}

// Need is what somebody needs a channel for.
type Need struct {
	Situation    Situation
	Country      string // ISO: where the trouble is, "" unknown
	Nationality  string // ISO of the person in trouble, "" taken as Indonesian
	AskerCountry string // ISO: where the person asking is, Abroad, "" unknown
	Watched      bool   // who asks may not be able to speak: where nothing can be written to, a message says who shall ring
	Others       bool   // other contacts are asked for: those that are shown behind the first ones as well
}

// Abroad is a Need.AskerCountry outside Indonesia that nobody named.
const Abroad = "abroad"

// home is where the ministries, the police and the short codes are.
const home = "ID"

// Foreign reports whether the person in trouble is not Indonesian, so that the
// embassy of their own country comes first.
func (n Need) Foreign() bool { return n.Nationality != "" && n.Nationality != home }

// Directory is all channels, checked and ready.
type Directory struct{ channels []Channel }

// New makes a directory. Package content has checked the channels.
func New(channels []Channel) *Directory {
	sorted := slices.Clone(channels)
	slices.SortFunc(sorted, func(a, b Channel) int { return cmp.Compare(a.ID, b.ID) })
	return &Directory{channels: sorted}
}

// All lists every channel, by id.
func (d *Directory) All() []Channel { return d.channels }

// Find returns at most Most channels for a need, the surest first. Somebody who
// is not Indonesian gets only channels for that nationality or for anybody; an
// unknown country gets the ministry's own line, which covers the world; so does
// an Indonesian abroad whom no channel of the situation can serve there.
func (d *Directory) Find(n Need) []Channel {
	switch n.Situation {
	case ChildHeld:
		return d.forChild(n)
	case SelfHarmHeld:
		n.Situation = SelfHarm
		crisis := d.Find(n)
		n.Situation = AbroadInDanger
		return joined(d.Find(n), Most-1, crisis)
	}
	type ranked struct {
		channel Channel
		rank    int
	}
	var found []ranked
	for _, c := range d.channels {
		if rank, fits := c.rank(n); fits {
			found = append(found, ranked{c, rank})
		}
	}
	slices.SortStableFunc(found, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
	out := make([]Channel, 0, Most)
	for _, f := range found[:min(len(found), Most)] {
		out = append(out, f.channel)
	}
	if len(out) == 0 && !n.Foreign() && n.Situation != AbroadInDanger {
		n.Situation = AbroadInDanger
		return d.Find(n)
	}
	return out
}

// forChild returns the channels for a child that is held: who can act there, then
// the service for children at home. Where nobody knows the country the ministry
// comes first, then who can act at home.
func (d *Directory) forChild(n Need) []Channel {
	if n.Situation = ChildOrWoman; n.Country == home {
		return d.Find(n)
	}
	service := d.Find(n)
	n.Situation = AbroadInDanger
	there := d.Find(n)
	first := Most - 1
	if n.Country == "" {
		first = 1
	}
	return joined(there, first, service)
}

// joined is at most n of some channels, then others up to Most.
func joined(some []Channel, n int, others []Channel) []Channel {
	out := slices.Clone(some[:min(len(some), n)])
	for _, c := range others {
		if len(out) < Most && !slices.ContainsFunc(out, func(o Channel) bool { return o.ID == c.ID }) {
			out = append(out, c)
		}
	}
	return out
}

// The rank of a channel for somebody in trouble abroad: the mission in that country
// comes before the ministry, a mission in a neighbouring country after it.
const (
	nearerThere    = 40
	nearerNextDoor = 25
)

// rank is the place of a channel among those for a need, and whether it is one.
func (c Channel) rank(n Need) (int, bool) {
	rank, fits := c.Situations[n.Situation]
	if !fits || c.Visibility == ShowNever || c.Visibility == ShowOnRequest && !n.Others || !c.serves(n) || len(c.Usable()) == 0 && c.Web == "" && c.Email == "" && len(c.CodesFor(n)) == 0 {
		return 0, false
	}
	if !abroad(n.Situation) {
		return rank, true
	}
	switch {
	case n.Country != "" && in(n.Country, c.Covers):
		return rank - nearerThere, true
	case n.Country != "" && slices.Contains(c.Near, iso.Country(n.Country)):
		return rank - nearerNextDoor, true
	case slices.Contains(c.Covers, World), c.Kind != Embassy && in(home, c.Covers) && n.Situation == RelativeMissing:
		return rank, true
	}
	return 0, false
}

// abroad reports whether a situation is about somebody in another country.
func abroad(s Situation) bool { return s == AbroadInDanger || s == RelativeMissing }

func (c Channel) serves(n Need) bool {
	nationality := n.Nationality
	if nationality == "" {
		nationality = home
	}
	if !slices.Contains(c.Nationality, CountryOrAny(nationality)) && !slices.Contains(c.Nationality, Anybody) {
		return false
	}
	return n.AskerCountry == "" || slices.Contains(c.From, Anybody) || slices.Contains(c.From, CountryOrAny(n.AskerCountry))
}

// Usable lists the numbers that may be shown, WhatsApp first: writing is
// quieter and cheaper than a call from abroad.
func (c Channel) Usable() []Number {
	if c.Visibility == ShowLink || c.Visibility == ShowNever {
		return nil
	}
	var out []Number
	for _, way := range [...]Way{WhatsApp, Call} {
		for _, n := range c.Numbers {
			if n.Way == way && n.Confidence != Low {
				out = append(out, n)
			}
		}
	}
	return out
}

// Writes reports whether a number that may be shown takes messages.
func (c Channel) Writes() bool {
	return slices.ContainsFunc(c.Usable(), func(n Number) bool { return n.Way == WhatsApp })
}

// Both reports whether a number that may be shown is one for calls and for WhatsApp.
func (c Channel) Both(number string) bool {
	ways := map[Way]bool{}
	for _, n := range c.Usable() {
		if n.Number == number {
			ways[n.Way] = true
		}
	}
	return len(ways) == len(Ways)
}

// CodesFor returns the short codes that work where the person is. If that is unknown, a
// person in danger abroad is assumed to be in the country of the trouble and everybody
// else to be at home; a message names the country with each code.
func (c Channel) CodesFor(n Need) []Code {
	from := n.AskerCountry
	if from == "" {
		from = home
		if n.Situation == AbroadInDanger {
			from = n.Country
		}
	}
	var out []Code
	for _, code := range c.Codes {
		if code.Confidence != Low && c.Visibility != ShowLink && c.Visibility != ShowNever && code.DialFrom == iso.Country(from) {
			out = append(out, code)
		}
	}
	return out
}

// Overdue reports whether the review date has passed on an ISO date.
func (c Channel) Overdue(today string) bool { return c.ReviewBy < today }
