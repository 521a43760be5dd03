package refer

import (
	"cmp"
	"slices"

	"cekloker/internal/iso"
)

// Find returns at most Most channels for a need, the surest first. Somebody who
// is not Indonesian gets only channels for that nationality or for anybody; an
// unknown country gets the ministry's own line, which covers the world; so does
// an Indonesian abroad whom no channel of the situation can serve there.
func (d *Directory) Find(n Need) []Channel {
	switch n.Situation {
	case SituationChildHeld:
		return d.forChild(n)
	case SituationSelfHarmHeld:
		n.Situation = SituationSelfHarm
		crisis := d.Find(n)
		n.Situation = SituationAbroadInDanger
		return joined(d.Find(n), MaxChannels-1, crisis)
	}
	type ranked struct {
		channel Channel
		rank    int
	}
	var found []ranked
	for _, c := range d.channels {
		if rank, fits := c.rank(n); fits {
			found = append(found, ranked{c, rank})
		}
	}
	slices.SortStableFunc(found, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
	out := make([]Channel, 0, MaxChannels)
	for _, f := range found[:min(len(found), MaxChannels)] {
		out = append(out, f.channel)
	}
	if len(out) == 0 && !n.Foreign() && n.Situation != SituationAbroadInDanger {
		n.Situation = SituationAbroadInDanger
		return d.Find(n)
	}
	return out
}

// forChild returns the channels for a child that is held: who can act there, then
// the service for children at home. Where nobody knows the country the ministry
// comes first, then who can act at home.
func (d *Directory) forChild(n Need) []Channel {
	if n.Situation = SituationChildOrWoman; n.Country == home {
		return d.Find(n)
	}
	service := d.Find(n)
	n.Situation = SituationAbroadInDanger
	there := d.Find(n)
	first := MaxChannels - 1
	if n.Country == "" {
		first = 1
	}
	return joined(there, first, service)
}

// joined is at most n of some channels, then others up to Most.
func joined(some []Channel, n int, others []Channel) []Channel {
	out := slices.Clone(some[:min(len(some), n)])
	for _, c := range others {
		if len(out) < MaxChannels && !slices.ContainsFunc(out, func(o Channel) bool { return o.ID == c.ID }) {
			out = append(out, c)
		}
	}
	return out
}

// The rank of a channel for somebody in trouble abroad: the mission in that country
// comes before the ministry, a mission in a neighbouring country after it.
const (
	nearerThere    = 40
	nearerNextDoor = 25
)

// rank is the place of a channel among those for a need, and whether it is one.
func (c Channel) rank(n Need) (int, bool) {
	rank, fits := c.Situations[n.Situation]
	if !fits || c.Visibility == ShowNever || c.Visibility == ShowOnRequest && !n.Others || !c.serves(n) || len(c.Usable()) == 0 && c.Web == "" && c.Email == "" && len(c.CodesFor(n)) == 0 {
		return 0, false
	}
	if !abroad(n.Situation) {
		return rank, true
	}
	switch {
	case n.Country != "" && in(n.Country, c.Covers):
		return rank - nearerThere, true
	case n.Country != "" && slices.Contains(c.Near, iso.Country(n.Country)):
		return rank - nearerNextDoor, true
	case slices.Contains(c.Covers, AreaWorld), c.Kind != KindEmbassy && in(home, c.Covers) && n.Situation == SituationRelativeMissing:
		return rank, true
	}
	return 0, false
}

// abroad reports whether a situation is about somebody in another country.
func abroad(s Situation) bool { return s == SituationAbroadInDanger || s == SituationRelativeMissing }

func (c Channel) serves(n Need) bool {
	nationality := n.Nationality
	if nationality == "" {
		nationality = home
	}
	if !slices.Contains(c.Nationality, CountryOrAny(nationality)) && !slices.Contains(c.Nationality, AnyCountry) {
		return false
	}
	return n.AskerCountry == "" || slices.Contains(c.From, AnyCountry) || slices.Contains(c.From, CountryOrAny(n.AskerCountry))
}
