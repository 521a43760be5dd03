package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"cekloker/internal/chat"
)

// Offsets stores the poll offset between runs, for a few days.
type Offsets interface {
	Offset(bot int64, now time.Time) (int64, error)
	SetOffset(bot, offset int64, now time.Time) error
}

// Reserve is space on disk that is opened when the disk is full and so many updates wait
// that Telegram hides those behind them.
type Reserve interface {
	OpenIfFull(err error) error
}

// Poller fetches updates.
type Poller struct {
	*Receiver
	Offsets Offsets
	Reserve Reserve
}

// maxPolled is how many updates Telegram hands out until they are confirmed.
const maxPolled = 100

// Intervals of polling.
const (
	offsetLife = 6 * 24 * time.Hour     // after a week without updates Telegram restarts its ids at a random number
	minPollGap = time.Second            // between two polls of a server that answers at once
	busyWait   = 500 * time.Millisecond // until a busy service is asked again
)

// Run polls until ctx is done or the token is refused. An update is
// confirmed to Telegram only after it is on disk.
func (p *Poller) Run(ctx context.Context) error {
	p.deleteWebhook(ctx)
	offset, err := p.Offsets.Offset(p.Bot.ID, p.Now())
	if err != nil {
		return err
	}
	var failures pollFailures
	lastUpdate := p.Now()
	offsets := &offsetWriter{poller: p}
	for wait := time.Duration(0); ctx.Err() == nil; {
		if p.Checkpoint != nil {
			p.Checkpoint("polling")
		}
		p.Alive(wait + p.Client.timeouts.limit("getUpdates"))
		if wait > 0 && !sleep(ctx, wait) {
			break
		}
		if p.Now().Sub(lastUpdate) > offsetLife {
			offset = 0
		}
		began := time.Now()
		raw, err := p.poll(ctx, offset)
		if err != nil {
			if wait, err = p.handleFailure(ctx, err, &failures); err != nil {
				return err
			}
			continue
		}
		failures.backoff = backoff{}
		next, empty, err := p.takeBatch(ctx, raw, offset)
		wait = 0
		switch {
		case errors.Is(err, chat.ErrBusy):
			wait = busyWait
		case err != nil:
			wait = minPollGap
		case empty || next == offset:
			// The poll lasted its full time, or the server answers at once.
			wait = max(0, minPollGap-time.Since(began))
		}
		if !empty {
			lastUpdate = p.Now()
		}
		if next != offset {
			offset = next
			offsets.write(offset)
		}
	}
	offsets.wait()
	return nil
}

// offsetWriter writes the newest offset in the background, one write at a time. An
// older offset on disk only makes known updates come again, and these are dropped.
type offsetWriter struct {
	poller *Poller
	work   sync.WaitGroup
	mu     sync.Mutex
	next   int64 // to be written, 0 for none
	busy   bool
}

func (w *offsetWriter) write(offset int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.next = offset
	if !w.busy {
		w.busy = true
		w.work.Go(w.run)
	}
}

func (w *offsetWriter) run() {
	for {
		w.mu.Lock()
		offset := w.next
		w.next, w.busy = 0, offset != 0
		w.mu.Unlock()
		if offset == 0 {
			return
		}
		if err := w.poller.Offsets.SetOffset(w.poller.Bot.ID, offset, w.poller.Now()); err != nil {
			w.poller.Observer.Failed("offset", err)
		}
	}
}

func (w *offsetWriter) wait() { w.work.Wait() }

// deleteWebhook removes a webhook, which would keep polls from working. A server that
// does not know the method has none.
func (p *Poller) deleteWebhook(ctx context.Context) {
	if _, err := p.Client.call(ctx, "deleteWebhook", nil); err != nil && ctx.Err() == nil {
		p.Observer.Failed("deleteWebhook", err)
	}
}

func (p *Poller) poll(ctx context.Context, offset int64) (json.RawMessage, error) {
	params := map[string]string{"timeout": strconv.Itoa(int(p.Client.timeouts.Poll.Seconds())), "allowed_updates": allowedUpdates, "limit": strconv.Itoa(maxPolled)}
	if offset != 0 {
		params["offset"] = strconv.FormatInt(offset, 10)
	}
	return p.Client.call(ctx, "getUpdates", params)
}

// pollFailures holds the waits after failed polls.
type pollFailures struct {
	backoff
	conflictBackoff
}

// errConflict is what an operator reads when another poll ended one of ours.
var errConflict = errors.New("another bot polls with this token, and each of them misses what the other takes; stop one of them. If it is none of yours, revoke the token with @BotFather")

// handleFailure says how long to wait after a failed poll, or returns the error that
// ends the program.
func (p *Poller) handleFailure(ctx context.Context, err error, failures *pollFailures) (time.Duration, error) {
	if ctx.Err() != nil {
		return 0, nil
	}
	if isRefusal(err) && p.Client.checkToken(ctx) == revoked {
		p.Observer.Failed("getUpdates", err)
		return 0, errRevoked
	}
	var refused *Error
	if !errors.As(err, &refused) || refused.NotBotAPI || refused.Code != http.StatusConflict {
		p.Observer.Failed("getUpdates", err)
		return failures.backoff.next(err), nil
	}
	if strings.Contains(strings.ToLower(refused.Description), "webhook") {
		p.Observer.Failed("webhook", errors.New("somebody set a webhook for this token; it is taken away. If it was not you, revoke the token with @BotFather"))
		p.deleteWebhook(ctx)
		return failures.backoff.next(err), nil
	}
	p.Observer.Failed("conflict", errConflict)
	return failures.conflictBackoff.next(time.Now()), nil
}

// takeBatch hands every update to its chat and waits until all are on disk. The
// returned offset confirms only updates that are: it stops before the first one that
// failed. Failures have been reported already.
func (p *Poller) takeBatch(ctx context.Context, raw json.RawMessage, offset int64) (next int64, empty bool, err error) {
	var each []json.RawMessage
	if err := json.Unmarshal(raw, &each); err != nil {
		err = errors.New("the answer is no list")
		p.Observer.Failed("getUpdates", err)
		return offset, true, err
	}
	type waiting struct {
		id    int64
		taken *chat.Pending
	}
	var all []waiting
	for _, one := range each {
		id, taken := p.Receiver.takeUpdate(ctx, one)
		all = append(all, waiting{id, taken})
	}
	for _, w := range all {
		if w.taken != nil {
			if err := w.taken.Wait(); err != nil {
				p.showMore(len(all), err)
				return offset, false, err
			}
		}
		if w.id != 0 {
			offset = w.id + 1
		}
	}
	return offset, len(all) == 0, nil
}

// showMore opens the reserve if a full disk keeps a full batch from being confirmed:
// somebody in danger may wait behind it.
func (p *Poller) showMore(polled int, err error) {
	if polled < maxPolled {
		return
	}
	if err := p.Reserve.OpenIfFull(err); err != nil {
		p.Observer.Failed("reserve", err)
	}
}
