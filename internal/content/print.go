package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cekloker/internal/closed"
	"cekloker/internal/refer"
	"cekloker/internal/talk"
)

// printFile is flows/cards/print.yaml: what cards on paper have.
type printFile struct {
	About     string          `yaml:"about"`                           // for maintainers of the content
	Number    refer.ChannelID `yaml:"number,required" names:"channel"` // whose short national number is printed
	Campaigns []campaign      `yaml:"campaigns"`                       // where cards are handed out
}

// campaign is one occasion on which cards are handed out: its code stands in their links.
type campaign struct {
	Code  string `yaml:"code,required"`
	Reach reach  `yaml:"reach,required"`
	About string `yaml:"about"` // for maintainers of the content
}

// reach is how large a campaign is. None is smaller than a district: the count of a village
// or a school could tell of one person.
type reach string

var reaches = closed.Set[reach]{
	{Word: "country", Means: "the whole country, or social media"},
	{Word: "province", Means: "one province"},
	{Word: "district", Means: "one district (kabupaten, kota); nothing smaller has a code"},
}

// Closed lists how large a campaign may be.
func (reach) Closed() []closed.Entry { return reaches.Entries() }

// campaignCode is what fits a start link beside the word of a card.
var campaignCode = regexp.MustCompile(`^[a-z0-9_]{2,24}$`)

// PrintedNumber is what cards on paper have: one short national number with the year of its
// source. Longer numbers change, and a card on a wall cannot be mended.
type PrintedNumber struct {
	Channel refer.ChannelID
	Code    string
	Year    string
}

// shortCode is how many digits a number on paper has at most.
const shortCode = 3

// print reads what cards on paper have.
func (l *loader) print() {
	const file = "flows/cards/print.yaml"
	var read printFile
	l.decode("cards/print.yaml", &read)
	for i, c := range read.Campaigns {
		at := fmt.Sprintf("campaigns/%d/code", i)
		if !campaignCode.MatchString(c.Code) || c.Code == talk.OtherCampaign {
			l.bad(file, at, fmt.Sprintf("%q is no code of a campaign", c.Code), "write 2 to 24 small letters, digits or _, and not "+talk.OtherCampaign)
		}
		if slices.Contains(l.campaigns, c.Code) {
			l.bad(file, at, fmt.Sprintf("the campaign %s stands twice", c.Code), "take one out")
		}
		l.campaigns = append(l.campaigns, c.Code)
	}
	i := slices.IndexFunc(l.out.Channels, func(c refer.Channel) bool { return c.ID == read.Number })
	if i < 0 {
		return // told as a reference
	}
	channel := l.out.Channels[i]
	for _, code := range channel.CodesFor(refer.Need{}) {
		if len(code.Code) <= shortCode && strings.Trim(code.Code, "0123456789") == "" {
			l.out.Print = PrintedNumber{channel.ID, code.Code, channel.Year()}
		}
	}
	if l.out.Print.Code == "" || l.out.Print.Year == refer.UndatedYear {
		l.bad(file, "number", fmt.Sprintf("%s has no short number in Indonesia with a dated source", channel.ID), fmt.Sprintf("name a channel with a code of at most %d digits, such as polri_110", shortCode))
	}
}

func (l *loader) channelIDs() []string {
	var out []string
	for _, c := range l.out.Channels {
		out = append(out, string(c.ID))
	}
	return out
}
