package talk

import (
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
)

type slotID = flow.SlotID

// phraseOf returns the phrase of a "signs.<phrase>" origin, "" for a fact.
func phraseOf(from string) string {
	phrase, ok := strings.CutPrefix(from, string(offer.FactPhrases)+".")
	if !ok {
		return ""
	}
	return phrase
}

// factValue writes what is kept of a fact for the person.
func factValue(f offer.Fact, value string) Arg {
	switch f {
	case offer.FactPay:
		if m, ok := offer.ParseMoney(value); ok {
			return MoneyArg(m)
		}
	case offer.FactDestination, offer.FactTransit:
		if len(value) == 2 {
			return CountryArg(value)
		}
	}
	return SentenceArg("fact." + string(f) + "." + value)
}
