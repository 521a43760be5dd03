package offer_test

import (
	"strings"
	"testing"

	"cekloker/internal/hostile"
	"cekloker/internal/offer"
)

// readers are what this package does with a text of any length.
func readers(tb testing.TB) map[string]func(string) {
	tb.Helper()
	r := rules(tb)
	return map[string]func(string){
		"read":        func(text string) { r.JudgeReading(r.Read(text)) },
		"whereabouts": func(text string) { r.Whereabouts(text) },
		"mask":        func(text string) { offer.Mask(text) },
	}
}

func TestNoTextIsReadForLong(t *testing.T) {
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

// A text with more links than any advertisement has is read in part, and says so;
// plain links are read all the same.
func TestTooManyLinksAreReadInPart(t *testing.T) {
	t.Parallel()
	r := rules(t)
	odd, end := strings.Repeat("x.q+y ", 1000), " Lowongan admin di Kamboja, gaji 12 juta, wa.me/85512345678"
	for text, cut := range map[string]bool{odd + end: true, odd[:60] + end: false, end: false} {
		reading := r.Read(text)
		if reading.Truncated != cut || reading.Facts[offer.FactContact] != "hub_number" {
			t.Errorf("%d bytes: cut %v, contact %q", len(text), reading.Truncated, reading.Facts[offer.FactContact])
		}
	}
}
