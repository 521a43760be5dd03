package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// Identity is who the bot is.
type Identity struct {
	ID       int64  `json:"id"`
	Username string `json:"username"`
	Inline   bool   `json:"supports_inline_queries"`
}

// What an operator reads when the token is refused, at the start and later.
var (
	errToken   = errors.New("the token is refused by Telegram; copy it again from @BotFather into TELEGRAM_BOT_TOKEN or the file in TELEGRAM_BOT_TOKEN_FILE")
	errRevoked = errors.New("the token is refused by Telegram now; give the new one in TELEGRAM_BOT_TOKEN or its file and start again")
)

// isRefusal reports whether the Bot API itself says that it does not know the token,
// or the method. A page that is not found does not come from it.
func isRefusal(err error) bool {
	var e *Error
	return errors.As(err, &e) && !e.NotBotAPI && (e.Code == http.StatusUnauthorized || e.Code == http.StatusNotFound)
}

// tokenCheck lets the calls that are refused at the same time share one getMe.
type tokenCheck struct {
	mu     sync.Mutex
	passed time.Time // when the last getMe began that the token passed
}

// verdict is what getMe says about a token after another call was refused.
type verdict int

const (
	accepted verdict = iota // the refusal concerns that call alone
	unclear                 // getMe got no clear answer either
	revoked                 // the token is refused
)

// checkToken asks getMe about the token after a call was refused. Only getMe decides:
// it needs nothing but the token, while another method may be unknown to a server, or
// refused by something in between, and ending the program leaves everybody alone.
func (c *Client) checkToken(ctx context.Context) verdict {
	asked := time.Now()
	c.checks.mu.Lock()
	defer c.checks.mu.Unlock()
	if c.checks.passed.After(asked) {
		return accepted
	}
	began := time.Now()
	switch _, err := c.call(ctx, "getMe", nil); {
	case err == nil:
		c.checks.passed = began
		return accepted
	case isRefusal(err):
		return revoked
	}
	return unclear
}

// Identify asks who the bot is. It is the first call and tells whether the token
// works. A server that does not answer yet is asked again until patience is over;
// failed is told each time.
func (c *Client) Identify(ctx context.Context, patience time.Duration, failed func(what string, err error)) (Identity, error) {
	until := time.Now().Add(patience)
	wait := backoff{}
	for {
		me, err := c.identifyOnce(ctx)
		if err == nil || errors.Is(err, errToken) || ctx.Err() != nil || time.Now().After(until) {
			return me, err
		}
		failed("getMe", err)
		if !sleep(ctx, min(wait.next(err), max(time.Until(until), time.Millisecond))) {
			return me, ctx.Err()
		}
	}
}

func (c *Client) identifyOnce(ctx context.Context) (Identity, error) {
	raw, err := c.call(ctx, "getMe", nil)
	switch {
	case isRefusal(err):
		return Identity{}, errToken
	case err != nil:
		return Identity{}, fmt.Errorf("cannot reach Telegram (%w); check the network and TELEGRAM_API_URL", err)
	}
	var me Identity
	if err := json.Unmarshal(raw, &me); err != nil || me.ID == 0 {
		return Identity{}, errors.New("the Bot API server gives no id for the bot; check TELEGRAM_API_URL")
	}
	return me, nil
}
