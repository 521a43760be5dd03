package localapi

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"
)

const token = "77:token"

// testServer is a server with a clock that the test sets.
type testServer struct {
	*Server
	url   string
	clock atomic.Int64
}

func newTestServer(t *testing.T) *testServer {
	t.Helper()
	d := &testServer{}
	d.clock.Store(1_700_000_000)
	d.Server = New(token, "TestBot", func() time.Time { return time.Unix(d.clock.Load(), 0) })
	server := httptest.NewServer(d)
	t.Cleanup(server.Close)
	d.url = server.URL
	return d
}

func (d *testServer) pass(by time.Duration) { d.clock.Add(int64(by / time.Second)) }

// apiAnswer is one answer of the Bot API.
type apiAnswer struct {
	OK          bool
	Result      json.RawMessage
	Code        int `json:"error_code"`
	Description string
	Parameters  struct {
		MovedTo int64 `json:"migrate_to_chat_id"`
	}
}

// call makes a call; params are name, value, name, value.
func (d *testServer) call(t *testing.T, method string, params ...string) apiAnswer {
	t.Helper()
	form := url.Values{}
	for i := 0; i < len(params); i += 2 {
		form.Set(params[i], params[i+1])
	}
	resp, err := http.PostForm(d.url+"/bot"+token+"/"+method, form)
	if err != nil {
		t.Error(err)
		return apiAnswer{}
	}
	defer resp.Body.Close()
	var a apiAnswer
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		t.Errorf("%s: %v", method, err)
	}
	return a
}

// updateIDs returns the ids of the updates in an answer of getUpdates.
func updateIDs(t *testing.T, a apiAnswer) string {
	t.Helper()
	var list []struct {
		ID int64 `json:"update_id"`
	}
	if err := json.Unmarshal(a.Result, &list); err != nil {
		t.Errorf("%s: %v", a.Description, err)
	}
	out := []string{}
	for _, u := range list {
		out = append(out, fmt.Sprint(u.ID))
	}
	return strings.Join(out, " ")
}

func TestUpdatesComeAgainUntilAnOffsetConfirmsThem(t *testing.T) {
	t.Parallel()
	d := newTestServer(t)
	who := d.Person(5, "id")
	for _, text := range [...]string{"a", "b", "c"} {
		who.Say(text)
	}
	for _, c := range [...]struct{ offset, want string }{{"0", "1 2 3"}, {"0", "1 2 3"}, {"2", "2 3"}, {"0", "2 3"}, {"-1", "3"}, {"4", ""}} {
		if got := updateIDs(t, d.call(t, "getUpdates", "offset", c.offset)); got != c.want {
			t.Errorf("offset %s gives %q, want %q", c.offset, got, c.want)
		}
	}
	if d.Pending() != 0 {
		t.Errorf("%d updates wait still", d.Pending())
	}
}

func TestUpdatesLiveOnlySoLong(t *testing.T) {
	t.Parallel()
	d := newTestServer(t)
	who := d.Person(5, "id")
	who.Say("a")
	if err := who.TapData(1, "o|menu|"); err != nil {
		t.Fatal(err)
	}
	d.pass(151 * time.Second)
	if got := updateIDs(t, d.call(t, "getUpdates")); got != "1" {
		t.Errorf("after 151 s there is %q, want the message alone", got)
	}
	d.pass(24 * time.Hour)
	if got := updateIDs(t, d.call(t, "getUpdates")); got != "" {
		t.Errorf("after a day there is %q", got)
	}
}

func TestAPollWaitsAndASecondOneEndsIt(t *testing.T) {
	t.Parallel()
	d := newTestServer(t)
	first := make(chan apiAnswer, 1)
	go func() { first <- d.call(t, "getUpdates", "timeout", "20") }()
	second := make(chan apiAnswer, 1)
	polling := func() bool { d.mu.Lock(); defer d.mu.Unlock(); return d.queue.poll != nil }
	for !polling() {
		time.Sleep(time.Millisecond)
	}
	go func() { second <- d.call(t, "getUpdates", "timeout", "20") }()
	if a := <-first; a.Code != 409 {
		t.Errorf("the first poll got %d", a.Code)
	}
	d.Person(5, "id").Say("a")
	if got := updateIDs(t, <-second); got != "1" {
		t.Errorf("the second poll got %q", got)
	}
	d.Hold(false)
	if got := updateIDs(t, d.call(t, "getUpdates", "timeout", "20", "offset", "2")); got != "" {
		t.Errorf("a server that holds no poll gave %q", got)
	}
}

func TestOnlyWantedKindsCome(t *testing.T) {
	t.Parallel()
	d := newTestServer(t)
	d.call(t, "getUpdates", "allowed_updates", `["message"]`)
	who := d.Person(5, "id")
	who.Edit(who.Say("a"), "b")
	if got := updateIDs(t, d.call(t, "getUpdates")); got != "1" {
		t.Errorf("got %q, want the message alone", got)
	}
}

