package money

import "cekloker/internal/words"

// Lists are the words that a sum is read by: flows/judge/words.yaml.
type Lists struct {
	BeforePay      words.Set `yaml:"pay,required"`             // precede pay
	Get            words.Set `yaml:"get,required"`             // right before a sum that the worker gets
	NotPay         words.Set `yaml:"not_pay,required"`         // precede other money than pay
	Fee            words.Set `yaml:"fee,required"`             // precede what the worker pays
	FeeNear        words.Set `yaml:"fee_near,required"`        // the same within three words
	FeeAfter       words.Set `yaml:"fee_after,required"`       // follow what the worker pays
	Deposit        words.Set `yaml:"deposit,required"`         // precede what is said to come back
	DepositAfter   words.Set `yaml:"deposit_after,required"`   // follow what is said to come back
	Official       words.Set `yaml:"official,required"`        // for what an office, a clinic or a school charges by rule
	OfficialPayees words.Set `yaml:"official_payees,required"` // to whom it is paid, and how it is shown
	ToPay          words.Set `yaml:"to_pay,required"`          // right before "pay" when the worker does
	Payers         words.Set `yaml:"payers,required"`          // who pays when it is not the worker
	Other          words.Set `yaml:"other,required"`           // precede prices, bonuses, savings
	Rent           words.Set `yaml:"rent,required"`            // sums about a room are its price
	Back           words.Set `yaml:"back,required"`            // money that they promise to give back
	Errand         words.Set `yaml:"errand,required"`          // what the employer's advance is for
	Undoes         words.Set `yaml:"undoes,required"`          // before a word for a fee that is taken off or replaced
	Warns          words.Set `yaml:"warns,required"`           // behind a sum in a warning
	Denies         words.Set `yaml:"denies,required"`          // deny a sum
	Counts         words.Set `yaml:"counts,required"`          // after a number that is no money
	Units          words.Set `yaml:"units,required"`           // what a number may be glued to ("14jt", "8jam")
	Range          words.Set `yaml:"range,required"`           // between the ends of a range
	PeriodFill     words.Set `yaml:"period_fill,required"`     // between a sum and its period ("5 juta nett / bln")

	Multiples  map[string]int64             `yaml:"multiples,required"`  // words that stand for noughts
	Currencies map[string]string            `yaml:"currencies,required"` // ways to write a currency, before or after the number; "" is the beginning of one ("us" in "us $")
	Beside     map[string]map[string]string `yaml:"beside,required"`     // a currency: the words beside it that make it another one
	Periods    map[string]string            `yaml:"periods,required"`    // how often: hour, day, week, month, year
	Numerals   map[string]float64           `yaml:"numerals,required"`   // numbers as they are spoken
}

// Unit reports whether a word is a unit, a multiple, a currency or a period of money.
func (l *Lists) Unit(word string) bool {
	if l.Units[word] || l.Multiples[word] > 0 || l.Periods[word] != "" {
		return true
	}
	_, ok := l.Currencies[word]
	return ok
}
