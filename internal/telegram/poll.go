package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"cekloker/internal/chat"
)

// Offsets keeps the poll offset between runs.
type Offsets interface {
	Offset(bot int64) (int64, error)
	SetOffset(bot, offset int64, now time.Time) error
}

// Poller fetches updates and hands them to the chats.
type Poller struct {
	Client    *Client
	Chats     *chat.Service
	Offsets   Offsets
	Observe   chat.Observer
	Operators map[int64]bool
	Now       func() time.Time
	Timeout   time.Duration // of one long poll, whole seconds
	Beat      func()        // after every answer of Telegram: the bot is alive
}

// wanted are the kinds of updates we ask for.
const wanted = `["message","edited_message","callback_query","my_chat_member"]`

// Run polls until ctx is over or the token is refused. Telegram is told that an
// update arrived only after it is on disk.
func (p *Poller) Run(ctx context.Context, me Me) error {
	if _, err := p.Client.call(ctx, "deleteWebhook", map[string]string{"drop_pending_updates": "false"}); err != nil && ctx.Err() == nil {
		p.Observe.Failed("deleteWebhook", err)
	}
	offset, err := p.Offsets.Offset(me.ID)
	if err != nil {
		return err
	}
	r := reader{username: me.Username, operators: p.Operators, now: p.Now}
	wait := time.Duration(0)
	for ctx.Err() == nil {
		if wait > 0 && !pause(ctx, wait) {
			break
		}
		raw, err := p.Client.call(ctx, "getUpdates", map[string]string{
			"offset": strconv.FormatInt(offset, 10), "timeout": strconv.Itoa(int(p.Timeout.Seconds())), "allowed_updates": wanted, "limit": "100",
		})
		if err != nil {
			if wait, err = p.after(ctx, err, wait); err != nil {
				return err
			}
			continue
		}
		wait = 0
		p.Beat()
		next, err := p.take(r, raw, offset)
		if err != nil {
			p.Observe.Failed("commit", err)
			wait = time.Second
		}
		if next != offset {
			offset = next
			if err := p.Offsets.SetOffset(me.ID, offset, p.Now()); err != nil {
				p.Observe.Failed("offset", err)
			}
		}
	}
	return nil
}

// after says how long to wait after a failed poll, or returns the error that
// ends the program.
func (p *Poller) after(ctx context.Context, err error, last time.Duration) (time.Duration, error) {
	if ctx.Err() != nil {
		return 0, nil
	}
	p.Observe.Failed("getUpdates", err)
	var refused *Error
	if errors.As(err, &refused) {
		switch refused.Code {
		case http.StatusUnauthorized, http.StatusNotFound:
			return 0, fmt.Errorf("the token is refused by Telegram now; give the new one in TELEGRAM_BOT_TOKEN or its file and start again")
		case http.StatusConflict:
			return 10 * time.Second, nil // another bot polls with this token
		case http.StatusTooManyRequests:
			return max(refused.RetryAfter, time.Second), nil
		}
	}
	return min(max(2*last, time.Second), 30*time.Second), nil
}

// take hands every update to its chat and waits until all are on disk. The
// returned offset confirms only what is: it stops before the first that failed.
func (p *Poller) take(r reader, raw json.RawMessage, offset int64) (int64, error) {
	var each []json.RawMessage
	if err := json.Unmarshal(raw, &each); err != nil {
		return offset, fmt.Errorf("getUpdates: the answer is no list")
	}
	type waiting struct {
		id    int64
		taken *chat.Taken
	}
	var all []waiting
	for _, one := range each {
		var head struct {
			ID int64 `json:"update_id"`
		}
		if json.Unmarshal(one, &head) != nil || head.ID == 0 {
			p.Observe.Failed("update", errors.New("an update without an id"))
			continue
		}
		w := waiting{id: head.ID}
		if u, ok := p.read(r, one); ok {
			taken := p.Chats.Take(u)
			w.taken = &taken
		}
		all = append(all, w)
	}
	for _, w := range all {
		if w.taken != nil {
			if err := w.taken.Wait(); err != nil {
				return offset, err
			}
		}
		offset = max(offset, w.id+1)
	}
	return offset, nil
}

// read decodes one update alone: a broken one is counted and skipped.
func (p *Poller) read(r reader, raw json.RawMessage) (chat.Update, bool) {
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		p.Observe.Failed("update", errors.New("an update that cannot be read"))
		return chat.Update{}, false
	}
	return r.read(u)
}

func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
