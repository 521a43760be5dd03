package main

import (
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/localapi"
)

const hookSecret = "a-secret-of-the-webhook-0123456789"

// withWebhook makes a bot take its updates through a webhook.
func withWebhook(t *testing.T, at *string) func(*serveConfig) {
	t.Helper()
	address := freeAddress(t)
	*at = "http://" + address + "/hook-1234"
	return func(v *serveConfig) { v.webhook = &webhook{url: *at, secret: hookSecret, listen: address} }
}

func TestAWebhookServesAsPollingDoes(t *testing.T) {
	t.Parallel()
	var at string
	s := newTestBot(t)
	s.Webhook(20*time.Millisecond, func(update int64) bool { return update%3 == 0 })
	who := s.Person(1, "id")
	who.Say("/start") // before the bot is started
	s.start(t, withWebhook(t, &at))
	s.says(t, who, mainMenu)
	if err := who.Tap("Cek tawaran kerja"); err != nil {
		t.Fatal(err)
	}
	s.says(t, who, paste)
	for _, c := range []struct {
		name, method, path, secret, body string
		want                             int
	}{
		{"a wrong secret", "POST", at, "wrong", "{}", http.StatusUnauthorized},
		{"no secret", "POST", at, "", "{}", http.StatusUnauthorized},
		{"another path", "POST", at + "x", hookSecret, "{}", http.StatusNotFound},
		{"another method", "GET", at, hookSecret, "", http.StatusMethodNotAllowed},
		{"a body of 20 MiB", "POST", at, hookSecret, strings.Repeat("x", 20<<20), http.StatusRequestEntityTooLarge},
		{"no JSON", "POST", at, hookSecret, "x", http.StatusOK},
	} {
		if got := post(t, c.method, c.path, c.secret, c.body).StatusCode; got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	s.stop()
	s.start(t, nil) // polling removes the webhook
	who.Say("/privasi")
	if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) {
		t.Error("polling gets nothing after a webhook")
	}
}

// While nothing can be written, Telegram is asked to send updates again. Nothing is lost
// and nothing is answered twice.
func TestABusyWebhookAsksToComeAgain(t *testing.T) {
	t.Parallel()
	var at string
	s := newTestBot(t)
	disk := s.onDisk(t)
	s.Webhook(20*time.Millisecond, nil)
	s.start(t, withWebhook(t, &at))
	who := s.Person(1, "id")
	who.Say("/start")
	s.says(t, who, mainMenu)
	disk.broken.Store(true)
	body := `{"update_id":777,"message":{"message_id":99,"date":` + unixNow() + `,"from":{"id":1},"chat":{"id":1,"type":"private"},"text":"/cek"}}`
	for range 2 {
		resp := post(t, "POST", at, hookSecret, body)
		if resp.StatusCode != http.StatusServiceUnavailable || resp.Header.Get("Retry-After") == "" {
			t.Errorf("a full disk: %d, Retry-After %q", resp.StatusCode, resp.Header.Get("Retry-After"))
		}
	}
	disk.broken.Store(false)
	for range 2 {
		if resp := post(t, "POST", at, hookSecret, body); resp.StatusCode != http.StatusOK {
			t.Errorf("room again: %d", resp.StatusCode)
		}
	}
	s.says(t, who, paste)
	s.stop()
	if countMessages(who, paste) != 1 {
		t.Errorf("answered %d times:\n%s", countMessages(who, paste), shown(who))
	}
}

