package main

import (
	"strings"
	"testing"
)

func TestEveryCardCanBeSentIntoAnyChat(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	cards, err := inlineCards(allContent())
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
