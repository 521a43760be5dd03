package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cekloker/internal/localapi"
)

const (
	mainMenu = "Halo. Ini Cek Loker"
	paste    = "Kirim teks tawarannya di sini"
)

// What each answer of Telegram leads to, as docs/telegram.md lists it: how often the reply
// is tried, and how often the person reads it in the end.
func TestEveryRefusalOfAMessageIsHandled(t *testing.T) {
	t.Parallel()
	page := "<html><body>502 Bad Gateway</body></html>"
	for i, c := range []struct {
		name     string
		failures []localapi.CallFailure
		tries    int
		reads    int
	}{
		{"too fast", []localapi.CallFailure{{Code: 429, RetryAfter: 1}}, 2, 1},
		{"too fast twice", []localapi.CallFailure{{Code: 429, RetryAfter: 1}, {Code: 429, RetryAfter: 1}}, 3, 1},
		{"a server error", []localapi.CallFailure{{Code: 500, Description: "Internal Server Error"}}, 2, 1},
		{"a proxy's page", []localapi.CallFailure{{Code: 502, Body: page}, {Code: 404, Body: page}}, 3, 1},
		{"a proxy's page that looks like a refusal", []localapi.CallFailure{{Code: 403, Body: page}, {Code: 401, Body: page}, {Code: 429, Body: page}}, 4, 1},
		{"a failure without a code", []localapi.CallFailure{{Code: 400, Body: `{"ok":false}`}}, 2, 1},
		{"cut before it took effect", []localapi.CallFailure{{Disconnect: true}}, 2, 1},
		{"cut after it took effect", []localapi.CallFailure{{Disconnect: true, After: true}}, 2, 2},
		{"markup refused", []localapi.CallFailure{{Code: 400, Description: "Bad Request: can't parse entities: x"}}, 2, 1},
		{"buttons refused", []localapi.CallFailure{{Code: 400, Description: "Bad Request: reply markup is too long"}}, 2, 1},
		{"markup and buttons refused", []localapi.CallFailure{{Code: 400, Description: "Bad Request: can't parse entities: x"}, {Code: 400, Description: "Bad Request: BUTTON_DATA_INVALID"}}, 3, 1},
		{"the method is unknown", []localapi.CallFailure{{Code: 404, Description: "Not Found: method not found"}}, 1, 0},
		{"unauthorized, which getMe denies", []localapi.CallFailure{{Code: 401, Description: "Unauthorized"}}, 1, 0},
		{"blocked", []localapi.CallFailure{{Code: 403, Description: "Forbidden: bot was blocked by the user"}}, 1, 0},
		{"gone", []localapi.CallFailure{{Code: 403, Description: "Forbidden: user is deactivated"}}, 1, 0},
		{"never started", []localapi.CallFailure{{Code: 403, Description: "Forbidden: bot can't initiate conversation with a user"}}, 1, 0},
		{"no such chat", []localapi.CallFailure{{Code: 400, Description: "Bad Request: chat not found"}}, 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := startTestBot(t, nil)
			who := s.Person(int64(100+i), "id")
			s.failFirst("sendMessage", fmt.Sprint(100+i), c.failures...)
			who.Say("/start")
			if c.reads > 0 {
				s.says(t, who, mainMenu)
			}
			settled := func() bool { return s.countCalls("sendMessage") >= c.tries && countMessages(who, mainMenu) >= c.reads }
			if !s.Until(s.ctx, settled) {
				t.Fatalf("%d tries, %d messages\n%s", s.countCalls("sendMessage"), countMessages(who, mainMenu), s.log)
			}
			for strings.Contains(c.name, "refused") && !strings.Contains(s.log.String(), "another form") && s.ctx.Err() == nil {
				time.Sleep(5 * time.Millisecond) // the log is written after the message is sent
			}
			s.stop()
			if s.countCalls("sendMessage") != c.tries || countMessages(who, mainMenu) != c.reads {
				t.Errorf("%d tries and %d messages, want %d and %d", s.countCalls("sendMessage"), countMessages(who, mainMenu), c.tries, c.reads)
			}
			if strings.Contains(c.name, "refused") && !strings.Contains(s.log.String(), "another form") {
				t.Errorf("a mistake of ours is not told loudly: %s", s.log)
			}
		})
	}
}

// A call that is refused as if the token were costs that call and nothing else: getMe
// accepts the token. When getMe refuses it as well, the program ends, and what is
// unsent stays.
func TestOnlyGetMeDecidesAboutTheToken(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	who := s.Person(1, "id")
	s.failFirst("sendMessage", "1", localapi.CallFailure{Code: 404, Description: "Not Found"}, localapi.CallFailure{Code: 401, Description: "Unauthorized"})
	who.Say("/start")
	if !s.Until(s.ctx, func() bool { return s.countCalls("sendMessage") == 1 && s.countCalls("getMe") == 2 }) {
		t.Fatalf("%d getMe\n%s", s.countCalls("getMe"), s.log)
	}
	who.Say("/privasi")
	if !s.Until(s.ctx, func() bool { return s.countCalls("sendMessage") == 2 && s.countCalls("getMe") == 3 }) {
		t.Fatalf("%d getMe\n%s", s.countCalls("getMe"), s.log)
	}
	who.Say("/cek")
	s.says(t, who, paste)
	s.Script(func(c localapi.Call) *localapi.CallFailure {
		if c.Method == "sendMessage" || c.Method == "getMe" {
			return &localapi.CallFailure{Code: 401, Description: "Unauthorized"}
		}
		return nil
	})
	who.Say("/start")
	select {
	case err := <-s.ended:
		if s.ended <- err; err == nil || !strings.Contains(err.Error(), "token is refused") {
			t.Errorf("ends with %v", err)
		}
	case <-s.ctx.Done():
		t.Fatal("a refused token does not end the program")
	}
	s.stop()
	s.Script(nil)
	s.start(t, nil)
	s.says(t, who, mainMenu)
}

