package telegram

import (
	"context"
	"encoding/json"
	"strconv"
	"sync"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/session"
)

// Receiver takes updates, whether they are polled or come through a webhook.
type Receiver struct {
	Client    *Client
	Chats     *chat.Service
	Observer  chat.Observer
	Bot       Identity
	Operators map[int64]bool
	Cards     []InlineCard                                            // offered in inline mode
	Language  func(tag string) session.Lang                           // of the person, by that of the app
	Verdict   func(text string, lang session.Lang) (InlineCard, bool) // offered first there, when the text is an offer; nil: nothing is judged
	Now       func() time.Time
	Alive     func(next time.Duration) // called by the loop that receives: it calls again within that time

	Checkpoint func(at string) // for tests: called where a crash would hurt; nil in the program

	once      sync.Once
	sideCalls chan struct{} // one for each side call under way
}

// maxSideCalls is how many calls that belong to no conversation (inline answers,
// leaving a channel) are under way at once. More are dropped.
const maxSideCalls = 8

// takeUpdate reads one update and hands it to its chat. Without a pending update
// there is nothing to wait for.
func (r *Receiver) takeUpdate(ctx context.Context, raw json.RawMessage) (id int64, taken *chat.Pending) {
	ref := chat.NewUpdateCode()
	a, err := updateReader{bot: r.Bot, operators: r.Operators, now: r.Now, off: r.Client.ClockOff(r.Now())}.read(raw)
	if err != nil {
		r.Observer.Failed("update", ref.Wrap(err))
		return a.id, nil
	}
	switch {
	case a.turn != nil:
		a.turn.Ref = ref
		t := r.Chats.Take(*a.turn)
		return a.id, &t
	case a.inline != nil:
		r.makeSideCall(ctx, ref, "answerInlineQuery", func() (map[string]string, error) { return answerInline(r.offered(a.inline), a.inline) })
	case a.callbackID != "":
		r.makeSideCall(ctx, ref, "answerCallbackQuery", func() (map[string]string, error) {
			return map[string]string{"callback_query_id": a.callbackID}, nil
		})
	case a.leave != 0:
		r.makeSideCall(ctx, ref, "leaveChat", func() (map[string]string, error) {
			return map[string]string{"chat_id": strconv.FormatInt(a.leave, 10)}, nil
		})
	}
	return a.id, nil
}

// makeSideCall makes a call that belongs to no conversation, at most once.
func (r *Receiver) makeSideCall(ctx context.Context, ref chat.UpdateCode, method string, params func() (map[string]string, error)) {
	r.once.Do(func() { r.sideCalls = make(chan struct{}, maxSideCalls) })
	select {
	case r.sideCalls <- struct{}{}:
	default:
		r.Observer.Count("shed_" + method)
		return
	}
	go func() {
		defer func() { <-r.sideCalls }()
		ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
		defer cancel()
		err := chat.RecoverPanic(func() error {
			p, err := params()
			if err == nil {
				_, err = r.Client.call(ctx, method, p)
			}
			return err
		})
		outcome := chat.OutcomeDone
		if err != nil {
			outcome = chat.OutcomeRetry
			if ctx.Err() == nil {
				r.Observer.Failed(method, ref.Wrap(err))
			}
		}
		r.Observer.Delivered(method, outcome)
	}()
}
