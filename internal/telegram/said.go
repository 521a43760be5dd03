package telegram

import (
	"slices"
	"strings"
	"unicode/utf16"

	"cekloker/internal/talk"
)

// mostLinks is how many hidden addresses of one message are read.
const mostLinks = 20

// words are the text of a message, or what stands below its picture.
func (m *message) words() (string, []entity) {
	if m.Text != "" {
		return m.Text, m.Entities
	}
	return m.Caption, m.CapEnts
}

// said tells the person's own words from what is passed on: a forward, what an
// inline bot wrote, a quote, the message that is answered, and blockquotes in
// the person's own message. me is the bot: its own words are nobody's offer.
func (m *message) said(me int64) talk.Said {
	text, entities := m.words()
	s := talk.Said{Own: text, Links: m.links()}
	if m.passed() {
		s.Own, s.Passed = "", text
		return s
	}
	s.Own, s.Passed = unquoted(text, entities)
	if m.Reply != nil && m.Reply.From.ID == me {
		return s
	}
	switch {
	case m.Quote != nil && m.Quote.Text != "":
		s.Passed = joined(m.Quote.Text, s.Passed)
		s.Links = append(s.Links, hidden(m.Quote.Text, m.Quote.Entities)...)
	case m.Reply != nil:
		answered, _ := m.Reply.words()
		s.Passed = joined(answered, s.Passed)
		s.Links = append(s.Links, m.Reply.links()...)
	}
	if m.External != nil && m.External.Preview.URL != "" {
		s.Links = append(s.Links, m.External.Preview.URL)
	}
	s.Links = s.Links[:min(len(s.Links), mostLinks)]
	return s
}

// passed reports whether somebody else wrote the message.
func (m *message) passed() bool { return bool(m.Origin) || m.OldDate != 0 || bool(m.ViaBot) }

func joined(a, b string) string { return strings.TrimSpace(a + "\n" + b) }

// links are the addresses that stand behind words, in buttons and in previews
// and cannot be seen in the text.
func (m *message) links() []string {
	text, entities := m.words()
	out := hidden(text, entities)
	if m.Preview.URL != "" && !strings.Contains(text, m.Preview.URL) {
		out = append(out, m.Preview.URL)
	}
	if m.Markup != nil {
		for _, row := range m.Markup.Rows {
			for _, b := range row {
				for _, address := range [...]string{b.URL, b.Login.URL, b.App.URL} {
					if address != "" {
						out = append(out, address)
					}
				}
			}
		}
	}
	return out[:min(len(out), mostLinks)]
}

// hidden are the addresses behind words that say something else.
func hidden(text string, entities []entity) []string {
	var out []string
	units := units(text)
	for _, e := range entities {
		shown := e.Length <= len(e.URL) && units.part(e) == e.URL
		if e.URL != "" && !shown && len(out) < mostLinks {
			out = append(out, e.URL)
		}
	}
	return out
}

// unquoted takes the blockquotes out of a text.
func unquoted(text string, entities []entity) (own, quoted string) {
	var quotes []entity
	for _, e := range entities {
		if e.Type == "blockquote" || e.Type == "expandable_blockquote" {
			quotes = append(quotes, e)
		}
	}
	if len(quotes) == 0 {
		return text, ""
	}
	slices.SortFunc(quotes, func(a, b entity) int { return a.Offset - b.Offset })
	units := units(text)
	at := 0
	var rest []uint16
	var said []string
	for _, e := range quotes {
		from, to := e.bounds(len(units))
		from = max(from, at) // what stands in two of them is said once
		if to <= from {
			continue
		}
		rest = append(rest, units[at:from]...)
		said = append(said, strings.TrimSpace(string(utf16.Decode(units[from:to]))))
		at = to
	}
	quoted = strings.TrimSpace(strings.Join(said, "\n"))
	return strings.TrimSpace(string(utf16.Decode(append(rest, units[at:]...)))), quoted
}

// coded is a text in the code units by which Telegram counts.
type coded []uint16

func units(text string) coded { return utf16.Encode([]rune(text)) }

// part cuts an entity out of a text.
func (c coded) part(e entity) string {
	from, to := e.bounds(len(c))
	return string(utf16.Decode(c[from:to]))
}

// bounds are where an entity stands in a text of n UTF-16 code units; broken
// ones are brought inside.
func (e entity) bounds(n int) (from, to int) {
	from = min(max(e.Offset, 0), n)
	return from, min(max(from, e.Offset+min(max(e.Length, 0), n)), n)
}

// addresses reports whether a message names the bot with @.
func (m *message) addresses(username string) bool {
	text, entities := m.words()
	units := units(text)
	return username != "" && slices.ContainsFunc(entities, func(e entity) bool {
		return e.Type == "mention" && e.Length == len(username)+1 && strings.EqualFold(units.part(e), "@"+username)
	})
}

// what says what a message is besides words, "" nothing.
func (m media) what() string {
	for _, kind := range [...]struct {
		is   given
		name string
	}{
		{m.Photo || m.Live, "picture"},
		{m.Voice || m.Audio, "voice"},
		{m.Video || m.Note || m.Motion, "video"},
		{m.Document, "document"},
		{m.Contact, "contact"},
		{m.Location || m.Venue, "location"},
		{m.Sticker, "sticker"},
	} {
		if kind.is {
			return kind.name
		}
	}
	return ""
}
