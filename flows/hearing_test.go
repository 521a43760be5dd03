package flows_test

import (
	"testing"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
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
