package telegram_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cekloker/flows"
	"cekloker/internal/chat"
	"cekloker/internal/content"
	"cekloker/internal/localapi"
	"cekloker/internal/session"
	"cekloker/internal/store"
	"cekloker/internal/talk"
	"cekloker/internal/telegram"
	"cekloker/locales"
)

const (
	exitToken = "4711:token-of-the-exit-test"
	somebody  = 700_700
)

// nullObserver is an observer that does nothing.
type nullObserver struct{}

func (nullObserver) Count(string)                   {}
func (nullObserver) Turned(string, time.Duration)   {}
func (nullObserver) Delivered(string, chat.Outcome) {}
func (nullObserver) Failed(string, error)           {}

// allContent returns all content, which is read once.
var allContent = sync.OnceValue(func() *content.Content {
	c, wrong := content.Load(flows.FS, locales.FS, "2026-11-24")
	if len(wrong) > 0 {
		panic(wrong[0].String())
	}
	return c
})

// testChat is one person in one chat with the real messenger, a real store and an
// in-memory Telegram.
type testChat struct {
	t      *testing.T
	api    *localapi.Server
	person localapi.Person
	store  *store.Store
	chats  *chat.Service
	ahead  atomic.Int64 // nanoseconds that the clock is ahead
	fails  atomic.Bool  // rendering fails in the next turn
	last   int64        // number of the last update
}

func (c *testChat) now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

func newTestChat(t *testing.T) *testChat {
	t.Helper()
	k := &testChat{t: t}
	k.api = localapi.ForTest(t, exitToken, "cekloker_bot", k.now)
	server := httptest.NewServer(k.api)
	t.Cleanup(server.Close)
	client := telegram.NewClient(server.URL, exitToken, telegram.Timeouts{})
	me, err := client.Identify(t.Context(), time.Second, func(string, error) {})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if k.store, err = store.Open(store.Options{Data: dir + "/data", Keys: dir + "/keys"}); err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(context.Background())
	fast := telegram.Budget{Overall: 1e6, Urgent: 1e6, Chat: 1e6, ChatAtOnce: 1e6, Group: 1e6}
	k.chats = chat.New(ctx, chat.Options{
		Book: allContent().Book, Store: k.store, Messenger: failingMessenger{telegram.NewMessenger(client, me, allContent().Speaker, fast, k.now), &k.fails}, Observer: nullObserver{}, Now: k.now,
		Limits: chat.Limits{EventsAtOnce: 1e6, Refill: 1e6},
	})
	t.Cleanup(func() { end(); k.chats.WaitTurns(); k.store.Close() })
	k.person = k.api.Person(somebody, "id")
	return k
}

// says sends a text and returns when its turn is on disk.
func (c *testChat) says(text string) {
	c.t.Helper()
	id := c.person.Say(text)
	c.last++
	u := chat.Update{ID: c.last, Chat: somebody, Message: id, Event: talk.Event{At: c.now(), Kind: talk.EventText, Text: talk.Text{Typed: text}, Hint: "id"}}
	if err := c.chats.Take(u).Wait(); err != nil {
		c.t.Fatal(err)
	}
}

// waitFor waits until the chat looks as wanted.
func (c *testChat) waitFor(what string, wanted func([]localapi.Message) bool) []localapi.Message {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), 30*time.Second)
	defer cancel()
	got, err := c.person.Until(ctx, wanted)
	if err != nil {
		c.t.Fatalf("%s: %v; %d messages are in the chat", what, err, len(c.person.Messages()))
	}
	return got
}

// waitForReceipts waits until the receipts of n messages are on disk.
func (c *testChat) waitForReceipts(n int) {
	c.t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
		r, err := c.store.Load(somebody, c.now())
		if err != nil || time.Now().After(end) {
			c.t.Fatalf("%d messages are known, %v", len(r.Traces.Messages), err)
		}
		if len(r.Traces.Messages) == n {
			return
		}
	}
}

// Two hundred messages in two days, with every twentieth call failing: after the exit
// nothing younger than 48 hours is left, the session is gone with the commit of the exit,
// and one line says that older messages stay.
func TestExitLeavesNothingYoung(t *testing.T) {
	t.Parallel()
	k := newTestChat(t)
	k.says("/start")
	k.waitFor("the old greeting", func(m []localapi.Message) bool { return len(m) == 2 })
	k.waitForReceipts(2)
	k.ahead.Store(int64(50 * time.Hour))

	var calls, deletions, failed atomic.Int64
	k.api.Script(func(c localapi.Call) *localapi.CallFailure {
		fails := calls.Add(1)%20 == 0
		if c.Method == "deleteMessages" {
			fails = deletions.Add(1)%2 == 1 // the exit has the most failures
		}
		if !fails {
			return nil
		}
		switch failed.Add(1) % 4 {
		case 0:
			return &localapi.CallFailure{Code: 429, RetryAfter: 1}
		case 1, 2:
			return &localapi.CallFailure{Code: 502, Description: "Bad Gateway"}
		}
		return &localapi.CallFailure{Disconnect: true}
	})
	for i := range 100 {
		k.says("menu")
		k.waitFor("reply "+fmt.Sprint(i+1), func(m []localapi.Message) bool { return len(m) >= 2+2*(i+1) })
	}
	k.says("KELUAR")
	kept, err := k.store.Load(somebody, k.now())
	if err != nil || !kept.Session.Began.IsZero() || len(kept.Session.Answers) > 0 || kept.Prefs != (chat.Prefs{}) {
		t.Errorf("the exit is on disk and so is %+v, %+v, %v", kept.Session, kept.Prefs, err)
	}
	left := k.waitFor("the exit", func(m []localapi.Message) bool {
		return len(m) == 3 && strings.Contains(m[2].HTML, "Sebagian pesan lama")
	})
	if !left[0].FromPerson || left[1].FromPerson || !strings.Contains(left[1].HTML, "Halo") {
		t.Errorf("other messages than the two of 50 hours ago are left: %+v", left)
	}
	t.Logf("%d calls, %d failed", calls.Load(), failed.Load())

	// A second exit is harmless, and deletes that line.
	k.api.Script(nil)
	k.says("exit")
	k.waitFor("the second exit", func(m []localapi.Message) bool { return len(m) == 3 && m[2].ID > left[2].ID })
}

