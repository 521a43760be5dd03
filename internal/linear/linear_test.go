package linear

import (
	"slices"
	"strings"
	"testing"
)

// trainingSet is a small set of lines on which the tests train.
func trainingSet() []Example {
	line := func(label, topic, text string) Example {
		return Example{Text: text, Label: label, Topic: topic, TrainsHeads: AllHeads, Weight: 1}
	}
	return []Example{
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

// small are options that train on it in no time.
func small() Options {
	o := Defaults()
	o.Least, o.TopicBits, o.C, o.TopicC, o.Folds = 1, 10, 1, 1, 0
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
	m := Train(trainingSet(), small())
	for _, l := range trainingSet() {
		s := m.Score(l.Text)
		for h := range HeadCount {
			if (s[h] > 0) != h.holds(l) {
				t.Errorf("%s of %q is %d", h, l.Text, s[h])
			}
		}
		if best, _ := s.Best(Scores{}, AllHeads&^HeadSetOf(HeadSelfHarm)); l.Label != "other" && best.String() != l.Label {
			t.Errorf("best of %q is %s", l.Text, best)
		}
		if slices.Contains(topical[:], l.Label) && m.Topics(l.Text, l.Label)[0].Name != l.Topic {
			t.Errorf("topics of %q are %v", l.Text, m.Topics(l.Text, l.Label))
		}
	}
	if got := m.Topics("tolong", HeadDanger.String()); got != nil {
		t.Errorf("danger has topics %v", got)
	}
}

func TestOnlyHeadsThatALineTeachesLearnFromIt(t *testing.T) {
	t.Parallel()
	lines := trainingSet()
	plain := Train(lines, small())
	const known = "nomor telepon kbri phnom penh berapa" // brings no feature that is new
	lines = append(lines, Example{Text: known, Label: "ordinary", TrainsHeads: HeadSetOf(HeadDanger), Weight: 1})
	taught := Train(lines, small())
	a, b := plain.Score(known), taught.Score(known)
	if a[HeadDanger] == b[HeadDanger] || a[HeadQuestion] != b[HeadQuestion] || a[HeadExit] != b[HeadExit] {
		t.Errorf("scores went from %v to %v", a, b)
	}
}

// A file may be whole and yet not be one of ours; its numbers must not be
// believed.
func TestWhatIsNoFeature(t *testing.T) {
	t.Parallel()
	m := Train(trainingSet(), small())
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
		if got := m.Score(text); got[HeadDanger] != NoScore || got[HeadSmalltalk] != NoScore || m.Topics(text, HeadQuestion.String()) != nil || m.Why(text, HeadDanger, 3) != nil {
			t.Errorf("%q scores %v", text, got)
		}
	}
}

// What stands around a plea takes no more from its score than a part loses,
// however long it is.
func TestWhyNamesFeatures(t *testing.T) {
	t.Parallel()
	m := Train(trainingSet(), small())
	why := m.Why("macet banget di jalan pagi ini. kami tidak boleh keluar, pintu dikunci", HeadDanger, 200)
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
	if got := m.Why("kami dikunci", HeadDanger, 3); len(got) != 3 {
		t.Errorf("asked for 3 reasons, got %v", got)
	}
}

// Each unit counts a feature once, also when it occurs before the unit.
func TestVaryChangesLinesAlikeEachTime(t *testing.T) {
	t.Parallel()
	v := Variation{Seed: 7, Weight: 0.5, Everyday: []string{"hari ini hujan"}, Fillers: []string{"sih"}}
	lines := append(trainingSet(), Example{Text: "", Weight: 1}, Example{Text: "é", Weight: 1})
	once, again := Vary(lines, v), Vary(lines, v)
	if !slices.Equal(once, again) || len(once) != 2*len(lines) {
		t.Error("two runs differ")
	}
	among := 0
	for i, l := range once {
		from := lines[i/2]
		if l.Label != from.Label || l.Topic != from.Topic || l.TrainsHeads != from.TrainsHeads || l.Weight != 0.5 {
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

func TestBest(t *testing.T) {
	t.Parallel()
	s := Scores{HeadDanger: 5, HeadExit: 9, HeadSection: -3}
	if best, ok := s.Best(Scores{}, AllHeads); best != HeadExit || !ok {
		t.Errorf("best is %s", best)
	}
	if best, ok := s.Best(Scores{HeadExit: 8, HeadSection: -5}, AllHeads); best != HeadDanger || !ok {
		t.Errorf("best over thresholds is %s", best)
	}
	if best, ok := s.Best(Scores{}, HeadSetOf(HeadDanger, HeadSection)); best != HeadDanger || !ok {
		t.Errorf("best of two is %s", best)
	}
	if best, ok := s.Best(Scores{}, HeadSetOf(HeadSection)); ok || best.String() != "none" {
		t.Errorf("best of none is %s", best)
	}
}
