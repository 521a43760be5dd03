package say

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"

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
		return grouped(lang, int64(a)), nil
	case talk.TimesArg:
		return decimal(lang, float64(a)), nil
	case talk.MoneyArg:
		return s.money(lang, a)
	case talk.DayArg:
		return day(lang, string(a))
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

// grouped writes 1234 as 1.234 in Indonesian and 1,234 in English.
func grouped(lang session.Lang, n int64) string {
	digits := strconv.FormatInt(n, 10)
	sep := ","
	if lang == session.Indonesian {
		sep = "."
	}
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + sep + digits[i:]
	}
	return digits
}

// decimal writes one place after the point, none when it is zero.
func decimal(lang session.Lang, f float64) string {
	text := strings.TrimSuffix(strconv.FormatFloat(f, 'f', 1, 64), ".0")
	if lang == session.Indonesian {
		return strings.Replace(text, ".", ",", 1)
	}
	return text
}

// money writes an amount the way people say it: Rp 8-15 juta per bulan; 8-15
// million rupiah a month; USD 800 a month.
func (s *Speaker) money(lang session.Lang, m talk.MoneyArg) (string, error) {
	amount := currency(lang, m)
	if m.Period == "" {
		return amount, nil
	}
	period, err := s.Line(lang, talk.SentenceID("common.per_"+m.Period), nil)
	if err != nil {
		return "", err
	}
	return amount + " " + period, nil
}

func currency(lang session.Lang, m talk.MoneyArg) string {
	const million = 1_000_000
	if m.Currency != "IDR" {
		return m.Currency + " " + amounts(lang, m.Min, m.Max, 1)
	}
	big := m.Max >= million && m.Min%100_000 == 0 && m.Max%100_000 == 0 && (m.Min == 0 || m.Min >= million)
	switch {
	case big && lang == session.Indonesian:
		return "Rp " + amounts(lang, m.Min, m.Max, million) + " juta"
	case big:
		return amounts(lang, m.Min, m.Max, million) + " million rupiah"
	}
	return "Rp " + amounts(lang, m.Min, m.Max, 1)
}

func amounts(lang session.Lang, low, high, unit int64) string {
	one := func(n int64) string {
		if unit == 1 {
			return grouped(lang, n)
		}
		return decimal(lang, float64(n)/float64(unit))
	}
	if low == high || low == 0 {
		return one(high)
	}
	return one(low) + "-" + one(high)
}

var months = map[session.Lang][12]string{
	session.Indonesian: {"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"},
	session.English:    {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// day writes an ISO date; "2026-02" and "2026" are dates as well, since not
// every source says the day.
func day(lang session.Lang, iso string) (string, error) {
	parts := strings.Split(iso, "-")
	if len(parts[0]) != 4 || len(parts) > 3 {
		return "", fmt.Errorf("%q is no date", iso)
	}
	out := parts[0]
	if len(parts) > 1 {
		m, err := strconv.Atoi(parts[1])
		if err != nil || m < 1 || m > 12 {
			return "", fmt.Errorf("%q is no date", iso)
		}
		out = months[lang][m-1] + " " + out
	}
	if len(parts) > 2 {
		out = strings.TrimPrefix(parts[2], "0") + " " + out
	}
	return out, nil
}

// phone writes a number in groups, international form; a short code stays.
func phone(e164 string) string {
	number, err := phonenumbers.Parse(e164, "")
	if err != nil {
		return e164
	}
	return phonenumbers.Format(number, phonenumbers.INTERNATIONAL)
}
