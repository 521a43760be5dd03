package talk_test

import (
	"testing"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// A guess that somebody wants to leave erases nothing where danger may be.
func TestAGuessErasesNothingInDanger(t *testing.T) {
	t.Parallel()
	book := readAll(t).Book
	for _, texts := range [][]string{{"0", "bos kadang pinjam hp"}, {"dilarang keluar kamar"}, {"obat sudah saya buang semua biar cepat mati"}} {
		var s session.Session
		for _, text := range texts {
			next, effects := book.Turn(s, typed(text))
			if len(effects) == 0 || next.Flow() == "" && next.Value("quiet") == "" || forgets(effects) {
				t.Errorf("%q erases the chat", text)
			}
			s = next
		}
	}
}

func forgets(effects []talk.Effect) bool {
	for _, e := range effects {
		if _, ok := e.(talk.Forget); ok {
			return true
		}
	}
	return false
}
