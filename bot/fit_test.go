package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"cekloker/internal/chat"
	"cekloker/internal/content"
	"cekloker/internal/hostile"
	"cekloker/internal/localapi"
	"cekloker/internal/preview"
	"cekloker/internal/session"
	"cekloker/internal/talk"
	"cekloker/internal/telegram"
)

// smallPhone is a chat page in a browser, to which messages are sent without a bot.
type smallPhone struct {
	ctx       context.Context
	content   *content.Content
	messenger *telegram.Messenger
	send      string   // the address of sendMessage
	page      string   // the address of the page
	names     []string // of the messages sent
}

var fitAt = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// newSmallPhone opens a browser, or skips the test: the pixels are the same under the race
// detector, which takes minutes to draw them.
func newSmallPhone(t *testing.T) *smallPhone {
	t.Helper()
	if hostile.Raced {
		t.Skip("no race is looked for in pixels")
	}
	ctx := browser(t)
	c := allContent()
	now := func() time.Time { return fitAt }
	const token = "1001:fit"
	api := localapi.ForTest(t, token, "CekLokerFitBot", now)
	api.LimitHistory(2000)
	server := httptest.NewServer(api)
	t.Cleanup(server.Close)
	page := httptest.NewServer(preview.Handler(preview.Options{Telegram: api}))
	t.Cleanup(func() { page.CloseClientConnections(); page.Close() })
	messenger := telegram.NewMessenger(telegram.NewClient(server.URL, token, telegram.Timeouts{}), telegram.Identity{Username: "CekLokerFitBot"}, c.Speaker, telegram.Budget{}, now)
	return &smallPhone{ctx: ctx, content: c, messenger: messenger, send: server.URL + "/bot" + token + "/sendMessage", page: page.URL}
}

// show sends the messages of a turn under a name.
func (p *smallPhone) show(t *testing.T, name string, e talk.Event, effects []talk.Effect, lang session.Lang) {
	t.Helper()
	calls, err := p.messenger.Render(chat.Update{Event: e}, chat.Records{}, effects, lang)
	if err != nil {
		t.Fatal(err)
	}
	for _, call := range calls {
		if call.Method == "sendMessage" {
			postForm(t, p.send, call.Params)
			p.names = append(p.names, string(lang)+" "+name)
		}
	}
}

// evaluate opens the page with a width and a height, waits for all messages, and returns
// what an expression gives as JSON.
func (p *smallPhone) evaluate(t *testing.T, width, height int64, expression string, result any) {
	t.Helper()
	if err := chromedp.Do(p.ctx, chromedp.EmulateViewport(width, height), chromedp.Navigate(p.page)); err != nil {
		t.Fatal(err)
	}
	hasRoboto := `(() => { const c = document.createElement("canvas").getContext("2d"); const w = f => { c.font = f; return c.measureText("Tahan dulu, jangan berangkat").width; }; return w("16px Roboto, monospace") !== w("16px monospace"); })()`
	if ok, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](hasRoboto)); err != nil || !ok {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%v; CI must measure with Roboto: install fonts-roboto-unhinted", err)
		}
		t.Skip("no Roboto here, the font of most phones: install fonts-roboto-unhinted to measure heights")
	}
	waitForPage(t, p.ctx, fmt.Sprintf(`document.querySelectorAll(".msg").length === %d`, len(p.names)))
	raw, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`JSON.stringify(`+expression+`)`))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(raw), result); err != nil {
		t.Fatal(err)
	}
}

// fits fails the test for messages that are higher, with their buttons, than the screen of
// a phone of 360 x 740 shows.
func (p *smallPhone) fits(t *testing.T) {
	t.Helper()
	var measured struct {
		Room    int
		Heights []int
	}
	p.evaluate(t, 360, 740, `{room: document.getElementById("chat").clientHeight, heights: [...document.querySelectorAll(".msg")].map(m => m.offsetHeight)}`, &measured)
	for i, h := range measured.Heights {
		if h > measured.Room {
			t.Errorf("%s: %d pixels, there is room for %d", p.names[i], h, measured.Room)
		}
	}
	if os.Getenv("ALL") != "" {
		for i, h := range measured.Heights {
			fmt.Println(p.names[i], h)
		}
	}
	slices.Sort(measured.Heights)
	n := len(measured.Heights)
	t.Logf("%d messages, room for %d pixels: median %d, nine in ten at most %d, highest %d", n, measured.Room, measured.Heights[n/2], measured.Heights[n*9/10], measured.Heights[n-1])
}

// Every verdict on an offer of the project, with its buttons, fits one screen of a small
// phone in both languages.
func TestEveryVerdictFitsOneScreen(t *testing.T) {
	t.Parallel()
	p := newSmallPhone(t)
	for _, lang := range p.content.Langs() {
		for _, o := range p.content.Offers {
			e := talk.Event{Kind: talk.EventText, At: fitAt, Text: talk.Text{Typed: o.Text}}
			if s, effects := p.content.Book.Turn(session.Session{Lang: lang}, e); s.Value("given") == "text" {
				p.show(t, o.Name, e, effects, lang)
			}
		}
	}
	p.fits(t)
}

// postForm makes a call of the Bot API.
func postForm(t *testing.T, address string, params map[string]string) {
	t.Helper()
	form := url.Values{"chat_id": {"1001"}}
	for k, v := range params {
		form.Set(k, v)
	}
	answer, err := http.PostForm(address, form)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %v", answer.Status, params)
	}
}
