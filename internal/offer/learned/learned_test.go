package learned_test

import (
	"strings"
	"testing"

	"cekloker/internal/hostile"
	"cekloker/internal/linear"
	"cekloker/internal/offer/learned"
)

var training = []learned.TrainingPost{
	{Text: "kerja di kamboja dijemput orang kantor paspor dipegang", Is: learned.PostDanger},
	{Text: "admin di luar negeri semua diurus berangkat minggu depan", Is: learned.PostDanger},
	{Text: "transfer biaya seragam dulu sebelum mulai kerja", Is: learned.PostFraud},
	{Text: "lolos seleksi bayar administrasi ke rekening admin", Is: learned.PostFraud},
	{Text: "dicari penjaga toko datang langsung bawa lamaran", Is: learned.PostHome},
	{Text: "gaji sesuai umr jam delapan sampai empat sore", Is: learned.PostHome, Corpus: true},
	{Text: "menurut kakak lebih baik sekolah atau kerja dulu ya", Is: learned.PostNoOffer},
	{Text: "saya sudah pulang bulan lalu dan sekarang bantu ibu di warung", Is: learned.PostMessage},
	{Text: "ada yang mau kerja di tempatku", Is: learned.PostToldOffer},
}

func settings() learned.Settings {
	return learned.Settings{
		Use: true, Raise: learned.Thresholds{Danger: 500, Fraud: 500}, Doubt: learned.Thresholds{}, Calm: learned.Thresholds{Danger: -200, Fraud: -200}, Trust: learned.Thresholds{Danger: -500, Fraud: -500},
		Frame: learned.OfferThresholds{Offer: -200, Likely: 200, None: 300, Short: 2000, Minimum: 4}, Least: learned.LeastWords{Reported: 4, Opener: 4, Honest: 2}, Train: learned.Recipe{NoOffer: 0.1, Corpus: 1, Offers: 1, Messages: 1},
	}
}

func reader(tb testing.TB, s learned.Settings) *learned.Predictor {
	tb.Helper()
	var posts []learned.TrainingPost
	for _, author := range []string{"a", "b", "c"} { // each text by three authors, for the combination of heads
		for _, p := range training {
			p.Author = author
			posts = append(posts, p)
		}
	}
	return learned.New(learned.Train(posts, linear.Vocabulary{}, s.Train), s)
}

func TestAReaderSaysWhatATextIsLike(t *testing.T) {
	t.Parallel()
	r := reader(t, settings())
	for text, want := range map[string]learned.Prediction{
		training[0].Text: learned.ReadsDanger, training[3].Text: learned.ReadsFraud, training[4].Text: learned.ReadsTrusted,
		training[6].Text:                  learned.ReadsHonest,   // no offer, which may read honest and never like reported ones
		"biaya":                           "",                    // too short
		"biaya seragam":                   learned.ReadsDoubtful, // too short to read like reported ones
		strings.ToUpper(training[2].Text): learned.ReadsFraud,
	} {
		if got, _ := r.Read(text, nil, false); got != want {
			t.Errorf("%q reads %q, want %q; scores %v", text, got, want, r.Scores(text, nil))
		}
	}
}

// Few words need a higher score to be no offer, and very few are never said to be none.
func TestFewWordsAreSeldomNoOffer(t *testing.T) {
	t.Parallel()
	none := training[6].Text
	for name, c := range map[string]struct {
		words, minimum int
		want           learned.Offered
	}{
		"long enough": {4, 4, learned.SurelyNoOffer},
		"short":       {20, 4, learned.LikelyNoOffer},
		"too short":   {4, 20, ""},
	} {
		s := settings()
		s.Frame.Words, s.Frame.Minimum = c.words, c.minimum
		if _, got := reader(t, s).Read(none, nil, false); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// What the rules find decides where words do not: the same words with and without it.
func TestAReaderListensToWhatTheRulesFind(t *testing.T) {
	t.Parallel()
	var posts []learned.TrainingPost
	for _, author := range []string{"a", "b", "c"} {
		for _, text := range []string{"dibutuhkan karyawan gudang segera", "lowongan staf toko untuk semua", "mencari tenaga admin kantor", "dicari kasir dan pramuniaga"} {
			posts = append(posts,
				learned.TrainingPost{Text: text, Is: learned.PostFraud, Author: author, Evidence: []string{"signal wide_call"}},
				learned.TrainingPost{Text: text, Is: learned.PostHome, Author: author, Evidence: []string{"sign official_link"}})
		}
	}
	s := settings()
	s.Raise.Fraud = 300
	r := learned.New(learned.Train(posts, linear.Vocabulary{}, s.Train), s)
	for evidence, want := range map[string]bool{"signal wide_call": true, "sign official_link": false} {
		if got, _ := r.Read("dibutuhkan staf toko segera", []string{evidence}, false); (got == learned.ReadsFraud) != want {
			t.Errorf("with %q it reads %q; scores %v", evidence, got, r.Scores("dibutuhkan staf toko segera", []string{evidence}))
		}
	}
}

func TestAReaderTellsOffersFromOtherTexts(t *testing.T) {
	t.Parallel()
	r := reader(t, settings())
	for text, want := range map[string]learned.Offered{
		training[0].Text: learned.SurelyOffered, training[4].Text: learned.SurelyOffered, training[6].Text: learned.SurelyNoOffer, training[7].Text: learned.SurelyNoOffer,
		"biaya seragam": "", // too short
	} {
		if _, got := r.Read(text, nil, false); got != want {
			t.Errorf("%q is %q, want %q; scores %v", text, got, want, r.Scores(text, nil))
		}
	}
}

func TestAReaderThatIsOffSaysNothing(t *testing.T) {
	t.Parallel()
	off := settings()
	off.Use = false
	r := reader(t, off)
	if like, offered := r.Read(training[0].Text, nil, false); r != nil || like != "" || offered != "" {
		t.Error("it reads all the same")
	}
}

func TestNoTextIsReadForLong(t *testing.T) {
	t.Parallel()
	r := reader(t, settings())
	hostile.Bounded(t, func(text string) { r.Read(text, nil, false) })
}

func BenchmarkHostile(b *testing.B) {
	r := reader(b, settings())
	hostile.Bench(b, func(text string) { r.Read(text, nil, false) })
}
