package telegram

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"cekloker/internal/chat"
)

// Webhook takes updates that Telegram posts. It answers 200 only after an update is
// on disk; without that answer the update comes again.
type Webhook struct {
	*Receiver
	URL        string        // the public address
	Secret     string        // Telegram sends it with every call
	CheckEvery time.Duration // between two looks at what Telegram says of it; 0: a minute
	OnCheck    func(string)  // told at every look what is wrong with deliveries, "" for nothing

	registered  bool         // since the start
	lastRefusal atomic.Int64 // Unix seconds of the last logged call without the secret
}

// Limits of a webhook.
const (
	maxBody          = 1 << 20     // bytes of one call
	maxConnections   = 24          // calls of Telegram at once; more only make turns wait for each other, see docs/performance.md
	busyRetrySeconds = 2           // sent by a busy bot
	checkEvery       = time.Minute // between two checks that the webhook is still registered
)

// CheckWebhook says what is wrong with the address or the secret of a webhook.
func CheckWebhook(address, secret string) error {
	at, err := url.Parse(address)
	local := err == nil && (at.Hostname() == "127.0.0.1" || at.Hostname() == "localhost")
	switch {
	case err != nil || at.Host == "" || at.Scheme != "https" && !local:
		return errors.New("CEKLOKER_WEBHOOK_URL is no https address; give the public one, such as https://bot.example.org/hook-7c1f")
	case len(at.Path) < 2:
		return errors.New("CEKLOKER_WEBHOOK_URL has no path; give it one that nobody guesses, such as https://bot.example.org/hook-7c1f")
	case len(secret) < 16 || len(secret) > 256:
		return errors.New("the webhook's secret needs 16 to 256 characters; write one into the file in CEKLOKER_WEBHOOK_SECRET_FILE, for example with openssl rand -hex 32")
	case strings.Trim(secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") != "":
		return errors.New("the webhook's secret may hold letters, digits, _ and - only; write another one into the file in CEKLOKER_WEBHOOK_SECRET_FILE")
	}
	return nil
}

// ServeHTTP takes one call. Without the secret the answer reveals nothing.
func (h *Webhook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if at, err := url.Parse(h.URL); err != nil || r.URL.Path != at.Path {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	if !equalSecrets(r.Header.Get("X-Telegram-Bot-Api-Secret-Token"), h.Secret) {
		h.logRefusal()
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	// The turn continues when the caller hangs up: the update may be on its way to
	// the disk already.
	_, taken := h.takeUpdate(context.WithoutCancel(r.Context()), json.RawMessage(body))
	if taken == nil {
		return
	}
	if err := taken.Wait(); err != nil {
		w.Header().Set("Retry-After", strconv.Itoa(busyRetrySeconds))
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

// logRefusal logs a call without the secret, at most once a minute: anybody who knows
// the address can make as many as they like.
func (h *Webhook) logRefusal() {
	now, last := h.Now().Unix(), h.lastRefusal.Load()
	if now-last >= 60 && h.lastRefusal.CompareAndSwap(last, now) {
		h.Observer.Failed("webhook", chat.NewUpdateCode().Wrap(errors.New("a call without our secret was refused; if these go on, somebody knows the address: give the webhook another path")))
	}
}

// equalSecrets compares in a time that reveals nothing about either, not even the
// length.
func equalSecrets(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return b != "" && subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// Run registers the webhook, and again when somebody moved it, until ctx is done or
// the token is refused.
func (h *Webhook) Run(ctx context.Context) error {
	var failures backoff
	for ctx.Err() == nil {
		wait := cmp.Or(h.CheckEvery, checkEvery)
		err := h.register(ctx)
		switch {
		case err == nil:
			failures = backoff{}
		case ctx.Err() != nil:
			return nil
		default:
			h.Observer.Failed("setWebhook", err)
			if isRefusal(err) && h.Client.checkToken(ctx) == revoked {
				return errRevoked
			}
			var e *Error
			if errors.As(err, &e) && !e.NotBotAPI && e.Code == http.StatusBadRequest {
				return fmt.Errorf("the webhook is refused by Telegram (%s); check CEKLOKER_WEBHOOK_URL", e.reason())
			}
			wait = failures.next(err)
		}
		h.Alive(wait + 3*h.Client.timeouts.Call)
		if !sleep(ctx, wait) {
			return nil
		}
	}
	return nil
}

// register registers the webhook unless it is registered already.
func (h *Webhook) register(ctx context.Context) error {
	if h.registered && h.isStillRegistered(ctx) {
		return nil
	}
	_, err := h.Client.call(ctx, "setWebhook", map[string]string{
		"url": h.URL, "secret_token": h.Secret, "allowed_updates": allowedUpdates, "max_connections": strconv.Itoa(maxConnections),
	})
	h.registered = err == nil
	return err
}

// isStillRegistered reports whether Telegram still posts updates here. Anybody with
// the token can move a webhook. A server that cannot tell is trusted.
func (h *Webhook) isStillRegistered(ctx context.Context) bool {
	raw, err := h.Client.call(ctx, "getWebhookInfo", nil)
	var info struct {
		URL     *string `json:"url"`
		Pending int     `json:"pending_update_count"`
		Failed  int64   `json:"last_error_date"`
	}
	if err != nil || json.Unmarshal(raw, &info) != nil || info.URL == nil {
		return true
	}
	h.reportCheck(info.Pending, info.Failed)
	if *info.URL == h.URL {
		return true
	}
	h.Observer.Failed("webhook", errors.New("somebody moved the webhook; it is set again. If it was not you, revoke the token with @BotFather"))
	return false
}

// What of Telegram's own report counts as a fault.
const (
	manyWaiting  = 100 // updates: twice what is taken at once, four times over
	recentFailed = 3 * time.Minute
)

// reportCheck tells what is wrong with deliveries. What Telegram says of a failure is
// not repeated: it may hold anything that a server on the way answered.
func (h *Webhook) reportCheck(pending int, failed int64) {
	now := h.Now()
	since := now.Sub(time.Unix(failed, 0)) - h.Client.ClockOff(now)
	switch {
	case h.OnCheck == nil:
	case failed > 0 && since < recentFailed:
		h.OnCheck(fmt.Sprintf("Telegram could not deliver an update %v ago, %d wait there; look at the reverse proxy, its certificate and this log", since.Round(time.Second), pending))
	case pending >= manyWaiting:
		h.OnCheck(fmt.Sprintf("%d updates wait at Telegram; look at the reverse proxy and at the load of this machine", pending))
	default:
		h.OnCheck("")
	}
}
