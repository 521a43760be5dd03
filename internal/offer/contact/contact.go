// Package contact reads the phone numbers, addresses and links of an offer and
// says of what kind each is. It fetches nothing: a name is judged as it is
// written.
package contact

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/nyaruka/phonenumbers"
	"mvdan.cc/xurls/v2"

	"cekloker/internal/words"
)

// MentionKind of a contact. Kinds are ids of signs, so that conditions can name them.
type MentionKind string

// The kinds.
const (
	HubNumber     MentionKind = "hub_number"     // a phone number of Cambodia, Myanmar or Laos
	ForeignNumber MentionKind = "foreign_number" // a phone number of another country
	LocalNumber   MentionKind = "local_number"   // an Indonesian number, which proves nothing
	FreeMail      MentionKind = "free_mail"      // an address that anybody can open
	CompanyMail   MentionKind = "company_mail"   // an address under a name of its own
	OfficialLink  MentionKind = "official_link"  // an office's site, or the named company's own
	PortalLink    MentionKind = "portal_link"    // a job board, which does not clear an offer
	SocialLink    MentionKind = "social_link"    // a page on a social network
	ChatLink      MentionKind = "chat_link"      // opens a chat
	ShortLink     MentionKind = "shortlink"      // hides where it leads
	FormLink      MentionKind = "form_link"      // a form or page that anybody can make
	LureLink      MentionKind = "lure_link"      // a name made of words such as daftar, loker, rekrutmen
	Lookalike     MentionKind = "lookalike"      // a name that imitates a company's
	OtherLink     MentionKind = "other_link"     // any other site
)

// MentionKinds lists all kinds, the most telling first.
var MentionKinds = [...]MentionKind{Lookalike, HubNumber, ForeignNumber, LureLink, ShortLink, FreeMail, OfficialLink, CompanyMail, LocalNumber,
	ChatLink, FormLink, PortalLink, SocialLink, OtherLink}

// Hosts are kinds of internet names: flows/judge/hosts.yaml. Registrable domains;
// Forms and Official are suffixes.
type Hosts struct {
	Shorteners []string `yaml:"shorteners"`
	FreeMail   []string `yaml:"free_mail"`
	Forms      []string `yaml:"forms"`
	Chats      []string `yaml:"chats"`
	Official   []string `yaml:"official"`
	Portals    []string `yaml:"portals"`
	Social     []string `yaml:"social"`
	Lures      []string `yaml:"lures"` // words that names made for catching applicants are built of
	Bait       []string `yaml:"bait"`  // words that make an imitation when a company's name is beside them
	Desks      []string `yaml:"desks"` // whole labels under which honest companies recruit: karir.company.co.id
}

// Mention is one contact: bytes From to To of the text.
type Mention struct {
	Kind     MentionKind
	From, To int
}

// Reader reads contacts. It is not changed after New and serves all turns.
type Reader struct {
	hosts  Hosts
	brands map[string][]string // a label of a brand's own domain, and all its domains
}

// New returns a reader that knows the domains of well-known companies.
func New(hosts Hosts, domains [][]string) *Reader {
	r := &Reader{hosts: hosts, brands: map[string][]string{}}
	for _, own := range domains {
		for _, d := range own {
			label, _, _ := strings.Cut(d, ".")
			if len(label) >= 5 {
				r.brands[label] = append(r.brands[label], own...)
			}
		}
	}
	return r
}

// mostContacts bounds the work on one text.
const mostContacts = 40

// mostCostly is how many bytes of one text are read with the pattern that knows
// every form of a link, which takes 6 microseconds for each. The links of the
// longest advertisement have a tenth of that.
const mostCostly = 2500

var (
	digitRun = regexp.MustCompile(`\+?\d(?:[\s().\-]{0,4}\d){7,14}`)
	mailLike = regexp.MustCompile(`[A-Za-z0-9._%+\-]+@([A-Za-z0-9\-]+\.[A-Za-z0-9.\-]*[A-Za-z])`)
	// plainLink is a link as most are written; the library's pattern, which knows
	// every form, takes ten times as long.
	plainLink = regexp.MustCompile(`^(?:https?://[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)*\.[a-z]{2,}|(?:wa|t)\.me)/[A-Za-z0-9_\-+/]*`)
	bareLink  = regexp.MustCompile(`(?i)https?://([a-z0-9\-]{6,})(?:/|$)`)
)

// anyLink knows every form of a link. It takes 35 ms to make, a third of the
// start of the program, and is needed for few links.
var anyLink = sync.OnceValue(xurls.Relaxed)

