package refer

import (
	"slices"

	"cekloker/internal/closed"
	"cekloker/internal/iso"
)

// Situations are the situations that channels are chosen for.
var Situations = closed.Set[Situation]{
	{Word: SituationAbroadInDanger, Means: "somebody abroad is held, hurt or threatened"},
	{Word: SituationRelativeMissing, Means: "a relative abroad does not answer or is held"},
	{Word: SituationSuspiciousOffer, Means: "an offer looks wrong and shall be reported"},
	{Word: SituationMoneyLost, Means: "money was sent to fraudsters"},
	{Word: SituationLegalRoute, Means: "whether a company or an offer is licensed"},
	{Word: SituationReturned, Means: "somebody came home and needs help"},
	{Word: SituationChildOrWoman, Means: "a child or a woman is the victim"},
	{Word: SituationWitness, Means: "a witness needs protection"},
	{Word: SituationFakeAd, Means: "an advertisement or an account shall be taken down"},
	{Word: SituationSelfHarm, Means: "somebody thinks of suicide"},
	{Word: SituationChildHeld, Means: "a child is held: abroad as abroad_in_danger, with the service for children last; at home as child_or_woman_victim. No channel names it"},
	{Word: SituationDebt, Means: "a debt is collected from somebody who came home"},
	{Word: SituationSelfHarmHeld, Means: "somebody thinks of suicide and cannot leave: as abroad_in_danger, with the crisis line last. No channel names it"},
}

// Closed lists the situations.
func (Situation) Closed() []closed.Entry { return Situations.Entries() }

// Ways are the ways to reach a number.
var Ways = closed.Set[Way]{
	{Word: WayCall, Means: "a voice call"},
	{Word: WayWhatsApp, Means: "a message or a call by WhatsApp"},
}

// Closed lists the ways.
func (Way) Closed() []closed.Entry { return Ways.Entries() }

// Confidences tell how sure we are of a number.
var Confidences = closed.Set[Confidence]{
	{Word: ConfidenceHigh, Means: "stated by the office itself, recently"},
	{Word: ConfidenceMedium, Means: "stated by the press or some time ago"},
	{Word: ConfidenceLow, Means: "in doubt: never shown as a number"},
}

// Closed lists the degrees of confidence.
func (Confidence) Closed() []closed.Entry { return Confidences.Entries() }

// ChannelKind is what a channel is.
type ChannelKind string

// KindEmbassy is a mission in another country, which is near to people there; WebTool
// has no number.
const (
	KindEmbassy ChannelKind = "embassy"
	KindWebTool ChannelKind = "web_tool"
)

// ChannelKinds are the kinds of channels.
var ChannelKinds = closed.Set[ChannelKind]{
	{Word: KindEmbassy, Means: "an embassy or a consulate"},
	{Word: "ministry", Means: "a ministry of Indonesia"},
	{Word: "police", Means: "the police of Indonesia"},
	{Word: "regulator", Means: "an authority that can block accounts, sites or numbers"},
	{Word: "state_body", Means: "another body of the state"},
	{Word: "ngo", Means: "an organisation of citizens"},
	{Word: KindWebTool, Means: "a page on which something can be looked up"},
	{Word: "foreign_police", Means: "the police of another country"},
	{Word: "foreign_hotline", Means: "a line of another country"},
}

// Closed lists the kinds.
func (ChannelKind) Closed() []closed.Entry { return ChannelKinds.Entries() }

// Visibility is how a channel is shown.
type Visibility string

// The ways to show a channel.
const (
	ShowNumbers   Visibility = "yes"
	ShowWithNote  Visibility = "caveat"
	ShowLink      Visibility = "link"
	ShowOnRequest Visibility = "behind"
	ShowNever     Visibility = "no"
)

// Visibilities are the ways to show a channel.
var Visibilities = closed.Set[Visibility]{
	{Word: ShowNumbers, Means: "with its numbers"},
	{Word: ShowWithNote, Means: "with its numbers and a note on what to mind"},
	{Word: ShowLink, Means: "its page only, no number"},
	{Word: ShowOnRequest, Means: "with its numbers and its note, and only to somebody who asks for other contacts"},
	{Word: ShowNever, Means: "not at all: kept for the people who keep the list"},
}

// Closed lists the ways to show a channel.
func (Visibility) Closed() []closed.Entry { return Visibilities.Entries() }

// Availability is when a channel answers.
type Availability string

// Availabilities are the words for when a channel answers.
var Availabilities = closed.Set[Availability]{
	{Word: "always", Means: "day and night"},
	{Word: "office", Means: "in office hours"},
	{Word: "unknown", Means: "no source says"},
}

// Closed lists the words for hours.
func (Availability) Closed() []closed.Entry { return Availabilities.Entries() }

// Area is where a channel acts: a country, or World.
type Area string

// AreaWorld is every country.
const AreaWorld Area = "world"

// Closed lists the areas.
func (Area) Closed() []closed.Entry {
	return append(iso.Countries.Entries(), closed.Entry{Word: string(AreaWorld), Means: "every country"})
}

// CountryOrAny is the nationality or the place of a person: a country, or Anybody.
type CountryOrAny string

// AnyCountry is people of every country, or anywhere.
const AnyCountry CountryOrAny = "any"

// Closed lists the words.
func (CountryOrAny) Closed() []closed.Entry {
	return append(iso.Countries.Entries(), closed.Entry{Word: string(AnyCountry), Means: "of every country, or anywhere"})
}

// SpokenLanguage is a language in which a channel answers: ISO 639-1.
type SpokenLanguage string

// SpokenLanguages are the languages of the channels.
var SpokenLanguages = closed.Set[SpokenLanguage]{
	{Word: "id", Means: "Indonesian"}, {Word: "en", Means: "English"}, {Word: "ms", Means: "Malay"}, {Word: "jv", Means: "Javanese"}, {Word: "th", Means: "Thai"}, {Word: "km", Means: "Khmer"}, {Word: "lo", Means: "Lao"}, {Word: "my", Means: "Burmese"},
	{Word: "vi", Means: "Vietnamese"}, {Word: "zh", Means: "Chinese"}, {Word: "tl", Means: "Tagalog"}, {Word: "ar", Means: "Arabic"}, {Word: "hi", Means: "Hindi"}, {Word: "bn", Means: "Bengali"}, {Word: "ja", Means: "Japanese"}, {Word: "ko", Means: "Korean"},
	{Word: "unknown", Means: "no source says"},
}

// Closed lists the languages.
func (SpokenLanguage) Closed() []closed.Entry { return SpokenLanguages.Entries() }

// Weekday is a day of the week: 1 Monday to 7 Sunday.
type Weekday int

// Weekdays are the days of the week.
var Weekdays = closed.Set[Weekday]{{Word: 1, Means: "Monday"}, {Word: 2, Means: "Tuesday"}, {Word: 3, Means: "Wednesday"}, {Word: 4, Means: "Thursday"}, {Word: 5, Means: "Friday"}, {Word: 6, Means: "Saturday"}, {Word: 7, Means: "Sunday"}}

// Closed lists the days.
func (Weekday) Closed() []closed.Entry { return Weekdays.Entries() }

// in reports whether a list of areas holds a country.
func in(country string, areas []Area) bool { return slices.Contains(areas, Area(country)) }
