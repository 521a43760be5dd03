package telegram

import (
	"encoding/json"
	"testing"

	"cekloker/internal/hostile"
)

// readers are the functions of this package that read texts of any length. The texts have
// more entities than Telegram ever sends, and these overlap.
func readers(tb testing.TB) map[string]func(string) {
	tb.Helper()
	read := func(chat string) func(string) {
		return func(text string) {
			var marked []map[string]any
			for i, kind := range [...]string{"blockquote", "mention", "text_link"} {
				for at := i; at < len(text); at += 200 {
					marked = append(marked, map[string]any{"type": kind, "offset": at, "length": len(text) - 2*at, "url": "https://x.id/"})
				}
			}
			message := map[string]any{
				"message_id": 1, "date": 1795521600, "from": map[string]any{"id": 5}, "chat": map[string]any{"id": 5, "type": chat}, "text": text, "entities": marked,
				"quote": map[string]any{"text": text, "entities": marked},
			}
			raw, err := json.Marshal(map[string]any{"update_id": 9, "message": message})
			if err != nil {
				tb.Fatal(err)
			}
			if _, err := newTestReader().read(raw); err != nil {
				tb.Fatal(err)
			}
		}
	}
	return map[string]func(string){
		"update":     read("private"),
		"in a group": read("supergroup"),
		"split":      func(text string) { splitMarkup("<b>"+escapeHTML(text)+"</b>", maxVisible/8) }, // so that half a text is split as well
	}
}

func TestNoUpdateIsReadForLong(t *testing.T) {
	t.Parallel()
	for name, read := range readers(t) {
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
