package main

import (
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cekloker/internal/localapi"
	"cekloker/internal/ops"
	"cekloker/internal/telegram"
)

// quickHealth are limits that a test can wait for.
var quickHealth = healthLimits{
	urgent: 300 * time.Millisecond, silence: 1500 * time.Millisecond, clock: 5 * time.Minute, look: 100 * time.Millisecond, loop: time.Minute, webhook: 100 * time.Millisecond,
}

// untilFault waits until a fault begins, or is over, and looks at the log.
func (s *testBot) untilFault(t *testing.T, what ops.Fault, lasts bool) {
	t.Helper()
	line := map[bool]string{true: "trouble begins", false: "trouble is over"}[lasts]
	for s.watch.HasFault(what) != lasts {
		select {
		case <-time.After(10 * time.Millisecond): // nothing signals when a fault is noted
		case <-s.ctx.Done():
			t.Fatalf("%s: want lasting %v; health %+v\n%s", what, lasts, s.watch.Health(), s.log)
		}
	}
	if !strings.Contains(s.log.String(), `"msg":"`+line+`","trouble":"`+string(what)+`"`) {
		t.Errorf("no line that %s: %s\n%s", line, what, s.log)
	}
}

// Each fault is provoked, seen while it lasts, and over afterwards; the bot goes on all
// the time.
func TestEveryFaultIsSeenAndItsEnd(t *testing.T) {
	t.Parallel()
	s := newTestBot(t)
	d := s.onDisk(t)
	var off atomic.Int64
	s.start(t, func(v *serveConfig) {
		v.health = quickHealth
		v.timeouts = telegram.Timeouts{Poll: time.Second}
		v.now = func() time.Time { return s.now().Add(time.Duration(off.Load())) }
	})
	who := s.Person(1, "id")
	who.Say("/start")
	s.says(t, who, mainMenu)
	ends := func(what ops.Fault, begin, end func()) {
		t.Helper()
		began := time.Now()
		defer func() { t.Logf("%s: %v", what, time.Since(began).Round(time.Millisecond)) }()
		begin()
		s.untilFault(t, what, true)
		if h := s.watch.Health(); h.Stuck != "" {
			t.Errorf("%s: %+v", what, h)
		}
		end()
		s.untilFault(t, what, false)
	}
	fails := func(methods string, f localapi.CallFailure) func() {
		return func() {
			s.Script(func(c localapi.Call) *localapi.CallFailure {
				if strings.Contains(methods, c.Method) {
					return &f
				}
				return nil
			})
		}
	}
	well := func() { s.Script(nil) }
	heard := func(then func()) func() { return func() { then(); who.Say("tolong saya disekap di kamboja") } }
	ends(ops.FaultUrgentUnsent, heard(fails("sendMessage", localapi.CallFailure{Code: 500})), well)
	ends(ops.FaultSending, func() {
		fails("sendMessage editMessageReplyMarkup", localapi.CallFailure{Code: 500})()
		who.Say("/privasi")
	}, well)
	ends(ops.FaultNoAnswer, fails("getUpdates sendMessage editMessageReplyMarkup getMe", localapi.CallFailure{Code: 502}), well)
	ends(ops.FaultDisk, func() { d.broken.Store(true) }, func() { d.broken.Store(false) })
	ends(ops.FaultClock, func() { off.Store(int64(6 * time.Minute)) }, func() { off.Store(0) })
	for what, file := range map[ops.Fault]string{ops.FaultKeys: s.dir + "/keys/master.key", ops.FaultDataFile: s.dir + "/data/bot.db"} {
		ends(what, func() { mustRename(t, file, file+".away") }, func() { mustRename(t, file+".away", file) })
		ends(what, func() {
			mustRename(t, file, file+".away")
			if err := os.WriteFile(file, make([]byte, 32), 0o600); err != nil {
				t.Fatal(err)
			}
		}, func() { mustRename(t, file+".away", file) })
	}
	ends(ops.FaultDisk, func() { d.slow.Store(true) }, d.let)
	who.Say("/start")
	s.says(t, who, mainMenu)
	if n := strings.Count(s.log.String(), `"msg":"serving","version":"`); n != 1 {
		t.Errorf("%d lines that it serves", n)
	}
	s.stop()
	if !strings.Contains(s.log.String(), `"msg":"stopped","version":"`) {
		t.Errorf("no line that it stopped\n%s", s.log)
	}
}

