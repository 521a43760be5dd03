package telegram

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"cekloker/internal/talk"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func newTestReader() updateReader {
	return updateReader{bot: Identity{ID: 4242, Username: "TestBot"}, operators: map[int64]bool{7: true}, now: func() time.Time { return noon }}
}

// privateMessage wraps the fields of a message of a private chat.
func privateMessage(fields string) string {
	return `{"update_id":9,"message":{"message_id":3,"date":1795521600,"from":{"id":5,"language_code":"id"},"chat":{"id":5,"type":"private"},` + fields + `}}`
}

func groupMessage(fields string) string {
	return `{"update_id":9,"message":{"message_id":3,"date":1795521600,"from":{"id":5},"chat":{"id":-100,"type":"supergroup"},` + fields + `}}`
}

// readEvent reads one update that must lead to a turn.
func readEvent(t *testing.T, raw string) talk.Event {
	t.Helper()
	a, err := newTestReader().read(json.RawMessage(raw))
	if err != nil || a.turn == nil {
		t.Fatalf("%s: no turn (%v)", raw, err)
	}
	return a.turn.Event
}

func TestOwnWordsAreToldFromPassedOnes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fields string
		want   talk.Text
	}{
		"typed":                        {`"text":"halo"`, talk.Text{Typed: "halo"}},
		"below a picture":              {`"photo":[{}],"caption":"halo"`, talk.Text{Typed: "halo"}},
		"forwarded from a person":      {`"text":"iklan","forward_origin":{"type":"user","sender_user":{"id":1},"date":1}`, talk.Text{Quoted: "iklan"}},
		"from somebody hidden":         {`"text":"iklan","forward_origin":{"type":"hidden_user","sender_user_name":"X","date":1}`, talk.Text{Quoted: "iklan"}},
		"from a chat":                  {`"text":"iklan","forward_origin":{"type":"chat","sender_chat":{"id":1,"type":"group"},"date":1}`, talk.Text{Quoted: "iklan"}},
		"from a channel":               {`"caption":"iklan","photo":[{}],"forward_origin":{"type":"channel","chat":{"id":1,"type":"channel"},"message_id":1,"date":1}`, talk.Text{Quoted: "iklan"}},
		"forwarded in the old form":    {`"text":"iklan","forward_date":1`, talk.Text{Quoted: "iklan"}},
		"made by an inline bot":        {`"text":"tips","via_bot":{"id":4242}`, talk.Text{Quoted: "tips"}},
		"an origin that is null":       {`"text":"halo","forward_origin":null`, talk.Text{Typed: "halo"}},
		"a reply in another chat":      {`"text":"ini aman?","external_reply":{"origin":{"type":"user"}},"quote":{"text":"gaji 14 juta"}`, talk.Text{Typed: "ini aman?", Quoted: "gaji 14 juta"}},
		"a reply without a quote":      {`"text":"ini aman?","external_reply":{"origin":{"type":"user"},"link_preview_options":{"url":"https://x.id/a"}}`, talk.Text{Typed: "ini aman?", Links: []string{"https://x.id/a"}}},
		"an answer to an own message":  {`"text":"ini aman?","reply_to_message":{"message_id":1,"from":{"id":5},"text":"iklan"}`, talk.Text{Typed: "ini aman?", Quoted: "iklan"}},
		"an answer to the bot":         {`"text":"2","reply_to_message":{"message_id":1,"from":{"id":4242},"text":"Berapa gajinya?"},"quote":{"text":"gajinya"}`, talk.Text{Typed: "2"}},
		"a blockquote after an emoji":  {`"text":"😀 cek ini\niklan 😀 satu\nya?","entities":[{"type":"blockquote","offset":11,"length":13}]`, talk.Text{Typed: "😀 cek ini\n\nya?", Quoted: "iklan 😀 satu"}},
		"a link behind words":          {`"text":"😀 klik sini","entities":[{"type":"text_link","offset":3,"length":4,"url":"https://x.id/b"}]`, talk.Text{Typed: "😀 klik sini", Links: []string{"https://x.id/b"}}},
		"a link that is what it says":  {`"text":"https://x.id","entities":[{"type":"text_link","offset":0,"length":12,"url":"https://x.id"}]`, talk.Text{Typed: "https://x.id"}},
		"buttons of a channel's post":  {`"text":"iklan","forward_date":1,"reply_markup":{"inline_keyboard":[[{"text":"a","url":"https://wa.me/1"},{"text":"b","callback_data":"x"}],[{"text":"c","web_app":{"url":"https://x.id/app"}}]]}`, talk.Text{Quoted: "iklan", Links: []string{"https://wa.me/1", "https://x.id/app"}}},
		"a preview that is not in it":  {`"text":"iklan","link_preview_options":{"url":"https://x.id/c"}`, talk.Text{Typed: "iklan", Links: []string{"https://x.id/c"}}},
		"entities beyond the text":     {`"text":"ab","entities":[{"type":"blockquote","offset":-5,"length":9999999999},{"type":"text_link","offset":99,"length":-3,"url":"https://x.id"}]`, talk.Text{Typed: "ab", Links: []string{"https://x.id"}}},
		"a forwarded poll":             {`"poll":{"question":"Mau kerja di Kamboja?","options":[{"text":"Mau, 900 USD"},{"text":" "},{"text":"Tidak"}]},"forward_date":1`, talk.Text{Quoted: "Mau kerja di Kamboja?\nMau, 900 USD\nTidak"}},
		"a checklist":                  {`"checklist":{"title":"Syarat","tasks":[{"id":1,"text":"paspor ditahan"}]}`, talk.Text{Typed: "Syarat\npaspor ditahan"}},
		"a rich message":               {`"forward_date":1,"rich_message":{"blocks":[{"type":"heading","size":1,"text":["Loker ",{"type":"bold","text":"admin"}]},{"type":"list","items":[{"label":"1.","blocks":[{"type":"paragraph","text":{"type":"url","text":"gaji 900 USD","url":"https://x.id/d"}}]}]},{"type":"table","cells":[[{"text":"kota"},{"text":"Myawaddy"}]],"caption":{"type":"italic","text":"hari ini"}}]}`, talk.Text{Quoted: "Loker admin\n1.\ngaji 900 USD\nkota\nMyawaddy\nhari ini", Links: []string{"https://x.id/d"}}},
		"a rich message of tomorrow":   {`"text":"halo","rich_message":[7,{"text":{"text":{}}}]`, talk.Text{Typed: "halo"}},
		"a reply to a poll elsewhere":  {`"text":"ini aman?","external_reply":{"origin":{"type":"user"},"poll":{"question":"Mau?","options":[{"text":"Ya"}]}}`, talk.Text{Typed: "ini aman?", Quoted: "Mau?\nYa"}},
		"a start with a whole text":    {`"text":"/start tolong saya disekap"`, talk.Text{Typed: "/start tolong saya disekap"}},
		"a command that answers an ad": {`"text":"/cek","reply_to_message":{"message_id":1,"from":{"id":5},"text":"iklan"}`, talk.Text{Typed: "/cek", Quoted: "iklan"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := readEvent(t, privateMessage(c.fields))
			if e.Kind != talk.EventText || !reflect.DeepEqual(e.Text, c.want) {
				t.Errorf("got %s %+v, want %+v", e.Kind, e.Text, c.want)
			}
		})
	}
}

