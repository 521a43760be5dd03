package talk

import (
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
)

type slotID = flow.SlotID

// phraseOf returns the phrase of a "signs.<phrase>" origin, "" for a fact.
func phraseOf(from string) string {
	phrase, ok := strings.CutPrefix(from, string(offer.Signs)+".")
	if !ok {
		return ""
	}
	return phrase
}

// factValue writes what is kept of a fact for the person.
func factValue(f offer.Fact, value string) Arg {
	switch f {
	case offer.Pay:
		if m, ok := offer.ParseMoney(value); ok {
			return Money(m)
		}
	case offer.Destination, offer.Transit:
		if len(value) == 2 {
			return Country(value)
		}
	}
	return Ref("fact." + string(f) + "." + value)
}
