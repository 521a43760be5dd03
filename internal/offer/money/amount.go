package money

import (
	"strconv"
	"strings"
	"unicode"

	"cekloker/internal/words"
)

// amount is one sum in a text.
type amount struct {
	money    Money
	from, to int  // tokens
	sure     bool // a currency or a multiple is named
	clear    bool // a currency is named
}

// amountAt reads a sum that begins at token i: a currency before or after the
// number, its multiple, a range, a period.
func (l *Lists) amountAt(tokens []words.Token, i int) (amount, bool) {
	a := amount{from: i}
	cur, j := l.head(tokens, i)
	low, unit, after, ok := l.number(tokens, j)
	if !ok || j > i && cur == "" {
		return a, false
	}
	if after < len(tokens) && tokens[after].Text == "digit" {
		return digits(a, low, after+1)
	}
	if cur != "" && unit == 1 && after < len(tokens) && tokens[after].Text == "m" && tokens[after].Glued {
		low, unit, after = low*1e6, 1e6, after+1 // "IDR 8M"
	}
	high, end := low, after
	if k := l.upper(tokens, after, &cur); k > after {
		if h, hUnit, hEnd, ok := l.number(tokens, k); ok {
			low, high = aligned(low, unit, h, hUnit)
			if high >= low {
				end, unit = hEnd, max(unit, hUnit)
			} else {
				high = low
			}
		}
	}
	if cur == "" {
		cur, end = l.tail(tokens, end, unit)
	}
	if spoken(tokens[j]) && unit == 1 {
		return a, false // "dua orang" is not a sum
	}
	a.clear, a.sure = cur != "", cur != "" || unit > 1
	if cur == "" {
		cur = "IDR"
	}
	a.money = Money{Min: int64(low), Max: int64(high), Currency: cur}
	a.money.Period, a.to = l.period(tokens, end)
	return a, high >= 1 && high < 1e12
}

// digits reads "2 digit": ten million rupiah or more a month.
func digits(a amount, n float64, end int) (amount, bool) {
	if n != 2 {
		return a, false
	}
	a.money, a.to, a.sure = Money{Min: 10e6, Max: 10e6, Currency: "IDR", Period: "month"}, end, true
	return a, true
}

// aligned gives both ends of a range the same multiple: "8-15jt", "5 juta - 10".
func aligned(low float64, unit int64, high float64, hUnit int64) (float64, float64) {
	if unit == 1 && hUnit > 1 && low < 1000 {
		low *= float64(hUnit)
	}
	if hUnit == 1 && unit > 1 && high < 1000 {
		high *= float64(unit)
	}
	return low, high
}

// head reads a currency before the number at i, and where the number begins.
func (l *Lists) head(tokens []words.Token, i int) (cur string, j int) {
	for j = i; j < len(tokens) && !tokens[j].Number && j-i < 3; j++ {
		word := tokens[j].Text
		c, ok := l.Currencies[word]
		if !ok && word != "s" && word != "hk" && word != "a" && word != "p" {
			return cur, j
		}
		if word == "p" {
			if j+1 >= len(tokens) || !tokens[j+1].Glued {
				return "", j
			}
			c = "PHP"
		}
		if c != "" {
			cur = c
			if other := l.Beside[c][tokens[i].Text]; other != "" && j > i {
				cur = other
			}
		}
	}
	return cur, j
}

// tail reads a currency after the number that ends before token end.
func (l *Lists) tail(tokens []words.Token, end int, unit int64) (string, int) {
	at := end
	for at < len(tokens) && at < end+2 && l.Currencies[tokens[at].Text] == "" && (l.Beside["USD"][tokens[at].Text] != "" || l.Beside["SAR"][tokens[at].Text] != "" || tokens[at].Text == "new") {
		at++
	}
	if at >= len(tokens) {
		return "", end
	}
	c := l.Currencies[tokens[at].Text]
	if c == "" || tokens[at].Text == "u" && unit > 1 {
		return "", end
	}
	if at > end {
		if other := l.Beside[c][tokens[at-1].Text]; other != "" {
			return other, at + 1
		}
		return "", end
	}
	at++
	if at < len(tokens) {
		if other := l.Beside[c][tokens[at].Text]; other != "" && len(tokens[at].Text) > 2 {
			return other, at + 1
		}
		if t := tokens[at].Text; c == "USD" && (t == "as" || t == "amerika" || t == "us" || t == "a") {
			at++
		}
	}
	return c, at
}

