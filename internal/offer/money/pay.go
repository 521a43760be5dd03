package money

import "cekloker/internal/words"

// reach is how many words before a sum tell what it is.
const reach = 7

// Pay finds the pay: the nearest sum after a word for pay, otherwise the first sum with
// a period. from and to are tokens.
func (l *Lists) Pay(tokens []words.Token) (m Money, from, to int, ok bool) {
	best, score := amount{}, 0
	for i := 0; i < len(tokens); {
		a, found := l.amountAt(tokens, i)
		if !found {
			i++
			continue
		}
		if s := l.payScore(tokens, a); s > score {
			best, score = a, s
		}
		i = max(a.to, i+1)
	}
	if score == 0 {
		return Money{}, 0, 0, false
	}
	if best.money.Period == "" {
		best.money.Period = l.periodBefore(tokens, best.from)
	}
	return best.money, best.from, best.to, true
}

// payScore returns how likely a sum is the pay, 0 for other money.
func (l *Lists) payScore(tokens []words.Token, a amount) int {
	cue := 0
	for back := 1; back <= reach && a.from-back >= 0; back++ {
		t := tokens[a.from-back]
		if l.BeforePay[t.Text] {
			cue = reach + 1 - back
			break
		}
		if l.Get[t.Text] && back <= 2 && a.sure {
			cue = 1
			break
		}
		if l.NotPay[t.Text] && back <= 4 {
			return 0
		}
		if t.First && back > 5 {
			break
		}
	}
	switch {
	case cue > 0 && a.sure:
		return 20 + cue
	case cue > 0 && plausible(a.money):
		return 10 + cue
	case a.sure && a.money.Period != "" && a.money.Period != "year", a.clear && l.periodBefore(tokens, a.from) != "":
		return 5
	case a.clear && a.money.Period == "year" && a.money.Max >= 1000:
		return 5
	}
	return 0
}

// plausible keeps years, ages and hours out: a bare number must look like pay.
func plausible(m Money) bool {
	return m.Currency == "IDR" && m.Max >= 500_000 && m.Max < 500_000_000
}

// periodBefore finds "gaji perbulan Rp 5 juta", "daily salary 2,666" in the sentence of the
// sum.
func (l *Lists) periodBefore(tokens []words.Token, at int) string {
	for back := 1; back <= 4 && at-back >= 0 && !tokens[at-back+1].First; back++ {
		t := tokens[at-back]
		if p := l.Periods[t.Text]; p != "" && t.Text != "tahun" && t.Text != "th" && t.Text != "thn" && t.Text != "jam" {
			return p
		}
	}
	return ""
}
