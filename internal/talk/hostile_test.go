package talk_test

import (
	"os"
	"testing"

	"cekloker/internal/hostile"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// readers are what hears and answers a text of any length.
func readers(tb testing.TB) map[string]func(string) {
	tb.Helper()
	book := readAll(tb).Book
	fresh := session.Begin(walkedAt, session.Lang("id"))
	turn := func(s session.Session, e talk.Event) session.Session {
		after, _ := book.Turn(s, e)
		return after
	}
	checking := turn(turn(fresh, typed("/cek")), typed("1"))
	inDanger := turn(fresh, typed("tolong saya disekap di kamboja"))
	return map[string]func(string){
		"hear":              func(text string) { book.Classifier.Classify(text, "") },
		"hear what is sent": func(text string) { book.Classifier.Classify(text, text) },
		"personal data":     func(text string) { talk.Personal(text) },
		"urgent":            func(text string) { book.IsUrgent(typed(text)) },
		"turn":              func(text string) { turn(fresh, typed(text)) },
		"turn of a check":   func(text string) { turn(checking, typed(text)) },
		"turn in danger":    func(text string) { turn(inDanger, typed(text)) },
		"turn of a burst": func(text string) {
			e := typed(text)
			e.Text = talk.Text{Typed: text[:len(text)/4], Quoted: text[len(text)/4 : len(text)/2]}
			e.Earlier = []talk.Text{e.Text}
			turn(fresh, e)
		},
	}
}

// A turn hears and reads; CEKLOKER_LONG=1 tries it in more places, and the rest
// alone.
func TestNoTextIsAnsweredForLong(t *testing.T) {
	t.Parallel()
	for name, read := range readers(t) {
		if os.Getenv("CEKLOKER_LONG") != "1" && name != "turn" && name != "personal data" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			hostile.Bounded(t, read)
		})
	}
}

func BenchmarkHostile(b *testing.B) {
	for name, read := range readers(b) {
		b.Run(name, func(b *testing.B) { hostile.Bench(b, read) })
	}
}
