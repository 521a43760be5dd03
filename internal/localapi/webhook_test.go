package localapi

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"
)

// webhookBot is a bot behind a webhook. It answers with the given codes, then with 200.
type webhookBot struct {
	mu    sync.Mutex
	codes []int
	got   []int64
	wrong int
	hold  chan struct{}
}

func (k *webhookBot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var u struct {
		ID   int64           `json:"update_id"`
		Text json.RawMessage `json:"message"`
	}
	_ = json.NewDecoder(r.Body).Decode(&u)
	if k.hold != nil && u.Text != nil {
		<-k.hold
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if r.Header.Get("X-Telegram-Bot-Api-Secret-Token") != "geheim" {
		k.wrong++
	}
	k.got = append(k.got, u.ID)
	if len(k.codes) > 0 {
		w.WriteHeader(k.codes[0])
		k.codes = k.codes[1:]
	}
}

func (k *webhookBot) list() []int64 { k.mu.Lock(); defer k.mu.Unlock(); return slices.Clone(k.got) }

func TestWebhookRepeatsUntilItIsTaken(t *testing.T) {
	t.Parallel()
	d := newTestServer(t)
	k := &webhookBot{codes: []int{503, 500}}
	server := httptest.NewServer(k)
	defer server.Close()
	d.Webhook(time.Millisecond, func(update int64) bool { return update == 2 })
	who := d.Person(5, "id")
	who.Say("before the webhook")
	if a := d.call(t, "setWebhook", "url", "http://example.org/x"); a.OK {
		t.Error("an address without TLS was taken")
	}
	if a := d.call(t, "setWebhook", "url", server.URL+"/x", "secret_token", "geheim"); !a.OK {
		t.Fatal(a.Description)
	}
	who.Say("after it")
	if !d.Until(t.Context(), func() bool { return d.Pending() == 0 }) {
		t.Fatal("updates wait still")
	}
	if got := k.list(); !slices.Equal(got, []int64{1, 1, 1, 2, 2}) || k.wrong > 0 {
		t.Errorf("delivered %v, %d without the secret", got, k.wrong)
	}
	if a := d.call(t, "getUpdates"); a.Code != 409 {
		t.Errorf("a poll beside the webhook got %d", a.Code)
	}
	d.call(t, "deleteWebhook")
	if a := d.call(t, "getUpdates"); !a.OK {
		t.Errorf("a poll after it got %s", a.Description)
	}
}

// A message and a tap of the same person can arrive together.
func TestWebhookDeliversTapsBesideMessages(t *testing.T) {
	t.Parallel()
	d := newTestServer(t)
	k := &webhookBot{hold: make(chan struct{})}
	server := httptest.NewServer(k)
	defer server.Close()
	d.call(t, "setWebhook", "url", server.URL+"/x", "secret_token", "geheim")
	who := d.Person(5, "id")
	who.Say("a")
	who.Say("b")
	if err := who.TapData(1, "x"); err != nil {
		t.Fatal(err)
	}
	d.Until(t.Context(), func() bool { return slices.Contains(k.list(), 3) })
	if got := k.list(); !slices.Equal(got, []int64{3}) {
		t.Errorf("while the message waits the bot got %v, want the tap", got)
	}
	close(k.hold)
	d.Until(t.Context(), func() bool { return d.Pending() == 0 })
	if got := k.list(); !slices.Equal(got, []int64{3, 1, 2}) {
		t.Errorf("got %v", got)
	}
}