// With a webhook danger is answered behind any number of updates that wait for the disk:
// a word, the buttons below the question, and the way out, each once.
func TestAWebhookHearsDangerWithoutADisk(t *testing.T) {
	t.Parallel()
	var at string
	s := newTestBot(t)
	disk := s.onDisk(t)
	s.Webhook(20*time.Millisecond, nil)
	s.start(t, withWebhook(t, &at))
	who := s.Person(1, "id")
	who.Say("/start")
	s.says(t, who, mainMenu)
	disk.broken.Store(true)
	for id := range int64(150) {
		s.Person(1000+id, "id").Say("/cek")
	}
	who.Say("saya disekap dan tidak boleh pulang")
	asked, err := who.UntilLast(s.ctx, func(m localapi.Message) bool {
		return !m.FromPerson && m.HTML != "" && !strings.Contains(m.HTML, mainMenu) && len(m.Rows) > 0
	})
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, shown(who), s.log)
	}
	if err := who.TapData(asked.ID, asked.Rows[0][0].Data); err != nil {
		t.Fatal(err)
	}
	if _, err := who.UntilLast(s.ctx, func(m localapi.Message) bool { return !m.FromPerson && m.HTML != asked.HTML }); err != nil {
		t.Fatalf("the button does nothing: %v\n%s\n%s", err, shown(who), s.log)
	}
	if n := s.Pending(); n != 152 {
		t.Errorf("%d updates wait, want 152", n)
	}
	before := shown(who)
	disk.broken.Store(false)
	if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) {
		t.Fatal("not everything is taken\n" + s.log.String())
	}
	s.stop()
	if after := shown(who); after != before {
		t.Errorf("said again:\n%s\nbefore\n%s", after, before)
	}
}

func unixNow() string { return strconv.FormatInt(time.Now().Unix(), 10) }

// When too many turns wait, ordinary updates come again and danger words pass.
func TestAFullQueueLetsDangerPass(t *testing.T) {
	t.Parallel()
	s := newTestBot(t)
	disk := s.onDisk(t)
	s.start(t, func(v *serveConfig) { v.limits = chat.Limits{MaxWaitingTurns: 1} })
	a, b := s.Person(1, "id"), s.Person(2, "id")
	disk.slow.Store(true)
	a.Say("/start")
	time.Sleep(100 * time.Millisecond) // until a's turn waits for the disk
	b.Say("PAYUNG")
	disk.let()
	s.says(t, a, mainMenu)
	if _, err := b.Until(s.ctx, func(all []localapi.Message) bool { return len(all) > 1 }); err != nil {
		t.Error("danger words were not answered")
	}
}

// Servers that differ from Telegram: one that answers polls at once, one that knows
// neither webhooks nor profiles, one that is slow to start.
func TestOtherBotAPIServers(t *testing.T) {
	t.Parallel()
	unknown := func(f localapi.CallFailure) func(c localapi.Call) *localapi.CallFailure {
		return func(c localapi.Call) *localapi.CallFailure {
			if strings.HasPrefix(c.Method, "setMy") || strings.HasPrefix(c.Method, "getMy") || c.Method == "deleteWebhook" {
				return &f
			}
			return nil
		}
	}
	for name, f := range map[string]localapi.CallFailure{
		"404":              {Code: 404, Description: "Not Found: method not found"},
		"500 without JSON": {Code: 500, Body: "oops"},
	} {
		t.Run("unknown methods get "+name, func(t *testing.T) {
			t.Parallel()
			s := newTestBot(t)
			s.Script(unknown(f))
			s.start(t, nil)
			who := s.Person(1, "en")
			who.Say("/start")
			s.says(t, who, "Hello.")
		})
	}
	t.Run("polls are not held", func(t *testing.T) {
		t.Parallel()
		polls := make(chan time.Time, 100)
		s := newTestBot(t)
		s.Hold(false)
		s.Script(func(c localapi.Call) *localapi.CallFailure {
			if c.Method == "getUpdates" {
				select {
				case polls <- time.Now():
				default:
				}
			}
			return nil
		})
		s.start(t, nil)
		var at [4]time.Time
		for i := range at {
			select {
			case at[i] = <-polls:
			case <-s.ctx.Done():
				t.Fatalf("%d polls", i)
			}
		}
		if took := at[3].Sub(at[0]); took < 1500*time.Millisecond {
			t.Errorf("four polls in %v", took)
		}
		who := s.Person(1, "id")
		who.Say("/start")
		s.says(t, who, mainMenu)
	})
	t.Run("slow to start", func(t *testing.T) {
		t.Parallel()
		var tries atomic.Int64
		s := newTestBot(t)
		s.Script(func(c localapi.Call) *localapi.CallFailure {
			if c.Method != "getMe" {
				return nil
			}
			return map[int64]*localapi.CallFailure{1: {Disconnect: true}, 2: {Code: 502, Body: "<html>starting</html>"}, 3: {Code: 404, Body: "no such page yet"}}[tries.Add(1)]
		})
		s.start(t, nil)
		who := s.Person(1, "id")
		who.Say("/start")
		s.says(t, who, mainMenu)
	})
}

