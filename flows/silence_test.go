package flows_test

import (
	"os"
	"slices"
	"testing"

	"cekloker/internal/content"
	"cekloker/internal/hear"
)

// everyday are clauses that people add to anything they write: reasons, times,
// excuses, news, money, work, family. None takes danger back.
var everyday = []string{
	"karena utang pinjol", "setelah wawancara kerja", "sejak ikut pelatihan", "waktu baca berita di tiktok", "kata orang di grup",
	"gara gara debt collector", "padahal cuma magang", "pas lagi mati lampu", "sambil nonton film", "kalau nanti ditanya bagaimana ya",
	"itu wajar atau tidak", "apakah normal begitu", "maaf baru balas", "tadi hujan deras", "hp saya lowbat", "saya kerja di kantor",
	"gaji saya dipotong", "uangnya sudah habis", "saya belum makan", "besok ada ujian", "tolong dibaca ya", "kak tolong cek", "mohon infonya",
	"seperti di sinetron", "menurut polisi", "pemerintah sudah tahu", "kata kbri", "di youtube banyak", "teman saya bilang begitu", "saya dari Medan",
	"umur saya dua puluh", "paspor saya di lemari", "ijazah ditahan", "motor saya dijual", "bapak saya sakit", "ibu saya tidak tahu",
	"sudah lama begini", "jam dua malam", "di dekat pasar", "saya takut ketinggian", "saya capek kerja", "kontrak dua tahun",
	"because of my loan", "after the interview", "i read the news", "is it normal", "what if they ask", "my boss said so", "it is raining", "please read this",
}

// Nothing silences danger: every line of the project that the rules hear as danger
// by itself is heard with an everyday clause before or after it. go test looks at
// every n-th pair; CEKLOKER_LONG at all of them.
func TestNoEverydayClauseSilencesDanger(t *testing.T) {
	t.Parallel()
	c := load(t)
	step := 97
	if os.Getenv("CEKLOKER_LONG") != "" {
		step = 1
	}
	rules := c.Book.Classifier.With(nil, hear.Thresholds{})
	heard := func(text string) bool { return rules.Classify(text, "").Tier != hear.TierNone }
	var lines []string
	for _, u := range slices.Concat(c.Utterances[content.TuneHalf], c.Utterances[content.CheckHalf]) {
		if u.Label == "danger" && heard(u.Text) {
			lines = append(lines, u.Text)
		}
	}
	pairs, silenced := 0, 0
	for i, line := range lines {
		for j, clause := range everyday {
			for k, text := range [...]string{clause + ", " + line, line + ", " + clause, line + " " + clause, clause + ". " + line, line + "\n" + clause} {
				if (i*len(everyday)*5+j*5+k)%step != 0 {
					continue
				}
				pairs++
				if !heard(text) {
					silenced++
					t.Errorf("%q is heard as danger, %q is not", line, text)
				}
			}
		}
	}
	t.Logf("%d lines, %d pairs, %d silenced", len(lines), pairs, silenced)
}
