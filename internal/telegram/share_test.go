package telegram

import (
	"net/url"
	"strings"
	"testing"

	"cekloker/internal/say"
)

// A text is shared for a chat that the person chooses, with the link to its card; the
// address names nobody who receives it.
func TestSharedTextsCarryTheLinkToTheirCard(t *testing.T) {
	t.Parallel()
	const text = "Visa turis untuk kerja\n\nJangan + jangan & 50% lagi.\nDibaca: 22 November 2026."
	for name, test := range map[string]struct {
		button   say.Button
		bot      string
		text, to string
	}{
		"WhatsApp":                {say.Button{WhatsApp: text, Start: "visa_turis"}, "a_bot", text + "\n\nhttps://t.me/a_bot?start=visa_turis", ""},
		"WhatsApp without a link": {say.Button{WhatsApp: text}, "a_bot", text, ""},
		"WhatsApp without a name": {say.Button{WhatsApp: text, Start: "visa_turis"}, "", text, ""},
		"Telegram":                {say.Button{Share: text, Start: "visa_turis"}, "a_bot", text, "https://t.me/a_bot?start=visa_turis"},
		"Telegram, no card":       {say.Button{Share: text}, "a_bot", text, "https://t.me/a_bot?start=tips"},
	} {
		b, ok := newInlineButton(test.button, test.bot)
		address, err := url.Parse(b.URL)
		if !ok || err != nil {
			t.Fatalf("%s: %v, %v", name, b, err)
		}
		host := "t.me/share/url"
		if test.button.WhatsApp != "" {
			host = "wa.me/"
		}
		if got := address.Host + address.Path; got != host || strings.Contains(b.URL, "+") {
			t.Errorf("%s: %s", name, b.URL)
		}
		if got := address.Query(); got.Get("text") != test.text || got.Get("url") != test.to {
			t.Errorf("%s: %q", name, got)
		}
	}
}