// A chat with young messages only is empty after the exit: nothing is said.
func TestExitOfAYoungChatSaysNothing(t *testing.T) {
	t.Parallel()
	k := newTestChat(t)
	for i, text := range []string{"/start", "/keluarga", "Kamboja", "lewati"} {
		k.says(text)
		k.waitFor(text, func(m []localapi.Message) bool { return len(m) == 2*(i+1) })
	}
	k.says("/hapus")
	k.waitFor("the exit", func(m []localapi.Message) bool { return len(m) == 0 })
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if m, err := k.person.Until(ctx, func(m []localapi.Message) bool { return len(m) > 0 }); err == nil {
		t.Errorf("after the exit the chat holds %+v", m)
	}
}

// A reply that is under way while the person leaves is deleted like the others.
func TestExitWhileAReplyIsOnItsWay(t *testing.T) {
	t.Parallel()
	k := newTestChat(t)
	k.api.Script(func(c localapi.Call) *localapi.CallFailure {
		if c.Method == "sendMessage" {
			return &localapi.CallFailure{Delay: 300 * time.Millisecond}
		}
		return nil
	})
	k.says("/start")
	for !sent(k.api, "sendMessage") {
		<-k.api.Changed()
	}
	k.says("x")
	for !sent(k.api, "deleteMessages") {
		<-k.api.Changed()
	}
	k.waitFor("an empty chat", func(m []localapi.Message) bool { return len(m) == 0 })
}

func sent(api *localapi.Server, method string) bool {
	for _, c := range api.Calls() {
		if c.Method == method {
			return true
		}
	}
	return false
}

// In quiet mode one message stays; everything before it is deleted, and so is what the
// person types. Any text is answered with the number again.
func TestQuietConversationLeavesOneMessage(t *testing.T) {
	t.Parallel()
	k := newTestChat(t)
	k.says("saya disekap, tidak boleh pulang")
	k.waitFor("the question", func(m []localapi.Message) bool { return len(m) == 2 })
	k.says("ya")
	k.waitFor("contacts", func(m []localapi.Message) bool { return len(m) == 4 })
	k.says("mungkin")
	k.waitFor("one screen, and nothing of what came before", func(m []localapi.Message) bool {
		return len(m) == 1 && strings.Contains(m[0].HTML, "Hafalkan satu nomor")
	})
	for _, text := range []string{"PAYUNG", "halo", "menu"} {
		k.says(text)
		k.waitFor("the number alone after "+text, func(m []localapi.Message) bool { return len(m) == 1 && m[0].HTML == "+62 812-9007-0027" })
	}
	k.says("KELUAR")
	k.waitFor("the exit", func(m []localapi.Message) bool { return len(m) == 0 })
}

// The whole family flow takes less than 20 kB, in both languages: the longest way through
// the questions, the result, the text of a report, and the blank form.
func TestFamilyDoorFitsAPoorNetwork(t *testing.T) {
	t.Parallel()
	c := allContent()
	out := telegram.NewMessenger(nil, telegram.Identity{}, c.Speaker, telegram.Budget{}, time.Now)
	for _, lang := range c.Langs() {
		s, bytes, turns := session.Session{Lang: lang}, 0, 0
		for _, text := range []string{"/keluarga", "1", "1", "2", "2", "2", "2", "2", "1", "2", "2", "2", "2", "2", "1", "2", "2", "2", "2", "4", "1", "1", "2", "1"} {
			at := time.Date(2026, 11, 24, 9, turns, 0, 0, time.UTC)
			u := chat.Update{ID: int64(turns + 1), Chat: somebody, Message: int64(2*turns + 1), Event: talk.Event{At: at, Kind: talk.EventText, Text: talk.Text{Typed: text}}}
			next, effects := c.Book.Turn(s, u.Event)
			calls, err := out.Render(u, chat.Records{Session: s}, effects, lang)
			if err != nil {
				t.Fatal(err)
			}
			for _, call := range calls {
				for name, value := range call.Params {
					bytes += len(name) + len(value)
				}
			}
			s, turns = next, turns+1
		}
		if s.Flow() != "forms" || s.Value("form") != "relative" {
			t.Fatalf("the way ends in %q with %v", s.Flow(), s.Answers)
		}
		t.Logf("%s: %d messages, %d bytes", lang, turns, bytes)
		if bytes >= 20_000 {
			t.Errorf("%s: %d bytes in %d messages, want less than 20000", lang, bytes, turns)
		}
	}
}

func TestAMessageIsDeletedByItsButton(t *testing.T) {
	t.Parallel()
	out := telegram.NewMessenger(nil, telegram.Identity{}, allContent().Speaker, telegram.Budget{}, time.Now)
	u := chat.Update{ID: 1, Chat: somebody, Message: 7, CallbackID: "q", Event: talk.Event{Kind: talk.EventTap}}
	calls, err := out.Render(u, chat.Records{}, []talk.Effect{talk.DeleteThis{}}, session.Lang("id"))
	if err != nil || len(calls) == 0 || calls[0].Method != "deleteMessages" || calls[0].Params["message_ids"] != "[7]" {
		t.Errorf("%+v, %v; want the message with the button deleted", calls, err)
	}
}
