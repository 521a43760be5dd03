package main

import (
	"strings"
	"testing"

	"cekloker/internal/localapi"
)

// Commands end at any space, and what is in a poll is read like a text.
func TestCommandsAndPollsAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	g := s.Group(-1001, true)
	for i, text := range []string{"/cek\u00a0" + ad, "/cek\n" + ad} {
		who := g.Member(s.Person(int64(10+i), "id"))
		who.Say(text)
		s.says(t, who, "Untuk tanda lain dan langkahnya")
	}
	starts := s.Person(1, "id")
	starts.Say("/start\ntips")
	s.says(t, starts, "tips")
	first := ""
	for i, text := range []string{"1", "pilih 1", "no 1", "nomer 1 kak", "1️⃣"} {
		who := s.Person(int64(20+i), "id")
		who.Say("/start")
		s.says(t, who, mainMenu)
		who.Say(text)
		m, err := who.UntilLast(s.ctx, func(m localapi.Message) bool { return !m.FromPerson && !strings.Contains(m.HTML, mainMenu) })
		if err != nil || first != "" && m.HTML != first {
			t.Errorf("%q: %v, %s", text, err, m.HTML)
		}
		first = m.HTML
	}
	checks := s.Person(2, "id")
	checks.Send(map[string]any{
		"forward_origin": map[string]any{"type": "hidden_user", "sender_user_name": "X", "date": 1},
		"poll":           map[string]any{"id": "1", "question": "Mau kerja admin di Kamboja?", "options": []any{map[string]any{"text": "Mau, gaji 900 USD per bulan"}, map[string]any{"text": "Visa turis, tiket gratis"}}},
	})
	s.says(t, checks, "Kamboja")
	pleads := s.Person(3, "id")
	pleads.Say("/start tolong saya disekap di Myawaddy, tidak boleh pulang")
	if m, err := pleads.UntilLast(s.ctx, func(m localapi.Message) bool { return !m.FromPerson }); err != nil || m.Silent {
		t.Errorf("a plea behind a command: %+v, %v", m, err)
	}
}

// Two bots could answer each other for ever, and what Telegram reports needs no answer.
func TestNobodyIsAnsweredWhoSaidNothing(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	s.PushRaw("message", map[string]any{"message_id": 1, "date": s.now().Unix(), "chat": map[string]any{"id": 8, "type": "private"}, "from": map[string]any{"id": 8, "is_bot": true, "first_name": "B"}, "text": "halo"})
	who := s.Person(9, "id")
	who.Send(map[string]any{"checklist_tasks_done": map[string]any{"marked_as_done_task_ids": []int{1}}})
	g := s.Group(-1002, true)
	member := g.Member(who)
	s.PushRaw("callback_query", map[string]any{"id": "77", "from": map[string]any{"id": 9}, "chat_instance": "1", "data": "o|contacts|", "message": map[string]any{"message_id": 1, "date": 0, "chat": map[string]any{"id": -1002, "type": "supergroup"}}})
	if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) {
		t.Fatal("updates wait still")
	}
	other := s.Person(10, "id")
	other.Say("/start")
	s.says(t, other, mainMenu)
	s.stop()
	if n := s.countCalls("sendMessage"); n != 1 || countMessages(member, "") != 0 {
		t.Errorf("%d messages, want one\n%s", n, s.log)
	}
}

// A plea in a group gets one sentence that shows nobody what was heard.
func TestAPleaInAGroupGetsANeutralSentence(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	g := s.Group(-1003, true)
	for i, text := range []string{"/cek tolong saya disekap di Myawaddy", "/cek PAYUNG", "/cek anak saya ditahan di kamboja minta tebusan, nomor KBRI berapa?"} {
		who := g.Member(s.Person(int64(7+i), "id"))
		who.Say(text)
		m := s.says(t, who, "chat pribadi")
		if text := strings.ToLower(m.HTML); len(text) > 120 || len(m.Rows) != 1 || m.Rows[0][0].URL != "https://t.me/TestBot?start=start" || strings.Contains(text, "+62") || strings.Contains(text, "kbri") {
			t.Errorf("%q is answered with %q", text, m.HTML)
		}
	}
}
