package main

import (
	"strings"
	"testing"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/locales"
)

func TestEveryCardCanBeSentIntoAnyChat(t *testing.T) {
	t.Parallel()
	c, wrong := content.Load(flows.FS, locales.FS, "2026-11-24")
	if len(wrong) > 0 {
		t.Fatal(wrong[0])
	}
	cards, err := inlineCards(c)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, card := range cards {
		key := card.ID + "." + string(card.Lang)
		if seen[key] || len(key) > 64 || card.Title == "" || !strings.Contains(card.Text, "2026") {
			t.Errorf("%s (twice: %v) has the title %q and the text\n%s", key, seen[key], card.Title, card.Text)
		}
		seen[key] = true
	}
	if len(cards) < 2*(5+12) {
		t.Errorf("%d texts, want the five tips and twelve cards in both languages", len(cards))
	}
}
