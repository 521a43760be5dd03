package telegram

import (
	"slices"
	"strings"
	"unicode/utf16"

	"cekloker/internal/talk"
)

// maxLinks is how many hidden addresses of one message are read.
const maxLinks = 20

// textAndEntities returns the text of a message, the caption of its picture, or the
// words of its poll, checklist or blocks.
func (m *message) textAndEntities() (string, []entity) {
	switch {
	case m.Text != "":
		return m.Text, m.Entities
	case m.Caption != "":
		return m.Caption, m.CapEnts
	}
	return m.words(), nil
}

// separateQuoted separates the person's own words from words of others: a forward,
// what an inline bot wrote, a quote, the message that is replied to, and blockquotes
// in the person's own message. The words of the bot with the id me are left out.
func (m *message) separateQuoted(me int64) talk.Text {
	text, entities := m.textAndEntities()
	s := talk.Text{Typed: text, Links: m.hiddenLinks()}
	if m.isForwarded() {
		s.Typed, s.Quoted = "", text
		return s
	}
	s.Typed, s.Quoted = cutQuotes(text, entities)
	if m.Reply != nil && m.Reply.From.ID == me {
		return s
	}
	answered, links := m.answered()
	s.Quoted, s.Links = joinLines(answered, s.Quoted), append(s.Links, links...)
	s.Links = s.Links[:min(len(s.Links), maxLinks)]
	return s
}

// answered returns the words that a message replies to, and the links behind them: the
// part that is quoted, else the whole message, also one of another chat.
func (m *message) answered() (text string, links []string) {
	switch {
	case m.Quote != nil && m.Quote.Text != "":
		text, links = m.Quote.Text, linksBehind(m.Quote.Text, m.Quote.Entities)
	case m.Reply != nil:
		text, _ = m.Reply.textAndEntities()
		links = m.Reply.hiddenLinks()
	case m.External != nil:
		text = m.External.words()
	}
	if m.External != nil && m.External.Preview.URL != "" {
		links = append(links, m.External.Preview.URL)
	}
	return text, links
}

// isFromBot reports whether a bot wrote the message. What people write in the name of a
// group comes from a bot of Telegram's.
func (m *message) isFromBot() bool { return m.From.IsBot && !bool(m.OfChat) }

// isForwarded reports whether somebody else wrote the message.
func (m *message) isForwarded() bool { return bool(m.Origin) || m.OldDate != 0 || bool(m.ViaBot) }

func joinLines(a, b string) string { return strings.TrimSpace(a + "\n" + b) }

// hiddenLinks returns the addresses behind words, in buttons and in previews that
// cannot be seen in the text.
func (m *message) hiddenLinks() []string {
	text, entities := m.textAndEntities()
	out := linksBehind(text, entities)
	if m.Rich != nil {
		out = append(out, m.Rich.links...)
	}
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
	return out[:min(len(out), maxLinks)]
}

// linksBehind returns the addresses behind words that differ from them.
func linksBehind(text string, entities []entity) []string {
	var out []string
	units := encodeUTF16(text)
	for _, e := range entities {
		shown := e.Length <= len(e.URL) && units.slice(e) == e.URL
		if e.URL != "" && !shown && len(out) < maxLinks {
			out = append(out, e.URL)
		}
	}
	return out
}

// cutQuotes separates the blockquotes of a text from the rest.
func cutQuotes(text string, entities []entity) (own, quoted string) {
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
	units := encodeUTF16(text)
	at := 0
	var rest []uint16
	var said []string
	for _, e := range quotes {
		from, to := e.bounds(len(units))
		from = max(from, at) // overlapping quotes are read once
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

// utf16Text is a text in UTF-16 code units, which Telegram counts.
type utf16Text []uint16

func encodeUTF16(text string) utf16Text { return utf16.Encode([]rune(text)) }

// slice returns the text of an entity.
func (c utf16Text) slice(e entity) string {
	from, to := e.bounds(len(c))
	return string(utf16.Decode(c[from:to]))
}

// bounds returns where an entity stands in a text of n UTF-16 code units. Broken ones
// are clipped.
func (e entity) bounds(n int) (from, to int) {
	from = min(max(e.Offset, 0), n)
	return from, min(max(from, e.Offset+min(max(e.Length, 0), n)), n)
}

// mentionsBot reports whether a message mentions the bot with @.
func (m *message) mentionsBot(username string) bool {
	text, entities := m.textAndEntities()
	units := encodeUTF16(text)
	return username != "" && slices.ContainsFunc(entities, func(e entity) bool {
		return e.Type == "mention" && e.Length == len(username)+1 && strings.EqualFold(units.slice(e), "@"+username)
	})
}

// shownKind says what a message shows apart from words, itself or in the message of
// another chat that it replies to; "" for nothing.
func (m *message) shownKind() string {
	if m.External != nil && m.kind() == "" {
		return m.External.kind()
	}
	return m.kind()
}

// answeredKind says what the message that is replied to shows apart from words, or this
// one itself; "" for nothing.
func (m *message) answeredKind() string {
	if m.Reply != nil && m.Reply.kind() != "" {
		return m.Reply.kind()
	}
	return m.shownKind()
}

// kind says what a message is apart from words; "" for nothing.
func (m media) kind() string {
	for _, kind := range [...]struct {
		is   present
		name string
	}{
		{m.Live || m.Photo.present || m.Document.picture(), "picture"},
		{m.Voice || m.Audio, "voice"},
		{m.Video || m.Note || m.Motion, "video"},
		{m.Document.present, "document"},
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