func TestMessagesAreEditedAndDeletedAsOnTelegram(t *testing.T) {
	t.Parallel()
	d := newTestServer(t)
	who := d.Person(5, "id")
	mine := fmt.Sprint(who.Say("halo"))
	d.call(t, "sendMessage", "chat_id", "5", "text", "<b>a</b>", "parse_mode", "HTML")
	for _, c := range [...]struct {
		name   string
		method string
		params []string
		want   string
	}{
		{"an edit", "editMessageText", []string{"message_id", "2", "text", "b"}, ""},
		{"the same edit", "editMessageText", []string{"message_id", "2", "text", "b"}, "message is not modified"},
		{"no keyboard off", "editMessageReplyMarkup", []string{"message_id", "2"}, "message is not modified"},
		{"an edit of nothing", "editMessageText", []string{"message_id", "99", "text", "b"}, "message to edit not found"},
		{"an edit of the person's message", "editMessageText", []string{"message_id", mine, "text", "b"}, "message can't be edited"},
		{"an unknown message is skipped", "deleteMessages", []string{"message_ids", "[99]"}, ""},
		{"both sides are deleted", "deleteMessages", []string{"message_ids", "[1,2]"}, ""},
		{"gone", "editMessageText", []string{"message_id", "2", "text", "c"}, "message to edit not found"},
	} {
		a := d.call(t, c.method, append(c.params, "chat_id", "5")...)
		if a.OK != (c.want == "") || !strings.Contains(a.Description, c.want) {
			t.Errorf("%s: %v %q, want %q", c.name, a.OK, a.Description, c.want)
		}
	}
	who.Say("lama")
	d.pass(49 * time.Hour)
	if a := d.call(t, "deleteMessages", "chat_id", "5", "message_ids", "[3]"); a.OK {
		t.Error("a message of 49 hours was deleted")
	}
}

func TestTextsAndButtonsThatTelegramRefuses(t *testing.T) {
	t.Parallel()
	d := newTestServer(t)
	d.Person(5, "id")
	many := func(rows, each int) string {
		row := "[" + strings.TrimSuffix(strings.Repeat(`{"text":"a","callback_data":"x"},`, each), ",") + "]"
		return `{"inline_keyboard":[` + strings.TrimSuffix(strings.Repeat(row+",", rows), ",") + `]}`
	}
	for name, c := range map[string]struct{ text, markup, want string }{
		"4096 characters and tags":  {"<b>" + strings.Repeat("😀", 4096) + "</b>", "", ""},
		"4097 characters":           {strings.Repeat("a", 4097), "", "message is too long"},
		"32 kB of references":       {strings.Repeat("&amp;", 7000), "", "message is too long"},
		"only blanks":               {"<b> \n</b>", "", "message text is empty"},
		"a bare <":                  {"1 < 2", "", "can't parse entities"},
		"a bare & and >":            {"a & b > c &nbsp;", "", ""},
		"an unknown tag":            {"a<br>b", "", "can't parse entities"},
		"tags crosswise":            {"<b><i>a</b></i>", "", "can't parse entities"},
		"a tag left open":           {"<b>a", "", "can't parse entities"},
		"an attribute unquoted":     {"<a href=x>a</a>", "", "can't parse entities"},
		"a span that hides nothing": {`<span class="x">a</span>`, "", "can't parse entities"},
		"quotes decoded":            {`<a href="https://x.id/?a=1&amp;b=2">&#34;a&#x27;</a> <blockquote expandable>b</blockquote>`, "", ""},
		"101 buttons":               {"a", many(101, 1), "reply markup is too long"},
		"100 buttons":               {"a", many(50, 2), ""},
		"nine in a row":             {"a", many(1, 9), "reply markup is too long"},
		"two actions on one":        {"a", `{"inline_keyboard":[[{"text":"a","callback_data":"x","url":"https://x.id"}]]}`, "unallowed"},
		"no action":                 {"a", `{"inline_keyboard":[[{"text":"a"}]]}`, "unallowed"},
	} {
		params := []string{"chat_id", "5", "text", c.text, "parse_mode", "HTML"}
		if c.markup != "" {
			params = append(params, "reply_markup", c.markup)
		}
		a := d.call(t, "sendMessage", params...)
		if a.OK != (c.want == "") || !strings.Contains(a.Description, c.want) {
			t.Errorf("%s: %v %q, want %q", name, a.OK, a.Description, c.want)
		}
	}
}