func TestWhateverPeopleSendBecomesAnEvent(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		raw  string
		kind talk.EventKind
		what string
	}{
		"a start":                  {privateMessage(`"text":"/start"`), talk.EventStart, ""},
		"a start link":             {privateMessage(`"text":"/start@testbot tips"`), talk.EventStart, ""},
		"a start and a line break": {privateMessage(`"text":"/start\ntips"`), talk.EventStart, ""},
		"a start and a wide space": {privateMessage(`"text":"/start\u3000tips"`), talk.EventStart, ""},
		"a start that ends early":  {privateMessage(`"text":"/start!","entities":[{"type":"bot_command","offset":0,"length":6}]`), talk.EventStart, ""},
		"words of another chat":    {privateMessage(`"text":"ini aman?","external_reply":{"origin":{"type":"user"},"photo":[{}]}`), talk.EventText, "picture"},
		"a start for another bot":  {privateMessage(`"text":"/start@other_bot tips"`), talk.EventText, ""},
		"a command and an emoji":   {privateMessage(`"text":"/help👍"`), talk.EventText, ""},
		"a picture":                {privateMessage(`"photo":[{}]`), talk.EventPicture, "picture"},
		"a voice message":          {privateMessage(`"voice":{}`), talk.EventUnreadable, "voice"},
		"a round video":            {privateMessage(`"video_note":{}`), talk.EventUnreadable, "video"},
		"a moving picture":         {privateMessage(`"animation":{},"document":{}`), talk.EventUnreadable, "video"},
		"a document with words":    {privateMessage(`"document":{},"caption":"iklan"`), talk.EventText, "document"},
		"a contact card":           {privateMessage(`"contact":{"phone_number":"1"}`), talk.EventUnreadable, "contact"},
		"a place":                  {privateMessage(`"location":{},"venue":{}`), talk.EventUnreadable, "location"},
		"a sticker":                {privateMessage(`"sticker":{}`), talk.EventUnreadable, "sticker"},
		"a kind of tomorrow":       {privateMessage(`"hologram":{"x":[1,2]}`), talk.EventUnreadable, "other"},
		"nothing at all":           {privateMessage(`"text":""`), talk.EventUnreadable, "other"},
		"an edited message":        {strings.Replace(privateMessage(`"text":"iklan baru"`), `"message"`, `"edited_message"`, 1), talk.EventEdit, ""},
		"an edited picture":        {strings.Replace(privateMessage(`"photo":[{}]`), `"message"`, `"edited_message"`, 1), talk.EventEdit, "picture"},
		"a blocked bot":            {`{"update_id":9,"my_chat_member":{"chat":{"id":5,"type":"private"},"from":{"id":5},"date":1,"new_chat_member":{"status":"kicked"}}}`, talk.EventBlocked, ""},
		"a bot taken back":         {`{"update_id":9,"my_chat_member":{"chat":{"id":5,"type":"private"},"from":{"id":5},"date":1,"new_chat_member":{"status":"member"}}}`, talk.EventUnblocked, ""},
		"a tap":                    {`{"update_id":9,"callback_query":{"id":"1","from":{"id":5},"data":"o|menu|","message":{"message_id":1,"date":0,"chat":{"id":5,"type":"private"}}}}`, talk.EventTap, ""},
		"a message without sender": {`{"update_id":9,"message":{"message_id":1,"chat":{"id":5,"type":"private"},"text":"a"}}`, talk.EventText, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := readEvent(t, c.raw)
			if e.Kind != c.kind || e.What != c.what {
				t.Errorf("got %s %q, want %s %q", e.Kind, e.What, c.kind, c.what)
			}
			if e.At.IsZero() || e.At.After(noon.Add(time.Hour)) {
				t.Errorf("time %v", e.At)
			}
		})
	}
}

