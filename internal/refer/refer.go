// Package refer chooses the reporting channels that fit a situation, a country, a
// nationality and a place. Numbers and sentences are content (flows/channels, locales).
package refer

import (
	"cmp"
	"slices"
	"time"

	"cekloker/internal/iso"
)

// Ids of the content.
type (
	ChannelID string // file name in flows/channels
	Situation string // see Situations
)

// The situations that channels are chosen for.
const (
	SituationAbroadInDanger  Situation = "abroad_in_danger"
	SituationRelativeMissing Situation = "relative_missing"
	SituationSuspiciousOffer Situation = "suspicious_offer"
	SituationMoneyLost       Situation = "money_lost"
	SituationLegalRoute      Situation = "legal_route_check"
	SituationReturned        Situation = "returned_victim"
	SituationChildOrWoman    Situation = "child_or_woman_victim"
	SituationWitness         Situation = "witness_protection"
	SituationFakeAd          Situation = "fake_ad_takedown"
	SituationSelfHarm        Situation = "self_harm"
	SituationChildHeld       Situation = "child_held"     // chosen from two others, see Find
	SituationSelfHarmHeld    Situation = "self_harm_held" // likewise
	SituationDebt            Situation = "debt"
)

// MaxChannels is how many channels one message may show.
const MaxChannels = 3

// Way is how a number is reached.
type Way string

const (
	WayCall     Way = "call"
	WayWhatsApp Way = "whatsapp"
)

// Confidence is how sure we are of a number.
type Confidence string

const (
	ConfidenceHigh   Confidence = "high"
	ConfidenceMedium Confidence = "medium"
	ConfidenceLow    Confidence = "low" // never shown as a number
)

// PhoneNumber is one phone number of a channel.
type PhoneNumber struct {
	Number     string     `yaml:"number,required"` // E.164
	Way        Way        `yaml:"way,required"`
	Confidence Confidence `yaml:"confidence,required"`
	For        string     `yaml:"for"`    // which line it is, as its source says, for maintainers of the list
	Source     string     `yaml:"source"` // the publisher among the sources in whose text it is
}

// ShortCode is a short code, which works only inside one country.
type ShortCode struct {
	Code       string      `yaml:"code,required"`
	DialFrom   iso.Country `yaml:"dial_from,required"`
	Confidence Confidence  `yaml:"confidence,required"`
	Source     string      `yaml:"source"` // as of a number
}

// RefusedNumber is a number that circulates for a channel and must not be used.
type RefusedNumber struct {
	Number string `yaml:"number,required"`
	Why    string `yaml:"why,required"`
}

// Channel is one office or organisation that can be asked.
type Channel struct {
	ID          ChannelID         `yaml:"-"`
	Purpose     string            `yaml:"purpose,required"` // what it is for, as its source says
	Kind        ChannelKind       `yaml:"kind,required"`
	Situations  map[Situation]int `yaml:"situations,required"`  // rank, 1 first; the safest and surest way has the lowest
	Covers      []Area            `yaml:"covers,required"`      // countries it acts in, or world
	Near        []iso.Country     `yaml:"near"`                 // countries in whose cases it helps besides the mission there
	Nationality []CountryOrAny    `yaml:"nationality,required"` // whom it serves
	From        []CountryOrAny    `yaml:"from,required"`        // where one can reach it from
	Numbers     []PhoneNumber     `yaml:"numbers"`
	Codes       []ShortCode       `yaml:"codes"`
	Email       string            `yaml:"email"`
	Web         string            `yaml:"web"`
	MoreWeb     []string          `yaml:"more_web"`       // further pages, for maintainers of the list
	Hours       Availability      `yaml:"hours,required"` // when it answers
	HoursSaid   string            `yaml:"hours_said"`     // the hours in the words of the source
	Open        *OpeningHours     `yaml:"open"`           // office hours as far as they are known
	Zone        string            `yaml:"zone" is:"zone"` // of the hours
	Location    *time.Location    `yaml:"-"`              // of the zone, found by package content
	Cost        string            `yaml:"cost,required"`  // as the sources say
	Visibility  Visibility        `yaml:"show,required"`
	HasNote     bool              `yaml:"caveat"` // contact.<id>.note says what to mind
	Mind        string            `yaml:"mind"`   // what to mind, for maintainers of the list
	Languages   []SpokenLanguage  `yaml:"languages"`
	Confidence  Confidence        `yaml:"confidence"`
	ReadOn      string            `yaml:"read_on,required" is:"date"` // the day on which it was read in its sources
	CalledOn    string            `yaml:"called_on" is:"date"`        // the day on which a person rang, wrote or went there and somebody answered; none: nobody did
	ReviewBy    string            `yaml:"review_by,required" is:"date"`
	Sources     []Source          `yaml:"sources,required"`
	DoNotUse    []RefusedNumber   `yaml:"do_not_use"`
}

// Need is what somebody needs a channel for.
type Need struct {
	Situation    Situation
	Country      string // ISO: where the trouble is, "" unknown
	Nationality  string // ISO of the person in trouble, "" taken as Indonesian
	AskerCountry string // ISO: where the person asking is, "" unknown
	Watched      bool   // who asks may not be able to speak: where nothing can be written to, a message says who shall ring
	Others       bool   // other contacts are asked for: those that are shown behind the first ones as well
}

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

// Usable lists the numbers that may be shown, WhatsApp first: writing is
// quieter and cheaper than a call from abroad.
func (c Channel) Usable() []PhoneNumber {
	if c.Visibility == ShowLink || c.Visibility == ShowNever {
		return nil
	}
	var out []PhoneNumber
	for _, way := range [...]Way{WayWhatsApp, WayCall} {
		for _, n := range c.Numbers {
			if n.Way == way && n.Confidence != ConfidenceLow {
				out = append(out, n)
			}
		}
	}
	return out
}

// WhatsApp is the first number that may be shown and takes messages, "" for none.
func (c Channel) WhatsApp() string {
	for _, n := range c.Usable() {
		if n.Way == WayWhatsApp {
			return n.Number
		}
	}
	return ""
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
func (c Channel) CodesFor(n Need) []ShortCode {
	from := n.AskerCountry
	if from == "" {
		from = home
		if n.Situation == SituationAbroadInDanger {
			from = n.Country
		}
	}
	var out []ShortCode
	for _, code := range c.Codes {
		if code.Confidence != ConfidenceLow && c.Visibility != ShowLink && c.Visibility != ShowNever && code.DialFrom == iso.Country(from) {
			out = append(out, code)
		}
	}
	return out
}

// Overdue reports whether the review date has passed on an ISO date.
func (c Channel) Overdue(today string) bool { return c.ReviewBy < today }
