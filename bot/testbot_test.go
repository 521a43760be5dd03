package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cekloker/internal/content"
	"cekloker/internal/localapi"
	"cekloker/internal/ops"
	"cekloker/internal/store"
)

// allContent returns the embedded content, which is read once.
var allContent = sync.OnceValue(func() *content.Content {
	got, err := (&settings{}).load(time.Now().UTC().Format(time.DateOnly))
	if err != nil {
		panic(err)
	}
	return got
})

// testBot is the bot, run in this process against a Telegram of its own.
type testBot struct {
	*localapi.Server
	ctx   context.Context
	url   string
	ahead atomic.Int64 // nanoseconds that the clock of everybody is ahead
	dir   string
	sync  func() // called when a commit would wait for the disk; nil for nothing
	log   *safeBuffer
	watch *ops.Monitor
	ended chan error
	stop  func()
}

// startTestBot runs the bot until the test ends. change may change its configuration.
func startTestBot(t *testing.T, change func(*serveConfig)) *testBot {
	t.Helper()
	s := newTestBot(t)
	s.start(t, change)
	return s
}

// newTestBot returns a Telegram whose bot is not started yet.
func newTestBot(t *testing.T) *testBot {
	t.Helper()
	s := &testBot{ctx: longContext(t), dir: t.TempDir()}
	s.Server = localapi.ForTest(t, testToken, "TestBot", s.now)
	server := httptest.NewServer(s.Server)
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

func (s *testBot) now() time.Time { return time.Now().Add(time.Duration(s.ahead.Load())) }

// start runs the bot, also again after a stop.
func (s *testBot) start(t *testing.T, change func(*serveConfig)) {
	t.Helper()
	st, err := store.Open(store.Options{Data: s.dir + "/data", Keys: s.dir + "/keys", Sync: s.sync})
	if err != nil {
		t.Fatal(err)
	}
	s.log = &safeBuffer{}
	got := allContent()
	v := serveConfig{token: testToken, api: s.url, content: got, store: st, monitor: ops.NewMonitor(ops.NewLog(s.log), s.now, 0), now: s.now, patience: 10 * time.Second}
	if change != nil {
		change(&v)
	}
	s.watch = v.monitor
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	s.ended = ended
	go func() { ended <- serve(ctx, v) }()
	var once sync.Once
	s.stop = func() {
		once.Do(func() {
			cancel()
			select {
			case err := <-ended:
				ended <- err
			case <-time.After(15 * time.Second):
				t.Error("the bot does not stop")
			}
			if err := st.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	t.Cleanup(s.stop)
}

// disk is a disk that a test can make slow or read-only.
type disk struct {
	slow, broken atomic.Bool
	release      chan struct{}
	let          func() // ends the waits of a slow disk
}

// onDisk gives such a disk to a bot that is not started yet.
func (s *testBot) onDisk(t *testing.T) *disk {
	t.Helper()
	d := &disk{release: make(chan struct{})}
	d.let = sync.OnceFunc(func() { d.slow.Store(false); close(d.release) })
	t.Cleanup(d.let)
	s.sync = func() {
		switch {
		case d.broken.Load():
			panic("no space left")
		case d.slow.Load():
			<-d.release
		}
	}
	return d
}

// says waits until a person reads a text.
func (s *testBot) says(t *testing.T, who localapi.Person, text string) localapi.Message {
	t.Helper()
	m, err := who.UntilSays(s.ctx, text)
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, shown(who), s.log)
	}
	return m
}

// shown returns the chat as the person sees it.
func shown(who localapi.Person) string {
	var out strings.Builder
	for _, m := range who.Messages() {
		from := "bot"
		if m.FromPerson {
			from = "me"
		}
		out.WriteString(from + ": " + strings.ReplaceAll(m.HTML, "\n", " / ") + "\n")
	}
	return out.String()
}

// countMessages counts the messages of the bot that contain a text.
func countMessages(who localapi.Person, text string) int {
	n := 0
	for _, m := range who.Messages() {
		if !m.FromPerson && strings.Contains(m.HTML, text) {
			n++
		}
	}
	return n
}

// countCalls counts the calls of a method so far.
func (s *testBot) countCalls(method string) int {
	n := 0
	for _, c := range s.Calls() {
		if c.Method == method {
			n++
		}
	}
	return n
}

// failFirst scripts the first calls of a method to a chat, one failure each.
func (s *testBot) failFirst(method, chat string, failures ...localapi.CallFailure) {
	var mu sync.Mutex
	s.Script(func(c localapi.Call) *localapi.CallFailure {
		mu.Lock()
		defer mu.Unlock()
		if c.Method != method || chat != "" && c.Params["chat_id"] != chat || len(failures) == 0 {
			return nil
		}
		f := failures[0]
		failures = failures[1:]
		return &f
	})
}

// post sends one call to a webhook and returns the answer.
func post(t *testing.T, method, url, secret, body string) *http.Response {
	t.Helper()
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	return resp
}
