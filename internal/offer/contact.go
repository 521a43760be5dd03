package offer

import (
	"cekloker/internal/offer/contact"
	"cekloker/internal/offer/learned"
	"cekloker/internal/words"
)

// builtIn are the signs that Read finds itself, without a phrase; the kinds of
// contacts are signs as well.
var builtIn = func() []PhraseID {
	out := []PhraseID{"big_name", "big_office", "disguised", "several_countries", "pay_in_dollars", "english", "sum_asked", "in_rupiah"}
	for _, k := range contact.MentionKinds {
		out = append(out, PhraseID(k))
	}
	for _, says := range learned.Predictions {
		out = append(out, PhraseID(says))
	}
	return out
}()

// contactFact is the value of the fact Contact that follows from the most
// telling kind of contact.
var contactFact = map[contact.MentionKind]string{
	contact.Lookalike: "lookalike", contact.HubNumber: "hub_number", contact.ForeignNumber: "foreign_number", contact.LureLink: "shortlink",
	contact.ShortLink: "shortlink", contact.FreeMail: "free_mail", contact.OfficialLink: "official", contact.CompanyMail: "company_mail",
	contact.LocalNumber: "chat_only", contact.ChatLink: "chat_only",
}

// contacts reads phone numbers, addresses and links.
func (d *reader) contacts() {
	found, cut := d.rules.contacts.Find(d.line.Original, d.brands())
	d.cut = cut
	for _, c := range found {
		if id := PhraseID(c.Kind); !d.signs[id] {
			d.sign(id, c.From, c.To)
		}
	}
	for _, kind := range contact.MentionKinds {
		if value := contactFact[kind]; value != "" && d.signs[PhraseID(kind)] {
			d.facts[FactContact] = value
			d.quoteAs(FactContact, PhraseID(kind))
			return
		}
	}
}

// quoteAs quotes the words of a sign for a fact.
func (d *reader) quoteAs(f Fact, sign PhraseID) {
	for _, s := range d.quotes {
		if s.from == string(FactPhrases)+"."+string(sign) {
			s.from = string(f)
			d.quotes = append(d.quotes, s)
			return
		}
	}
}

// employs reports whether a well-known name is named as the employer: early in
// the text or after a word of hiring. Elsewhere it is a product, a market
// place or a customer.
func (d *reader) employs(m words.Match) bool {
	if m.From > 0 && d.rules.content.Words.BesideBrand[d.words[m.From-1].Text] {
		return false
	}
	const early = 15 // words in which a vacancy has named its employer
	for i := max(0, m.From-3); i < m.To; i++ {
		if d.rules.content.Words.Employs[d.words[i].Text] {
			return true
		}
	}
	return m.From < early
}

// brands finds the well-known names that hire in a text and returns their domains.
func (d *reader) brands() (domains []string) {
	for _, m := range d.rules.brands.Find(d.words) {
		if !d.employs(m) {
			continue
		}
		b := &d.rules.content.Brands[m.Owner]
		if len(domains) == 0 {
			id := PhraseID("big_name")
			if b.Kind == "government" {
				id = "big_office"
			}
			d.sign(id, d.words[m.From].From, d.words[m.To-1].To)
		}
		domains = append(domains, b.Domains...)
	}
	return domains
}
