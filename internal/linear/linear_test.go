package linear

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// lesson is a small set of lines on which the tests train.
func lesson() []Line {
	line := func(label, topic, text string) Line {
		return Line{Text: text, Label: label, Topic: topic, Teaches: All, Weight: 1}
	}
	return []Line{
		line("danger", "held", "tolong saya ditahan di gedung ini"),
		line("danger", "held", "kami tidak boleh keluar, pintu dikunci"),
		line("danger", "relative", "adik saya disekap di kamboja dan dipukul"),
		line("danger", "self_harm", "saya ingin mati saja"),
		line("danger", "self_harm", "lebih baik aku bunuh diri"),
		line("exit", "", "hapus chat ini sekarang"),
		line("exit", "", "stop, udahan"),
		line("already", "paid", "saya sudah transfer uangnya"),
		line("already", "ticket", "tiket sudah dibeli"),
		line("question", "fees", "berapa biaya resmi ke taiwan"),
		line("question", "embassy", "nomor telepon kbri phnom penh berapa"),
		line("question", "embassy", "alamat kjri di mana"),
		line("door", "check", "mau cek lowongan"),
		line("door", "tips", "minta tips aman"),
		line("offer", "", "dibutuhkan admin gaji 12 juta, tiket ditanggung"),
		line("smalltalk", "thanks", "terima kasih ya"),
		line("other", "", "macet banget di jalan pagi ini"),
		line("other", "", "bos marah terus di kantor"),
	}
}

// small are options that train the lesson in no time.
func small() Options {
	o := Defaults()
	o.Bits, o.TopicBits, o.C, o.TopicC = 12, 10, 1, 1
	o.Slang = map[string]string{"gw": "saya", "gausah": "tidak usah"}
	return o
}

func file(t testing.TB, m *Model) []byte {
	t.Helper()
	b, err := m.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTrainingLearnsItsLines(t *testing.T) {
	t.Parallel()
	m := Train(lesson(), small())
	for _, l := range lesson() {
		s := m.Score(l.Text)
		for h := range Heads {
			if (s[h] > 0) != h.holds(l) {
				t.Errorf("%s of %q is %d", h, l.Text, s[h])
			}
		}
		if best, _ := s.Best(All &^ Of(SelfHarm)); l.Label != "other" && best.String() != l.Label {
			t.Errorf("best of %q is %s", l.Text, best)
		}
		if h, ok := HeadOf(l.Label); ok && slices.Contains(topical[:], h) && m.Topics(l.Text, h)[0].Name != l.Topic {
			t.Errorf("topics of %q are %v", l.Text, m.Topics(l.Text, h))
		}
	}
	if got := m.Topics("tolong", Danger); got != nil {
		t.Errorf("danger has topics %v", got)
	}
}

func TestTrainingGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	if !bytes.Equal(file(t, Train(lesson(), small())), file(t, Train(lesson(), small()))) {
		t.Error("two runs give two files")
	}
}

func TestOnlyHeadsThatALineTeachesLearnFromIt(t *testing.T) {
	t.Parallel()
	lines := lesson()
	plain := Train(lines, small())
	lines = append(lines, Line{Text: "nomor kbri", Label: "ordinary", Teaches: Of(Danger), Weight: 1})
	taught := Train(lines, small())
	a, b := plain.Score("nomor kbri"), taught.Score("nomor kbri")
	if a[Danger] == b[Danger] || a[Question] != b[Question] || a[Exit] != b[Exit] {
		t.Errorf("scores went from %v to %v", a, b)
	}
}

func TestAFileGivesTheSameModel(t *testing.T) {
	t.Parallel()
	trained := Train(lesson(), small())
	loaded, err := Load(file(t, trained))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(file(t, trained), file(t, loaded)) {
		t.Error("a loaded model has another file")
	}
	for _, text := range []string{"", "gw ditahan, gausah tanya", "nomor kbri?", strings.Repeat("tolong kami dikunci. ", 20)} {
		if trained.Score(text) != loaded.Score(text) || !slices.Equal(trained.Topics(text, Question), loaded.Topics(text, Question)) {
			t.Errorf("%q scores differently", text)
		}
	}
}

