package offer

import "cekloker/internal/offer/learned"

// Ids of the content, lower_snake.
type (
	SignalID string // file name in flows/judge/signals
	PhraseID string // a phrase of flows/judge/phrases
	TipID    string // verify_offer, high_salary, company_legitimacy, seek_advice, report
)

// Strength is how much a signal weighs, in words that people can discuss.
// flows/judge/levels.yaml turns the signals of an offer into a level.
type Strength string

const (
	StrengthCritical Strength = "critical" // rarely or never part of a lawful placement: one is enough to stop and check
	StrengthStrong   Strength = "strong"   // common in trafficking and illegal placement, uncommon in lawful offers
	StrengthModerate Strength = "moderate" // seen in both; counts only together with others
	StrengthWeak     Strength = "weak"     // explains, never counts
)

// Level of a verdict. There is no level that means "safe".
type Level int

const (
	LevelNoSign    Level = 0 // no sign was found, which proves nothing
	LevelTooLittle Level = 1 // not enough information
	LevelSomeSigns Level = 2
	LevelManySigns Level = 3 // many or grave signs
)

// Rules of a large name without the address where one applies.
const (
	RuleUnchecked = "big_name_unchecked"
	RuleNamePlain = "name_reads_plain" // the text reads very much like honest ones
)

// Trouble is the kind of trouble the signs point to; the advice differs.
type Trouble string

const (
	TroubleForcedLabour     Trouble = "forced_labour"
	TroubleIllegalPlacement Trouble = "illegal_placement"
	TroubleNameFraud        Trouble = "name_fraud" // fee or data fraud in a company's or an office's name
	TroubleTaskScam         Trouble = "task_scam"
	TroubleIncomplete       Trouble = "incomplete" // ordinary, but too little is said
	TroubleNone             Trouble = "none"
)

// TextKind is the kind of a text.
type TextKind string

const (
	KindOffer        TextKind = "offer"    // an advertisement, a chat with a recruiter, somebody telling of an offer
	KindOpener       TextKind = "opener"   // "kak mau kerja? gaji lumayan": an offer without any fact
	KindNews         TextKind = "news"     // a warning or a report about scams
	KindAlreadyThere TextKind = "there"    // somebody who works already and tells of trouble
	KindQuestion     TextKind = "question" // a question without an offer
	KindAnswer       TextKind = "answer"   // single facts, such as an answer to a question
	KindOther        TextKind = "other"
)

// Finding is a signal seen in this offer.
type Finding struct {
	Signal   SignalID
	Strength Strength
	Category Category // findings of one category are one kind of sign; the wording counts categories
	Tip      TipID
	From     []string // what showed it: facts ("visa") and phrases ("signs.tourist_visa")
}

// Verdict is the outcome of judging facts. Same facts, same verdict.
type Verdict struct {
	Level          Level
	Trouble        Trouble
	Rule           string    // id of the named rule that set the level
	HomeJob        bool      // level 1 of plain work at home: nothing speaks against it, little is known
	FromPrediction bool      // level 2 only because it reads like reported offers: without that no finding gives this level
	Findings       []Finding // the strongest first
	Kinds          int       // independent families among the findings that count
	Missing        []Fact    // what a lawful offer would have said, the most useful question first
	Pay            *PayView  // the arithmetic, when pay and a yardstick are known
}

// PayView compares the pay of an offer with a yardstick, so that the sum can
// be shown.
type PayView struct {
	Pay       Money
	Yardstick string // id in flows/judge/wages.yaml
	Floor     Money  // the yardstick a month, in its own currency
	Times     float64
	Date      string // of the yardstick, ISO
}

// Reading is what Read found in a text.
type Reading struct {
	Kind       TextKind
	Facts      Facts
	Prediction learned.Prediction // what it reads like as a whole
	Offered    learned.Offered    // whether it is an offer, as far as its words tell
	Quotes     []Excerpt          // where each fact was read; only for the message that answers the text
	Unsure     bool               // the text was read from a picture so badly that something important may be missing
	Truncated  bool               // the text was longer than MaxText, or held too many links, and the rest was not read

	BehindNews bool // the advertisement came after news or a warning
}

// Excerpt is the person's own words behind a fact, masked and at most 60
// characters. It lives for one turn.
type Excerpt struct {
	From  string // as in Finding.From
	Words string
}
