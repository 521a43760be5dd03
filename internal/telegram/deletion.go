package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/session"
)

// deletableFor is the age up to which Telegram deletes a message, less a margin for
// the way there.
const deletableFor = 48*time.Hour - 5*time.Minute

// maxDeleted is how many messages one call can delete.
const maxDeleted = 100

// deletionCalls returns the calls of an exit. They delete what can be deleted, newest
// first, a hundred messages a call, and say in one neutral line that something stays, if
// something does: whoever reads the phone next must learn nothing, and the person must
// not believe that the chat is empty. A message with a tapped button that is not among
// the traces gets a call of its own: it may be too old, and Telegram then refuses the
// whole call.
func (o *Messenger) deletionCalls(u chat.Update, r chat.Records, lang session.Lang) ([]chat.Call, error) {
	young := o.now().Add(-deletableFor).Unix()
	ids := make([]int64, 0, len(r.Traces.Messages)+1)
	for _, m := range r.Traces.Messages {
		if m.At > young {
			ids = append(ids, m.Message)
		}
	}
	var alone []int64
	switch {
	case u.Message == 0 || slices.Contains(ids, u.Message):
	case u.CallbackID == "":
		ids = append(ids, u.Message)
	default:
		alone = []int64{u.Message}
	}
	slices.Reverse(ids)
	var calls []chat.Call
	for some := range slices.Chunk(ids, maxDeleted) {
		calls = append(calls, chat.DeleteCall(some))
	}
	if alone != nil {
		calls = append(calls, chat.DeleteCall(alone))
	}
	text, err := o.speaker.Line(lang, "exit.left", nil)
	if err != nil {
		return nil, err
	}
	left := chat.Call{Method: "sendMessage", Exit: true, IfUndeleted: true, Tracked: true, Params: map[string]string{"text": text, "disable_notification": "true"}}
	return append(calls, left), nil
}

// deleteMessages deletes messages. When Telegram refuses the call because of one of
// them, the halves are tried apart, so that one message does not keep the others.
func (o *Messenger) deleteMessages(ctx context.Context, id chat.ID, ids []int64) chat.Receipt {
	if len(ids) > maxDeleted {
		return o.deleteHalves(ctx, id, ids)
	}
	list, _ := json.Marshal(ids) // a list of numbers always encodes
	_, err := o.client.call(ctx, "deleteMessages", map[string]string{"chat_id": strconv.FormatInt(int64(id), 10), "message_ids": string(list)})
	if err == nil {
		return chat.Receipt{Outcome: chat.OutcomeDone}
	}
	var e *Error
	if !errors.As(err, &e) || e.NotBotAPI || e.Code != http.StatusBadRequest || e.mentions("chat not found", "user is deactivated", "PEER_ID_INVALID") {
		return o.failureReceipt(ctx, id, err)
	}
	if len(ids) == 1 {
		return chat.Receipt{Outcome: chat.OutcomeDone, Undeleted: !e.mentions("message to delete not found", "message identifiers", "MESSAGE_ID_INVALID")}
	}
	return o.deleteHalves(ctx, id, ids)
}

func (o *Messenger) deleteHalves(ctx context.Context, id chat.ID, ids []int64) chat.Receipt {
	half := o.deleteMessages(ctx, id, ids[:len(ids)/2])
	if half.Outcome != chat.OutcomeDone {
		return half
	}
	other := o.deleteMessages(ctx, id, ids[len(ids)/2:])
	other.Undeleted = other.Undeleted || half.Undeleted
	return other
}

// replaceQuietly edits the bot's last message instead of sending a new one, and
// deletes the person's message, because others may read the phone.
func replaceQuietly(calls []chat.Call, u chat.Update) []chat.Call {
	for i := range calls {
		calls[i].Replaces = i == 0
		calls[i].Params["disable_notification"] = "true"
	}
	if u.Message != 0 && u.CallbackID == "" {
		calls = append(calls, chat.DeleteCall([]int64{u.Message}))
	}
	return calls
}
