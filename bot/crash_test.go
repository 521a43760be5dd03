package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cekloker/internal/localapi"
)

// The crash tests run the real program as a process, kill it with SIGKILL at random
// moments or at a named checkpoint while people write to it, start it again, and compare
// each transcript with one of a bot that was not killed: nothing is missing, only a
// message whose receipt was not on disk is there twice, and the order is the same.

// typed is what every person types, in order. No two answers in a row are the same. The
// answer to the offer is held back for a moment. Words of danger are not among them,
// since their answer rightly drops what is unsent.
var typed = []string{
	"/cek", "1", "Kamboja", "lewati", "tidak tahu", "kembali", "/privasi", "menu", "bantuan", "/pengaturan", "/tips",
	"Loker admin Kamboja gaji 900 USD sebulan, visa turis, tiket ditanggung, tanpa pengalaman, WA 081234567890", "menu",
}

// crowd is several people who write until they are told to stop. Each script is played by
// a new person.
type crowd struct {
	t        *testing.T
	telegram *localapi.Server
	wanted   []string // the transcript with a bot that was not killed
	last     atomic.Int64
	stop     atomic.Bool

	mu     sync.Mutex
	talked int         // people that finished
	twice  int         // messages that are there twice
	kills  []time.Time // of processes
	wrong  int
}

// talk plays the script once and compares the transcript with wanted, if that is set.
func (c *crowd) talk(ctx context.Context) []string {
	who := c.telegram.Person(c.last.Add(1), "id")
	for _, text := range typed {
		id := who.Say(text)
		if _, err := who.Until(ctx, func(all []localapi.Message) bool {
			return len(all) > 0 && !all[len(all)-1].FromPerson && all[len(all)-1].ID > id
		}); err != nil {
			c.t.Errorf("no answer to %q: %v", text, err)
			return nil
		}
	}
	enough := func(all []localapi.Message) bool { return c.wanted == nil || len(c.botTexts(all)) >= len(c.wanted) }
	all, err := who.Until(ctx, enough)
	if err != nil {
		c.t.Errorf("answers are missing: %q, want %d", c.botTexts(all), len(c.wanted))
	}
	return c.botTexts(all)
}

// botTexts returns the texts of the bot, with repeated messages once.
func (c *crowd) botTexts(all []localapi.Message) []string {
	var out []string
	for _, m := range all {
		if m.FromPerson || len(out) > 0 && out[len(out)-1] == m.HTML {
			continue
		}
		out = append(out, m.HTML)
	}
	return out
}

// compare checks one transcript.
func (c *crowd) compare(got []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.talked++
	if strings.Join(got, "\n--\n") == strings.Join(c.wanted, "\n--\n") || c.wrong > 0 {
		return
	}
	c.wrong++
	for i := range max(len(got), len(c.wanted)) {
		one, other := "(nothing)", "(nothing)"
		if i < len(got) {
			one = got[i]
		}
		if i < len(c.wanted) {
			other = c.wanted[i]
		}
		if one != other {
			c.t.Errorf("message %d of %d is\n%s\nwant\n%s", i+1, len(c.wanted), one, other)
			return
		}
	}
}

// run lets n people write at once, until they are told to stop.
func (c *crowd) run(ctx context.Context, n int) (wait func()) {
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			for !c.stop.Load() && ctx.Err() == nil {
				if got := c.talk(ctx); got != nil {
					c.compare(got)
				}
			}
		})
	}
	return wg.Wait
}

// checkDoubles checks that every message that was sent twice was sent around a restart:
// the first time before the new process sent anything, since calls of the killed process
// may still arrive, the second time after the kill.
func (c *crowd) checkDoubles() {
	last, calls := map[string]localapi.Call{}, c.telegram.Calls()
	speaks := make([]time.Time, len(c.kills)) // the first call after each kill
	for i, kill := range c.kills {
		speaks[i] = time.Now()
		if n := slices.IndexFunc(calls, func(c localapi.Call) bool { return c.Method == "getMe" && c.At.After(kill) }); n >= 0 {
			speaks[i] = calls[n].At
		}
	}
	for _, call := range calls {
		if call.Method != "sendMessage" {
			continue
		}
		chat := call.Params["chat_id"]
		before, ok := last[chat]
		last[chat] = call
		if !ok || before.Params["text"] != call.Params["text"] || before.Params["reply_markup"] != call.Params["reply_markup"] {
			continue
		}
		c.twice++
		around := false
		for i, kill := range c.kills {
			around = around || !call.At.Before(kill) && before.At.Before(speaks[i])
		}
		if !around {
			c.t.Errorf("a message went out twice without a restart between: %.80q at %v and %v", call.Params["text"], before.At, call.At)
		}
	}
}

