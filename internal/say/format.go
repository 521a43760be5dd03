package say

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// arg writes a value in the reader's language.
func (s *Speaker) arg(lang session.Lang, arg talk.Arg) (string, error) {
	switch a := arg.(type) {
	case talk.WordsArg:
		return string(a), nil
	case talk.LinkArg:
		return string(a), nil
	case talk.NumberArg:
		return s.writers[lang].whole(int64(a)), nil
	case talk.TimesArg:
		return s.writers[lang].decimal(float64(a)), nil
	case talk.MoneyArg:
		return s.money(lang, a)
	case talk.DayArg:
		return s.writers[lang].day(string(a))
	case talk.PhoneArg:
		return phone(string(a)), nil
	case talk.CountryArg:
		return s.Line(lang, talk.SentenceID("country."+string(a)), nil)
	case talk.SentenceArg:
		return s.Line(lang, talk.SentenceID(a), nil)
	case talk.SentencesArg:
		return s.list(lang, a)
	}
	return "", fmt.Errorf("value of unknown kind %T", arg)
}

func (s *Speaker) list(lang session.Lang, ids talk.SentencesArg) (string, error) {
	parts := make([]string, 0, len(ids))
	for _, id := range ids {
		line, err := s.Line(lang, id, nil)
		if err != nil {
			return "", err
		}
		parts = append(parts, line)
	}
	return strings.Join(parts, ", "), nil
}

// Format is how a language writes numbers, money and dates.
type Format struct {
	Numbers       string   `yaml:"numbers,required"`        // the language tag whose numbers it writes, as golang.org/x/text knows it
	Months        []string `yaml:"months,required"`         // January to December
	Date          string   `yaml:"date,required"`           // a day, with {day}, {month} and {year}
	Month         string   `yaml:"month,required"`          // a month, with {month} and {year}
	Rupiah        string   `yaml:"rupiah,required"`         // rupiah, with {n}
	MillionRupiah string   `yaml:"million_rupiah,required"` // millions of rupiah, with {n}
	Money         string   `yaml:"money,required"`          // any other money, with {currency} and {n}
}

// writer writes the values of one language.
type writer struct {
	Format
	numbers *message.Printer
}

// newWriter checks a format.
func newWriter(f Format) (writer, error) {
	tag, err := language.Parse(f.Numbers)
	if err != nil {
		return writer{}, fmt.Errorf("numbers: %q is no language tag", f.Numbers)
	}
	if len(f.Months) != 12 {
		return writer{}, fmt.Errorf("months: there are %d, a year has 12", len(f.Months))
	}
	for _, p := range [...]struct{ pattern, parts string }{
		{f.Date, "{day} {month} {year}"}, {f.Month, "{month} {year}"}, {f.Rupiah, "{n}"}, {f.MillionRupiah, "{n}"}, {f.Money, "{currency} {n}"},
	} {
		for _, part := range strings.Fields(p.parts) {
			if !strings.Contains(p.pattern, part) {
				return writer{}, fmt.Errorf("the pattern %q has no %s", p.pattern, part)
			}
		}
	}
	return writer{f, message.NewPrinter(tag)}, nil
}

// whole writes 1234 as 1.234 or 1,234.
func (w writer) whole(n int64) string { return w.numbers.Sprint(number.Decimal(n)) }

// decimal writes at most one place after the point.
func (w writer) decimal(f float64) string {
	return w.numbers.Sprint(number.Decimal(f, number.MaxFractionDigits(1)))
}

// money writes an amount the way people say it: Rp 8-15 juta per bulan; 8-15
// million rupiah a month; USD 800 a month.
func (s *Speaker) money(lang session.Lang, m talk.MoneyArg) (string, error) {
	amount := s.writers[lang].money(m)
	if m.Period == "" {
		return amount, nil
	}
	period, err := s.Line(lang, talk.SentenceID("common.per_"+m.Period), nil)
	if err != nil {
		return "", err
	}
	return amount + " " + period, nil
}

func (w writer) money(m talk.MoneyArg) string {
	const million = 1_000_000
	pattern, unit := w.Rupiah, int64(1)
	switch {
	case m.Currency != "IDR":
		pattern = w.Money
	case m.Max >= million && m.Min%100_000 == 0 && m.Max%100_000 == 0 && (m.Min == 0 || m.Min >= million):
		pattern, unit = w.MillionRupiah, million
	}
	return strings.NewReplacer("{currency}", m.Currency, "{n}", w.amounts(m.Min, m.Max, unit)).Replace(pattern)
}

func (w writer) amounts(low, high, unit int64) string {
	one := func(n int64) string {
		if unit == 1 {
			return w.whole(n)
		}
		return w.decimal(float64(n) / float64(unit))
	}
	if low == high || low == 0 {
		return one(high)
	}
	return one(low) + "-" + one(high)
}

// day writes an ISO date; "2026-02" and "2026" are dates as well, since not
// every source says the day.
func (w writer) day(iso string) (string, error) {
	parts := strings.Split(iso, "-")
	if len(parts[0]) != 4 || len(parts) > 3 {
		return "", fmt.Errorf("%q is no date", iso)
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	month, err := strconv.Atoi(parts[1])
	if err != nil || month < 1 || month > 12 {
		return "", fmt.Errorf("%q is no date", iso)
	}
	pattern, day := w.Month, ""
	if len(parts) == 3 {
		pattern, day = w.Date, strings.TrimPrefix(parts[2], "0")
	}
	return strings.NewReplacer("{day}", day, "{month}", w.Months[month-1], "{year}", parts[0]).Replace(pattern), nil
}

// phone writes a number in groups, international form; a short code stays.
func phone(e164 string) string {
	number, err := phonenumbers.Parse(e164, "")
	if err != nil {
		return e164
	}
	return phonenumbers.Format(number, phonenumbers.INTERNATIONAL)
}
