package main

import (
	"strings"
	"testing"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/localapi"
)

const ad = "DIBUTUHKAN admin CS online di Kamboja, gaji 900 USD per bulan, tanpa pengalaman, tiket dan visa ditanggung. Hubungi WA 081234567890"

// In a group the bot is silent unless it is addressed. Its answers are the level, one reason
// and a link to the private chat, and it keeps nothing of the group.
func TestAGroupGetsAShortAnswerAndIsNotKept(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	g := s.Group(-1001, true)
	who := g.Member(s.Person(7, "id"))
	who.Say("Halo semua, tolong saya disekap")
	post := who.Say(ad)
	who.Reply(post, "/cek")
	m := s.says(t, who, "chat pribadi")
	if m.Reply == 0 || !m.Silent || len(m.Rows) != 1 || len(m.Rows[0]) != 1 || m.Rows[0][0].URL != "https://t.me/TestBot?start=cek" {
		t.Errorf("answer %+v", m)
	}
	if strings.Count(m.HTML, "\n") > 3 || strings.Contains(m.HTML, "Kamboja") || strings.Contains(m.HTML, "900") {
		t.Errorf("the answer is long, or repeats the offer:\n%s", m.HTML)
	}
	if n := s.countCalls("sendMessage"); n != 1 {
		t.Errorf("%d messages in the group, want one:\n%s", n, shown(who))
	}
	who.Send(map[string]any{"text": "/cek", "reply_to_message": map[string]any{"message_id": 1, "from": map[string]any{"id": 6}, "photo": []any{map[string]any{}}}})
	s.says(t, who, "hanya membaca teks")
	to := g.Migrate(-1009)
	who.Reply(post, "/cek")
	moved := to.Member(s.Person(7, "id"))
	s.says(t, moved, "chat pribadi")
	to.Kick()
	moved.Say("/cek@TestBot")
	if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) {
		t.Error("updates of the group wait still")
	}
	s.stop()
	for _, c := range s.Calls() {
		if c.Method == "editMessageReplyMarkup" || c.Method == "deleteMessages" {
			t.Errorf("%s in a group", c.Method)
		}
	}
}

func TestTheBotLeavesChannels(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	g := s.Channel(-1002)
	if !s.Until(s.ctx, func() bool { return !g.Has() }) {
		t.Error("the bot stays in the channel")
	}
}

func TestTipsGoIntoAnyChatInBothLanguages(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	for _, c := range []struct {
		who   localapi.Person
		query string
		want  string
	}{
		{s.Person(1, "id"), "", "gaji"}, {s.Person(2, "en"), "", "pay"}, {s.Person(1, "id"), "gaji", "gaji"}, {s.Person(2, "en"), "gaji", "gaji"}, {s.Person(2, "en"), "no such word at all", "pay"},
	} {
		a, err := c.who.Inline(s.ctx, c.query)
		if err != nil {
			t.Fatal(err, s.log)
		}
		found := ""
		for _, r := range a.Results {
			found += strings.ToLower(r.HTML + r.Title)
		}
		if !strings.Contains(found, c.want) || !a.Personal || a.Start != "tips" || len(a.Results) > 20 {
			t.Errorf("%q gives %d results, personal %v, start %q; %q is not among them", c.query, len(a.Results), a.Personal, a.Start, c.want)
		}
	}
}

// An offer that is pasted behind the bot's name is judged in one line, which repeats
// nothing of it and says nothing about danger.
func TestInlineModeJudgesAPastedOffer(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	for i, c := range []struct{ lang, query, title string }{
		{"id", ad, "Tahan dulu. Ada "},
		{"en", ad, "Wait. We see "},
		{"id", "tolong saya disekap di Kamboja, paspor saya diambil bos, saya dipukul", ""},
		{"id", "saya 16 tahun ditawari loker admin Kamboja gaji 900 USD pakai visa turis", ""},
		{"id", "gaji", ""},
	} {
		a, err := s.Person(int64(20+i), c.lang).Inline(s.ctx, c.query)
		if err != nil || len(a.Results) == 0 {
			t.Fatal(err, s.log)
		}
		first := a.Results[0]
		if judged := strings.HasPrefix(first.ID, "verdict"); judged != (c.title != "") || !strings.HasPrefix(first.Title, c.title) {
			t.Errorf("%q: the first result is %q", c.query, first.Title)
		}
		for _, word := range []string{"amboja", "900", "0812", "WA"} {
			if c.title != "" && strings.Contains(first.Title+first.HTML+first.Description, word) {
				t.Errorf("%q: the result repeats %q: %+v", c.query, word, first)
			}
		}
		if c.title != "" && (!strings.Contains(first.HTML, "t.me/TestBot") || len(a.Results) < 2) {
			t.Errorf("%q: %d results, the first one\n%s", c.query, len(a.Results), first.HTML)
		}
	}
}