// hubRegions are the countries with most scam compounds: a recruiter's number
// from there weighs most.
var hubRegions = []string{"KH", "MM", "LA"}

// Find lists the contacts of a text. own are the domains of the company that
// the text names. cut says that so much in it looks like links that the last ones
// were read only where they are plain.
func (r *Reader) Find(text string, own []string) (found []Mention, cut bool) {
	found = r.phones(text)
	costly := mostCostly
	for at := 0; at < len(text) && len(found) < mostContacts; {
		end := at
		for end < len(text) && text[end] > ' ' {
			end++
		}
		if field := text[at:end]; len(field) > 3 && mayBeAddress(field) {
			for _, k := range r.address(field, own, &costly) {
				found = append(found, Mention{Kind: k, From: at, To: end})
			}
		}
		at = end + 1
	}
	return found, costly < 0
}

// mayBeAddress keeps the costly reading of links to words that can hold one:
// with an "@", with "://", or with a point between letters or digits and a
// letter.
func mayBeAddress(field string) bool {
	for i := 1; i+1 < len(field); i++ {
		switch c, next := field[i], field[i+1]; {
		case c == '@', c == ':' && next == '/':
			return true
		case c == '.' && isLetter(next) && (isLetter(field[i-1]) || isDigit(field[i-1])):
			return true
		}
	}
	return false
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

func (r *Reader) phones(text string) []Mention {
	var out []Mention
	plain, at := words.FoldByRune(text)
	for _, found := range digitRun.FindAllStringIndex(plain, mostContacts) {
		if found[0] > 0 && strings.ContainsRune("/=", rune(plain[found[0]-1])) {
			continue // part of a link, which is read as one
		}
		if number := parsePhone(plain[found[0]:found[1]]); number != nil {
			out = append(out, Mention{Kind: phone(number), From: at[found[0]], To: at[found[1]]})
		}
	}
	return out
}

// parsePhone reads a number as it is written in Indonesia, with +, or with the 00 that
// people write for + in many countries; nil for anything else.
func parsePhone(run string) *phonenumbers.PhoneNumber {
	if abroad, ok := strings.CutPrefix(run, "00"); ok {
		run = "+" + abroad
	}
	number, err := phonenumbers.Parse(run, "ID")
	if err != nil || !phonenumbers.IsValidNumber(number) {
		return nil
	}
	return number
}

func phone(number *phonenumbers.PhoneNumber) MentionKind {
	switch region := phonenumbers.GetRegionCodeForNumber(number); {
	case slices.Contains(hubRegions, region):
		return HubNumber
	case region != "ID" && region != "":
		return ForeignNumber
	}
	return LocalNumber
}

// address reads one word that may be an address or a link; a chat link may hold
// a number besides.
func (r *Reader) address(field string, own []string, costly *int) []MentionKind {
	if strings.Contains(field, "@") {
		if m := mailLike.FindStringSubmatch(field); m != nil {
			return []MentionKind{r.host(strings.ToLower(m[1]), own, true)}
		}
	}
	link := plainLink.FindString(field)
	if link == "" || link != strings.TrimRight(field, ".,;:!?)") {
		link = r.costlyLink(field, link, costly)
	}
	if link == "" || !strings.Contains(link, ".") {
		if m := bareLink.FindStringSubmatch(field); m != nil {
			return []MentionKind{r.label(strings.ToLower(m[1]))}
		}
		return nil
	}
	if !strings.Contains(link, "://") {
		link = "https://" + link
	}
	u, err := url.Parse(link)
	if err != nil || u.Host == "" {
		return nil
	}
	kind := r.host(strings.ToLower(u.Hostname()), own, false)
	if kind == "" {
		return nil
	}
	if kind == ChatLink {
		if number, err := phonenumbers.Parse("+"+digits(u.Path+"?"+u.RawQuery), ""); err == nil && phonenumbers.IsValidNumber(number) {
			return []MentionKind{kind, phone(number)}
		}
	}
	return []MentionKind{kind}
}

// costlyLink is the first link of any form in a field; plain, the plain one that it
// begins with, when the text held too much already.
func (r *Reader) costlyLink(field, plain string, costly *int) string {
	const each = 20 // as many bytes take as long as beginning to look
	left := *costly - each
	*costly = left - len(field)
	if left <= 0 {
		return plain
	}
	return anyLink().FindString(field[:min(len(field), left)])
}

func digits(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, s)
}
