package offer

import "cekloker/internal/closed"

// Strengths are the strengths of signals, the gravest first.
var Strengths = closed.Set[Strength]{
	{Word: StrengthCritical, Means: "rarely or never part of a lawful placement: one is enough to stop and check"},
	{Word: StrengthStrong, Means: "common in trafficking and illegal placement, uncommon in lawful offers"},
	{Word: StrengthModerate, Means: "seen in both; counts only together with others"},
	{Word: StrengthWeak, Means: "explains, never counts"},
}

// Closed lists the strengths.
func (Strength) Closed() []closed.Entry { return Strengths.Entries() }

// Levels are the levels of a verdict.
var Levels = closed.Set[Level]{
	{Word: LevelNoSign, Means: "no sign that we know, which is no proof"},
	{Word: LevelTooLittle, Means: "not enough is known"},
	{Word: LevelSomeSigns, Means: "some signs"},
	{Word: LevelManySigns, Means: "many or grave signs"},
}

// Closed lists the levels.
func (Level) Closed() []closed.Entry { return Levels.Entries() }

// Troubles are the kinds of trouble that signs point to.
var Troubles = closed.Set[Trouble]{
	{Word: TroubleForcedLabour, Means: "forced labour, often in a scam compound"},
	{Word: TroubleIllegalPlacement, Means: "work abroad without the lawful way"},
	{Word: TroubleNameFraud, Means: "fee or data fraud in a company's or an office's name"},
	{Word: TroubleTaskScam, Means: "paid tasks that end in a deposit"},
	{Word: TroubleIncomplete, Means: "ordinary, but too little is said"},
	{Word: TroubleNone, Means: "none"},
}

// Closed lists the kinds of trouble.
func (Trouble) Closed() []closed.Entry { return Troubles.Entries() }

// Category is the kind of sign that a signal is: findings of one category count as
// one kind.
type Category string

// Categories are the categories of signals.
var Categories = closed.Set[Category]{
	{Word: "company", Means: "who employs"},
	{Word: "contact", Means: "how one gets in touch"},
	{Word: "control", Means: "what would keep people there"},
	{Word: "data", Means: "papers and data that are asked"},
	{Word: "demands", Means: "what the work asks of people"},
	{Word: "disguise", Means: "how the text is written"},
	{Word: "lies", Means: "what people are told to say or to hide"},
	{Word: "money", Means: "money asked, given or lent"},
	{Word: "package", Means: "what is paid for the traveller"},
	{Word: "papers", Means: "visa, passport, contract"},
	{Word: "pay", Means: "how much is promised"},
	{Word: "place", Means: "where the work is"},
	{Word: "pressure", Means: "hurry and secrecy"},
	{Word: "process", Means: "how people are chosen"},
	{Word: "recruiter", Means: "who recruits"},
	{Word: "role", Means: "what the work is"},
	{Word: "route", Means: "how one gets there"},
}

// Closed lists the categories.
func (Category) Closed() []closed.Entry { return Categories.Entries() }

// Context is the kind of text that a phrase is typical of.
type Context string

// Contexts are the kinds of text that phrases are typical of.
var Contexts = closed.Set[Context]{
	{Word: "job", Means: "work is spoken of"},
	{Word: "news", Means: "a report or a warning"},
	{Word: "question", Means: "a question"},
	{Word: "told", Means: "somebody tells of an offer"},
	{Word: "reply", Means: "the reader is asked to write or apply"},
	{Word: "opener", Means: "an offer without any fact"},
	{Word: "leisure", Means: "a journey that is no work"},
	{Word: "sale", Means: "something is sold or let, no work"},
	{Word: "there", Means: "somebody works already and has trouble"},
	{Word: "past", Means: "work that was, or has gone well for long"},
	{Word: "invite", Means: "somebody is invited"},
}

// Closed lists the kinds of text.
func (Context) Closed() []closed.Entry { return Contexts.Entries() }

// Risk is how strongly a place points to trafficking.
type Risk string

// Risks are all of them, the lowest first.
var Risks = closed.Set[Risk]{
	{Word: "critical", Means: "most people who were held were held there"},
	{Word: "high", Means: "people were held there or sent on from there"},
	{Word: "elevated", Means: "compounds were found there"},
	{Word: "watch", Means: "named in reports"},
	{Word: "context", Means: "a lawful destination, never a sign"},
	{Word: "transit", Means: "where people leave or change"},
	{Word: "home", Means: "Indonesia"},
}

// Closed lists the risks.
func (Risk) Closed() []closed.Entry { return Risks.Entries() }

// PlaceType is what a place is.
type PlaceType string

// PlaceCountry is the type of a whole country.
const PlaceCountry PlaceType = "country"

// PlaceTypes are the types of places.
var PlaceTypes = closed.Set[PlaceType]{
	{Word: PlaceCountry, Means: "a country"},
	{Word: "province", Means: "a province or a state"},
	{Word: "city", Means: "a city"},
	{Word: "town", Means: "towns that tell the country only"},
	{Word: "border_town", Means: "a town at a border"},
	{Word: "compound", Means: "one compound"},
	{Word: "compound_area", Means: "an area of compounds"},
	{Word: "transit", Means: "a port or an airport on the way"},
	{Word: "home", Means: "a town at home"},
}

// Closed lists the types.
func (PlaceType) Closed() []closed.Entry { return PlaceTypes.Entries() }

// BrandKind is what a well-known name is.
type BrandKind string

// BrandKinds are the kinds of well-known names.
var BrandKinds = closed.Set[BrandKind]{
	{Word: "company", Means: "a company"},
	{Word: "government", Means: "an office of the state"},
}

// Closed lists the kinds.
func (BrandKind) Closed() []closed.Entry { return BrandKinds.Entries() }
