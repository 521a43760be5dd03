package offer_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"cekloker/internal/hostile"
	"cekloker/internal/offer"
)

// seeds are offers of every kind for the fuzzers to start from.
var seeds = []string{
	"Loker Kamboja gaji 8-15jt", "Dibutuhkan admin online di Thailand, gaji USD 900 sebulan, tiket dan mess ditanggung, berangkat minggu ini.",
	"adik saya ditawari kerja di Malaysia lewat jalur tikus, katanya tidak perlu paspor", "Lowongan PT KAI lulusan SMA, penempatan sesuai domisili, klik link di bio",
	"Selamat anda lolos seleksi, transfer biaya seragam 350 ribu ke rekening bendahara", "kak mau kerja? gaji lumayan",
	"G to G Korea lewat KP2MI, gaji 2.156.880 won per bulan, tanpa biaya", "Waspada penipuan, polisi menangkap sindikat loker Kamboja",
	"Work from home, earn $200 a day, contact wa.me/8801700000000", "bukan Kamboja, kerja di Taiwan, gaji NT 29.500",
}

// texts are the seeds and every offer that the project wrote.
func texts(tb testing.TB) []string {
	tb.Helper()
	out := slices.Clone(seeds)
	c, _ := whole()
	for _, o := range c.Offers {
		out = append(out, o.Text)
	}
	return out
}

// same is what must not change: the level, the kind of trouble and the findings.
func same(v offer.Verdict) string {
	var out []string
	for _, f := range v.Findings {
		out = append(out, string(f.Signal))
	}
	slices.Sort(out)
	return string(rune('0'+int(v.Level))) + " " + string(v.Trouble) + " " + strings.Join(out, " ")
}

// plainWord reports whether a field is letters a to z alone.
func plainWord(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool { return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') })
}

// asciiUpper writes ASCII letters large, and leaves others, of which some have
// no single capital.
func asciiUpper(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' {
			return c - 32
		}
		return c
	}, s)
}

func FuzzReadAndJudge(f *testing.F) {
	for _, seed := range append(texts(f), "\x00\xff", "wa.me/855123 t.me/x bit.ly/y", strings.Repeat("gaji 1 ", 200), "$1.500,00.1 rp rp 5 s/d") {
		f.Add(seed)
	}
	r := rules(f)
	f.Fuzz(func(t *testing.T, text string) {
		hostile.Within(t, text, func(text string) { r.JudgeReading(r.Read(text)) })
		reading := r.Read(text)
		for fact, value := range reading.Facts {
			if len(value) > 300 || !fact.Known() {
				t.Fatalf("%s holds %q", fact, value)
			}
		}
		again := r.Read(text)
		if !reflect.DeepEqual(reading, again) {
			t.Fatalf("the same text is read in two ways: %v and %v", reading, again)
		}
		a, b := r.JudgeReading(reading), r.JudgeReading(again)
		if same(a) != same(b) || a.Level < 0 || a.Level > 3 {
			t.Fatalf("verdicts %q and %q", same(a), same(b))
		}
		for _, q := range reading.Quotes {
			if utf8.RuneCountInString(q.Words) > 64 {
				t.Fatalf("quote %q is too long", q.Words)
			}
		}
	})
}

func FuzzCaseGapsAndEmojiChangeNothing(f *testing.F) {
	for _, seed := range texts(f) {
		f.Add(seed)
	}
	r := rules(f)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 2000 {
			t.Skip("bytes and length are the other fuzzer's matter")
		}
		fields := strings.Split(text, " ")
		var emoji strings.Builder
		for i, field := range fields {
			if i > 0 {
				emoji.WriteString(" ")
				if plainWord(field) && plainWord(fields[i-1]) {
					emoji.WriteString("🔥 ")
				}
			}
			emoji.WriteString(field)
		}
		want := same(r.JudgeReading(r.Read(text)))
		for how, changed := range map[string]string{
			"capitals": asciiUpper(text), "wider gaps": strings.ReplaceAll(text, " ", "   "), "emoji between words": emoji.String(),
		} {
			if got := same(r.JudgeReading(r.Read(changed))); got != want {
				t.Fatalf("%s change the verdict of %q: %q, before %q", how, text, got, want)
			}
		}
	})
}

