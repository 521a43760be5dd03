package chat_test

import (
	"context"
	"strings"
	"testing"

	"cekloker/internal/chat"
	"cekloker/internal/talk"
)

// refusal is a wire on which one call is held up and then meets a chat that
// blocked the bot.
type refusal struct {
	paper
	of     string // the text of that call
	inside chan struct{}
	open   chan struct{}
}

func (w *refusal) Deliver(ctx context.Context, id chat.ID, c chat.Call) chat.Receipt {
	if c.Params["text"] == w.of {
		close(w.inside)
		<-w.open
		return chat.Receipt{Outcome: chat.Gone}
	}
	return w.paper.Deliver(ctx, id, c)
}

// Somebody blocks the bot, takes it back and writes, while the refusal of an
// older call is still on its way: the refusal drops what is older than it, and
// never the answer to what was written since.
func TestARefusalDropsNothingSaidSince(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		since []chat.Update
		sent  int // replies that go out after the refusal
	}{
		"nobody came back": {[]chat.Update{{Number: 1, Chat: 7, Event: talk.Event{At: noon, Kind: talk.Blocked}}}, 0},
		"blocked, taken back, and said something": {[]chat.Update{
			{Number: 1, Chat: 7, Event: talk.Event{At: noon, Kind: talk.Blocked}},
			{Number: 2, Chat: 7, Event: talk.Event{At: noon, Kind: talk.Returned}},
			said(3, 7, "/cek"),
		}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := deskIn(t, t.TempDir())
			wire := &refusal{of: "reply", inside: make(chan struct{}), open: make(chan struct{})}
			ctx, end := context.WithCancel(t.Context())
			service := chat.New(ctx, chat.Options{Book: book(), Store: d.store, Wire: wire, Observe: d.seen, Now: d.now})
			if err := d.store.Save(7, unsentRound(), false, noon)(); err != nil {
				t.Fatal(err)
			}
			if err := service.Start(); err != nil {
				t.Fatal(err)
			}
			<-wire.inside
			for _, u := range c.since {
				if err := service.Take(u).Wait(); err != nil {
					t.Fatal(err)
				}
			}
			close(wire.open)
			d.settled(t)
			end()
			service.Settle()
			service.Quiet()
			got := wire.read()
			if len(got) != c.sent+1 || got[0] != "edit" || strings.Contains(strings.Join(got, "\n"), "next") {
				t.Errorf("sent %q, want the edit that went along and %d replies", got, c.sent)
			}
			if r, err := d.store.Load(7, noon); err != nil || (len(r.Session.Stack) > 0) != (c.sent > 0) {
				t.Errorf("the session is %+v, %v", r.Session, err)
			}
		})
	}
}