// spoken reports whether a token is a number in words.
func spoken(t words.Token) bool { return !t.Number }

// number reads a number and its multiple: "8,5 jt", "1.500", "14.000.000",
// "lima belas juta", "seribu".
func (l *Lists) number(tokens []words.Token, i int) (value float64, unit int64, end int, ok bool) {
	if i >= len(tokens) {
		return 0, 0, i, false
	}
	if !tokens[i].Number {
		value, end = l.inWords(tokens, i)
	} else if value, ok = ParseNumber(tokens[i].Text); ok {
		end = i + 1
	}
	if end == i || end == 0 {
		return 0, 0, i, false
	}
	unit = 1
	if end < len(tokens) {
		if u, has := l.Multiples[tokens[end].Text]; has && !(tokens[end].Text == "k" && !tokens[end].Glued) {
			return value * float64(u), u, end + 1, true
		}
	}
	if tokens[i].Text == "seribu" {
		return 1000, 1000, i + 1, true
	}
	return value, unit, end, true
}

// inWords reads a spoken number up to ninety-nine.
func (l *Lists) inWords(tokens []words.Token, i int) (float64, int) {
	if tokens[i].Text == "seribu" || tokens[i].Text == "sejuta" {
		return map[string]float64{"seribu": 1000, "sejuta": 1e6}[tokens[i].Text], i + 1
	}
	n, ok := l.Numerals[tokens[i].Text]
	if !ok {
		return 0, i
	}
	end := i + 1
	if end < len(tokens) && tokens[end].Text == "belas" {
		return n + 10, end + 1
	}
	if end < len(tokens) && tokens[end].Text == "puluh" {
		n, end = n*10, end+1
		if end < len(tokens) && l.Numerals[tokens[end].Text] > 0 && l.Numerals[tokens[end].Text] < 10 {
			n, end = n+l.Numerals[tokens[end].Text], end+1
		}
	}
	return n, end
}

// unmarked takes the marks of thousands out.
var unmarked = strings.NewReplacer(".", "", ",", "")

// ParseNumber reads one number without a unit, in Indonesian and English forms. A mark
// before exactly three digits separates thousands; before one or two it is the decimal
// mark.
func ParseNumber(s string) (float64, bool) {
	for _, c := range s {
		if !unicode.IsDigit(c) && c != '.' && c != ',' || c > 127 {
			return 0, false
		}
	}
	last := strings.LastIndexAny(s, ".,")
	whole, part := s, ""
	if last >= 0 && len(s)-last-1 != 3 {
		whole, part = s[:last], s[last+1:]
	}
	whole = unmarked.Replace(whole)
	if len(whole) > 12 {
		return 0, false
	}
	f, err := strconv.ParseFloat(whole+"."+part+"0", 64)
	return f, err == nil
}

// upper returns where the upper number of a range begins, or after.
func (l *Lists) upper(tokens []words.Token, after int, cur *string) int {
	k := after
	if k+1 < len(tokens) && l.Currencies[tokens[k].Text] != "" && l.Range[tokens[k+1].Text] {
		*cur = l.Currencies[tokens[k].Text]
		k++
	}
	if k >= len(tokens) || !l.Range[tokens[k].Text] {
		return after
	}
	for k++; k < len(tokens) && (tokens[k].Text == "/" || tokens[k].Text == "d" || tokens[k].Text == "dengan"); k++ {
	}
	for n := 0; n < 2 && k < len(tokens); n++ {
		if c, ok := l.Currencies[tokens[k].Text]; ok {
			if *cur == "" {
				*cur = c
			}
			k++
		}
	}
	if k < len(tokens) && (tokens[k].Number || l.Numerals[tokens[k].Text] > 0) {
		return k
	}
	return after
}

// period reads "/bulan", "per month", "a month", "sebulan", "nett / bln".
func (l *Lists) period(tokens []words.Token, i int) (string, int) {
	for k := i; k < len(tokens) && k < i+6; k++ {
		t := tokens[k].Text
		if l.PeriodFill[t] {
			continue
		}
		if tokens[k].Clause || tokens[k].First || t == "jam" && k+1 < len(tokens) && tokens[k+1].Number {
			return "", i // "2,3 juta, jam 9-5" says when, not how often
		}
		p := l.Periods[t]
		if t == "hr" && k > i && tokens[k-1].Text == "/" {
			p = "day" // "/hr" is hari in Indonesian; English writes "per hr"
		}
		if p != "" {
			return p, k + 1
		}
		break
	}
	return "", i
}