func mustRename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

// Telegram's own report of the webhook is looked at: deliveries that fail, updates that
// wait.
func TestAWebhookThatFailsIsAFault(t *testing.T) {
	t.Parallel()
	s := newTestBot(t)
	d := s.onDisk(t)
	address := freeAddress(t)
	s.Webhook(50*time.Millisecond, nil)
	s.start(t, func(v *serveConfig) {
		v.health = quickHealth
		v.webhook = &webhook{url: "http://" + address + "/hook-of-a-test", secret: "0123456789abcdef", listen: address}
	})
	who := s.Person(1, "id")
	who.Say("/start")
	s.says(t, who, mainMenu)
	d.broken.Store(true)
	who.Say("/cek")
	s.untilFault(t, ops.FaultWebhook, true)
	d.broken.Store(false)
	s.says(t, who, paste)
	s.ahead.Store(int64(4 * time.Minute)) // a failure of long ago is none
	s.untilFault(t, ops.FaultWebhook, false)
}

// The loop that receives is dead: the process ends with an exit code of its own, and the
// next one hears everybody.
func TestADeadLoopEndsTheProcess(t *testing.T) {
	t.Parallel()
	telegram, env, _ := newTelegram(t)
	env = append(env, "CEKLOKER_TEST_QUICK_LINE=1")
	p := start(t, append(env, "CEKLOKER_TEST_LAST_STEP=sleep polling#3", "CEKLOKER_TEST_QUICK_HEALTH=1"), "serve")
	began := time.Now()
	if code := exitCode(t, p); code != exitStuck || strings.Count(p.out.String(), "the loop that receives updates is dead") != 1 {
		t.Errorf("exit code %d after %v\n%s", code, time.Since(began), p.out)
	}
	who := telegram.Person(1, "id")
	who.Say("/start")
	p = start(t, env, "serve")
	if _, err := who.UntilSays(longContext(t), mainMenu); err != nil {
		t.Fatal(err, p.out)
	}
}

// systemd is told when the bot serves, that it lives, and when it stops.
func TestSystemdIsTold(t *testing.T) {
	t.Parallel()
	telegram, env, dir := newTelegram(t)
	path := filepath.Join(dir, "notify")
	socket, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	p := start(t, append(env, "NOTIFY_SOCKET="+path, "WATCHDOG_USEC=300000"), "serve")
	for i, want := range []string{"READY=1", "WATCHDOG=1", "WATCHDOG=1", "STOPPING=1"} {
		message := make([]byte, 64)
		_ = socket.SetReadDeadline(time.Now().Add(30 * time.Second))
		n, err := socket.Read(message)
		for want == "STOPPING=1" && err == nil && string(message[:n]) == "WATCHDOG=1" { // one more before the signal came
			n, err = socket.Read(message)
		}
		if err != nil || string(message[:n]) != want {
			t.Fatalf("systemd is told %q, %v; want %q\n%s", message[:n], err, want, p.out)
		}
		if i == 2 {
			_ = p.cmd.Process.Signal(os.Interrupt)
		}
	}
	if err := p.cmd.Wait(); err != nil {
		t.Error(err, p.out)
	}
	_ = telegram
}

// Strangers who connect and say nothing, or too slowly, keep nobody out for long.
func TestAListenerOutlastsSilentCallers(t *testing.T) {
	t.Parallel()
	address := freeAddress(t)
	stop, err := listen(address, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), listener{connections: 4, header: 200 * time.Millisecond, read: 200 * time.Millisecond, write: time.Second, idle: 200 * time.Millisecond}, func(string, error) {})
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	for i := range 12 {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if i%2 == 0 {
			_, _ = c.Write([]byte("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nslow"))
		}
	}
	began := time.Now()
	client := &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{}}
	resp, err := client.Get("http://" + address)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("answered after %v", took)
	}
}
