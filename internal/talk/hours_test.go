package talk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cekloker/internal/refer"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// Nobody is left with closed offices alone, at any hour of the week, and every list
// names a way that needs no WhatsApp.
func TestEveryListHasAnOpenOfficeAndAWayWithoutWhatsApp(t *testing.T) {
	t.Parallel()
	book := readAll(t).Book
	monday := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	for _, situation := range refer.Situations.All() {
		for _, country := range []session.Value{"", "ID", "KH", "MM", "LA", "TH", "PH", "MY", "SG", "DE", "AU", "NG"} {
			s := session.Begin(monday, session.Lang("id")).Set("where", country)
			for hours := 0; hours < 7*24; hours += 4 {
				e := tapped(talk.OpenTap("contacts", string(situation)))
				e.At = monday.Add(time.Duration(hours) * time.Hour)
				_, effects := book.Turn(s, e)
				m, _ := said(effects)
				open, other := 0, 0
				for _, b := range m.Blocks {
					if !strings.HasPrefix(string(b.ID), "contact.one") {
						continue
					}
					if !slices.ContainsFunc(b.Lines, func(l talk.Item) bool { return strings.HasPrefix(string(l.ID), "contact.closed") }) {
						open++
					}
					if slices.ContainsFunc(b.Lines, func(l talk.Item) bool {
						return slices.Contains([]talk.SentenceID{"contact.call", "contact.both", "contact.code", "contact.email", "contact.web"}, l.ID)
					}) {
						other++
					}
				}
				if open == 0 || other == 0 {
					t.Fatalf("%s %q %s: %d open, %d without WhatsApp", situation, country, e.At.Format("Mon 15:04"), open, other)
				}
			}
		}
	}
}
