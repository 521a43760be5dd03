package telegram

import (
	"html"
	"strconv"
	"strings"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/say"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// Messenger renders effects into calls and sends them. It implements
// chat.Messenger.
type Messenger struct {
	client    *Client
	speaker   *say.Speaker
	now       func() time.Time
	budgets   *budgets
	throttles throttles
	photos    photos
	bot       string // username, for share links
}

// NewMessenger returns the messenger of a bot. A client is needed to deliver, not to
// render.
func NewMessenger(c *Client, me Identity, speaker *say.Speaker, b Budget, now func() time.Time) *Messenger {
	return &Messenger{client: c, speaker: speaker, now: now, photos: newPhotos(), budgets: newBudgets(b), bot: me.Username}
}

// Reserve takes the next place in the budgets for a call, or tells when to ask again.
func (o *Messenger) Reserve(id chat.ID, c chat.Call) time.Duration {
	return o.budgets.reserve(id, c, o.now())
}

// Ack returns the empty answer to a tap.
func (o *Messenger) Ack(query string) chat.Call { return ackCall(query, "") }

// Typing returns the call that shows that an answer is being written.
func (o *Messenger) Typing() chat.Call {
	return chat.Call{Method: "sendChatAction", Immediate: true, Params: map[string]string{"action": "typing"}}
}

func ackCall(query, text string) chat.Call {
	c := chat.Call{Method: "answerCallbackQuery", Immediate: true, Params: map[string]string{"callback_query_id": query}}
	if text != "" {
		c.Params["text"] = text
	}
	return c
}

// SlowDown asks somebody who writes too fast to wait, in the answer to a tap or as a
// message.
func (o *Messenger) SlowDown(u chat.Update, lang session.Lang) (chat.Call, error) {
	text, err := o.speaker.Line(lang, "talk.too_fast", nil)
	if err != nil || u.CallbackID != "" {
		return ackCall(u.CallbackID, text), err
	}
	return chat.Call{Method: "sendMessage", Params: map[string]string{"text": text, "disable_notification": "true"}}, nil
}

// TooLate says that an answer came too late, without a word on what it was about and
// without sound.
func (o *Messenger) TooLate(lang session.Lang) (chat.Call, error) {
	text, err := o.speaker.Line(lang, "common.too_late", nil)
	return chat.Call{Method: "sendMessage", Tracked: true, Params: map[string]string{"text": text, "disable_notification": "true"}}, err
}

// Render makes finished calls of the effects of one turn.
func (o *Messenger) Render(u chat.Update, r chat.Records, effects []talk.Effect, lang session.Lang) ([]chat.Call, error) {
	var calls []chat.Call
	toast := ""
	for _, e := range effects {
		var made []chat.Call
		var err error
		switch e := e.(type) {
		case talk.Say:
			made, err = o.renderSay(u, e, lang)
		case talk.Edit:
			made, err = o.renderEdit(u, e, lang)
		case talk.Toast:
			toast, err = o.speaker.Line(lang, e.ID, nil)
		case talk.DeleteEarlier:
			made = []chat.Call{chat.ClearCall()}
		case talk.DeleteSince:
			made = []chat.Call{chat.ClearAfter(e.Message)}
		case talk.DeleteThis:
			made = []chat.Call{chat.DeleteCall([]int64{u.Message})}
		case talk.DeleteAll:
			made, err = o.deletionCalls(u, r, lang)
		}
		if err != nil {
			return nil, err
		}
		calls = append(calls, made...)
	}
	calls = append(calls, o.removeButtons(u, r, effects)...)
	if u.CallbackID != "" {
		calls = append(calls, ackCall(u.CallbackID, toast))
	}
	return calls, nil
}

// renderSay renders a new message, in parts when it is too long for one.
func (o *Messenger) renderSay(u chat.Update, e talk.Say, lang session.Lang) ([]chat.Call, error) {
	calls, err := o.renderMessage("sendMessage", u, e.Message, lang)
	if err == nil && e.Drawn != talk.DrawnNot && len(calls) == 1 {
		calls[0], err = o.drawn(calls[0], e, lang)
	}
	for i := range calls {
		calls[i].Urgent = e.Urgent
		if !e.Urgent {
			calls[i].Params["disable_notification"] = "true"
		}
	}
	if len(calls) == 1 && !u.Event.InGroup {
		calls[0].Burst = e.Burst
	}
	if e.Quiet {
		calls = replaceQuietly(calls, u)
	}
	return calls, err
}

// renderEdit changes the message with the tapped button. Further parts are new
// messages below it.
func (o *Messenger) renderEdit(u chat.Update, e talk.Edit, lang session.Lang) ([]chat.Call, error) {
	calls, err := o.renderMessage("editMessageText", u, e.Message, lang)
	for i := range calls {
		if i == 0 {
			calls[i].Params["message_id"] = strconv.FormatInt(u.Message, 10)
			continue
		}
		calls[i].Method, calls[i].Params["disable_notification"] = "sendMessage", "true"
	}
	return calls, err
}

// renderMessage renders one message as calls; this is where its text is escaped. The
// buttons stand below the last part. Messages in groups are not tracked, and their only
// buttons are links.
func (o *Messenger) renderMessage(method string, u chat.Update, m talk.Message, lang session.Lang) ([]chat.Call, error) {
	text, err := o.speaker.Message(lang, m)
	if err != nil {
		return nil, err
	}
	private := !u.Event.InGroup
	var calls []chat.Call
	for _, part := range splitMarkup(formatHTML(text), maxVisible) {
		calls = append(calls, chat.Call{Method: method, Tracked: private, Params: map[string]string{
			"text": part, "parse_mode": "HTML", "link_preview_options": `{"is_disabled":true}`,
		}})
	}
	last := &calls[len(calls)-1]
	last.Question = m.Asks && private
	if k := keyboard(text.Rows, o.bot); k != "" {
		last.Params["reply_markup"] = k
	}
	if !private && u.Message != 0 {
		calls[0].Params["reply_parameters"] = `{"message_id":` + strconv.FormatInt(u.Message, 10) + `,"allow_sending_without_reply":true}`
	}
	return calls, nil
}

// formatHTML formats paragraphs in Telegram's HTML.
func formatHTML(t say.Rendered) string {
	parts := make([]string, 0, len(t.Paragraphs))
	for _, p := range t.Paragraphs {
		text := escapeHTML(p.Text)
		switch p.Style {
		case "title":
			first, rest, _ := strings.Cut(text, "\n")
			text = strings.TrimSuffix("<b>"+first+"</b>\n"+rest, "\n")
		case "copy":
			text = "<pre>" + text + "</pre>"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "\n\n")
}

// escapeHTML escapes a text for markup, also for attributes: the library's
// EscapeText leaves quotes as they are.
func escapeHTML(text string) string { return html.EscapeString(text) }

// removeButtons removes the buttons of a question that was answered in words. After a
// tap the edit replaces them.
func (o *Messenger) removeButtons(u chat.Update, r chat.Records, effects []talk.Effect) []chat.Call {
	if r.Traces.Question == 0 || u.CallbackID != "" || u.Event.Kind == talk.EventReminderDue {
		return nil
	}
	for _, e := range effects {
		switch e := e.(type) {
		case talk.Forget:
			return nil
		case talk.Say:
			if e.Quiet { // the message with the buttons is edited
				return nil
			}
		}
	}
	return []chat.Call{{Method: "editMessageReplyMarkup", Batched: true, Params: map[string]string{"message_id": strconv.FormatInt(r.Traces.Question, 10)}}}
}
