package offer

import (
	"strconv"
	"strings"
	"unicode"

	"cekloker/internal/words"
)

// units are what a number may be glued to.
var units = map[string]bool{
	"jt": true, "juta": true, "jutaan": true, "jta": true, "jtan": true, "mio": true, "million": true, "k": true, "rb": true, "rbu": true, "ribu": true, "ribuan": true,
	"usd": true, "rm": true, "thn": true, "th": true, "tahun": true, "bln": true, "u": true, "m": true, "yuan": true, "baht": true, "yen": true, "won": true,
	"digit": true, "x": true, "jam": true, "hari": true, "hr": true, "s": true, "sgd": true, "hkd": true, "ntd": true, "riyal": true, "dirham": true, "peso": true,
}

var millions = map[string]int64{
	"jt": 1e6, "juta": 1e6, "jutaan": 1e6, "jta": 1e6, "jtan": 1e6, "mio": 1e6, "million": 1e6,
	"k": 1e3, "rb": 1e3, "rbu": 1e3, "ribu": 1e3, "ribuan": 1e3, "thousand": 1e3,
}

// currencies are the ways to write a currency, before or after the number.
var currencies = map[string]string{
	"rp": "IDR", "idr": "IDR", "rupiah": "IDR", "usd": "USD", "us": "", "$": "USD", "dollar": "USD", "dollars": "USD", "dolar": "USD", "dolars": "USD", "u": "USD", "usdt": "USD",
	"rm": "MYR", "myr": "MYR", "ringgit": "MYR", "sgd": "SGD", "hkd": "HKD", "ntd": "TWD", "nt": "TWD", "twd": "TWD", "thb": "THB", "baht": "THB", "bath": "THB", "฿": "THB",
	"php": "PHP", "peso": "PHP", "pesos": "PHP", "₱": "PHP", "jpy": "JPY", "yen": "JPY", "¥": "JPY", "krw": "KRW", "won": "KRW", "₩": "KRW",
	"sar": "SAR", "riyal": "SAR", "real": "SAR", "aed": "AED", "dirham": "AED", "eur": "EUR", "euro": "EUR", "€": "EUR", "£": "GBP", "gbp": "GBP",
	"rmb": "CNY", "cny": "CNY", "yuan": "CNY", "vnd": "VND", "bnd": "BND", "try": "TRY", "pln": "PLN", "qar": "QAR",
}

var periods = map[string]string{
	"jam": "hour", "hour": "hour", "hourly": "hour", "hari": "day", "day": "day", "daily": "day", "harian": "day", "minggu": "week", "week": "week", "weekly": "week", "mingguan": "week",
	"bulan": "month", "month": "month", "monthly": "month", "bulanan": "month", "perbulan": "month", "sebulan": "month", "mo": "month", "perhari": "day", "sehari": "day", "perjam": "hour",
	"perminggu": "week", "seminggu": "week", "tahun": "year", "year": "year", "yearly": "year", "pertahun": "year", "setahun": "year", "annum": "year", "annually": "year",
}

// payWords stand before pay, notPay before other money.
var (
	payWords = map[string]bool{
		"gaji": true, "gapok": true, "upah": true, "salary": true, "pay": true, "paid": true, "thp": true, "penghasilan": true, "income": true, "pendapatan": true, "wage": true, "wages": true,
		"earn": true, "earning": true, "earnings": true, "bergaji": true, "digaji": true, "honor": true, "compensation": true, "remuneration": true, "sueldo": true, "sahod": true, "fee": false,
	}
	notPay = map[string]bool{
		"biaya": true, "bayar": true, "membayar": true, "transfer": true, "deposit": true, "dp": true, "denda": true, "tebusan": true, "bonus": true, "komisi": true, "modal": true,
		"admin": true, "administrasi": true, "potongan": true, "fee": true, "penalty": true, "fine": true, "commission": true, "allowance": true, "tunjangan": true, "jaminan": true,
		"tarif": true, "setor": true, "menyetor": true, "investasi": true, "top": true, "refund": true, "uang": true, "cost": true, "charge": true, "saldo": true, "pinjaman": true,
	}
)

// amount is one sum as it stands in a text.
type amount struct {
	money    Money
	from, to int // tokens
	sure     bool
}

// pay finds what the work pays: the sum nearest behind a word for pay, the
// first sum with a period otherwise.
func (d *reader) pay() {
	best, score := amount{}, 0
	tokens := d.line.Tokens
	for i := 0; i < len(tokens); {
		a, ok := d.amountAt(i)
		if !ok {
			i++
			continue
		}
		if s := d.payScore(a); s > score {
			best, score = a, s
		}
		i = a.to
	}
	if score == 0 {
		return
	}
	low, top := tokens[best.from].From, tokens[best.to-1].To
	d.facts[Pay] = best.money.String()
	d.quotes = append(d.quotes, span{from: string(Pay), low: low, top: top})
	if best.money.Currency == "USD" {
		d.sign("pay_in_dollars", low, top)
	}
}

// payScore says how surely a sum is the pay; 0 when it is other money.
func (d *reader) payScore(a amount) int {
	tokens := d.line.Tokens
	cue := 0
	for back := 1; back <= 7 && a.from-back >= 0; back++ {
		t := tokens[a.from-back]
		if payWords[t.Text] {
			cue = 8 - back
			break
		}
		if notPay[t.Text] && back <= 4 {
			return 0
		}
		if t.First && back > 5 {
			break
		}
	}
	switch {
	case cue > 0 && !a.sure && plausible(a.money):
		return 10 + cue
	case cue > 0 && a.sure:
		return 20 + cue
	case a.sure && a.money.Period != "":
		return 5
	}
	return 0
}

