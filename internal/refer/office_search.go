package refer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"cekloker/internal/words"
)

// OfficeResult is where somebody said to be, and the offices that serve it.
type OfficeResult struct {
	Place   string   // the regency, or the province when none was named; "" when no place was understood
	Offices []Office // at most Most, the nearest first; none where no source names one
}

// Offices finds offices by the places that people type.
type Offices struct {
	offices []Office
	places  map[string]place // by their letters, without blanks
	words   OfficeWords
}

// OfficeWords are the words by which people ask for an office.
type OfficeWords struct {
	Before  []string // words before a place where somebody is: "di", "in"
	Held    []string // words before these when a family tells where somebody is held: "disekap di Batam"
	Office  []string // words for an office: "bp3mi", "kantor"
	Fillers []string // words that mean nothing beside an office and a place: "terdekat", "di mana"
}

// place is a regency, or a province when regency is "".
type place struct{ province, regency string }

// longestPlace is how many words the name of a place has at most, and
// longestQuery how many bytes are read.
const (
	longestPlace = 5
	longestQuery = 400
)

// NewOffices makes the list. It says which names stand for two places; package content has checked
// the rest.
func NewOffices(offices []Office, provinces []Province, words OfficeWords) (*Offices, error) {
	o := &Offices{offices: slices.Clone(offices), places: map[string]place{}, words: words}
	kinds := OfficeKinds.All()
	slices.SortStableFunc(o.offices, func(a, b Office) int {
		return cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind))
	})
	var twice []string
	add := func(name string, to place) {
		key := letters(name)
		was, known := o.places[key]
		capital := was == place{province: to.province} // a town called like its province, such as Jambi
		if known && was != to && !capital || key == "" {
			twice = append(twice, fmt.Sprintf("%q stands for %s and for %s", name, was, to))
		}
		if !known {
			o.places[key] = to
		}
	}
	for _, p := range provinces {
		for _, name := range append([]string{p.Name}, p.Also...) {
			add(name, place{province: p.Name})
		}
		for _, r := range p.Regencies {
			add(r, place{p.Name, r})
			for _, town := range p.Towns[r] {
				add(town, place{p.Name, r})
			}
		}
	}
	if len(twice) > 0 {
		return nil, fmt.Errorf("%s", strings.Join(twice, "; "))
	}
	return o, nil
}

func (p place) String() string { return cmp.Or(p.regency, p.province) }

// All lists every office, those of provinces first.
func (o *Offices) All() []Office { return o.offices }

// Find reads the first regency that a text names, or the first province when it
// names none, and lists the offices that serve it.
func (o *Offices) Find(query string) OfficeResult {
	where, ok := o.placeIn(query)
	if !ok {
		return OfficeResult{}
	}
	found := OfficeResult{Place: where.String()}
	for _, near := range [...]bool{true, false} {
		for _, office := range o.offices {
			if office.IsVisible() && len(found.Offices) < MaxChannels && o.serves(office, where) && near == o.near(office, where) {
				found.Offices = append(found.Offices, office)
			}
		}
	}
	return found
}

// Asks reports whether a text asks for an office and for nothing else: it holds words
// for one or the name of a place, and no other words that mean something.
func (o *Offices) Asks(text string) bool {
	said, asks := tokens(text), false
	for i := 0; i < len(said); {
		word := said[i]
		n := o.placeAt(said[i:])
		switch {
		case n > 0, slices.Contains(o.words.Office, word):
			asks = true
		case !slices.Contains(o.words.Fillers, word):
			return false
		}
		i += max(n, 1)
	}
	return asks && len(text) <= longestQuery
}

// NamesOffice reports whether a text holds a word for an office.
func (o *Offices) NamesOffice(text string) bool {
	return slices.ContainsFunc(tokens(text), func(word string) bool { return slices.Contains(o.words.Office, word) })
}

// placeAt is how many of the first words name a place, 0 for none.
func (o *Offices) placeAt(said []string) int {
	for n := min(longestPlace, len(said)); n > 0; n-- {
		if _, ok := o.places[strings.Join(said[:n], "")]; ok {
			return n
		}
	}
	return 0
}

// IsAtHome reports whether a text says that somebody is in a place in Indonesia. A family
// names the place where it lives itself, too: of kin only where they are held counts.
func (o *Offices) IsAtHome(text string, kin bool) bool {
	said := tokens(text)
	for i, word := range said {
		if !slices.Contains(o.words.Before, word) || kin && (i == 0 || !slices.Contains(o.words.Held, said[i-1])) {
			continue
		}
		for from := i + 1; from <= i+2; from++ { // "di Batam", "di kota Batam"
			for to := from + 1; to <= min(from+longestPlace, len(said)); to++ {
				if _, ok := o.places[strings.Join(said[from:to], "")]; ok {
					return true
				}
			}
		}
	}
	return false
}

// placeIn finds the place that a text names.
func (o *Offices) placeIn(query string) (place, bool) {
	said := tokens(query)
	var first place
	for i := 0; i < len(said); {
		n := o.placeAt(said[i:])
		if n > 0 {
			p := o.places[strings.Join(said[i:i+n], "")]
			if p.regency != "" {
				return p, true
			}
			if first.province == "" {
				first = p
			}
		}
		i += max(n, 1)
	}
	return first, first.province != ""
}

// serves reports whether an office is there for a place: the one of the province
// for all of it, a post for what its sources say, or for people who ask for the
// whole province.
func (o *Offices) serves(office Office, where place) bool {
	if where.regency == "" && office.Province == where.province || slices.Contains(office.Serves, where.province) {
		return true
	}
	return office.Kind == OfficeBP3MI && office.Province == where.province || o.near(office, where)
}

// near reports whether an office is in a regency or is named as serving it.
func (o *Offices) near(office Office, where place) bool {
	if where.regency == "" {
		return false
	}
	in, known := o.places[letters(office.City)]
	return known && in == where || slices.Contains(office.Serves, where.regency)
}

// letters are the letters of a name without blanks, so that "Tanjung Pinang" is
// "Tanjungpinang".
func letters(name string) string { return strings.Join(tokens(name), "") }

func tokens(text string) []string {
	if len(text) > longestQuery {
		text = strings.ToValidUTF8(text[:longestQuery], "")
	}
	var out []string
	for _, t := range new(words.Tokenizer).Tokenize(text).Tokens {
		if len(t.Text) > 1 || t.Number || t.Text >= "a" && t.Text <= "z" {
			out = append(out, t.Text)
		}
	}
	return out
}
