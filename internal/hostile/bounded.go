package hostile

import (
	"runtime"
	"testing"
	"time"
)

// Whole is the longest text that any reader reads, and Half of it shows how the
// time grows.
const (
	Whole = 24_000
	Half  = Whole / 2
)

// What Bounded allows. Readers stay under 50 ms on a machine of 2026 (see the
// benchmarks); a slow one gets five times that. Twice the text takes twice the
// time, four times where it grows with the square. A half read in less than
// negligible leaves the whole within what is allowed even where it grows with the
// third power, so the whole is not read then; and growth is not looked at where
// the whole takes little, since other work on the machine blurs short times.
const (
	allowed    = 250 * time.Millisecond
	growth     = 3
	negligible = 6 * time.Millisecond
	little     = 70 * time.Millisecond
	tries      = 12 // a cache may be cold, and garbage be collected, at first
)

// Bounded fails t where a text of Shapes takes a reader too long, or where twice
// the text takes much more than twice the time. Under the race detector, which
// makes everything slow, it only reads.
func Bounded(t *testing.T, read func(text string)) {
	t.Helper()
	for _, s := range Shapes {
		half := took(read, s.Text(Half))
		if half < negligible || Raced {
			continue
		}
		whole := took(read, s.Text(Whole))
		slow := func() bool { return whole > allowed || whole > max(growth*half, little) }
		for n := 1; n < tries && slow(); n++ {
			whole, half = min(whole, took(read, s.Text(Whole))), min(half, took(read, s.Text(Half)))
		}
		if slow() {
			t.Errorf("%s: %v for %d bytes, %v for %d", s.Name, half, Half, whole, Whole)
		}
	}
}

// Within fails t where one text takes a reader too long: for a fuzz target, which
// finds shapes that nobody thought of.
func Within(t *testing.T, text string, read func(text string)) {
	t.Helper()
	if Raced || len(text) > Whole {
		return
	}
	least := took(read, text)
	for n := 1; n < tries && least > allowed; n++ {
		least = min(least, took(read, text))
	}
	if least > allowed {
		t.Fatalf("%d bytes take %v: %.200q", len(text), least, text)
	}
}

// took is the processor time that reading a text takes.
func took(read func(text string), text string) time.Duration {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	began := spent()
	read(text)
	return spent() - began
}

// Bench measures a reader with each text: the least processor time of its rounds at
// full length, and how many times that of half the text it is. The least is what
// the reader itself takes; a mean also holds garbage collection and cold caches.
func Bench(b *testing.B, read func(text string)) {
	for _, s := range Shapes {
		b.Run(s.Name, func(b *testing.B) {
			half, whole := s.Text(Half), s.Text(Whole)
			first, second := allowed, allowed
			for b.Loop() {
				first, second = min(first, took(read, half)), min(second, took(read, whole))
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(second.Microseconds())/1000, "ms/24kB")
			b.ReportMetric(float64(second)/float64(first), "24kB/12kB")
		})
	}
}
