package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"cekloker/internal/chat"
)

// deliverWithin is how long one delivery may take with all the calls that it may
// need: a message in another form, the halves of a deletion.
const deliverWithin = 20 * time.Second

// Deliver sends one call and says what became of it. docs/telegram.md lists
// Telegram's answers and what follows from each.
func (o *Messenger) Deliver(ctx context.Context, id chat.ID, c chat.Call) chat.Receipt {
	params := make(map[string]string, len(c.Params)+1)
	for k, v := range c.Params {
		params[k] = v
	}
	if c.Method != "answerCallbackQuery" {
		params["chat_id"] = strconv.FormatInt(int64(id), 10)
	}
	// A shutdown does not cancel a call that has begun: nobody would know whether
	// it took effect.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), deliverWithin)
	defer cancel()
	if c.Method == "deleteMessages" && len(c.Deletes) > 0 {
		return o.deleteMessages(ctx, id, c.Deletes)
	}
	method, again := c.Method, true
	raw, err := o.client.send(ctx, method, params, c.Picture)
	var first error
	for tries := 0; tries < 3 && again; tries++ {
		if again = adaptRefused(&method, params, err); again {
			first = err
			raw, err = o.client.send(ctx, method, params, c.Picture)
		}
	}
	if c.Params["photo"] != "" && (first != nil || err != nil) {
		o.photos.forget(c)
	}
	if err != nil {
		return o.failureReceipt(ctx, id, err)
	}
	if method != "answerCallbackQuery" {
		o.throttles.forget()
	}
	receipt := parseReceipt(raw)
	receipt.New = method == "sendMessage" || method == "sendPhoto"
	if method == "sendPhoto" {
		o.photos.sent(c, raw)
	}
	if first != nil && isOurBug(first) {
		receipt.Err = fmt.Errorf("sent in another form: %w", first)
	}
	return receipt
}

// adaptRefused changes a call that Telegram refused for its form, and reports whether
// it did: the text without the picture, plain text when the markup is refused, no buttons when they are, no reply to
// a message that is gone, a new message when there is nothing left to edit, the new id
// of a group that moved.
func adaptRefused(method *string, params map[string]string, err error) bool {
	var e *Error
	if !errors.As(err, &e) || e.Code != http.StatusBadRequest {
		return false
	}
	switch {
	case e.MovedTo != 0:
		params["chat_id"] = strconv.FormatInt(e.MovedTo, 10)
	case e.mentions("can't parse entities") && params["parse_mode"] != "":
		delete(params, "parse_mode")
		params["text"] = stripMarkup(params["text"])
	case e.mentions("reply markup is too long", "BUTTON_", "keyboard") && params["reply_markup"] != "" && params["text"] != "":
		delete(params, "reply_markup")
	case e.mentions("message to be replied not found", "replied message not found", "reply message not found") && params["reply_parameters"] != "":
		delete(params, "reply_parameters")
	case *method == "sendPhoto":
		withoutPicture(method, params)
	case *method == "editMessageText" && e.mentions("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID", "no text in the message to edit"):
		*method = "sendMessage"
		delete(params, "message_id")
		params["disable_notification"] = "true"
	default:
		return false
	}
	return true
}

// isOurBug reports whether a refusal is our mistake, which is counted and logged
// although the call succeeded in another form.
func isOurBug(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.mentions("can't parse entities", "reply markup is too long", "BUTTON_", "keyboard")
}

// mentions reports whether the description holds one of the parts, in any case.
func (e *Error) mentions(parts ...string) bool {
	text := strings.ToLower(e.Description)
	for _, p := range parts {
		if strings.Contains(text, strings.ToLower(p)) {
			return true
		}
	}
	return false
}

// parseReceipt reads the id of the message that was made or changed.
func parseReceipt(raw json.RawMessage) chat.Receipt {
	var m struct {
		ID int64 `json:"message_id"`
	}
	_ = json.Unmarshal(raw, &m) // the answer may also be "true"
	return chat.Receipt{Outcome: chat.OutcomeDone, Message: m.ID}
}

// minRetry is how long a chat waits, at least, after a failure that may pass.
const minRetry = 500 * time.Millisecond

// failureReceipt tells what an error means for the outbox. A proxy's page is a fault
// that passes, whatever code it comes with: only Telegram knows who blocked the bot.
func (o *Messenger) failureReceipt(ctx context.Context, id chat.ID, err error) chat.Receipt {
	var e *Error
	if !errors.As(err, &e) || e.NotBotAPI {
		return chat.Receipt{Outcome: chat.OutcomeRetry, RetryAfter: minRetry, Err: err}
	}
	switch {
	case e.RetryAfter > 0 || e.Code == http.StatusTooManyRequests:
		wait := max(e.RetryAfter, time.Second)
		return chat.Receipt{Outcome: chat.OutcomeRetry, RetryAfter: wait, Imposed: true, AllChats: e.Method == "answerCallbackQuery" || o.throttles.isGlobal(id, o.now()), Err: e}
	case isRefusal(e):
		return o.refusalReceipt(ctx, e)
	case e.Code == http.StatusForbidden, e.mentions("chat not found", "user is deactivated", "group chat was deactivated", "PEER_ID_INVALID"):
		return chat.Receipt{Outcome: chat.OutcomeGone, Err: e}
	case e.Code == http.StatusConflict, e.Code >= 500:
		return chat.Receipt{Outcome: chat.OutcomeRetry, RetryAfter: minRetry, Err: e}
	case e.mentions(harmlessRefusals...):
		return chat.Receipt{Outcome: chat.OutcomeDone}
	}
	return chat.Receipt{Outcome: chat.OutcomeDone, Err: e}
}

// refusalReceipt tells what a call comes to that was refused as if the token were: it
// is given up when getMe accepts the token, and waits while nobody can tell.
func (o *Messenger) refusalReceipt(ctx context.Context, e *Error) chat.Receipt {
	switch o.client.checkToken(ctx) {
	case revoked:
		return chat.Receipt{Outcome: chat.OutcomeTokenRefused, Err: e}
	case unclear:
		return chat.Receipt{Outcome: chat.OutcomeRetry, RetryAfter: minRetry, Err: e}
	}
	return chat.Receipt{Outcome: chat.OutcomeDone, Err: e}
}

// harmlessRefusals are refusals after which nothing is left to do.
var harmlessRefusals = []string{
	"message is not modified", "query is too old", "message to edit not found", "message can't be", "message to delete not found",
	"messages can't be deleted", "message identifiers", "MESSAGE_ID_INVALID", "not enough rights to send",
}

// throttles remembers which chats Telegram told to wait, to tell the limit of one
// chat from that of the whole bot.
type throttles struct {
	mu    sync.Mutex
	chats map[chat.ID]time.Time
}

// isGlobal notes that a chat was told to wait, and reports whether so many were
// within seconds, and none was served in between, that the limit must be that of the
// bot.
func (f *throttles) isGlobal(id chat.ID, now time.Time) bool {
	const many, within = 10, 3 * time.Second
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.chats == nil {
		f.chats = map[chat.ID]time.Time{}
	}
	for other, at := range f.chats {
		if now.Sub(at) > within {
			delete(f.chats, other)
		}
	}
	f.chats[id] = now
	return len(f.chats) >= many
}

// forget notes that a chat was served, which a limit of the bot would not allow.
func (f *throttles) forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.chats)
}

var markupTags = strings.NewReplacer("<b>", "", "</b>", "", "<pre>", "", "</pre>", "")

// stripMarkup removes our markup from a text.
func stripMarkup(text string) string { return html.UnescapeString(markupTags.Replace(text)) }
