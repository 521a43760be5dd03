// Package telegram talks to the Bot API. It turns updates into events of package
// chat (Receiver, fed by a Poller or a Webhook) and effects into calls (Messenger).
// The types of Telegram's JSON do not leave the package, and neither does the token:
// it appears in no error and in no line of the log.
//
// The library underneath is used for one thing, MakeRequest; a test forbids the
// rest of it, which logs the token and confirms updates too early. Calls take a
// context, follow no redirect, and read at most MaxAnswer bytes of an answer.
package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// Client calls the Bot API.
type Client struct {
	token    string
	server   string // without a slash at the end
	api      string // address pattern with %s for token and method
	timeouts Timeouts
	conns    *connPool
	checks   tokenCheck
	answers  answers
}

// NewClient returns a client for a server such as https://api.telegram.org.
// Timeouts that are zero have their defaults.
func NewClient(server, token string, t Timeouts) *Client {
	t = t.withDefaults()
	return &Client{
		token:    token,
		server:   strings.TrimRight(server, "/"),
		api:      strings.ReplaceAll(strings.TrimRight(server, "/"), "%", "%%") + "/bot%s/%s",
		timeouts: t,
		conns:    &connPool{timeouts: t},
	}
}

// MaxResponse is how many bytes of one answer are read. A hundred updates with the
// longest texts have less than 4 MB.
const MaxResponse = 8 << 20

// Error is an answer of the Bot API that reports a failure. It reads in our own words:
// Telegram's may quote a message.
type Error struct {
	Method      string
	Code        int
	Description string // of Telegram; never shown
	RetryAfter  time.Duration
	MovedTo     int64 // the group became a supergroup with this id
	NotBotAPI   bool  // the answer did not come from the Bot API: a proxy's page, a redirect
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s: %d, %s", e.Method, e.Code, e.reason())
}

// errNetwork is a call without an answer: it may have taken effect or not.
var errNetwork = errors.New("no answer from the Bot API server")

// callDoer makes the library's requests with a context, removes addresses, which
// hold the token, from errors, and reads answers whole, up to a limit.
type callDoer struct {
	ctx        context.Context
	http       *http.Client
	method     string
	retryAfter time.Duration // from the header
	there      time.Time     // the time of the server, from the header
	upload     *upload       // a picture that the call carries; nil for none
}

// Do makes one request.
func (g *callDoer) Do(r *http.Request) (*http.Response, error) {
	r = r.WithContext(g.ctx)
	if g.upload != nil {
		g.upload.into(r)
	}
	resp, err := g.http.Do(r)
	if err != nil {
		var at *url.Error
		if errors.As(err, &at) {
			err = at.Err
		}
		return nil, fmt.Errorf("%w: %w", errNetwork, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, MaxResponse+1))
	if err != nil {
		return nil, fmt.Errorf("%w: the answer was cut off", errNetwork)
	}
	if len(body) > MaxResponse || !isAnswer(body) { // how long such a one asks to wait says nothing about Telegram
		return nil, &Error{Method: g.method, Code: resp.StatusCode, NotBotAPI: true}
	}
	seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
	g.retryAfter = min(time.Duration(max(seconds, 0))*time.Second, time.Hour)
	if there, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		g.there = there
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// isAnswer reports whether a body has the form of every answer of the Bot API.
func isAnswer(body []byte) bool {
	var form struct {
		OK *bool `json:"ok"`
	}
	return json.Unmarshal(body, &form) == nil && form.OK != nil
}

// call makes one call and returns its result.
func (c *Client) call(ctx context.Context, method string, params map[string]string) (json.RawMessage, error) {
	return c.send(ctx, method, params, nil)
}

// send makes one call, with a picture or nil, and returns its result. When no answer comes
// in time its connection counts as dead.
func (c *Client) send(ctx context.Context, method string, params map[string]string, picture []byte) (json.RawMessage, error) {
	timed, cancel := context.WithTimeout(ctx, c.timeouts.limit(method))
	defer cancel()
	g := &callDoer{ctx: timed, http: c.conns.current(), method: method}
	if method == "sendPhoto" && picture != nil {
		g.upload = &upload{params, picture}
	}
	bot := tgbotapi.BotAPI{Token: c.token, Client: g}
	bot.SetAPIEndpoint(c.api)
	resp, err := bot.MakeRequest(method, params)
	if errors.Is(err, errNetwork) && !errors.Is(ctx.Err(), context.Canceled) { // a stop says nothing about the connection
		c.conns.discard(g.http)
	}
	switch {
	case err == nil && resp != nil && resp.Ok:
		c.answers.note(method, g.there)
		return resp.Result, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	}
	return nil, c.failure(method, err, g.retryAfter)
}

// failure turns an error of the library into one of ours, with the token removed.
func (c *Client) failure(method string, err error, retryAfter time.Duration) error {
	var ours *Error
	if errors.As(err, &ours) {
		return ours
	}
	var refused *tgbotapi.Error
	if errors.As(err, &refused) {
		return &Error{
			NotBotAPI: refused.Code < http.StatusBadRequest && refused.RetryAfter == 0, // all of Telegram's have a code
			Method:    method, Code: refused.Code, Description: refused.Message,
			RetryAfter: max(time.Duration(refused.RetryAfter)*time.Second, retryAfter), MovedTo: refused.MigrateToChatID,
		}
	}
	if errors.Is(err, errNetwork) {
		return fmt.Errorf("%s: %s", method, c.redact(err.Error()))
	}
	return fmt.Errorf("%s: the answer of the Bot API server cannot be read", method)
}

func (c *Client) redact(text string) string {
	if c.token == "" {
		return text
	}
	text = strings.ReplaceAll(text, c.token, "[hidden]")
	if _, secret, ok := strings.Cut(c.token, ":"); ok && len(secret) > 3 {
		text = strings.ReplaceAll(text, secret, "[hidden]")
	}
	return text
}