func FuzzLookAlikesOnlyAddTheirSign(f *testing.F) {
	for i, seed := range texts(f) {
		f.Add(seed, uint8(i))
	}
	r := rules(f)
	twins := strings.NewReplacer("a", "а", "e", "е", "o", "о", "c", "с", "p", "р")
	f.Fuzz(func(t *testing.T, text string, nr uint8) {
		if !utf8.ValidString(text) || len(text) > 2000 {
			t.Skip("bytes and length are the other fuzzer's matter")
		}
		fields := strings.Split(text, " ")
		at := int(nr) % len(fields)
		if !plainWord(fields[at]) {
			t.Skip("only words are disguised")
		}
		before := r.Read(text)
		fields[at] = twins.Replace(fields[at])
		after := r.Read(strings.Join(fields, " "))
		a, b := before.Facts.Without(nil), after.Facts.Without([]string{"signs.disguised"})
		if a = (offer.Facts{offer.FactPhrases: a}).Without([]string{"signs.disguised"}); a != b {
			t.Fatalf("a look-alike in %q changes the signs from %q to %q", fields[at], a, b)
		}
		delete(before.Facts, offer.FactPhrases)
		delete(after.Facts, offer.FactPhrases)
		if !reflect.DeepEqual(before.Facts, after.Facts) {
			t.Fatalf("a look-alike in %q changes the facts from %v to %v", fields[at], before.Facts, after.Facts)
		}
	})
}

func TestSpelledOutLettersAreReadAsTheWord(t *testing.T) {
	t.Parallel()
	r := rules(t)
	plain := "Loker admin slot di Kamboja, paspor dipegang bos, pakai visa turis."
	want := r.Read(plain)
	for _, word := range []string{"admin", "slot", "Kamboja", "paspor", "visa", "turis"} {
		for _, gap := range []string{" ", ".", "-"} {
			spelled := strings.Join(strings.Split(word, ""), gap)
			got := r.Read(strings.Replace(plain, word, spelled, 1))
			if !got.Facts.HasPhrase("disguised") {
				t.Errorf("%q is not noticed as a disguise", spelled)
			}
			if v := r.Judge(got.Facts); v.Level != r.Judge(want.Facts).Level || got.Facts[offer.FactDestination] != "KH" || got.Facts[offer.FactVisa] != "tourist" {
				t.Errorf("%q: level %d, facts %v", spelled, v.Level, got.Facts)
			}
		}
	}
}

func BenchmarkReadAndJudge(b *testing.B) {
	r := rules(b)
	ad := strings.Repeat("Lowongan admin online di Kamboja, gaji USD 900 per bulan, tiket ditanggung, hubungi wa.me/85512345678. ", 8)[:800]
	honest := (seeds[6] + ". Dibutuhkan staf gudang di Bekasi, pengalaman satu tahun, bisa mengoperasikan komputer, gaji sesuai upah minimum, kirim lamaran ke hrd@contoh.co.id. " +
		strings.Repeat("Tanggung jawab pekerjaan meliputi pencatatan barang masuk dan keluar serta pelaporan bulanan kepada atasan. ", 8))[:800]
	for _, c := range []struct{ name, text string }{
		{"800 characters", ad}, {"800 characters, honest", honest}, {"5000 characters", strings.Repeat(honest, 7)[:5000]},
		{"10000 characters", strings.Repeat(honest, 13)[:10000]}, {"20000 characters", strings.Repeat(honest, 25)}, {"20000 characters of one ad", strings.Repeat(ad, 25)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.JudgeReading(r.Read(c.text))
			}
		})
	}
}
