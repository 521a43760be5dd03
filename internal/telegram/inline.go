package telegram

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// InlineCard is one text that inline mode offers, in one language.
type InlineCard struct {
	ID    string // at most 60 bytes
	Lang  session.Lang
	Title string
	Text  string // as plain text, at most 4096 characters
}

// Bounds of one answer. Telegram caches it for the person for cacheFor seconds.
const (
	maxCards = 20
	cacheFor = 300
)

type article struct {
	Type        string  `json:"type"`
	ID          string  `json:"id"`
	Title       string  `json:"title"`
	Description string  `json:"description,omitempty"`
	Content     content `json:"input_message_content"`
}

type content struct {
	Text    string   `json:"message_text"`
	Preview disabled `json:"link_preview_options"`
}

type disabled struct {
	Is bool `json:"is_disabled"`
}

// offered returns what is offered for an inline query: what the bot says to the offer that
// was pasted, and the cards that contain the words of the query. There is no session: the
// language is that of the app.
func (r *Receiver) offered(q *inlineQuery) []InlineCard {
	lang := r.Language(q.From.Lang)
	cards := matchCards(r.Cards, q.Query, lang)
	if r.Verdict == nil {
		return cards
	}
	verdict, ok := r.Verdict(q.Query, lang)
	if !ok {
		return cards
	}
	verdict.Text += "\n\n" + startLink(r.Bot.Username, "cek")
	return append([]InlineCard{verdict}, cards[:min(len(cards), maxCards-1)]...)
}

// answerInline answers an inline query. Answers differ by language, so Telegram caches
// each for the person who asked.
func answerInline(offered []InlineCard, q *inlineQuery) (map[string]string, error) {
	articles := []article{}
	for _, t := range offered {
		articles = append(articles, article{
			Type: "article", ID: t.ID + "." + string(t.Lang), Title: t.Title, Description: firstLine(t.Text), Content: content{t.Text, disabled{true}},
		})
	}
	results, err := json.Marshal(articles)
	if err != nil {
		return nil, err
	}
	button, err := json.Marshal(map[string]string{"text": "Cek Loker", "start_parameter": talk.LinkTips})
	if err != nil {
		return nil, err
	}
	return map[string]string{
		"inline_query_id": q.ID, "results": string(results), "is_personal": "true", "cache_time": strconv.Itoa(cacheFor), "button": string(button),
	}, nil
}

// matchCards returns the cards that contain all words of a query, those in the
// person's language first; for an empty query all cards in that language.
func matchCards(cards []InlineCard, query string, lang session.Lang) []InlineCard {
	words := strings.Fields(strings.ToLower(query))
	var own, other []InlineCard
	for _, t := range cards {
		text := strings.ToLower(t.Title + "\n" + t.Text)
		hit := !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
		switch {
		case hit && t.Lang == lang:
			own = append(own, t)
		case hit && len(words) > 0:
			other = append(other, t)
		}
	}
	all := append(own, other...)
	if len(all) == 0 && len(words) > 0 {
		return matchCards(cards, "", lang) // nothing matches: all cards are better than none
	}
	return all[:min(len(all), maxCards)]
}

// firstLine returns the first line of a text, cut for a list.
func firstLine(text string) string {
	const most = 90
	line, _, _ := strings.Cut(text, "\n")
	runes := []rune(line)
	if len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return line
}
