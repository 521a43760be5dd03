package main

import (
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

	"cekloker/flows"
	"cekloker/internal/chat"
	"cekloker/internal/content"
	"cekloker/internal/hostile"
	"cekloker/internal/localapi"
	"cekloker/internal/preview"
	"cekloker/internal/session"
	"cekloker/internal/talk"
	"cekloker/internal/telegram"
	"cekloker/locales"
)

// Every verdict on an offer of the project, with its buttons, fits one screen of a small
// phone, 360 x 740, in both languages.
func TestEveryVerdictFitsOneScreen(t *testing.T) {
	t.Parallel()
	if hostile.Raced {
		t.Skip("the pixels are the same without the race detector, which takes minutes to draw them")
	}
	ctx := browser(t)
	c, wrong := content.Load(flows.FS, locales.FS, "2026-11-24")
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	now := func() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) }
	const token = "1001:fit"
	api := localapi.ForTest(t, token, "CekLokerFitBot", now)
	api.LimitHistory(2000)
	server := httptest.NewServer(api)
	t.Cleanup(server.Close)
	page := httptest.NewServer(preview.Handler(preview.Options{Telegram: api}))
	t.Cleanup(func() { page.CloseClientConnections(); page.Close() })
	messenger := telegram.NewMessenger(telegram.NewClient(server.URL, token, telegram.Timeouts{}), telegram.Identity{Username: "CekLokerFitBot"}, c.Speaker, telegram.Budget{}, now)

	var names []string
	for _, lang := range c.Langs() {
		for _, o := range c.Offers {
			u := chat.Update{Event: talk.Event{Kind: talk.EventText, At: now(), Text: talk.Text{Typed: o.Text}}}
			s, effects := c.Book.Turn(session.Session{Lang: lang}, u.Event)
			if s.Value("given") != "text" {
				continue
			}
			calls, err := messenger.Render(u, chat.Records{}, effects, lang)
			if err != nil {
				t.Fatal(err)
			}
			for _, call := range calls {
				if call.Method != "sendMessage" {
					continue
				}
				postForm(t, server.URL+"/bot"+token+"/sendMessage", call.Params)
				names = append(names, string(lang)+" "+o.Name)
			}
		}
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, 740), chromedp.Navigate(page.URL)); err != nil {
		t.Fatal(err)
	}
	hasRoboto := `(() => { const c = document.createElement("canvas").getContext("2d"); const w = f => { c.font = f; return c.measureText("Tahan dulu, jangan berangkat").width; }; return w("16px Roboto, monospace") !== w("16px monospace"); })()`
	if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](hasRoboto)); err != nil || !ok {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%v; CI must measure with Roboto: install fonts-roboto-unhinted", err)
		}
		t.Skip("no Roboto here, the font of most phones: install fonts-roboto-unhinted to measure heights")
	}
	waitForPage(t, ctx, fmt.Sprintf(`document.querySelectorAll(".msg").length === %d`, len(names)))
	raw, err := chromedp.Run(ctx, chromedp.Evaluate[string](`JSON.stringify({room: document.getElementById("chat").clientHeight, heights: [...document.querySelectorAll(".msg")].map(m => m.offsetHeight)})`))
	if err != nil {
		t.Fatal(err)
	}
	var measured struct {
		Room    int
		Heights []int
	}
	if err := json.Unmarshal([]byte(raw), &measured); err != nil {
		t.Fatal(err)
	}
	over := 0
	for i, h := range measured.Heights {
		if h > measured.Room {
			over++
			t.Logf("%s: %d pixels", names[i], h)
		}
	}
	slices.Sort(measured.Heights)
	n := len(measured.Heights)
	t.Logf("%d verdicts, room for %d pixels: median %d, nine in ten at most %d, highest %d", n, measured.Room, measured.Heights[n/2], measured.Heights[n*9/10], measured.Heights[n-1])
	if over > 0 {
		t.Errorf("%d of %d verdicts are higher than one screen", over, n)
	}
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
