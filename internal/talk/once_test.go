package talk_test

import (
	"testing"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// A text is classified once, at the start of its turn, and read as an offer once a turn; a part
// of a burst is classified and read once more, as one text with the parts before.
func TestATextIsClassifiedAndReadOnce(t *testing.T) {
	t.Parallel()
	book := readAll(t).Book
	states := map[string][]string{"at first": nil, "in the questions": {"/cek", "1"}, "in danger": {"saya disekap di Kamboja"}, "in the family flow": {"/keluarga"}}
	texts := []string{
		"halo", "ya", "saya disekap, tidak boleh pulang", "apakah boleh kerja di Kamboja?", "gaji 10 juta", "terima kasih ya kak", "sudah bayar 5 juta ke agen",
		"Lowongan admin di Kamboja, gaji 15 juta, tiket ditanggung, tanpa pengalaman, WA 0812 0000 1111", "Polisi membebaskan 20 WNI yang disekap di Kamboja, kata menteri.",
	}
	for name, before := range states {
		var s session.Session
		for _, text := range before {
			s, _ = book.Turn(s, typed(text))
		}
		for _, text := range texts {
			e := typed(text)
			if _, classified, read := book.CountTurn(s, e); classified > 1 || read > 1 {
				t.Errorf("%s: %q is classified %d times and read %d times", name, text, classified, read)
			}
			e.Earlier = []talk.Text{{Typed: "kak mau tanya"}}
			if _, classified, read := book.CountTurn(s, e); classified > 2 || read > 2 {
				t.Errorf("%s: %q in a burst is classified %d times and read %d times", name, text, classified, read)
			}
		}
	}
}
