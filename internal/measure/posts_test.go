package measure_test

import (
	"strings"
	"testing"

	"cekloker/internal/content"
	"cekloker/internal/measure"
)

func TestThePostsOfEachHalfAreCounted(t *testing.T) {
	t.Parallel()
	posts := []content.Post{
		{ID: "a", Author: "ani", Label: content.PostDanger, Text: "Loker admin judi online di Kamboja, gaji USD 900 sebulan, berangkat pakai visa turis"},
		{ID: "b", Author: "budi", Label: content.PostDanger, Text: "kak mau kerja? gaji lumayan"},
		{ID: "c", Author: "ani", Label: content.PostNoOffer, Text: "Waspada, banyak korban penipuan kerja di Kamboja menurut polisi"},
		{ID: "d", Author: "ani", Label: content.PostFraud, Text: "Selamat pagi semua"},
	}
	judged := measure.Posts(project(t).Book, posts, content.PostSplit{Read: []string{"ani"}, Unread: []string{"budi"}})
	var out strings.Builder
	measure.ReportPosts(&out, judged)
	for _, want := range []string{"1/1 100.0 % (20.7-100.0)", "0/1 0.0 % (0.0-79.3)", "1/2 50.0 %", "budi                 unread  0/1", "d  fraud         ani"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, out.String())
		}
	}
	for _, private := range []string{"Kamboja", "lumayan", "b  danger"} {
		if strings.Contains(out.String(), private) {
			t.Errorf("the report holds %q, which nobody may read in it", private)
		}
	}
}
