// Package telegram is the edge to the Bot API: updates in, finished calls out.
// Every shape of Telegram ends here, and the token never leaves this package:
// not in an error, not in a log line.
package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// Client calls the Bot API.
type Client struct {
	token string
	api   string // address pattern with %s for token and method
	http  *http.Client
}

// NewClient returns a client for a server such as https://api.telegram.org.
func NewClient(server, token string) *Client {
	return &Client{
		token: token,
		api:   strings.ReplaceAll(strings.TrimRight(server, "/"), "%", "%%") + "/bot%s/%s",
		http: &http.Client{Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, MaxIdleConnsPerHost: 16, IdleConnTimeout: 90 * time.Second,
			TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 70 * time.Second,
		}},
	}
}

// Error is an answer of the Bot API that is no success.
type Error struct {
	Method      string
	Code        int
	Description string
	RetryAfter  time.Duration
	MovedTo     int64 // the group became a supergroup with this id
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s: %d %s", e.Method, e.Code, e.Description)
}

// errNetwork is a call that got no answer: nobody knows whether it took effect.
var errNetwork = errors.New("no answer from the Bot API server")

// withContext gives the library's calls a context and takes addresses, which
// hold the token, out of errors.
type withContext struct {
	ctx  context.Context
	http *http.Client
}

func (w withContext) Do(r *http.Request) (*http.Response, error) {
	resp, err := w.http.Do(r.WithContext(w.ctx))
	if err == nil {
		return resp, nil
	}
	var at *url.Error
	if errors.As(err, &at) {
		err = at.Err
	}
	return nil, fmt.Errorf("%w: %w", errNetwork, err)
}

// call makes one call and returns its result.
func (c *Client) call(ctx context.Context, method string, params map[string]string) (json.RawMessage, error) {
	bot := tgbotapi.BotAPI{Token: c.token, Client: withContext{ctx, c.http}}
	bot.SetAPIEndpoint(c.api)
	resp, err := bot.MakeRequest(method, params)
	switch {
	case err == nil && resp != nil && resp.Ok:
		return resp.Result, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	}
	return nil, c.failure(method, err)
}

// failure brings what the library returns into our form; the token is taken out
// of whatever else it may say.
func (c *Client) failure(method string, err error) error {
	var refused *tgbotapi.Error
	if errors.As(err, &refused) {
		return &Error{
			Method: method, Code: refused.Code, Description: c.clean(refused.Message),
			RetryAfter: time.Duration(refused.RetryAfter) * time.Second, MovedTo: refused.MigrateToChatID,
		}
	}
	if errors.Is(err, errNetwork) {
		return fmt.Errorf("%s: %s", method, c.clean(err.Error()))
	}
	return fmt.Errorf("%s: the answer of the Bot API server cannot be read", method)
}

func (c *Client) clean(text string) string {
	if c.token == "" {
		return text
	}
	text = strings.ReplaceAll(text, c.token, "[hidden]")
	if _, secret, ok := strings.Cut(c.token, ":"); ok && len(secret) > 3 {
		text = strings.ReplaceAll(text, secret, "[hidden]")
	}
	return text
}

// Me is who the bot is.
type Me struct {
	ID       int64  `json:"id"`
	Username string `json:"username"`
}

// Me asks who the bot is; it is the first call, and tells whether the token
// works.
func (c *Client) Me(ctx context.Context) (Me, error) {
	raw, err := c.call(ctx, "getMe", nil)
	if err != nil {
		var refused *Error
		if errors.As(err, &refused) && (refused.Code == http.StatusUnauthorized || refused.Code == http.StatusNotFound) {
			return Me{}, errors.New("the token is refused by Telegram; copy it again from @BotFather into TELEGRAM_BOT_TOKEN or the file in TELEGRAM_BOT_TOKEN_FILE")
		}
		return Me{}, fmt.Errorf("cannot reach Telegram (%w); check the network and TELEGRAM_API_URL", err)
	}
	var me Me
	if err := json.Unmarshal(raw, &me); err != nil || me.ID == 0 {
		return Me{}, errors.New("the Bot API server gives no id for the bot; check TELEGRAM_API_URL")
	}
	return me, nil
}