func TestWhatConcernsNobodyLeadsToNoTurn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		raw    string
		answer string
		leave  int64
		inline bool
	}{
		"tasks that are done":       {raw: privateMessage(`"checklist_tasks_done":{"marked_as_done_task_ids":[1]}`)},
		"a gift":                    {raw: privateMessage(`"gift":{}`)},
		"a bot":                     {raw: strings.Replace(privateMessage(`"text":"halo"`), `{"id":5,`, `{"id":5,"is_bot":true,`, 1)},
		"an edit of a bot":          {raw: strings.Replace(strings.Replace(privateMessage(`"text":"halo"`), `{"id":5,`, `{"id":5,"is_bot":true,`, 1), `"message"`, `"edited_message"`, 1)},
		"a forged tap in a group":   {raw: `{"update_id":9,"callback_query":{"id":"78","from":{"id":5},"data":"o|exit|","message":{"message_id":1,"date":0,"chat":{"id":-100,"type":"supergroup"}}}}`, answer: "78"},
		"a pinned message":          {raw: privateMessage(`"pinned_message":{}`)},
		"a place that moves":        {raw: strings.Replace(privateMessage(`"location":{}`), `"message"`, `"edited_message"`, 1)},
		"a kind we did not ask for": {raw: `{"update_id":9,"poll":{"id":"1"}}`},
		"a button under an inline":  {raw: `{"update_id":9,"callback_query":{"id":"77","from":{"id":5},"inline_message_id":"x","data":"o|menu|"}}`, answer: "77"},
		"a channel":                 {raw: `{"update_id":9,"my_chat_member":{"chat":{"id":-9,"type":"channel"},"from":{"id":5},"date":1,"new_chat_member":{"status":"administrator"}}}`, leave: -9},
		"a channel that is left":    {raw: `{"update_id":9,"my_chat_member":{"chat":{"id":-9,"type":"channel"},"from":{"id":5},"date":1,"new_chat_member":{"status":"left"}}}`},
		"an inline query":           {raw: `{"update_id":9,"inline_query":{"id":"1","from":{"id":5},"query":"tips","offset":""}}`, inline: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, err := newTestReader().read(json.RawMessage(c.raw))
			if err != nil || a.turn != nil || a.callbackID != c.answer || a.leave != c.leave || (a.inline != nil) != c.inline || a.id != 9 {
				t.Errorf("got %+v, %v", a, err)
			}
		})
	}
}

