// Package money reads the pay from the words of an offer, and converts it to monthly
// pay so that it can be compared. It is pure and has no exchange rates: those are in
// flows/judge/wages.yaml.
package money

import (
	"fmt"
	"strconv"
	"strings"
)

// Money is an amount or a range in whole units of an ISO 4217 currency.
type Money struct {
	Min, Max int64
	Currency string
	Period   string // hour, day, week, month, year, "" not said
}

// String writes money as the value of a fact: "8000000-15000000 IDR month".
// An unknown period is written as "-".
func (m Money) String() string {
	period := m.Period
	if period == "" {
		period = "-"
	}
	return fmt.Sprintf("%d-%d %s %s", m.Min, m.Max, m.Currency, period)
}

// Parse reads what String wrote.
func Parse(value string) (Money, bool) {
	parts := strings.Fields(value)
	if len(parts) != 3 || len(parts[1]) != 3 {
		return Money{}, false
	}
	low, high, ok := strings.Cut(parts[0], "-")
	m := Money{Currency: parts[1], Period: strings.TrimPrefix(parts[2], "-")}
	var err1, err2 error
	m.Min, err1 = strconv.ParseInt(low, 10, 64)
	m.Max, err2 = strconv.ParseInt(high, 10, 64)
	return m, ok && err1 == nil && err2 == nil && m.Min >= 0 && m.Min <= m.Max
}

// hours, days and weeks of a working month, for pay by the hour, day or week:
// 40 hours and 6 days a week, 52 weeks a year.
const (
	hoursAMonth = 173
	daysAMonth  = 26
	weeksAMonth = 4
)

// Monthly converts pay to a month. Money without a period counts as monthly.
func (m Money) Monthly() Money {
	low, high := m.Min, m.Max
	switch m.Period {
	case "hour":
		low, high = low*hoursAMonth, high*hoursAMonth
	case "day":
		low, high = low*daysAMonth, high*daysAMonth
	case "week":
		low, high = low*weeksAMonth, high*weeksAMonth
	case "year":
		low, high = low/12, high/12
	}
	return Money{Min: low, Max: high, Currency: m.Currency, Period: "month"}
}
