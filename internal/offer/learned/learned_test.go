package learned_test

import (
	"strings"
	"testing"

	"cekloker/internal/hostile"
	"cekloker/internal/offer/learned"
)

var training = []learned.TrainingPost{
	{Text: "kerja di kamboja dijemput orang kantor paspor dipegang", Is: learned.PostDanger},
	{Text: "admin di luar negeri semua diurus berangkat minggu depan", Is: learned.PostDanger},
	{Text: "transfer biaya seragam dulu sebelum mulai kerja", Is: learned.PostFraud},
	{Text: "lolos seleksi bayar administrasi ke rekening admin", Is: learned.PostFraud},
	{Text: "dicari penjaga toko datang langsung bawa lamaran", Is: learned.PostHonest},
	{Text: "gaji sesuai umr jam delapan sampai empat sore", Is: learned.PostHonest, Corpus: true},
	{Text: "menurut kakak lebih baik sekolah atau kerja dulu ya", Is: learned.PostNoOffer},
}

func settings() learned.Settings {
	return learned.Settings{
		Use: true, Raise: learned.Thresholds{Danger: 500, Fraud: 500}, Doubt: learned.Thresholds{}, Calm: learned.Thresholds{Danger: -200, Fraud: -200},
		None: 500, Least: 4, Train: learned.Recipe{NoOffer: 0.1, Corpus: 1},
	}
}

func reader(tb testing.TB, s learned.Settings) *learned.Predictor {
	tb.Helper()
	r, err := learned.New(learned.Train(training, s.Train), s)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func TestAReaderSaysWhatATextIsLike(t *testing.T) {
	t.Parallel()
	r := reader(t, settings())
	for text, want := range map[string]learned.Prediction{
		training[0].Text: learned.ReadsDanger, training[3].Text: learned.ReadsFraud, training[4].Text: learned.ReadsHonest, training[6].Text: learned.ReadsNoOffer,
		"biaya seragam":                   "", // too short
		strings.ToUpper(training[2].Text): learned.ReadsFraud,
	} {
		if got := r.Read(text); got != want {
			t.Errorf("%q reads %q, want %q; margins %v", text, got, want, r.Margins(text))
		}
	}
}

func TestAReaderThatIsOffSaysNothing(t *testing.T) {
	t.Parallel()
	off := settings()
	off.Use = false
	if r := reader(t, off); r != nil || r.Read(training[0].Text) != "" {
		t.Error("it reads all the same")
	}
}

func TestNoTextIsReadForLong(t *testing.T) {
	t.Parallel()
	r := reader(t, settings())
	hostile.Bounded(t, func(text string) { r.Read(text) })
}

func BenchmarkHostile(b *testing.B) {
	r := reader(b, settings())
	hostile.Bench(b, func(text string) { r.Read(text) })
}
