package content

import (
	"fmt"
	"slices"
	"strings"

	"cekloker/internal/refer"
)

// printFile is flows/cards/print.yaml: what cards on paper have.
type printFile struct {
	About  string          `yaml:"about"`                           // for maintainers of the content
	Number refer.ChannelID `yaml:"number,required" names:"channel"` // whose short national number is printed
}

// Print is what cards on paper have: one short national number with the year of its
// source. Longer numbers change, and a card on a wall cannot be mended.
type Print struct {
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
	i := slices.IndexFunc(l.out.Channels, func(c refer.Channel) bool { return c.ID == read.Number })
	if i < 0 {
		return // told as a reference
	}
	channel := l.out.Channels[i]
	for _, code := range channel.CodesFor(refer.Need{}) {
		if len(code.Code) <= shortCode && strings.Trim(code.Code, "0123456789") == "" {
			l.out.Print = Print{channel.ID, code.Code, channel.Year()}
		}
	}
	if l.out.Print.Code == "" || l.out.Print.Year == refer.Undated {
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
