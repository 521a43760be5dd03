package contact

import (
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// host says what kind of internet name a contact uses; "" if it is not one.
func (r *Reader) host(host string, own []string, mail bool) MentionKind {
	site, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return ""
	}
	under := func(suffixes []string) bool {
		return slices.ContainsFunc(suffixes, func(s string) bool { return host == s || strings.HasSuffix(host, "."+strings.TrimPrefix(s, ".")) })
	}
	switch {
	case slices.Contains(own, site) || under(r.hosts.Official):
		return OfficialLink
	case mail && slices.Contains(r.hosts.FreeMail, site):
		return FreeMail
	case r.imitates(site):
		return Lookalike
	case mail:
		return CompanyMail
	case slices.Contains(r.hosts.Shorteners, site):
		return ShortLink
	case slices.Contains(r.hosts.Chats, site):
		return ChatLink
	case slices.Contains(r.hosts.Portals, site):
		return PortalLink
	case slices.Contains(r.hosts.Social, site):
		return SocialLink
	case r.lures(host, site):
		return LureLink
	case under(r.hosts.Forms):
		return FormLink
	}
	return OtherLink
}

// label judges a link whose ending was lost.
func (r *Reader) label(name string) MentionKind {
	if r.lure(name) {
		return LureLink
	}
	return OtherLink
}

// lures reports whether a host was named to catch applicants. The registrable
// name counts when it holds such a word; a label before it only when it is more
// than the plain word, since honest companies recruit under karir.company.co.id.
func (r *Reader) lures(host, site string) bool {
	name, _, _ := strings.Cut(site, ".")
	if r.lure(name) {
		return true
	}
	for _, label := range strings.Split(strings.TrimSuffix(strings.TrimSuffix(host, site), "."), ".") {
		if r.lure(label) && !slices.Contains(r.hosts.Desks, label) {
			return true
		}
	}
	return false
}

func (r *Reader) lure(label string) bool {
	return slices.ContainsFunc(r.hosts.Lures, func(word string) bool { return strings.Contains(label, word) })
}

// alike undoes what makes a name look like another: digits for letters, and hyphens.
var alike = strings.NewReplacer("0", "o", "1", "l", "-", "")

// imitates reports whether a site carries the name of a company that does not
// own it: the same name under another ending than a company takes, or the name
// together with a word of recruiting. A name that only starts the same way does not count.
func (r *Reader) imitates(site string) bool {
	name, ending, _ := strings.Cut(site, ".")
	name = alike.Replace(name)
	for brand, domains := range r.brands {
		before, after, ok := strings.Cut(name, strings.ReplaceAll(brand, "-", ""))
		if !ok || slices.Contains(domains, site) {
			continue
		}
		rest := before + after
		if rest == "" && !slices.Contains([]string{"com", "co.id", "id", "net", "org"}, ending) || r.lure(rest) || r.bait(rest) {
			return true
		}
	}
	return false
}

// bait reports whether what is beside a company's name is a word with which
// applicants are caught.
func (r *Reader) bait(rest string) bool {
	return slices.ContainsFunc(r.hosts.Bait, func(word string) bool { return strings.Contains(rest, word) })
}
