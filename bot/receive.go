package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"cekloker/internal/content"
	"cekloker/internal/ops"
	"cekloker/internal/session"
	"cekloker/internal/talk"
	"cekloker/internal/telegram"
)

// webhook is the public address of the webhook, its secret, and where it listens.
type webhook struct {
	url, secret string
	listen      string
}

// webhook reads the settings of the webhook. The secret is never shown.
func (s *settings) webhook() (*webhook, error) {
	if s.WebhookSecret == "" {
		return nil, errors.New("a webhook needs a secret; name a file with one in CEKLOKER_WEBHOOK_SECRET_FILE, for example made with openssl rand -hex 32")
	}
	data, err := os.ReadFile(s.WebhookSecret)
	if err != nil {
		return nil, errors.New("the file in CEKLOKER_WEBHOOK_SECRET_FILE cannot be read; check its path and its owner")
	}
	w := &webhook{url: s.WebhookURL, secret: strings.TrimSpace(string(data)), listen: s.Listen}
	return w, telegram.CheckWebhook(w.url, w.secret)
}

// receive takes updates until ctx is done or the token is refused: through the webhook
// when there is one, else by polling. Each switches the other off.
func (v serveConfig) receive(ctx context.Context, r *telegram.Receiver) error {
	if v.webhook == nil {
		p := telegram.Poller{Receiver: r, Offsets: v.store, Reserve: v.store}
		return p.Run(ctx)
	}
	h := &telegram.Webhook{
		Receiver: r, URL: v.webhook.url, Secret: v.webhook.secret, CheckEvery: v.health.withDefaults().webhook,
		OnCheck: func(reason string) { v.monitor.SetFault(ops.FaultWebhook, reason) },
	}
	stop, err := listen(v.webhook.listen, h, webhookListener, v.monitor.Failed)
	if err != nil {
		return err
	}
	defer stop()
	return h.Run(ctx)
}

// inlineCards returns the cards that can be sent into any chat, each in all languages.
func inlineCards(c *content.Content) ([]telegram.InlineCard, error) {
	var out []telegram.InlineCard
	for _, lang := range c.Langs() {
		for _, card := range c.Book.Cards() {
			title, err := c.Speaker.Line(lang, card.Name, nil)
			if err != nil {
				return nil, fmt.Errorf("inline cards: %w", err)
			}
			text, err := c.Speaker.Message(lang, talk.Message{Blocks: card.Text})
			if err != nil {
				return nil, fmt.Errorf("inline cards: %w", err)
			}
			out = append(out, telegram.InlineCard{ID: card.ID, Lang: lang, Title: title, Text: text.Plain()})
		}
	}
	return out, nil
}

// inlineVerdict returns what says in one line what an offer looks like that was pasted into
// an inline query.
func inlineVerdict(c *content.Content) func(string, session.Lang) (telegram.InlineCard, bool) {
	return func(pasted string, lang session.Lang) (telegram.InlineCard, bool) {
		m, ok := c.Book.InlineVerdict(pasted)
		if !ok {
			return telegram.InlineCard{}, false
		}
		line, err := c.Speaker.Message(lang, m)
		text := line.Plain()
		return telegram.InlineCard{ID: "verdict", Lang: lang, Title: strings.ReplaceAll(text, "\n\n", " "), Text: text}, err == nil
	}
}

// profiles says which language of the bot each app sees in its profile: its own one, else
// one that its users read.
func profiles(c *content.Content) []telegram.Profile {
	rest := telegram.Profile{App: "", Lang: c.Book.Languages.First()}
	var out []telegram.Profile
	for _, one := range c.Languages {
		if one.OtherApps {
			rest.Lang = one.Code
		} else {
			out = append(out, telegram.Profile{App: string(one.Code), Lang: one.Code})
		}
		for _, app := range one.Profile {
			if !c.Book.Languages.Has(session.Lang(app)) {
				out = append(out, telegram.Profile{App: app, Lang: one.Code})
			}
		}
	}
	return append([]telegram.Profile{rest}, out...)
}
