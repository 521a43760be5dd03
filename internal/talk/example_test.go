package talk_test

import (
	"fmt"
	"time"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/internal/session"
	"cekloker/internal/talk"
	"cekloker/locales"
)

// A conversation is a chain of turns: the session that one turn returns goes into the
// next. The time comes in the event, and what to do comes back as effects.
func ExampleBook_Turn() {
	all, wrong := content.Read(flows.FS, locales.FS, "2026-11-24")
	if len(wrong) > 0 {
		fmt.Println(wrong[0])
		return
	}
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	s := session.Session{Lang: session.Lang("en")}
	for _, text := range []string{"/cek", "Customer service in Cambodia, 900 USD a month, you enter on a tourist visa."} {
		var effects []talk.Effect
		s, effects = all.Book.Turn(s, talk.Event{Kind: talk.EventText, At: now, Text: talk.Text{Typed: text}})
		for _, e := range effects {
			if say, ok := e.(talk.Say); ok {
				fmt.Println("says", say.Blocks[0].ID)
			}
		}
	}
	fmt.Println("keeps", s.Value("destination"), s.Value("role"), s.Value("visa"))
	// Output:
	// says check_offer.paste
	// says verdict.l3.title
	// keeps KH office_online tourist
}