func TestADamagedFileIsAnError(t *testing.T) {
	t.Parallel()
	good := file(t, Train(lesson(), small()))
	for i := 0; i < len(good); i += 97 {
		bad := slices.Clone(good)
		bad[i] ^= 0x10
		if _, err := Load(bad); err == nil {
			t.Fatalf("byte %d may be wrong", i)
		}
		if _, err := Load(good[:i]); err == nil {
			t.Fatalf("the file may end at byte %d", i)
		}
	}
	if _, err := Load(append(slices.Clone(good), 0)); err == nil {
		t.Error("the file may go on")
	}
}

// A file may be whole and yet not be one of ours; its numbers must not be
// believed.
func TestAWrongFileWithARightChecksumIsAnError(t *testing.T) {
	t.Parallel()
	good := file(t, Train(lesson(), small()))
	for i := bodyAt; i < bodyAt+300; i++ {
		for _, b := range []byte{0, 0x7f, 0xff} {
			bad := slices.Clone(good)
			bad[i] = b
			sign(bad)
			m, err := Load(bad)
			if err == nil {
				m.Score("tolong saya")
			}
		}
	}
	other := Train(lesson(), small())
	other.labels.names = slices.Clone(other.labels.names)
	other.labels.names[0] = "peril"
	if _, err := Load(file(t, other)); err == nil {
		t.Error("a model with other heads is loaded")
	}
}

func TestWhatIsNoFeature(t *testing.T) {
	t.Parallel()
	m := Train(lesson(), small())
	want := m.Score("saya ditahan 3 bulan di kamboja")
	for _, text := range []string{
		"SAYA DITAHAN 3 BULAN DI KAMBOJA", "saya ditahan 12 bulan di kamboja 😭😭", "🇰🇭 saya ditahan 3 bulan, di kamboja...",
		"gw ditahan 3 bulan di kamboja", "sayaaaa ditahan 1.500 bulan di kamboja", "  saya\tditahan 3\u200b bulan di kamboja❤️",
	} {
		if got := m.Score(text); got != want {
			t.Errorf("%q scores %v, not %v", text, got, want)
		}
	}
	for _, text := range []string{"", " ", "😭🙏", "?!..."} {
		if got := m.Score(text); got != (Scores{}) || m.Topics(text, Question) != nil || m.Why(text, Danger, 3) != nil {
			t.Errorf("%q scores %v", text, got)
		}
	}
}

// What stands around a plea takes no more from its score than a part loses,
// however long it is.
func TestAddedTextDoesNotDilute(t *testing.T) {
	t.Parallel()
	m := Train(lesson(), small())
	const plea = "kami tidak boleh keluar, pintu dikunci"
	alone := m.Score(plea)[Danger]
	around := strings.Repeat("macet banget di jalan pagi ini. bos marah terus di kantor. ", 40)
	for _, text := range []string{around + plea, plea + ". " + around, around + plea + ". " + around} {
		if got := m.Score(text)[Danger]; got < alone-maxPartial {
			t.Errorf("the plea scores %d, among other words %d", alone, got)
		}
	}
	within := func(times int) int32 { // no points: only windows can find the plea
		around := strings.Repeat("macet banget di jalan pagi ini bos marah terus di kantor ", times)
		return m.Score(around + plea + " " + around)[Danger]
	}
	if few, many := within(6), within(60); many < few-maxPartial {
		t.Errorf("the plea scores %d between few words, %d between many", few, many)
	}
}

func TestWhyNamesFeatures(t *testing.T) {
	t.Parallel()
	m := Train(lesson(), small())
	why := m.Why("macet banget. kami tidak boleh keluar, pintu dikunci", Danger, 200)
	seen := map[string]bool{}
	for i, w := range why {
		seen[w.Feature] = true
		if i > 0 && abs(w.Adds) > abs(why[i-1].Adds) {
			t.Errorf("%v stands after %v", w, why[i-1])
		}
	}
	for _, want := range []string{"dikunci", "boleh keluar", "<diku (letters)", "(any text)"} {
		if !seen[want] {
			t.Errorf("%q is not among the reasons", want)
		}
	}
	if seen["macet"] {
		t.Error("the part that was heard less is among the reasons")
	}
	if got := m.Why("kami dikunci", Danger, 3); len(got) != 3 {
		t.Errorf("asked for 3 reasons, got %v", got)
	}
}

// Each unit counts a feature once, also when it occurs before the unit.
func TestUnitsCountFeaturesOnce(t *testing.T) {
	t.Parallel()
	f := featuresOf(readText("a bb a bb a. bb a bb c d e f g h a bb i j", nil))
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
			if i > u.from && !seen[pairHash(f.words[i-1], f.words[i])] {
				t.Errorf("unit %v lacks the pair to %d", u, i)
			}
		}
	}
}