func TestProfileIsSetOnceAndOnlyWhereItDiffers(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	done := func() bool {
		return s.Profile("MyCommands", "all_group_chats", "su") != "" && s.Profile("MyCommands", "all_private_chats", "su") != ""
	}
	if !s.Until(s.ctx, done) {
		t.Fatal(s.log)
	}
	for _, c := range []string{"start", "cek", "keluarga", "tips", "privasi", "bahasa", "kontak", "hapus", "developer_info"} {
		if !strings.Contains(s.Profile("MyCommands", "all_private_chats", ""), `"`+c+`"`) || !strings.Contains(s.Profile("MyCommands", "all_private_chats", "id"), `"`+c+`"`) {
			t.Errorf("/%s is not in the menu", c)
		}
	}
	if en, id := s.Profile("MyDescription", "", ""), s.Profile("MyDescription", "", "id"); !strings.Contains(en, "job offer") || !strings.Contains(id, "tawaran kerja") {
		t.Errorf("descriptions %q and %q", en, id)
	}
	s.stop()
	sets := func() int {
		n := 0
		for _, c := range s.Calls() {
			if strings.HasPrefix(c.Method, "setMy") {
				n++
			}
		}
		return n
	}
	gets := s.countCalls("getMyCommands")
	before := sets()
	s.start(t, nil)
	if !s.Until(s.ctx, func() bool { return s.countCalls("getMyCommands") >= 2*gets }) {
		t.Fatal("the second start does not look at the profile")
	}
	if sets() != before {
		t.Errorf("the second start sets %d things that were set", sets()-before)
	}
}

func TestWhoBlockedTheBotGetsNothingMore(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	who := s.Person(1, "id")
	who.Say("/cek")
	s.says(t, who, paste)
	who.Block(true)
	if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) {
		t.Fatal("updates wait still")
	}
	before := len(s.Calls())
	who.Block(false)
	who.Say("/start")
	m := s.says(t, who, mainMenu)
	for _, row := range m.Rows {
		for _, b := range row {
			if strings.Contains(b.Text, "Lanjutkan") {
				t.Error("the case is still there after the bot was blocked")
			}
		}
	}
	for _, c := range s.Calls()[before:] {
		if c.Method == "sendMessage" && !strings.Contains(c.Params["text"], mainMenu) {
			t.Errorf("%q was sent to who blocked the bot", c.Params["text"])
		}
	}
}

// Sixty messages at once get a few answers, one request to wait, then silence. Danger
// words and the exit are answered nevertheless.
func TestAFloodIsAskedToWaitOnceAndDangerIsStillHeard(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, func(v *serveConfig) { v.limits = chat.Limits{EventsAtOnce: 5, Refill: 0.001} })
	who := s.Person(1, "id")
	for range 60 {
		who.Say("/privasi")
	}
	s.says(t, who, "terlalu cepat")
	who.Say("PAYUNG")
	if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) {
		t.Fatal("updates wait still")
	}
	m, err := who.Until(s.ctx, func(all []localapi.Message) bool { return !all[len(all)-1].FromPerson && !all[len(all)-1].Silent })
	if err != nil {
		t.Fatalf("danger words are not heard in a flood:\n%s", shown(who))
	}
	answers := 0
	for _, one := range m {
		if !one.FromPerson {
			answers++
		}
	}
	if countMessages(who, "terlalu cepat") != 1 || answers > 8 {
		t.Errorf("%d wishes to wait, %d answers", countMessages(who, "terlalu cepat"), answers)
	}
	other := s.Person(2, "id")
	other.Say("/start")
	s.says(t, other, mainMenu)
	who.Say("KELUAR")
	if _, err := who.Until(s.ctx, func(all []localapi.Message) bool { return len(all) < 62 }); err != nil {
		t.Errorf("the exit is not heard in a flood:\n%s", shown(who))
	}
}

