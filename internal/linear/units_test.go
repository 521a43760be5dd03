package linear

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestAddedTextDoesNotDilute(t *testing.T) {
	t.Parallel()
	m := Train(trainingSet(), small())
	const plea = "kami tidak boleh keluar, pintu dikunci"
	alone := m.Score(plea)[HeadDanger]
	around := strings.Repeat("macet banget di jalan pagi ini. bos marah terus di kantor. ", 40)
	for _, text := range []string{around + plea, plea + ". " + around, around + plea + ". " + around} {
		if got := m.Score(text)[HeadDanger]; got < alone-maxPartial {
			t.Errorf("the plea scores %d, among other words %d", alone, got)
		}
	}
	within := func(times int) int32 { // no points: only windows can find the plea
		around := strings.Repeat("macet banget di jalan pagi ini bos marah terus di kantor ", times)
		return m.Score(around + plea + " " + around)[HeadDanger]
	}
	if few, many := within(6), within(60); many < few-maxPartial {
		t.Errorf("the plea scores %d between few words, %d between many", few, many)
	}
}

func TestUnitsCountFeaturesOnce(t *testing.T) {
	t.Parallel()
	f := featuresOf(readText("a bb a bb a. bb a bb c d e f g h a bb i j", &Vocabulary{}))
	for _, u := range f.units() {
		seen := map[uint32]bool{}
		for _, x := range f.in(u, nil) {
			if seen[x.hash] {
				t.Errorf("unit %v has %q twice", u, f.write(x))
			}
			seen[x.hash] = true
		}
		for i := u.from; i < u.to; i++ {
			if !seen[hash(ofWord, f.words[i])] {
				t.Errorf("unit %v lacks %q", u, f.words[i])
			}
			if i > u.from && !seen[pairHash(ofPair, f.words[i-1], f.words[i])] {
				t.Errorf("unit %v lacks the pair to %d", u, i)
			}
		}
	}
}

func TestUnitsCoverAText(t *testing.T) {
	t.Parallel()
	for n := range 60 {
		text := readText(strings.Repeat("kata ", n), &Vocabulary{})
		times := make([]int, n)
		for _, u := range text.units() {
			for i := u.from; i < u.to; i++ {
				times[i]++
			}
		}
		for i, k := range times {
			if k < 1 || k > 4+2*trimTimes {
				t.Errorf("of %d words, word %d is in %d units", n, i, k)
			}
		}
	}
}

func TestSentences(t *testing.T) {
	t.Parallel()
	text := readText("Halo! gaji 1.500.000, ya? oke\nbaris dua... selesai", &Vocabulary{})
	var got []string
	for _, s := range text.sentences {
		got = append(got, strings.Join(text.words[s.from:s.to], " "))
	}
	if want := []string{"halo", "gaji 0 ya", "oke", "baris dua", "selesai"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSummingEightAtOnceIsSumming(t *testing.T) {
	t.Parallel()
	m := Train(trainingSet(), small())
	for i := range m.labels.weights {
		m.labels.weights[i] = byte(i*31 + i>>3) // all values, the extremes too
	}
	for n := range 40 {
		unit := featuresOf(readText(strings.Repeat("tolong kami, ", n)+strings.Repeat("zq ", n)+"disekap di gedung", &Vocabulary{})).all
		var want, got [HeadCount]int32
		m.labels.sum(unit, want[:])
		m.labels.sumEight(unit, got[:])
		if got != want {
			t.Fatalf("of %d features, sums are %v, not %v", len(unit), got, want)
		}
	}
	loud := slices.Repeat([]feature{{kind: ofPair}}, 1000)
	for w := range 256 {
		m.labels.weights[0] = byte(w)
		var want, got [HeadCount]int32
		m.labels.sum(loud, want[:])
		m.labels.sumEight(loud, got[:])
		if got != want {
			t.Fatalf("weights of %d sum to %v, not %v", int8(w), got, want)
		}
	}
}

func TestRoots(t *testing.T) {
	t.Parallel()
	for _, n := range []int64{0, 1, 2, 3, 4, 15, 16, 17, 99, 1 << 40, 1<<40 - 1, 1<<61 + 5} {
		if r := root(n); r*r > n || (r+1)*(r+1) <= n {
			t.Errorf("root of %d is %d", n, r)
		}
	}
}

func TestHugeTextsAreRead(t *testing.T) {
	t.Parallel()
	m := Train(trainingSet(), small())
	for _, text := range []string{
		strings.Repeat("x", 1<<20), strings.Repeat("é", 1<<19), strings.Repeat("a ", 1<<19), strings.Repeat(".\n", 1<<19),
		strings.Repeat("\xff", 1<<16), strings.Repeat("1", 1<<16), strings.Repeat("a. ", 1<<16),
	} {
		m.Score(text)
		m.Why(text, HeadDanger, 3)
	}
}

func FuzzScore(f *testing.F) {
	m := Train(trainingSet(), small())
	f.Add("tolong saya ditahan. 🇰🇭 1.5jt")
	f.Fuzz(func(t *testing.T, text string) {
		m.Score(text)
		m.Topics(text, HeadQuestion.String())
		m.Why(text, HeadExit, 5)
	})
}

func BenchmarkScore(b *testing.B) {
	m := Train(trainingSet(), Defaults())
	const sentence = "pak tolong adik saya di gedung itu tidak boleh keluar, hpnya disita dan tiap malam dipukul kalau tidak target; "
	for _, length := range []int{120, 800, 4000} {
		text := strings.Repeat(sentence, 40)[:length]
		b.Run(fmt.Sprint(length), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m.Score(text)
			}
		})
	}
}