// With polling a broken update spoils no others, restarted ids are followed, a second bot
// is reported once, and a revoked token ends the program.
func TestPollingSurvivesWhatCanCome(t *testing.T) {
	t.Parallel()
	s := newTestBot(t)
	who := s.Person(1, "id")
	s.PushRaw("message", map[string]any{"message_id": 1, "text": 42})
	s.PushRaw("message", 7)
	who.Say("/start")
	s.start(t, nil)
	s.says(t, who, mainMenu)
	var polls atomic.Int64
	var revoked atomic.Bool
	s.Script(func(c localapi.Call) *localapi.CallFailure {
		if c.Method == "getUpdates" && polls.Add(1) <= 2 || revoked.Load() && (c.Method == "getUpdates" || c.Method == "getMe") {
			return &localapi.CallFailure{Code: 401, Description: "Unauthorized"}
		}
		return nil
	})
	who.Say("/cek") // which ends the poll under way; two more are refused, and getMe accepts the token
	s.says(t, who, paste)
	revoked.Store(true)
	who.Say("/cek")
	select {
	case err := <-s.ended:
		s.ended <- err
		if err == nil || !strings.Contains(err.Error(), "TELEGRAM_BOT_TOKEN") || strings.Contains(err.Error(), "TEST-token") {
			t.Errorf("a revoked token ends with %v", err)
		}
	case <-s.ctx.Done():
		t.Fatal("a revoked token does not end the program")
	}
}

func TestHoursOldInputIsAnsweredHonestly(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	who := s.Person(1, "id")
	who.SayAt(time.Now().Add(-5*time.Hour), "/start")
	s.says(t, who, "Maaf")
	who.SayAt(time.Now().Add(-5*time.Hour), "PAYUNG")
	if _, err := who.Until(s.ctx, func(all []localapi.Message) bool { return len(all) >= 4 }); err != nil {
		t.Error("old danger words were not answered")
	}
}

func TestAWebhookNeedsAnAddressAndASecret(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) string {
		if err := os.WriteFile(dir+"/"+name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return dir + "/" + name
	}
	good, short, odd := write("good", hookSecret+"\n"), write("short", "abc"), write("odd", "with spaces and ümläut 12345")
	for name, c := range map[string]struct {
		s    settings
		want string
	}{
		"all is there":     {settings{WebhookURL: "https://bot.example.org/hook-1", WebhookSecret: good}, ""},
		"no TLS":           {settings{WebhookURL: "http://bot.example.org/hook-1", WebhookSecret: good}, "https"},
		"no path":          {settings{WebhookURL: "https://bot.example.org/", WebhookSecret: good}, "path"},
		"no secret":        {settings{WebhookURL: "https://bot.example.org/hook-1"}, "CEKLOKER_WEBHOOK_SECRET_FILE"},
		"no such file":     {settings{WebhookURL: "https://bot.example.org/hook-1", WebhookSecret: dir + "/none"}, "cannot be read"},
		"a short secret":   {settings{WebhookURL: "https://bot.example.org/hook-1", WebhookSecret: short}, "16 to 256"},
		"a strange secret": {settings{WebhookURL: "https://bot.example.org/hook-1", WebhookSecret: odd}, "letters, digits"},
	} {
		_, err := c.s.webhook()
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), hookSecret) {
			t.Errorf("%s: the secret stands in %v", name, err)
		}
	}
}
