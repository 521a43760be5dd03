package offer

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/net/publicsuffix"
	"mvdan.cc/xurls/v2"
)

// builtIn are the signs that Read finds itself, without a phrase.
var builtIn = [...]PhraseID{"hub_number", "foreign_number", "local_number", "free_mail", "company_mail", "shortlink", "form_link", "chat_link", "official_link", "other_link", "lookalike",
	"big_name", "big_office", "disguised", "several_countries", "pay_in_dollars"}

// hubRegions are the countries whose numbers weigh most as a recruiter's
// contact (red-flags.md section 3.1).
var hubRegions = []string{"KH", "MM", "LA"}

var (
	digitRun = regexp.MustCompile(`\+?\d[\d\s().\-]{7,18}\d`)
	links    = xurls.Relaxed()
	mailLike = regexp.MustCompile(`[A-Za-z0-9._%+\-]+@([A-Za-z0-9\-]+\.[A-Za-z0-9.\-]*[A-Za-z])`)
)

// contacts reads phone numbers, addresses and links.
func (d *reader) contacts() {
	d.phones()
	brand := d.brand()
	text := d.line.Original
	for at := 0; at < len(text); {
		end := at
		for end < len(text) && text[end] > ' ' {
			end++
		}
		if field := text[at:end]; len(field) > 3 && (strings.Contains(field, "://") || strings.Contains(field, ".") || strings.Contains(field, "@")) {
			d.address(field, at, brand)
		}
		at = end + 1
	}
	switch {
	case d.signs["lookalike"]:
		d.facts[Contact] = "lookalike"
	case d.signs["hub_number"]:
		d.facts[Contact] = "hub_number"
	case d.signs["foreign_number"]:
		d.facts[Contact] = "foreign_number"
	case d.signs["shortlink"]:
		d.facts[Contact] = "shortlink"
	case d.signs["free_mail"]:
		d.facts[Contact] = "free_mail"
	case d.signs["official_link"]:
		d.facts[Contact] = "official"
	case d.signs["company_mail"]:
		d.facts[Contact] = "company_mail"
	case d.signs["local_number"], d.signs["chat_link"]:
		d.facts[Contact] = "chat_only"
	}
	if d.facts[Contact] != "" {
		d.linkQuote()
	}
}

// linkQuote lets the contact be quoted where its sign stands.
func (d *reader) linkQuote() {
	for _, s := range d.quotes {
		if s.from == string(Signs)+"."+d.facts[Contact] {
			s.from = string(Contact)
			d.quotes = append(d.quotes, s)
			return
		}
	}
}

func (d *reader) phones() {
	text := d.line.Original
	for n, at := range digitRun.FindAllStringIndex(text, 40) {
		if n > 20 {
			return
		}
		number, err := phonenumbers.Parse(text[at[0]:at[1]], "ID")
		if err != nil || !phonenumbers.IsValidNumber(number) {
			continue
		}
		d.phone(phonenumbers.GetRegionCodeForNumber(number), at[0], at[1])
	}
}

func (d *reader) phone(region string, low, top int) {
	switch {
	case slices.Contains(hubRegions, region):
		d.sign("hub_number", low, top)
	case region != "ID" && region != "":
		d.sign("foreign_number", low, top)
	default:
		d.sign("local_number", low, top)
	}
}

// brand finds a well-known name in the text.
func (d *reader) brand() *Brand {
	found := d.rules.brands.Find(d.words)
	if len(found) == 0 {
		return nil
	}
	first := found[0]
	b := &d.rules.content.Brands[first.Owner]
	id := PhraseID("big_name")
	if b.Kind == "government" {
		id = "big_office"
	}
	d.sign(id, d.words[first.From].From, d.words[first.To-1].To)
	return b
}

// address reads one address or link of the text that begins at byte at.
func (d *reader) address(field string, at int, brand *Brand) {
	if m := mailLike.FindStringSubmatch(field); m != nil {
		d.host(strings.ToLower(m[1]), "", at, at+len(field), brand, true)
		return
	}
	link := links.FindString(field)
	if link == "" {
		return
	}
	if !strings.Contains(link, "://") {
		link = "https://" + link
	}
	u, err := url.Parse(link)
	if err != nil || u.Host == "" {
		return
	}
	d.host(strings.ToLower(u.Hostname()), u.Path+"?"+u.RawQuery, at, at+len(field), brand, false)
}

// host says what kind of internet name a contact uses.
func (d *reader) host(host, path string, low, top int, brand *Brand, mail bool) {
	hosts := d.rules.content.Hosts
	site, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return
	}
	own := brand != nil && slices.Contains(brand.Domains, site)
	switch {
	case own || slices.ContainsFunc(hosts.Official, func(s string) bool { return strings.HasSuffix(host, s) }):
		d.sign("official_link", low, top)
	case mail && slices.Contains(hosts.FreeMail, site):
		d.sign("free_mail", low, top)
	case d.imitates(site):
		d.sign("lookalike", low, top)
	case mail:
		d.sign("company_mail", low, top)
	case slices.Contains(hosts.Shorteners, site):
		d.sign("shortlink", low, top)
	case slices.Contains(hosts.Chats, site):
		d.sign("chat_link", low, top)
		if number, err := phonenumbers.Parse("+"+strings.Trim(digitsOf(path), " "), ""); err == nil && phonenumbers.IsValidNumber(number) {
			d.phone(phonenumbers.GetRegionCodeForNumber(number), low, top)
		}
	case slices.ContainsFunc(hosts.Forms, func(s string) bool { return strings.HasSuffix(host, s) }):
		d.sign("form_link", low, top)
	default:
		d.sign("other_link", low, top)
	}
}

// imitates reports whether a site carries the name of a brand that does not
// own it.
func (d *reader) imitates(site string) bool {
	name, _, _ := strings.Cut(site, ".")
	for _, b := range d.rules.content.Brands {
		if slices.Contains(b.Domains, site) || len(b.Domains) == 0 {
			continue
		}
		for _, own := range b.Domains {
			label, _, _ := strings.Cut(own, ".")
			if len(label) >= 5 && strings.Contains(strings.NewReplacer("0", "o", "1", "l", "-", "").Replace(name), label) {
				return true
			}
		}
	}
	return false
}

func digitsOf(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, s)
}