func TestUnitsCoverAText(t *testing.T) {
	t.Parallel()
	for n := range 60 {
		text := readText(strings.Repeat("kata ", n), nil)
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
	text := readText("Halo! gaji 1.500.000, ya? oke\nbaris dua... selesai", nil)
	var got []string
	for _, s := range text.sentences {
		got = append(got, strings.Join(text.words[s.from:s.to], " "))
	}
	if want := []string{"halo", "gaji 0 ya", "oke", "baris dua", "selesai"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestVaryChangesLinesAlikeEachTime(t *testing.T) {
	t.Parallel()
	v := Variation{Seed: 7, Weight: 0.5, Everyday: []string{"hari ini hujan"}, Fillers: []string{"sih"}}
	lines := append(lesson(), Line{Text: "", Weight: 1}, Line{Text: "é", Weight: 1})
	once, again := Vary(lines, v), Vary(lines, v)
	if !slices.Equal(once, again) || len(once) != 2*len(lines) {
		t.Error("two runs differ")
	}
	among := 0
	for i, l := range once {
		from := lines[i/2]
		if l.Label != from.Label || l.Topic != from.Topic || l.Teaches != from.Teaches || l.Weight != 0.5 {
			t.Errorf("%v becomes %v", from, l)
		}
		if strings.Contains(l.Text, "hari ini hujan") && strings.Contains(l.Text, from.Text) {
			among++
		}
	}
	if among != len(lines) {
		t.Errorf("%d of %d lines stand among everyday words", among, len(lines))
	}
	Vary(lines, Variation{}) // nothing to say and no fillers
}

func TestSummingEightAtOnceIsSumming(t *testing.T) {
	t.Parallel()
	m := Train(lesson(), small())
	for i := range m.labels.weights {
		m.labels.weights[i] = byte(i*31 + i>>3) // all values, the extremes too
	}
	for n := range 40 {
		unit := featuresOf(readText(strings.Repeat("tolong kami, ", n)+strings.Repeat("zq ", n)+"disekap di gedung", nil)).all
		var want, got [8]int32
		m.labels.sum(unit, want[:])
		m.labels.sumEight(unit, got[:])
		if got != want {
			t.Fatalf("of %d features, sums are %v, not %v", len(unit), got, want)
		}
	}
	loud := slices.Repeat([]feature{{kind: ofPair}}, 1000)
	for w := range 256 {
		m.labels.weights[0] = byte(w)
		var want, got [8]int32
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
	m := Train(lesson(), small())
	for _, text := range []string{
		strings.Repeat("x", 1<<20), strings.Repeat("é", 1<<19), strings.Repeat("a ", 1<<19), strings.Repeat(".\n", 1<<19),
		strings.Repeat("\xff", 1<<16), strings.Repeat("1", 1<<16), strings.Repeat("a. ", 1<<16),
	} {
		m.Score(text)
		m.Why(text, Danger, 3)
	}
}

func TestBest(t *testing.T) {
	t.Parallel()
	s := Scores{Danger: 5, Exit: 9, Door: -3}
	if best, ok := s.Best(All); best != Exit || !ok {
		t.Errorf("best is %s", best)
	}
	if best, ok := s.Best(Of(Danger, Door)); best != Danger || !ok {
		t.Errorf("best of two is %s", best)
	}
	if best, ok := s.Best(Of(Door)); ok || best.String() != "none" {
		t.Errorf("best of none is %s", best)
	}
}

func FuzzScore(f *testing.F) {
	m := Train(lesson(), small())
	f.Add("tolong saya ditahan. 🇰🇭 1.5jt")
	f.Fuzz(func(t *testing.T, text string) {
		m.Score(text)
		m.Topics(text, Question)
		m.Why(text, Exit, 5)
	})
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, body []byte) {
		whole := append([]byte(magic+"\x00\x00\x00\x00"), body...)
		sign(whole)
		if m, err := Load(whole); err == nil {
			m.Score("tolong saya")
		}
	})
}

func BenchmarkScore(b *testing.B) {
	m := Train(lesson(), Defaults())
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

func BenchmarkLoad(b *testing.B) {
	data := file(b, Train(lesson(), Defaults()))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Load(data); err != nil {
			b.Fatal(err)
		}
	}
}