// An album is answered once, and an ad in several messages is read as one.
func TestSeveralMessagesInOneGoGetOneAnswer(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	who := s.Person(1, "id")
	for range 5 {
		who.Send(map[string]any{"photo": []any{map[string]any{}}, "media_group_id": "9"})
	}
	s.says(t, who, "belum bisa kami baca di sini")
	if n := countMessages(who, "Gambar"); n != 1 {
		t.Errorf("%d answers to one album:\n%s", n, shown(who))
	}
	she := s.Person(2, "id")
	she.Send(map[string]any{"photo": []any{map[string]any{}}, "media_group_id": "10", "caption": ad})
	she.Send(map[string]any{"photo": []any{map[string]any{}}, "media_group_id": "10"})
	she.Send(map[string]any{"photo": []any{map[string]any{}}, "media_group_id": "10"})
	s.says(t, she, "hanya membaca tulisannya")
	if n := countMessages(she, "belum bisa kami baca di sini"); n != 0 {
		t.Errorf("an album whose words were read is answered with:\n%s", shown(she))
	}
	he := s.Person(3, "id")
	he.Forward("DIBUTUHKAN admin CS online, tanpa pengalaman, langsung kerja besok")
	he.Forward("Lokasi Kamboja, gaji 900 USD per bulan, tiket dan visa ditanggung")
	he.Forward("Hubungi WA 081234567890, kuota terbatas, jangan bilang siapa-siapa dulu ya")
	if _, err := he.Until(s.ctx, func(all []localapi.Message) bool { return len(all) > 3 }); err != nil {
		t.Fatal(err)
	}
	if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) {
		t.Fatal("updates wait still")
	}
	time.Sleep(2 * time.Second) // longer than any call is held back
	if n := len(he.Messages()) - 3; n > 2 {
		t.Errorf("%d answers to one ad in three parts:\n%s", n, shown(he))
	}
}

func TestStartLinksAreAClosedList(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	for i, c := range []struct{ link, want string }{{"offer", paste}, {"nobody_knows_this", mainMenu}, {"poster_1", mainMenu}} {
		who := s.Person(int64(10+i), "id")
		who.Say("/start " + c.link)
		s.says(t, who, c.want)
	}
	if strings.Contains(s.log.String(), "nobody_knows") {
		t.Error("the word of an unknown link stands in the log")
	}
}

// How many bytes one check takes on a small data plan, and that a turn takes at most one
// message and one edit.
func TestWhatOneCheckCosts(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	sent := func(chat string, from int) (bytes int) {
		for _, c := range s.Calls()[from:] {
			if c.Params["chat_id"] == chat {
				bytes += c.Bytes
			}
		}
		return bytes
	}
	who := s.Person(1, "id")
	who.Forward(ad)
	if _, err := who.Until(s.ctx, func(all []localapi.Message) bool { return len(all) > 1 }); err != nil {
		t.Fatal(err, s.log)
	}
	if n := sent("1", 0); n > 8000 {
		t.Errorf("from a pasted ad to its verdict: %d bytes", n)
	} else {
		t.Logf("from a pasted ad to its verdict: %d bytes", n)
	}
	she := s.Person(2, "id")
	steps := []string{"/cek", "1", "Kamboja", "1", "12 juta", "1", "1", "1"}
	for i, text := range steps {
		from := len(s.Calls())
		had := len(she.Messages())
		she.Say(text)
		if _, err := she.Until(s.ctx, func(all []localapi.Message) bool { return len(all) > had+1 }); err != nil {
			t.Fatalf("step %d: %v\n%s", i, err, shown(she))
		}
		messages, edits := 0, 0
		for _, c := range s.Calls()[from:] {
			if c.Params["chat_id"] == "2" {
				switch c.Method {
				case "sendMessage":
					messages++
				case "editMessageText", "editMessageReplyMarkup":
					edits++
				}
			}
		}
		if messages > 1 || edits > 2 { // the edit of the turn before may still be under way
			t.Errorf("%q: %d messages, %d edits", text, messages, edits)
		}
	}
	s.stop()
	if n := sent("2", 0); n > 20000 {
		t.Errorf("a whole guided check: %d bytes", n)
	} else {
		t.Logf("a whole guided check: %d bytes\n%s", n, shown(she))
	}
	perTurn := map[string]int{}
	for _, c := range s.Calls() {
		if c.Params["chat_id"] == "2" {
			perTurn[c.Method]++
		}
	}
	if perTurn["sendMessage"] > len(steps) || perTurn["editMessageText"]+perTurn["editMessageReplyMarkup"] > len(steps) {
		t.Errorf("%d turns made %v", len(steps), perTurn)
	}
}
