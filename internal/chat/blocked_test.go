package chat_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// newBlockedMessenger returns a gated messenger on which some texts are refused, because
// the person blocked the bot.
func newBlockedMessenger(texts ...string) *gatedMessenger {
	w := &gatedMessenger{gate: make(chan struct{}), got: map[chat.ID][]string{}}
	w.receipt = func(c chat.Call) chat.Receipt {
		if slices.Contains(texts, c.Params["text"]) {
			return chat.Receipt{Outcome: chat.OutcomeGone}
		}
		return chat.Receipt{Outcome: chat.OutcomeDone, Message: 1, New: true}
	}
	return w
}

func (w *gatedMessenger) entered() int { w.mu.Lock(); defer w.mu.Unlock(); return w.inside }

// Somebody blocks the bot, unblocks it and writes, while an older call is still to be
// refused: the refusal drops older calls, and never the answer to later messages.
func TestARefusalDropsNothingSaidSince(t *testing.T) {
	t.Parallel()
	blocked := chat.Update{ID: 1, Chat: 7, Event: talk.Event{At: noon, Kind: talk.EventBlocked}}
	returned := chat.Update{ID: 2, Chat: 7, Event: talk.Event{At: noon, Kind: talk.EventUnblocked}}
	for name, c := range map[string]struct {
		since []chat.Update
		sent  int // replies that go out after the refusal
	}{
		"nobody came back":                        {[]chat.Update{blocked}, 0},
		"blocked, taken back, and said something": {[]chat.Update{blocked, returned, textUpdate(3, 7, "/cek")}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newHarness(t, t.TempDir())
			messenger := newBlockedMessenger("reply", "edit")
			service, end := d.startBatch(t, messenger, nil)
			waitFor(t, "both are under way", func() bool { return messenger.entered() == 2 })
			for _, u := range c.since {
				if err := service.Take(u).Wait(); err != nil {
					t.Fatal(err)
				}
			}
			close(messenger.gate)
			d.waitDelivered(t)
			end()
			service.WaitTurns()
			service.WaitDeliveries()
			if got := messenger.got[7]; len(got) != 2+c.sent || slices.Contains(got, "next") {
				t.Errorf("sent %q, want the round and %d replies", got, c.sent)
			}
			if r, err := d.store.Load(7, noon); err != nil || (len(r.Session.Stack) > 0) != (c.sent > 0) {
				t.Errorf("the session is %+v, %v", r.Session, err)
			}
		})
	}
}

// stuckStore blocks the first Save and then fails it.
type stuckStore struct {
	chat.Store
	once   sync.Once
	inside chan struct{}
	fail   chan struct{}
}

func (s *stuckStore) Save(id chat.ID, r chat.Records, short bool, now time.Time) (wait func() error) {
	first := false
	s.once.Do(func() { first = true })
	if !first {
		return s.Store.Save(id, r, short, now)
	}
	return func() error { close(s.inside); <-s.fail; return errDiskFull }
}

// A refusal comes while the commit of a turn is under way, which then fails: what was
// known before that turn is dropped as well.
func TestARefusalDuringATurnThatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	r := unsentBatch()
	r.LastEvent, r.Prefs, r.Session = noon, chat.Prefs{Lang: session.Lang("en")}, session.Begin(noon, session.Lang("en"))
	if err := d.store.Save(7, r, false, noon)(); err != nil {
		t.Fatal(err)
	}
	messenger := newBlockedMessenger("reply", "edit")
	close(messenger.gate)
	disk := &stuckStore{Store: d.store, inside: make(chan struct{}), fail: make(chan struct{})}
	service := chat.New(t.Context(), chat.Options{Book: book(), Store: disk, Messenger: messenger, Observer: d.failures, Now: d.now})
	turn := service.Take(textUpdate(1, 7, "/cek"))
	<-disk.inside
	if err := service.Start(); err != nil {
		t.Fatal(err)
	}
	d.waitDelivered(t) // both are refused
	close(disk.fail)
	if err := turn.Wait(); !errors.Is(err, errDiskFull) {
		t.Fatalf("the turn ended with %v", err)
	}
	if err := service.Take(textUpdate(2, 7, "menu")).Wait(); err != nil {
		t.Fatal(err)
	}
	service.WaitTurns()
	waitFor(t, "the answer", func() bool { return messenger.entered() == 3 })
	d.waitDelivered(t)
	if got := messenger.got[7][2]; !strings.HasPrefix(got, "2 id ") {
		t.Errorf("answered with %q, in the language of before", got)
	}
}
