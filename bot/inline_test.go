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
	tips, err := inlineTips(c)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, tip := range tips {
		key := tip.ID + "." + string(tip.Lang)
		if seen[key] || len(key) > 64 || tip.Title == "" || !strings.Contains(tip.Text, "2026") {
			t.Errorf("%s (twice: %v) has the title %q and the text\n%s", key, seen[key], tip.Title, tip.Text)
		}
		seen[key] = true
	}
	if len(tips) < 2*(5+12) {
		t.Errorf("%d texts, want the five tips and twelve cards in both languages", len(tips))
	}
}
