package talk_test

import (
	"slices"
	"testing"

	"cekloker/internal/refer"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// What is said of numbers is true: from which year, and whether anybody called.
func TestContactsSayWhatIsKnownOfTheirNumbers(t *testing.T) {
	t.Parallel()
	c := readAll(t)
	channel := func(id refer.ChannelID, rank int, called, published string, numbers ...refer.PhoneNumber) refer.Channel {
		return refer.Channel{
			ID: id, Kind: "ministry", Situations: map[refer.Situation]int{refer.SituationAbroadInDanger: rank}, Covers: []refer.Area{refer.AreaWorld},
			Nationality: []refer.CountryOrAny{refer.AnyCountry}, From: []refer.CountryOrAny{refer.AnyCountry}, Numbers: numbers, Email: "a@example.org", Visibility: refer.ShowNumbers,
			ReadOn: "2026-11-01", CalledOn: called, ReviewBy: "2027-02-01", Sources: []refer.Source{{Publisher: "p", Published: published}},
		}
	}
	one := refer.PhoneNumber{Number: "+62211234567", Way: refer.WayCall, Confidence: refer.ConfidenceHigh, Source: "p"}
	other := refer.PhoneNumber{Number: "+62211234567", Way: refer.WayWhatsApp, Confidence: refer.ConfidenceMedium, Source: "p"}
	for name, test := range map[string]struct {
		channels []refer.Channel
		last     talk.SentenceID
		year     talk.Arg
		lines    []talk.SentenceID // of the first channel
	}{
		"nobody called":    {[]refer.Channel{channel("a", 1, "", "2025", one), channel("b", 2, "", "2022-08", one)}, "contact.read", talk.WordsArg("2022-2025"), []talk.SentenceID{"contact.call", "contact.email", "contact.a.for"}},
		"no year":          {[]refer.Channel{channel("a", 1, "", "", one), channel("b", 2, "", "2025", one)}, "contact.read_undated", nil, []talk.SentenceID{"contact.call", "contact.email", "contact.a.for"}},
		"some were called": {[]refer.Channel{channel("a", 1, "2026-11-20", "2025", one), channel("b", 2, "", "2024", one)}, "contact.read_rest", talk.WordsArg("2024"), []talk.SentenceID{"contact.call", "contact.email", "contact.a.for", "contact.called"}},
		"all were called":  {[]refer.Channel{channel("a", 1, "2026-11-20", "2025", one)}, "contact.one", nil, []talk.SentenceID{"contact.call", "contact.email", "contact.a.for", "contact.called"}},
		"both ways":        {[]refer.Channel{channel("a", 1, "", "2025", one, other)}, "contact.read", talk.WordsArg("2025"), []talk.SentenceID{"contact.both", "contact.a.for"}},
		"a mail address":   {[]refer.Channel{channel("a", 1, "", "2025")}, "contact.one", nil, []talk.SentenceID{"contact.email", "contact.a.for"}},
	} {
		book := *c.Book
		book.Channels = refer.New(test.channels)
		_, effects := book.Turn(session.Session{}, typed("kontak"))
		m, _ := said(effects)
		blocks := slices.DeleteFunc(slices.Clone(m.Blocks), func(b talk.Block) bool { return b.ID == "contact.intro" })
		if len(blocks) == 0 {
			t.Fatalf("%s: no contacts: %v", name, m)
		}
		var lines []talk.SentenceID
		for _, l := range blocks[0].Lines {
			lines = append(lines, l.ID)
		}
		last := blocks[len(blocks)-1]
		if last.ID != test.last || last.Args["year"] != test.year && test.year != nil || !slices.Equal(lines, test.lines) {
			t.Errorf("%s: last %v, lines %v; want %s %v, lines %v", name, last, lines, test.last, test.year, test.lines)
		}
	}
}
