package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"cekloker/internal/chat"
	"cekloker/internal/say"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// sending is how many messages a second go out to all chats together; the
// documented limit is about 30.
const sending = 25

// Out renders effects into calls and sends them. It implements chat.Wire.
type Out struct {
	client  *Client
	speaker *say.Speaker
	now     func() time.Time
	limit   *rate.Limiter
}

// NewOut returns the way out.
func NewOut(c *Client, speaker *say.Speaker, now func() time.Time) *Out {
	return &Out{client: c, speaker: speaker, now: now, limit: rate.NewLimiter(sending, sending)}
}

// holdFor is how long the answer to an offer waits for more of it.
const holdFor = 1500 * time.Millisecond

// Render makes finished calls of the effects of one turn.
func (o *Out) Render(u chat.Update, r chat.Records, effects []talk.Effect, lang session.Lang) ([]chat.Call, error) {
	var calls []chat.Call
	toast := ""
	for _, e := range effects {
		switch e := e.(type) {
		case talk.Say:
			c, err := o.message("sendMessage", u, e.Message, lang)
			if err != nil {
				return nil, err
			}
			c.Message, c.Asks, c.Urgent = true, e.Asks, e.Urgent
			if e.Hold {
				c.Hold = o.now().Add(holdFor)
			}
			if !e.Urgent {
				c.Params["disable_notification"] = "true"
			}
			calls = append(calls, c)
		case talk.Edit:
			c, err := o.message("editMessageText", u, e.Message, lang)
			if err != nil {
				return nil, err
			}
			c.Params["message_id"] = strconv.FormatInt(u.Message, 10)
			c.Asks = e.Asks
			calls = append(calls, c)
		case talk.Toast:
			line, err := o.speaker.Line(lang, e.ID, nil)
			if err != nil {
				return nil, err
			}
			toast = line
		case talk.DeleteTraces:
			calls = append(calls, o.deletions(u, r)...)
		}
	}
	calls = append(calls, o.answered(u, r, effects)...)
	if u.Query != "" {
		calls = append(calls, chat.Call{Method: "answerCallbackQuery", Aside: true, Params: map[string]string{"callback_query_id": u.Query, "text": toast}})
	}
	return calls, nil
}

// message writes one message as a call, its text escaped once, here.
func (o *Out) message(method string, u chat.Update, m talk.Message, lang session.Lang) (chat.Call, error) {
	text, err := o.speaker.Message(lang, m)
	if err != nil {
		return chat.Call{}, err
	}
	params := map[string]string{
		"text": markup(text), "parse_mode": "HTML",
		"link_preview_options": `{"is_disabled":true}`,
	}
	if k := keyboard(text.Rows); k != "" && !u.Event.InGroup {
		params["reply_markup"] = k
	}
	if u.Event.InGroup && u.Message != 0 {
		params["reply_parameters"] = `{"message_id":` + strconv.FormatInt(u.Message, 10) + `,"allow_sending_without_reply":true}`
	}
	return chat.Call{Method: method, Params: params}, nil
}