// In a group the message that is answered may be gone: the answer comes without it.
func TestAnAnswerToAMessageThatIsGone(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	g := s.Group(-1001, true)
	who := g.Member(s.Person(7, "id"))
	s.failFirst("sendMessage", "-1001", localapi.CallFailure{Code: 400, Description: "Bad Request: message to be replied not found"})
	who.Reply(who.Say(ad), "/cek")
	if m := s.says(t, who, "chat pribadi"); m.Reply != 0 || s.countCalls("sendMessage") != 2 {
		t.Errorf("%d tries, answer to %d", s.countCalls("sendMessage"), m.Reply)
	}
}

// While one reply waits, the next one of the same chat waits too, and other chats go
// on.
func TestARefusedReplyKeepsTheOrderOfItsChatOnly(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	a, b := s.Person(1, "id"), s.Person(2, "id")
	s.failFirst("sendMessage", "1", localapi.CallFailure{Code: 429, RetryAfter: 2})
	a.Say("/start")
	a.Say("/cek")
	b.Say("/start")
	s.says(t, b, mainMenu)
	if countMessages(a, mainMenu)+countMessages(a, paste) != 0 {
		t.Error("the chat that was told to wait did not")
	}
	s.says(t, a, paste)
	var order []string
	for _, m := range a.Messages() {
		if !m.FromPerson {
			order = append(order, m.HTML[:10])
		}
	}
	if len(order) != 2 || !strings.HasPrefix(order[0], mainMenu[:4]) {
		t.Errorf("order %q", order)
	}
}

// The reply to danger words replaces whatever waits.
func TestADangerReplyGoesFirst(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	who := s.Person(1, "id")
	s.failFirst("sendMessage", "1", localapi.CallFailure{Code: 500}, localapi.CallFailure{Code: 500}, localapi.CallFailure{Code: 500}, localapi.CallFailure{Code: 500})
	who.Say("/start")
	s.Until(s.ctx, func() bool { return s.countCalls("sendMessage") > 0 })
	who.Say("PAYUNG")
	m, err := who.Until(s.ctx, func(all []localapi.Message) bool {
		return slices.ContainsFunc(all, func(m localapi.Message) bool { return !m.FromPerson })
	})
	if err != nil {
		t.Fatal(err)
	}
	if countMessages(who, mainMenu) != 0 || m[len(m)-1].Silent {
		t.Errorf("the danger reply is not first, or silent:\n%s", shown(who))
	}
}

// An edit of a deleted message becomes a new message; one that changes nothing counts as
// done; a tap that waited too long is not a failure.
func TestTapsOnMessagesThatAreGone(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	who := s.Person(1, "id")
	who.Say("/start")
	first := s.says(t, who, mainMenu)
	s.failFirst("editMessageText", "1", localapi.CallFailure{Code: 400, Description: "Bad Request: message to edit not found"})
	if err := who.TapData(first.ID, "o|flow|check_offer"); err != nil {
		t.Fatal(err)
	}
	again := s.says(t, who, paste)
	if again.ID == first.ID {
		t.Error("the message was edited although it is gone")
	}
	s.failFirst("answerCallbackQuery", "", localapi.CallFailure{Code: 400, Description: "Bad Request: query is too old and response timeout expired or query ID is invalid"})
	for range 2 {
		if err := who.TapData(again.ID, "o|flow|check_offer"); err != nil {
			t.Fatal(err)
		}
	}
	who.Say("KELUAR")
	if _, err := who.Until(s.ctx, func(all []localapi.Message) bool { return len(all) == 0 }); err != nil {
		t.Errorf("the exit left messages behind, also the new one:\n%s\n%s", shown(who), s.log)
	}
}

// A tap is acknowledged within 300 ms although its turn is not on disk yet.
func TestATapIsAcknowledgedPastTheQueue(t *testing.T) {
	t.Parallel()
	s := newTestBot(t)
	disk := s.onDisk(t)
	s.start(t, nil)
	who := s.Person(1, "id")
	who.Say("/start")
	s.says(t, who, mainMenu)
	disk.slow.Store(true)
	if err := who.TapData(2, "o|flow|check_offer"); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if !s.Until(s.ctx, func() bool { return s.Unanswered() == 0 }) {
		t.Fatal("the tap has no answer")
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("the answer took %v", took)
	}
	if countMessages(who, paste) != 0 {
		t.Error("the turn was shown before it was on disk")
	}
	disk.let()
	s.says(t, who, paste)
}
