package chat

import (
	"encoding/json"
	"maps"
	"strconv"
	"time"

	"cekloker/internal/talk"
)

// Call is a finished call of the Bot API: it can be sent without any content.
type Call struct {
	Seq         uint64            `json:"n"` // place in the chat's outbox, given by this package
	Method      string            `json:"m"`
	Params      map[string]string `json:"p,omitempty"`
	Tracked     bool              `json:"k,omitempty"` // makes a message whose id is kept, so that the exit can delete it
	Question    bool              `json:"a,omitempty"` // its buttons are removed when the answer has come
	Answer      uint64            `json:"b,omitempty"` // number of the first call that answered the burst: the message of an earlier one with that number is edited
	Urgent      bool              `json:"u,omitempty"` // replaces everything unsent of this chat
	Exit        bool              `json:"x,omitempty"` // belongs to the exit: sent although the chat is forgotten
	Deletes     []int64           `json:"d,omitempty"` // the messages that it deletes
	ClearsChat  bool              `json:"c,omitempty"` // deletes every message but the bot's last one; which these are is decided when it is sent
	After       int64             `json:"f,omitempty"` // with ClearsChat: deletes only what came after this message, and all of that
	IfUndeleted bool              `json:"i,omitempty"` // sent only when the exit leaves messages behind
	Replaces    bool              `json:"v,omitempty"` // edits the bot's last message, if there is one, instead of sending another
	Batched     bool              `json:"g,omitempty"` // sent together with the call before it; sending it twice changes nothing
	Drawing     string            `json:"w,omitempty"` // what its picture says; it is drawn when it is sent
	Shared      bool              `json:"l,omitempty"` // with Drawing: the same picture for everybody
	Picture     []byte            `json:"-"`           // the picture, once it is drawn
	Burst       talk.BurstReply   `json:"-"`           // what it is to the burst
	Immediate   bool              `json:"-"`           // sent at once and never stored, such as the answer to a tap
	Ref         UpdateCode        `json:"-"`           // the update that it answers; a new one after a restart
	Made        time.Time         `json:"t"`
	Until       time.Time         `json:"e,omitzero"` // a reply of danger, family or picture: not sent after that, see late.go
}

// DeleteCall returns the call that deletes messages, at most a hundred.
func DeleteCall(ids []int64) Call {
	list, _ := json.Marshal(ids) // a list of numbers always encodes
	return Call{Method: "deleteMessages", Exit: true, Deletes: ids, Params: map[string]string{"message_ids": string(list)}}
}

// ClearCall returns the call that deletes every message of the chat but the bot's
// last one. Which these are is decided when it is sent.
func ClearCall() Call { return Call{Method: "deleteMessages", Exit: true, ClearsChat: true} }

// ClearAfter returns the call that deletes every message of the chat that came after
// one, the bot's last one as well.
func ClearAfter(message int64) Call {
	c := ClearCall()
	c.After = message
	return c
}

// resolveClear names the messages that a ClearCall deletes.
func (c Call) resolveClear(t Traces) Call {
	ids := make([]int64, 0, len(t.Messages))
	for _, m := range t.Messages {
		if c.After == 0 && m.Message != t.LastOwn || c.After != 0 && m.Message > c.After {
			ids = append(ids, m.Message)
		}
	}
	out := DeleteCall(ids)
	out.Seq, out.Made, out.Ref = c.Seq, c.Made, c.Ref
	return out
}

// replacing returns a call that edits a message instead of sending a new one.
func (c Call) replacing(message int64) Call {
	if message == 0 {
		return c
	}
	c.Params = maps.Clone(c.Params)
	c.Method, c.Params["message_id"] = "editMessageText", strconv.FormatInt(message, 10)
	delete(c.Params, "disable_notification")
	return c
}

// says reports whether a call makes or changes a message with words.
func (c Call) says() bool { return c.Params["text"]+c.Params["caption"] != "" && !c.Immediate }

// isPointless reports whether a call need not be sent: it is too old, it deletes nothing,
// or it tells of messages left behind when there are none.
func (c Call) isPointless(t Traces, now time.Time) bool {
	deletesNothing := c.Exit && len(c.Deletes) == 0 && len(c.Params["message_ids"]) > 0
	expired := !c.Made.IsZero() && now.Sub(c.Made) > UnsentLife
	return deletesNothing || expired || c.IfUndeleted && !t.Undeleted
}