func TestGroupsHearTheBotOnlyWhenItIsAddressed(t *testing.T) {
	t.Parallel()
	ad := `,"reply_to_message":{"message_id":1,"from":{"id":6},"text":"iklan"}`
	for name, c := range map[string]struct {
		fields string
		passed string // "" for silence
	}{
		"talk among people":           {`"text":"halo semua"`, ""},
		"a check of a message":        {`"text":"/cek"` + ad, "iklan"},
		"a check by name":             {`"text":"/CEK@testBOT"` + ad, "iklan"},
		"a check of words behind":     {`"text":"/cek gaji 14 juta"`, "gaji 14 juta"},
		"a check after a space":       {`"text":"/cek\u00a0gaji 14 juta"`, "gaji 14 juta"},
		"a check on lines":            {`"text":"/cek\ngaji 14 juta"`, "gaji 14 juta"},
		"a check and a comma":         {`"text":"/cek@TestBot, gaji 14 juta","entities":[{"type":"bot_command","offset":0,"length":12}]`, ", gaji 14 juta"},
		"a check of another chat":     {`"text":"/cek","external_reply":{"origin":{"type":"channel"}},"quote":{"text":"gaji 14 juta"}`, "gaji 14 juta"},
		"a check by a nameless admin": {`"text":"/cek gaji 14 juta","from":{"id":1087968824,"is_bot":true},"sender_chat":{"id":-100}`, "gaji 14 juta"},
		"a check of nothing":          {`"text":"/cek"`, "/cek"},
		"a check of another bot":      {`"text":"/cek@other_bot"` + ad, ""},
		"a command of anybody":        {`"text":"/start"`, ""},
		"a command of this bot":       {`"text":"/start@TestBot x"`, "/cek"},
		"the name after an emoji":     {`"text":"😀 @TestBot cek","entities":[{"type":"mention","offset":3,"length":8}]` + ad, "iklan\n😀 cek"},
		"the name as plain text":      {`"text":"@TestBotX cek","entities":[{"type":"mention","offset":0,"length":9}]` + ad, ""},
		"an answer to the bot":        {`"text":"terima kasih","reply_to_message":{"message_id":1,"from":{"id":4242},"text":"x"}`, "/cek"},
		"a forward into the group":    {`"text":"/cek","forward_date":1`, ""},
		"danger words":                {`"text":"tolong saya disekap"`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, err := newTestReader().read(json.RawMessage(groupMessage(c.fields)))
			switch {
			case err != nil:
				t.Error(err)
			case c.passed == "" && a.turn != nil:
				t.Errorf("the bot hears %+v", a.turn.Event)
			case c.passed != "" && (a.turn == nil || !a.turn.Event.InGroup || a.turn.Event.Text.Typed != "" || a.turn.Event.Text.Quoted != c.passed):
				t.Errorf("got %+v, want %q", a.turn, c.passed)
			}
		})
	}
}

func TestOldInputIsLateAndOperatorsCountOnlyInPrivate(t *testing.T) {
	t.Parallel()
	old := readEvent(t, strings.Replace(privateMessage(`"text":"iklan"`), "1795521600", "1795510000", 1))
	if !old.ReceivedLate || readEvent(t, privateMessage(`"text":"iklan"`)).ReceivedLate {
		t.Error("what is hours old is late, what came now is not")
	}
	if e := readEvent(t, strings.ReplaceAll(privateMessage(`"text":"/admin"`), `"id":5`, `"id":7`)); !e.Operator {
		t.Error("an operator in a private chat counts")
	}
	if e := readEvent(t, strings.ReplaceAll(groupMessage(`"text":"/cek"`), `"id":5`, `"id":7`)); e.Operator {
		t.Error("nobody is an operator in a group")
	}
}

func TestABrokenUpdateIsAlone(t *testing.T) {
	t.Parallel()
	for _, raw := range [...]string{`{"update_id":9,"message":{"text":42}}`, `{"update_id":9,"message":[]}`, `{"update_id":9,"callback_query":{"message":{"chat":"x"}}}`} {
		a, err := newTestReader().read(json.RawMessage(raw))
		if err == nil || a.id != 9 || a.turn != nil {
			t.Errorf("%s: %+v, %v", raw, a, err)
		}
	}
	for _, raw := range [...]string{`{}`, `[]`, `null`, `{"update_id":"x"}`, `x`} {
		if a, err := newTestReader().read(json.RawMessage(raw)); err == nil || a.id != 0 {
			t.Errorf("%s: %+v, %v", raw, a, err)
		}
	}
}

// Whatever bytes come, the reader does not panic.
func FuzzRead(f *testing.F) {
	f.Add([]byte(privateMessage(`"text":"😀 ab","entities":[{"type":"blockquote","offset":1,"length":2}]`)))
	f.Add([]byte(groupMessage(`"text":"@TestBot x","entities":[{"type":"mention","offset":0,"length":8}]`)))
	f.Add([]byte(`{"update_id":1,"callback_query":{"id":"1","from":{},"data":"a|b|c"}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, err := newTestReader().read(raw)
		if err == nil && a.id == 0 {
			t.Errorf("%q gives no id and no error", raw)
		}
	})
}
