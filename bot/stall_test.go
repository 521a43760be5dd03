package main

import (
	"encoding/pem"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"cekloker/internal/localapi"
)

// recovers is how long the bot may take to send and receive again.
const recovers = 20 * time.Second

// stalledTest is the real program, connected to its Telegram through TLS and a proxy that
// can stall.
type stalledTest struct {
	telegram *localapi.Server
	person   localapi.Person
	proxy    *localapi.StallingProxy
	bot      *process
}

func newStalledTest(t *testing.T, http2 bool, env ...string) *stalledTest {
	t.Helper()
	d := &stalledTest{telegram: localapi.ForTest(t, testToken, "TestBot", time.Now)}
	server := httptest.NewUnstartedServer(d.telegram)
	server.EnableHTTP2 = http2
	server.StartTLS()
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	line, err := localapi.NewStallingProxy(t, server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	trusted := filepath.Join(dir, "trusted.pem")
	if err := os.WriteFile(trusted, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	d.proxy, d.person = line, d.telegram.Person(1, "id")
	d.bot = start(t, append(env,
		"TELEGRAM_BOT_TOKEN="+testToken, "TELEGRAM_API_URL=https://"+line.Address(), "SSL_CERT_FILE="+trusted,
		"CEKLOKER_DATA="+dir+"/data", "CEKLOKER_KEYS="+dir+"/keys", "CEKLOKER_TEST_IN_A_HURRY=1",
	), "serve")
	d.checkReads(t, "/start", mainMenu)
	if !d.telegram.Until(longContext(t), func() bool { return d.telegram.Pending() == 0 && d.telegram.Polling() }) {
		t.Fatal("the bot does not poll\n" + d.bot.out.String())
	}
	return d
}

// checkReads lets the person write something and waits for the answer.
func (d *stalledTest) checkReads(t *testing.T, says, wants string) {
	t.Helper()
	d.person.Say(says)
	if _, err := d.person.UntilSays(longContext(t), wants); err != nil {
		t.Fatalf("%v\n%s\n%s", err, shown(d.person), d.bot.out)
	}
}

// stallWhilePolling stalls the connection while the bot waits for updates: later
// messages are answered.
func (d *stalledTest) stallWhilePolling(t *testing.T) {
	died := time.Now()
	d.proxy.Stall()
	d.checkReads(t, "/cek", paste)
	d.checkInTime(t, died)
}

// stallWhileSending stalls the connection when a reply is sent, which takes no effect: the reply is sent
// again, and the next message is answered too.
func (d *stalledTest) stallWhileSending(t *testing.T) {
	var once sync.Once
	var died time.Time
	d.telegram.Script(func(c localapi.Call) *localapi.CallFailure {
		var f *localapi.CallFailure
		if c.Method == "sendMessage" {
			once.Do(func() {
				died = time.Now()
				d.proxy.Stall()
				f = &localapi.CallFailure{Disconnect: true} // which does not get through the stalled connection
			})
		}
		return f
	})
	d.checkReads(t, "/cek", paste)
	t.Logf("sends %v after the line died", time.Since(died).Round(100*time.Millisecond))
	d.checkReads(t, "1", "Di negara mana")
	d.checkInTime(t, died)
}

func (d *stalledTest) checkInTime(t *testing.T, died time.Time) {
	t.Helper()
	took := time.Since(died)
	t.Logf("answers %v after the line died, %d connections made", took.Round(100*time.Millisecond), d.proxy.Connections())
	if took > recovers {
		t.Errorf("answers %v after the line died, want %v at most\n%s", took, recovers, d.bot.out)
	}
}

// A connection that swallows everything is noticed with both protocols, while the bot
// receives and while it sends: with the real timeouts if CEKLOKER_LONG=1, otherwise with
// shorter ones.
func TestABotRecoversFromADeadConnection(t *testing.T) {
	t.Parallel()
	env := []string{"CEKLOKER_TEST_QUICK_LINE=1"}
	if os.Getenv("CEKLOKER_LONG") != "" {
		env = nil
	}
	for name, http2 := range map[string]bool{"HTTP2": true, "HTTP1": false} {
		t.Run(name+" while polling", func(t *testing.T) {
			t.Parallel()
			newStalledTest(t, http2, env...).stallWhilePolling(t)
		})
		t.Run(name+" while sending", func(t *testing.T) {
			t.Parallel()
			newStalledTest(t, http2, env...).stallWhileSending(t)
		})
	}
}