// startCrowd starts a bot and lets one person write undisturbed; that transcript is the
// wanted one.
func startCrowd(t *testing.T, ctx context.Context, env []string, telegram *localapi.Server) (*crowd, *process) {
	t.Helper()
	c := &crowd{t: t, telegram: telegram}
	p := start(t, env, "serve")
	c.wanted = nil
	c.talk(ctx)
	c.wanted = c.talk(ctx) // this also waits for the first compaction
	if len(c.wanted) < len(typed) {
		short := make([]string, 0, len(c.wanted))
		for _, m := range c.wanted {
			short = append(short, m[:min(len(m), 40)])
		}
		t.Fatalf("%d messages for %d texts: %q\n%s", len(c.wanted), len(typed), short, p.out)
	}
	return c, p
}

// waitForReply waits until the bot has sent something, but not longer than most.
func (c *crowd) waitForReply(most time.Duration) {
	n := len(c.telegram.Calls())
	timer := time.NewTimer(most)
	defer timer.Stop()
	for len(c.telegram.Calls()) <= n+1 {
		select {
		case <-c.telegram.Changed():
		case <-timer.C:
			return
		}
	}
}

// postToSocket asks the serving bot, if there is one, to do something with its data.
func postToSocket(data, what string) {
	path := socketPath(data)
	c, err := net.DialTimeout("unix", path, 50*time.Millisecond)
	if err != nil {
		return
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(2 * time.Second))
	fmt.Fprintf(c, "POST /%s HTTP/1.1\r\nHost: bot\r\nContent-Length: 0\r\n\r\n", what)
	_, _ = c.Read(make([]byte, 256))
}

// The process is killed at random moments, again and again, while people write and the
// data are compacted and their keys rotated.
func TestKilledAtRandomMoments(t *testing.T) {
	t.Parallel()
	kills, people := 3, 6
	if os.Getenv("CEKLOKER_LONG") != "" {
		kills, people = 60, 12
	}
	if n, err := strconv.Atoi(os.Getenv("CEKLOKER_KILLS")); err == nil {
		kills = n
	}
	telegram, env, dir := newTelegram(t)
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(kills)*5*time.Second+2*time.Minute)
	defer cancel()
	c, p := startCrowd(t, ctx, env, telegram)
	wait := c.run(ctx, people)
	began := time.Now()
	for i := range kills {
		if i%3 != 0 {
			go postToSocket(dir+"/data", []string{"compact", "rotate"}[i%2])
		}
		if i%4 != 0 { // every fourth time it is killed while it starts
			c.waitForReply(2 * time.Second)
		}
		time.Sleep(time.Duration(rand.IntN(300)) * time.Millisecond)
		c.kills = append(c.kills, time.Now())
		p.kill()
		p = start(t, env, "serve")
	}
	took := time.Since(began)
	c.stop.Store(true)
	wait()
	if ctx.Err() != nil {
		t.Fatalf("not at the end in time\n%s", p.out)
	}
	c.checkDoubles()
	t.Logf("%d kills in %v: %d people talked, %d updates each, %d wrong, %d messages sent twice", kills, took.Round(time.Second), c.talked, len(typed), c.wrong, c.twice)
	if c.talked < kills/10 {
		t.Errorf("only %d people came to the end", c.talked)
	}
}

// longContext is a context for tests that start many processes at once, also with
// the race detector.
func longContext(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// undisturbedOnce returns the transcript with a bot that was not killed, made once.
var undisturbedOnce struct {
	sync.Mutex
	read []string
}

func undisturbedReplies(t *testing.T) []string {
	t.Helper()
	undisturbedOnce.Lock()
	defer undisturbedOnce.Unlock()
	if undisturbedOnce.read == nil {
		telegram, env, _ := newTelegram(t)
		c, p := startCrowd(t, longContext(t), env, telegram)
		p.kill()
		undisturbedOnce.read = c.wanted
	}
	return undisturbedOnce.read
}
