package flows_test

import (
	"testing"
	"time"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/internal/session"
	"cekloker/internal/talk"
	"cekloker/locales"
)

func TestTheDangerFlowKnowsWhichDangerWasHeard(t *testing.T) {
	t.Parallel()
	book := load(t).Book
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]session.Value{
		"saya pengen mati saja":           "self_harm",
		"mereka minta tebusan 50 juta":    "ransom",
		"adik saya hilang kontak":         "relative",
		"sudah di bandara, saya takut":    "airport",
		"saya dipaksa cari orang baru":    "recruit",
		"saya 16 tahun, saya disekap":     "minor",
		"paspor dipegang bos":             "held",
		"tolong selamatkan mereka":        "other",
		"lowongan admin gaji 5 juta Solo": "",
	} {
		now, _ := book.Turn(session.Session{}, talk.Event{At: at, Kind: talk.TextCame, Said: talk.Said{Own: text}})
		if got := now.Value(talk.SlotDanger); got != want {
			t.Errorf("%q keeps %q, want %q", text, got, want)
		}
	}
}

// BenchmarkHear hears an ordinary message of a few lines; it should take well
// under 0.2 ms.
func BenchmarkHear(b *testing.B) {
	c, wrong := content.Load(flows.FS, locales.FS, day)
	if len(wrong) > 0 {
		b.Fatal(wrong)
	}
	said := talk.Said{Own: "Kak, mau tanya. Teman saya menawari kerja di hotel di Malaysia, gajinya 8 juta sebulan, paspor dan visa diurus agen. " +
		"Saya takut salah pilih, karena agennya tidak mau menyebut nama perusahaan. Katanya minggu depan harus berangkat. Menurut Anda bagaimana?"}
	for b.Loop() {
		if c.Book.Hearing.Hear(said).Heard == talk.HeardDanger {
			b.Fatal("an ordinary message is heard as danger")
		}
	}
}