func TestWhoCannotBeWrittenTo(t *testing.T) {
	t.Parallel()
	d := newTestServer(t)
	who := d.Person(5, "id")
	send := func(chat string) apiAnswer { return d.call(t, "sendMessage", "chat_id", chat, "text", "a") }
	if a := send("6"); a.Code != 400 || !strings.Contains(a.Description, "chat not found") {
		t.Errorf("a stranger: %d %s", a.Code, a.Description)
	}
	who.Block(true)
	if a := send("5"); a.Code != 403 || !strings.Contains(a.Description, "blocked") {
		t.Errorf("who blocked the bot: %d %s", a.Code, a.Description)
	}
	who.Block(false)
	if a := send("5"); !a.OK {
		t.Errorf("who came back: %s", a.Description)
	}
	g := d.Group(-9, false)
	to := g.Migrate(-1009)
	if a := send("-9"); a.Parameters.MovedTo != -1009 {
		t.Errorf("a group that moved: %+v", a)
	}
	to.Kick()
	if a := send("-1009"); a.Code != 403 || to.Has() {
		t.Errorf("a group that threw the bot out: %d", a.Code)
	}
	if a := d.call(t, "leaveChat", "chat_id", "5"); a.OK {
		t.Error("nobody leaves a private chat")
	}
}

func TestTapsAndInlineQueriesWantAnAnswerInTime(t *testing.T) {
	t.Parallel()
	d := newTestServer(t)
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	who := d.Person(5, "id")
	for range 2 {
		if err := who.TapData(1, "x"); err != nil {
			t.Fatal(err)
		}
	}
	if a := d.call(t, "answerCallbackQuery", "callback_query_id", "5.1", "text", "ya"); !a.OK || who.Toast() != "ya" {
		t.Errorf("in time: %s, toast %q", a.Description, who.Toast())
	}
	d.pass(61 * time.Second)
	for _, id := range [...]string{"5.1", "5.2", "5.9"} {
		if a := d.call(t, "answerCallbackQuery", "callback_query_id", id); !strings.Contains(a.Description, "query is too old") {
			t.Errorf("%s: %s", id, a.Description)
		}
	}
	got := make(chan InlineAnswer, 1)
	go func() { a, _ := who.Inline(ctx, "tips"); got <- a }()
	if got := updateIDs(t, d.call(t, "getUpdates", "timeout", "5", "offset", "3")); got != "3" {
		t.Fatalf("the query came as %q", got)
	}
	article := `[{"type":"article","id":"1","title":"T","input_message_content":{"message_text":"<b>x</b>","parse_mode":"HTML"}}]`
	if a := d.call(t, "answerInlineQuery", "inline_query_id", "1", "results", strings.Replace(article, "<b>", "<x>", 1)); a.OK {
		t.Error("broken markup was taken")
	}
	d.call(t, "answerInlineQuery", "inline_query_id", "1", "results", article, "is_personal", "true")
	if a := <-got; len(a.Results) != 1 || !a.Personal {
		t.Errorf("answer %+v", a)
	}
	if a, err := who.Inline(ctx, "tips"); err != nil || len(a.Results) != 1 {
		t.Errorf("the answer is not kept for who asked: %v", err)
	}
}

func TestGroupsShowTheBotOnlyWhatIsMeantForIt(t *testing.T) {
	t.Parallel()
	d := newTestServer(t)
	g := d.Group(-1007, false)
	who := g.Member(d.Person(5, "id"))
	d.call(t, "getUpdates", "offset", "2")
	who.Say("halo semua")
	who.Say("/cek")
	who.Say("/cek@other_bot")
	who.Say("/cek@testbot")
	d.call(t, "sendMessage", "chat_id", "-1007", "text", "a")
	who.Reply(5, "terima kasih")
	if got := updateIDs(t, d.call(t, "getUpdates")); got != "2 3 4" {
		t.Errorf("the bot sees %q", got)
	}
}

func TestProfileFallsBackToAllLanguages(t *testing.T) {
	t.Parallel()
	d := newTestServer(t)
	d.call(t, "setMyName", "name", "Cek Loker")
	d.call(t, "setMyCommands", "commands", `[{"command":"cek","description":"x"}]`, "scope", `{"type":"all_private_chats"}`, "language_code", "id")
	if a := d.call(t, "getMyName", "language_code", "id"); string(a.Result) != `{"name":"Cek Loker"}` {
		t.Errorf("name %s", a.Result)
	}
	if a := d.call(t, "getMyCommands", "scope", `{"type":"all_private_chats"}`, "language_code", "id"); !strings.Contains(string(a.Result), "cek") {
		t.Errorf("commands %s", a.Result)
	}
	if a := d.call(t, "getMyCommands", "language_code", "id"); string(a.Result) != "[]" {
		t.Errorf("commands of the default scope %s", a.Result)
	}
}

// A request that is cut off on its way is no request that the Bot API does not document.
func TestARequestThatIsCutOffIsNoViolation(t *testing.T) {
	t.Parallel()
	s := New("1001:cut", "CutBot", time.Now)
	body := io.MultiReader(strings.NewReader("chat_id=1001&text="), iotest.ErrReader(io.ErrUnexpectedEOF))
	r := httptest.NewRequest(http.MethodPost, "/bot1001:cut/setMyCommands", body)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest || len(s.Violations()) > 0 {
		t.Errorf("%d, violations %q", w.Code, s.Violations())
	}
}