// markup writes paragraphs as Telegram's HTML.
func markup(t say.Text) string {
	parts := make([]string, 0, len(t.Paragraphs))
	for _, p := range t.Paragraphs {
		text := html.EscapeString(p.Text)
		switch p.Style {
		case "title":
			text = "<b>" + text + "</b>"
		case "copy":
			text = "<pre>" + text + "</pre>"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "\n\n")
}

// answered takes the buttons off the question that was just answered by words;
// after a tap the edit replaces them.
func (o *Out) answered(u chat.Update, r chat.Records, effects []talk.Effect) []chat.Call {
	if r.Traces.Asked == 0 || u.Query != "" || u.Event.Kind == talk.ReminderDue {
		return nil
	}
	for _, e := range effects {
		if _, ok := e.(talk.Forget); ok {
			return nil
		}
	}
	return []chat.Call{{Method: "editMessageReplyMarkup", Params: map[string]string{"message_id": strconv.FormatInt(r.Traces.Asked, 10)}}}
}

// deletions delete what can be deleted, a hundred messages a call.
func (o *Out) deletions(u chat.Update, r chat.Records) []chat.Call {
	ids := make([]int64, 0, len(r.Traces.Messages)+1)
	for _, m := range r.Traces.Messages {
		ids = append(ids, m.Message)
	}
	if u.Message != 0 {
		ids = append(ids, u.Message)
	}
	var calls []chat.Call
	const most = 100
	for len(ids) > 0 {
		n := min(len(ids), most)
		list, _ := json.Marshal(ids[:n])
		calls = append(calls, chat.Call{Method: "deleteMessages", Exit: true, Params: map[string]string{"message_ids": string(list)}})
		ids = ids[n:]
	}
	return calls
}

// Deliver sends one call and says what became of it (research on Telegram's
// answers: telegram.md section 5).
func (o *Out) Deliver(ctx context.Context, id chat.ID, c chat.Call) chat.Receipt {
	if err := o.limit.Wait(ctx); err != nil {
		return chat.Receipt{Outcome: chat.Later, Err: err}
	}
	params := map[string]string{}
	for k, v := range c.Params {
		params[k] = v
	}
	if c.Method != "answerCallbackQuery" {
		params["chat_id"] = strconv.FormatInt(int64(id), 10)
	}
	// Once begun, a call is not cut by a stop: cut, nobody would know whether
	// it took effect.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	raw, err := o.client.call(ctx, c.Method, params)
	if method, changed := instead(c.Method, params, err); changed {
		raw, err = o.client.call(ctx, method, params)
	}
	if err == nil {
		return made(raw)
	}
	return refused(err)
}

// instead changes a call that Telegram refused for its form: plain text when
// the markup is refused, a new message when there is nothing left to edit.
func instead(method string, params map[string]string, err error) (string, bool) {
	var e *Error
	if !errors.As(err, &e) || e.Code != http.StatusBadRequest {
		return method, false
	}
	text := strings.ToLower(e.Description)
	switch {
	case strings.Contains(text, "can't parse entities"):
		delete(params, "parse_mode")
		params["text"] = plain(params["text"])
		return method, true
	case method == "editMessageText" && (strings.Contains(text, "message to edit not found") || strings.Contains(text, "can't be edited")):
		delete(params, "message_id")
		return "sendMessage", true
	}
	return method, false
}

// made reads the id of a message that was made.
func made(raw json.RawMessage) chat.Receipt {
	var m struct {
		ID int64 `json:"message_id"`
	}
	_ = json.Unmarshal(raw, &m) // "true" is an answer too
	return chat.Receipt{Outcome: chat.Done, Message: m.ID}
}

// refused says what a failure means for the outbox.
func refused(err error) chat.Receipt {
	var e *Error
	if !errors.As(err, &e) {
		return chat.Receipt{Outcome: chat.Later, After: 2 * time.Second, Err: err}
	}
	text := strings.ToLower(e.Description)
	switch {
	case e.Code == http.StatusTooManyRequests:
		return chat.Receipt{Outcome: chat.Later, After: max(e.RetryAfter, time.Second), All: e.RetryAfter > time.Minute, Err: e}
	case e.Code == http.StatusUnauthorized, e.Code == http.StatusNotFound:
		return chat.Receipt{Outcome: chat.Broken, Err: e}
	case e.Code == http.StatusForbidden, strings.Contains(text, "chat not found"), strings.Contains(text, "user is deactivated"):
		return chat.Receipt{Outcome: chat.Gone, Err: e}
	case e.Code >= 500:
		return chat.Receipt{Outcome: chat.Later, After: 2 * time.Second, Err: e}
	}
	// "message is not modified", "query is too old", "message to delete not
	// found": nothing is left to do.
	return chat.Receipt{Outcome: chat.Done, Err: quiet(e, text)}
}

// quiet drops the answers that are expected.
func quiet(e *Error, text string) error {
	for _, known := range [...]string{"message is not modified", "query is too old", "message to edit not found", "message can't be", "message to delete not found", "messages can't be deleted", "message identifiers"} {
		if strings.Contains(text, known) {
			return nil
		}
	}
	return e
}

var tags = strings.NewReplacer("<b>", "", "</b>", "", "<pre>", "", "</pre>", "")

// plain takes our markup away.
func plain(text string) string { return html.UnescapeString(tags.Replace(text)) }
