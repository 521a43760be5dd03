package offer

import (
	"slices"

	"cekloker/internal/iso"
	"cekloker/internal/offer/money"
	"cekloker/internal/words"
)

// Money is the pay of an offer, see package money.
type Money = money.Money

// ParseMoney reads the value of the fact Pay.
func ParseMoney(value string) (Money, bool) { return money.Parse(value) }

// plain returns the tokens of the line with slang undone, except the words of money.
func (d *reader) plain() []words.Token {
	out := slices.Clone(d.line.Tokens)
	for i := range out {
		if t := &out[i]; !t.Number && len(t.Text) > 2 && !d.rules.content.Words.Money.Unit(t.Text) {
			t.Text = d.rules.tokenizer.BaseForm(t.Text)
		}
	}
	return out
}

// sums finds what the work pays and what the worker is asked to pay.
func (d *reader) sums() {
	tokens := d.plain()
	d.pay(tokens)
	if from, to, ok := d.rules.content.Words.Money.Rupiah(tokens); ok {
		d.sign("in_rupiah", tokens[from].From, tokens[to-1].To)
	}
	if d.cues["leisure"]+d.cues["sale"] > 0 && d.cues["told"] == 0 && d.cues["job"] < 2 {
		return // the price of a journey or of goods
	}
	for _, s := range d.rules.content.Words.Money.Sums(tokens) {
		low, top := tokens[s.From].From, tokens[s.To-1].To
		switch s.Role {
		case money.RoleFee:
			d.asked("asked", low, top)
		case money.RoleDeposit:
			d.asked("deposit", low, top)
		case money.RoleOfficial:
			d.signOnce(PhraseID("official_fee"), low, top)
		}
	}
}

// asked notes that the worker is to pay a sum.
func (d *reader) asked(value string, low, top int) {
	d.signOnce("sum_asked", low, top)
	d.set(FactFee, value, low, top)
}

// signOnce records a sign at its first position.
func (d *reader) signOnce(id PhraseID, low, top int) {
	if !d.signs[id] {
		d.sign(id, low, top)
	}
}

// pay finds what the work pays.
func (d *reader) pay(tokens []words.Token) {
	m, from, to, ok := d.rules.content.Words.Money.Pay(tokens)
	if !ok {
		return
	}
	low, top := tokens[from].From, tokens[to-1].To
	d.facts[FactPay] = m.String()
	d.quotes = append(d.quotes, span{from: string(FactPay), low: low, top: top})
	if m.Currency == "USD" {
		d.sign("pay_in_dollars", low, top)
	}
}

// payView compares the pay with the wage floor at the work place, or with what
// people earn in Indonesia when nothing is known of that place. The upper end
// of a range is compared, since that is what the offer lures with.
func (r *Rules) payView(f Facts) *PayView {
	pay, ok := ParseMoney(f[FactPay])
	if !ok {
		return nil
	}
	y := r.yardstick(f[FactDestination], f[FactJob])
	if y == nil {
		y = r.yardstick("ID", "")
	}
	if y == nil {
		return nil
	}
	return r.compare(pay, y)
}

// compare does the arithmetic; nil without an exchange rate.
func (r *Rules) compare(pay Money, y *Yardstick) *PayView {
	month := pay.Monthly()
	rate, ok := r.rate(iso.Currency(month.Currency), y.Currency)
	if !ok || y.Amount <= 0 {
		return nil
	}
	return &PayView{
		Pay: pay, Yardstick: y.ID, Date: y.Date,
		Floor: Money{Min: y.Amount, Max: y.Amount, Currency: string(y.Currency), Period: "month"},
		Times: float64(int64(float64(month.Max)*rate)) / float64(y.Amount),
	}
}

// times are pay over the floor at the work place and over the home yardstick.
func (r *Rules) times(f Facts) (there, home float64) {
	pay, ok := ParseMoney(f[FactPay])
	if !ok {
		return 0, 0
	}
	if y := r.yardstick(f[FactDestination], f[FactJob]); y != nil {
		if view := r.compare(pay, y); view != nil {
			there = view.Times
		}
	}
	if y := r.yardstick("ID", ""); y != nil {
		if view := r.compare(pay, y); view != nil {
			home = view.Times
		}
	}
	return there, home
}

// yardstick picks the floor of a country, the one for the role when there is
// one.
func (r *Rules) yardstick(country, role string) *Yardstick {
	var general *Yardstick
	for i := range r.content.Wages.Yardsticks {
		y := &r.content.Wages.Yardsticks[i]
		switch {
		case y.Country != iso.Country(country):
		case y.For == role && role != "":
			return y
		case y.For == "" && general == nil:
			general = y
		}
	}
	return general
}

// rate converts from one currency to another, by way of rupiah when need be.
func (r *Rules) rate(from, to iso.Currency) (rate float64, ok bool) {
	if from == to {
		return 1, true
	}
	for _, x := range r.content.Wages.Rates {
		switch {
		case x.Rate <= 0:
		case x.From == from && x.To == to:
			return x.Rate, true
		case x.From == to && x.To == from:
			return 1 / x.Rate, true
		}
	}
	if from == "IDR" || to == "IDR" {
		return 0, false
	}
	a, ok1 := r.rate(from, "IDR")
	b, ok2 := r.rate("IDR", to)
	return a * b, ok1 && ok2
}
