package flows_test

import (
	"testing"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// pleas are what frightened people write, with the country that is kept and the
// kind of danger that chooses the screen.
var pleas = []struct {
	text  string
	where session.Value
	kind  session.Value
	now   session.Value // what the danger flow need not ask any more
}{
	// A relative tells.
	{"adik saya disekap di kamboja, harus bayar dulu baru boleh pulang", "KH", "relative", "ransom"},
	{"anak saya disekap di Kamboja, minta tebusan 50 juta", "KH", "relative", "ransom"},
	{"suami saya di Myawaddy, paspornya diambil bos dan disuruh bayar baru boleh pulang", "MM", "relative", "ransom"},
	{"teman saya ditahan di poipet, paspornya disita", "KH", "relative", ""},
	{"tolong kakak saya, disekap di KK Park", "MM", "relative", ""},
	{"adikku dipaksa cari orang baru biar bisa pulang, dia di Sihanoukville", "KH", "relative", ""},
	{"bosnya minta 5000 dolar supaya anak saya dilepas", "", "relative", "ransom"},
	{"my brother is locked in a building in Bavet, they want 3000 dollars to release him", "KH", "relative", "ransom"},
	{"my sister is held in the Golden Triangle and they took her passport", "LA", "relative", ""},
	{"my friend can't leave shwe kokko, they ask ransom", "MM", "relative", "ransom"},
	{"anak kami hilang kontak di Filipina", "PH", "relative", ""},
	{"sepupu saya dari Medan, disekap di Kamboja, diminta uang supaya dilepas", "KH", "relative", "ransom"},

	// Somebody tells of themself.
	{"I'm locked in a building in Myawaddy", "MM", "held", ""},
	{"saya disekap di kmboja", "KH", "held", ""},
	{"paspor saya diambil, saya ga boleh keluar dari KK Park", "MM", "held", ""},
	{"mau pulang dari Laos disuruh bayar denda 3000 dolar", "LA", "held", ""},
	{"saya dan adik saya disekap di Kamboja, diminta tebusan", "KH", "ransom", ""},
	{"teman saya dipukul, saya juga disekap di Bavet, minta tebusan", "KH", "ransom", ""},
	{"teman saya jual saya ke perusahaan di Poipet, sekarang saya disekap", "KH", "relative", ""},
	{"saya disekap, keluarga saya dimintai tebusan", "", "ransom", ""},
	{"my friend sold me, I am locked up in Poipet and they want ransom", "KH", "ransom", ""},
	{"bukan di Thailand, saya disekap di Myanmar", "MM", "held", ""},
	{"saya orang Indonesia, disekap di Kamboja", "KH", "held", ""},
	{"I am from Pakistan and I am locked in a compound in Cambodia", "KH", "held", ""},
	{"saya disekap orang China di Kamboja", "KH", "held", ""},
	{"saya dari filipina, disekap di gedung, tidak tahu di mana", "", "held", ""},

	// Two countries, or none.
	{"dijanjikan kerja di Thailand, ternyata saya disekap di Myanmar", "", "held", ""},
	{"saya disekap di gedung, pintu dijaga", "", "held", ""},
	{"saya di bandara mau terbang ke Kamboja, saya takut", "", "airport", ""},
	{"saya 16 tahun, disekap di Laos", "LA", "minor", ""},
	{"anak saya 15 tahun dikurung di Kamboja", "KH", "child", ""},
	{"saya pengen mati saja, saya di Kamboja", "KH", "self_harm", ""},
}

// The country of a plea is kept as its code, in every state, and never a word.
func TestAPleaKeepsItsCountry(t *testing.T) {
	t.Parallel()
	book := load(t).Book
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	say := func(s session.Session, text string) session.Session {
		now, _ := book.Turn(s, talk.Event{At: at, Kind: talk.EventText, Text: talk.Text{Typed: text}})
		return now
	}
	states := map[string][]string{
		"at first":                nil,
		"in the questions":        {"cek", "tidak tahu"},
		"below a verdict":         {"Lowongan admin judi online di Kamboja, gaji 15 juta, tiket ditanggung, tanpa pengalaman, WA 0812 3456 7890"},
		"in the family questions": {"keluarga", "lewati"},
		"in the danger questions": {"saya disekap", "ya", "tidak"},
		"in the danger question":  {"saya disekap di Thailand"},
	}
	for name, before := range states {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var s session.Session
			for _, text := range before {
				s = say(s, text)
			}
			for _, p := range pleas {
				if (p.kind == "minor" || p.kind == "child") && s.Value("read_by") != "" {
					continue // nothing but the country is kept behind the screen for children
				}
				now := say(s, p.text)
				want := p.where
				if want == "" {
					want = s.Value("where")
				}
				if got := now.Value("where"); got != want {
					t.Errorf("%q keeps the country %q, want %q", p.text, got, want)
				}
				if got := now.Value(talk.SlotDanger); got != p.kind {
					t.Errorf("%q is heard as %q, want %q", p.text, got, p.kind)
				}
				if got := now.Value("danger_now"); got != p.now {
					t.Errorf("%q: danger_now is %q, want %q", p.text, got, p.now)
				}
			}
		})
	}
}

// What may be a plea and may be a worry gets the help button, or the danger question.
func TestWorriesHaveHelpBesideTheReply(t *testing.T) {
	t.Parallel()
	book := load(t).Book
	for _, text := range []string{"paspor dipegang bos Malaysia", "paspor sama bos Malaysia", "kontrak teman saya belum jelas, dia di Malaysia"} {
		_, effects := book.Turn(session.Session{}, talk.Event{At: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC), Kind: talk.EventText, Text: talk.Text{Typed: text}})
		helped := false
		for _, e := range effects {
			if say, ok := e.(talk.Say); ok {
				helped = helped || say.Urgent
				for _, row := range say.Message.Rows {
					helped = helped || row[0].Tap.Open == "help_now"
				}
			}
		}
		if !helped {
			t.Errorf("%q has no way to help in the reply", text)
		}
	}
}
