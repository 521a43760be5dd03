package money

import "cekloker/internal/words"

// SumRole is what a sum in an offer is. It follows from the nearest word about money in
// the same sentence, and from who pays.
type SumRole string

// The roles of sums.
const (
	RolePay      SumRole = "pay"
	RoleFee      SumRole = "fee"      // the worker pays it before the work begins
	RoleDeposit  SumRole = "deposit"  // the same, and it is said to come back
	RoleOfficial SumRole = "official" // an office, a clinic or a school charges it by rule: test, visa, passport, check-up
	RoleOther    SumRole = "other"    // prices, bonuses, savings, what the employer pays
)

// Sum is one amount of a text and what it is. From and To are tokens, the word that
// tells the role included.
type Sum struct {
	Role     SumRole
	From, To int
}

// mostSums bounds how many sums of one text are read.
const mostSums = 40

// Sums lists the sums of a text and their roles. Tokens are those of words.TokenizedText, with
// slang undone.
func (l *Lists) Sums(tokens []words.Token) []Sum {
	var out []Sum
	for i := 0; i < len(tokens) && len(out) < mostSums; {
		a, found := l.amountAt(tokens, i)
		if !found {
			i++
			continue
		}
		if s := l.roleOf(tokens, a); s.Role != "" {
			out = append(out, s)
		}
		i = max(a.to, i+1)
	}
	return out
}

// Rupiah finds the first sum in rupiah, whatever it is: who names one speaks of Indonesia.
// from and to are tokens.
func (l *Lists) Rupiah(tokens []words.Token) (from, to int, ok bool) {
	for i := 0; i < len(tokens); {
		a, found := l.amountAt(tokens, i)
		if found && a.sure && a.money.Currency == "IDR" {
			return a.from, a.to, true
		}
		i = max(a.to, i+1)
	}
	return 0, 0, false
}

// roleOf tells the role of one sum; the role is empty if nothing tells it or the number
// is no sum of money.
func (l *Lists) roleOf(tokens []words.Token, a amount) Sum {
	s := Sum{From: a.from, To: a.to}
	cue := -1
	official := false
	for back := 1; back <= reach && a.from-back >= 0; back++ {
		at := a.from - back
		t := tokens[at]
		switch {
		case t.Text == "pay" && at > 0 && l.ToPay[tokens[at-1].Text]:
			s.Role = RoleFee
		case l.BeforePay[t.Text] && t.Text != "paid", l.Get[t.Text] && back <= 2:
			s.Role = RolePay
		case l.Official[t.Text]:
			official = true
		case l.Deposit[t.Text]:
			s.Role = RoleDeposit
		case l.Fee[t.Text], l.FeeNear[t.Text] && back <= 3:
			s.Role = RoleFee
		case l.Other[t.Text] && back <= 4:
			s.Role = RoleOther
		}
		if s.Role != "" {
			cue = at
			break
		}
		if tokens[at].First {
			break
		}
	}
	if cue < 0 && l.after(&s, tokens, a) == "" {
		return s
	}
	if s.Role != RoleFee && s.Role != RoleDeposit {
		return s
	}
	asks := cue >= 0 && a.from-cue <= 2
	after := ""
	if a.to < len(tokens) {
		after = tokens[a.to].Text
	}
	switch {
	case after == "%", anyIn(tokens, a.from-reach, a.to+reach, l.Rent):
		s.Role = RoleOther
	case !a.sure && !(asks && l.bare(tokens, a)):
		s.Role = ""
	case a.money.Period != "", after == "/", after == "per":
		s.Role = RolePay
	case cue >= 0 && l.denied(tokens, cue) || l.deniedAfter(tokens, a.to), anyIn(tokens, a.from, a.to+9, l.Warns):
		s.Role = RoleOther
	case cue > 0 && l.Undoes[tokens[cue-1].Text], anyIn(tokens, a.to, a.to+3, l.Errand), after == "x":
		s.Role = RoleOther
	case anyIn(tokens, max(cue, a.from-reach), a.to+4, l.Payers):
		s.Role = RoleOther
	case anyIn(tokens, a.to, a.to+9, l.Back): // money that they promise to give back is lost
	case official || anyIn(tokens, a.from-reach, a.to+5, l.OfficialPayees):
		s.Role = RoleOfficial
	}
	if cue >= 0 {
		s.From = cue
	}
	return s
}

// after reads the words behind a sum: "12 juta dulu", "150rb jaminan".
func (l *Lists) after(s *Sum, tokens []words.Token, a amount) SumRole {
	for k := a.to; k < min(a.to+3, len(tokens)) && !tokens[k].First && !tokens[k].Clause; k++ {
		switch {
		case l.FeeAfter[tokens[k].Text]:
			s.Role = RoleFee
		case l.DepositAfter[tokens[k].Text]:
			s.Role = RoleDeposit
		}
		if s.Role != "" {
			s.To = k + 1
			break
		}
	}
	return s.Role
}

// bare reports whether a number without a unit may be thousands or millions of rupiah,
// as people write them after a word for paying: "tarifnya 120", "atribut 350 dulu".
func (l *Lists) bare(tokens []words.Token, a amount) bool {
	plain := a.money.Max >= 50 && a.money.Max < 1000 || a.money.Max >= 10_000
	return plain && tokens[a.from].Text[0] != '0' && (a.to >= len(tokens) || !l.Counts[tokens[a.to].Text] && tokens[a.to].Text != "-")
}

// denied reports whether a word before token i denies it within the clause.
func (l *Lists) denied(tokens []words.Token, i int) bool {
	for back := 0; back < 4 && i-back > 0; back++ {
		if tokens[i-back].First || tokens[i-back].Clause {
			return false
		}
		if l.Denies[tokens[i-back-1].Text] {
			return true
		}
	}
	return false
}

// deniedAfter reports whether the words behind a sum say that it is not asked.
func (l *Lists) deniedAfter(tokens []words.Token, i int) bool {
	for k := i; k < min(i+3, len(tokens)) && !tokens[k].First; k++ {
		if l.Denies[tokens[k].Text] && tokens[k].Text != "no" {
			return true
		}
	}
	return false
}

// anyIn reports whether one of the tokens of a sentence, from low to top, is in a set.
func anyIn(tokens []words.Token, low, top int, set words.Set) bool {
	for k := max(low, 0); k < min(top, len(tokens)); k++ {
		if set[tokens[k].Text] {
			return true
		}
	}
	return false
}
