package main

import (
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cekloker/internal/localapi"
	"cekloker/internal/ops"
)

// When another bot polls with the same token, the log says so once, with what to do,
// health says so while it lasts, and afterwards everything goes on.
func TestASecondBotWithTheTokenIsTold(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	who := s.Person(1, "id")
	who.Say("/start")
	s.says(t, who, mainMenu)
	conflict := func(e map[string]any) bool { return e["what"] == "conflict" }
	rests := func() bool { return s.Pending() == 0 && s.Polling() }
	for ended := range 2 { // two of our polls
		if !s.Until(s.ctx, rests) {
			t.Fatal("the bot does not poll\n" + s.log.String())
		}
		resp, err := http.Get(s.url + "/bot" + testToken + "/getUpdates?timeout=0")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if ended == 0 {
			line := s.waitForLog(t, 1, conflict)[0]
			if told := line["error"].(string); !strings.Contains(told, "stop one of them") || strings.Contains(told, "TEST-token") {
				t.Errorf("told %q", told)
			}
		}
	}
	if !s.Until(s.ctx, rests) {
		t.Fatal("the bot does not poll again\n" + s.log.String())
	}
	if h := s.watch.Health(); len(h.Faults) != 1 || !strings.Contains(h.Faults[0].Reason, "another bot polls with this token") {
		t.Errorf("health: %+v", h)
	}
	who.Say("/cek")
	s.says(t, who, paste)
	if n := len(s.waitForLog(t, 1, conflict)); n != 1 {
		t.Errorf("told %d times:\n%s", n, s.log)
	}
	s.ahead.Store(int64(2 * time.Minute))
	if s.watch.HasFault(ops.FaultConflict) {
		t.Errorf("when the other is gone: %+v", s.watch.Health())
	}
}

// After a week without updates Telegram restarts its ids, perhaps with lower ones. A bot
// that kept polling takes them, and so does one that was down.
func TestANewNumberingIsFollowed(t *testing.T) {
	t.Parallel()
	for name, down := range map[string]bool{"the bot polls": false, "the bot is down": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newTestBot(t)
			s.Hold(false)
			var from atomic.Value
			s.Script(func(c localapi.Call) *localapi.CallFailure {
				if c.Method == "getUpdates" {
					from.Store(c.Params["offset"])
				}
				return nil
			})
			s.Renumber(900_000_000)
			s.start(t, nil)
			who := s.Person(1, "id")
			who.Say("/start")
			s.says(t, who, mainMenu)
			if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) {
				t.Fatal("not confirmed")
			}
			if down {
				s.stop()
			}
			s.ahead.Store(int64(8 * 24 * time.Hour))
			if down {
				s.start(t, nil)
			}
			for from.Load() != "" {
				if s.ctx.Err() != nil {
					t.Fatalf("polls from %v after a week", from.Load())
				}
				time.Sleep(10 * time.Millisecond) // nothing signals when a poll comes
			}
			s.Renumber(1_000)
			who.Say("/cek")
			s.says(t, who, paste)
			if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) || countMessages(who, paste) != 1 {
				t.Errorf("%d pending\n%s", s.Pending(), shown(who))
			}
		})
	}
}
