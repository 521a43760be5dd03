package offer

import (
	"fmt"
	"strconv"
	"strings"
)

// String writes money as the value of a fact: "8000000-15000000 IDR month".
// An unknown period is written as "-".
func (m Money) String() string {
	period := m.Period
	if period == "" {
		period = "-"
	}
	return fmt.Sprintf("%d-%d %s %s", m.Min, m.Max, m.Currency, period)
}

// ParseMoney reads what String wrote.
func ParseMoney(value string) (Money, bool) {
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
