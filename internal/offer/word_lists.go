package offer

import (
	"cekloker/internal/offer/money"
	"cekloker/internal/words"
)

// WordLists are short words that decide what a word beside them means: flows/judge/words.yaml.
type WordLists struct {
	Denies        words.Set `yaml:"denies,required"`         // deny what follows within three words of one clause
	Forbids       words.Set `yaml:"forbids,required"`        // forbid the whole clause after them, unless a word of calms follows
	Calms         words.Set `yaml:"calms,required"`          // right after a word of forbids: nothing is forbidden ("jangan takut, visa turis diurus")
	Reports       words.Set `yaml:"reports,required"`        // belong to people who report, warn or advise about others, and to the offices that they name
	Tells         words.Set `yaml:"tells,required"`          // said of others as well, but also by people who tell of an offer of their own or write to somebody
	Example       words.Set `yaml:"example,required"`        // in a warning just before an advertisement that it shows as an example
	Own           words.Set `yaml:"own,required"`            // people speak of themselves and to each other with them; reports about others do not contain them
	Malay         words.Set `yaml:"malay,required"`          // small words that a text in English does not have
	English       words.Set `yaml:"english,required"`        // small words that only a text in English has
	ToPlace       words.Set `yaml:"to_place,required"`       // before a place: the work is there
	FromPlace     words.Set `yaml:"from_place,required"`     // before a place: somebody comes from there
	ThroughPlace  words.Set `yaml:"through_place,required"`  // before a place: the journey passes it
	NotPlace      words.Set `yaml:"not_place,required"`      // before a place: it is not there
	OfCountry     words.Set `yaml:"of_country,required"`     // right before a country that only says what something is ("restoran Jepang")
	Instead       words.Set `yaml:"instead,required"`        // after what is denied and before what is true
	FirstPlace    words.Set `yaml:"first_place,required"`    // right after a place that is only the first of the journey
	AfterName     words.Set `yaml:"after_name,required"`     // after a name that is a flower, a school or denied ("kamboja kuning", "BKK SMK")
	Market        words.Set `yaml:"market,required"`         // up to four words after a place that is a market or a customer
	BetweenPlaces words.Set `yaml:"between_places,required"` // between the places of a list
	BelongsTo     words.Set `yaml:"belongs_to,required"`     // right before a country in a plea that says what something is, not where ("bos China")
	From          words.Set `yaml:"from,required"`           // right before a place that somebody leaves, or comes from
	Leaves        words.Set `yaml:"leaves,required"`         // some words before a word of from in a plea: somebody is at the place that follows
	NotThis       words.Set `yaml:"not_this,required"`       // before a place in a plea that is denied
	BesideBrand   words.Set `yaml:"beside_brand,required"`   // before a well-known name that is a landmark or a product: a shop near the station is not the railway company
	Employs       words.Set `yaml:"employs,required"`        // before the name of an employer

	Money money.Lists `yaml:"money,required"` // sums and what they are for
}