// plausible keeps years, ages and hours out: a bare number must look like pay.
func plausible(m Money) bool {
	return m.Currency == "IDR" && m.Max >= 500_000 && m.Max < 500_000_000
}

// amountAt reads a sum that begins at token i.
func (d *reader) amountAt(i int) (amount, bool) {
	tokens := d.line.Tokens
	a := amount{from: i}
	j := i
	cur := ""
	for j < len(tokens) && !tokens[j].Number && j-i < 3 {
		c, ok := currencies[tokens[j].Text]
		if !ok && tokens[j].Text != "s" && tokens[j].Text != "hk" && !(j > i && tokens[j].Text == "dollar") {
			break
		}
		if c != "" {
			cur = dollarOf(tokens, i, c)
		}
		j++
	}
	if j >= len(tokens) || !tokens[j].Number || (j > i && cur == "") {
		return a, false
	}
	if j+1 < len(tokens) && tokens[j+1].Text == "digit" {
		if n, _ := strconv.Atoi(tokens[j].Text); n == 2 {
			a.money, a.to, a.sure = Money{Min: 10e6, Max: 10e6, Currency: "IDR", Period: "month"}, j+2, true
			return a, true
		}
	}
	low, unit, after, ok := number(tokens, j)
	if !ok {
		return a, false
	}
	high, end := low, after
	if k := rangeMark(tokens, after, &cur); k > after {
		if h, hUnit, hEnd, ok := number(tokens, k); ok {
			if unit == 1 && hUnit > 1 && low < 1000 {
				low *= float64(hUnit)
			}
			if hUnit == 1 && unit > 1 && h < 1000 {
				h *= float64(unit)
			}
			if h >= low {
				high, end, unit = h, hEnd, max(unit, hUnit)
			}
		}
	}
	if cur == "" && end < len(tokens) {
		if c := currencies[tokens[end].Text]; c != "" && !(tokens[end].Text == "u" && unit > 1) {
			cur, end = c, end+1
		}
	}
	a.sure = cur != "" || unit > 1
	if cur == "" {
		cur = "IDR"
	}
	a.money = Money{Min: int64(low), Max: int64(high), Currency: cur}
	a.money.Period, a.to = period(tokens, end)
	return a, high >= 1 && high < 1e12
}

// dollarOf tells which dollar: "s$", "hk$", "nt$", "us$".
func dollarOf(tokens []words.Token, i int, c string) string {
	if c != "USD" {
		return c
	}
	switch tokens[i].Text {
	case "s", "sgd":
		return "SGD"
	case "hk":
		return "HKD"
	case "nt", "ntd":
		return "TWD"
	}
	return c
}

// number reads a number and its unit word: "8,5 jt", "1.500", "14.000.000".
func number(tokens []words.Token, i int) (value float64, unit int64, end int, ok bool) {
	if i >= len(tokens) || !tokens[i].Number {
		return 0, 0, i, false
	}
	value, ok = parseNumber(tokens[i].Text)
	if !ok {
		return 0, 0, i, false
	}
	unit, end = 1, i+1
	if end < len(tokens) {
		if u, has := millions[tokens[end].Text]; has {
			if tokens[end].Text == "k" && !tokens[end].Glued {
				return value, unit, end, true
			}
			unit, end = u, end+1
			value *= float64(u)
		}
	}
	return value, unit, end, true
}

// parseNumber reads Indonesian and English forms. A mark before exactly three
// digits separates thousands; before one or two it is the decimal mark.
func parseNumber(s string) (float64, bool) {
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
	whole = strings.NewReplacer(".", "", ",", "").Replace(whole)
	if len(whole) > 12 {
		return 0, false
	}
	f, err := strconv.ParseFloat(whole+"."+part+"0", 64)
	return f, err == nil
}

// rangeMark returns where the upper number of a range begins, or after.
func rangeMark(tokens []words.Token, after int, cur *string) int {
	k := after
	if k < len(tokens) && currencies[tokens[k].Text] != "" && k+1 < len(tokens) && isRange(tokens[k+1].Text) {
		*cur = currencies[tokens[k].Text]
		k++
	}
	if k >= len(tokens) || !isRange(tokens[k].Text) {
		return after
	}
	k++
	if k < len(tokens) && (tokens[k].Text == "/" || tokens[k].Text == "d") {
		k++
	}
	if k < len(tokens) && tokens[k].Text == "d" {
		k++
	}
	for n := 0; n < 2 && k < len(tokens); n++ {
		if c, ok := currencies[tokens[k].Text]; ok {
			if *cur == "" {
				*cur = c
			}
			k++
		}
	}
	if k < len(tokens) && tokens[k].Number {
		return k
	}
	return after
}

func isRange(s string) bool {
	switch s {
	case "-", "~", "sampai", "hingga", "sd", "s", "to", "until", "smp", "sampe":
		return true
	}
	return false
}

// period reads "/bulan", "per month", "a month", "sebulan", "nett / bln".
func period(tokens []words.Token, i int) (string, int) {
	for k := i; k < len(tokens) && k < i+4; k++ {
		switch t := tokens[k].Text; t {
		case "/", "per", "a", "nett", "net", "setiap", "tiap", "each", "every", "bersih", "an", "-":
			continue
		default:
			word := t
			if t == "bln" || t == "bl" {
				word = "bulan"
			}
			if t == "hr" {
				word = "hari"
			}
			if t == "thn" || t == "th" {
				word = "tahun"
			}
			if p := periods[word]; p != "" {
				return p, k + 1
			}
		}
		break
	}
	return "", i
}
