package offer_test

import (
	"os"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"cekloker/internal/content"
	"cekloker/internal/offer"
)

// whole is the project's own content, read once; the tests of package flows run
// its examples.
var whole = sync.OnceValues(func() (*content.Content, []content.Problem) {
	return content.Read(os.DirFS("../../flows"), os.DirFS("../../locales"), "2026-11-24")
})

// rules are those of the project's own content.
func rules(t testing.TB) *offer.Rules {
	t.Helper()
	c, wrong := whole()
	if len(wrong) > 0 {
		t.Fatal(wrong[0])
	}
	return c.Rules
}

func TestPayIsReadAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	r := rules(t)
	for text, want := range map[string]string{
		"Loker admin, gaji Rp 14.000.000 per bulan": "14000000-14000000 IDR month",
		"gaji 8-15jt":                                           "8000000-15000000 IDR -",
		"gaji 8 jt s/d 15 jt nett / bln":                        "8000000-15000000 IDR month",
		"Gaji pokok 4,5 juta sebulan":                           "4500000-4500000 IDR month",
		"gaji 2 digit":                                          "10000000-10000000 IDR month",
		"salary USD 900 per month":                              "900-900 USD month",
		"gaji $800 - $1.500":                                    "800-1500 USD -",
		"gaji $1.500 sebulan":                                   "1500-1500 USD month",
		"salary 1,200 USD a month":                              "1200-1200 USD month",
		"gaji RM 1.700 sebulan":                                 "1700-1700 MYR month",
		"gaji NT 29.500 per bulan":                              "29500-29500 TWD month",
		"salary HK$5,100 per month":                             "5100-5100 HKD month",
		"gaji KRW 2.156.880 per bulan":                          "2156880-2156880 KRW month",
		"gaji 1.500 riyal":                                      "1500-1500 SAR -",
		"upah 150rb per hari":                                   "150000-150000 IDR day",
		"gaji 3500000":                                          "3500000-3500000 IDR -",
		"bonus 5 juta, gaji 3 juta per bulan":                   "3000000-3000000 IDR month",
		"biaya admin 350 ribu":                                  "",
		"transfer Rp 500.000 dulu":                              "",
		"usia 18-35 tahun, tinggi 165":                          "",
		"Hubungi 0812 3456 7890":                                "",
		"berdiri sejak 1998, 200 karyawan":                      "",
		"gaji 12 sampai 15 juta":                                "12000000-15000000 IDR -",
		"penghasilan Rp 200.000 - Rp 300.000 per hari":          "200000-300000 IDR day",
		"Take home pay Rp 17 juta":                              "17000000-17000000 IDR -",
		"earn 30 USD per day":                                   "30-30 USD day",
		"gaji AED 2,000 monthly":                                "2000-2000 AED month",
		"THP 5.729.876 per bulan di Jakarta untuk lulusan SMA.": "5729876-5729876 IDR month",
	} {
		if got := r.Read(text).Facts[offer.FactPay]; got != want {
			t.Errorf("%q: pay %q, want %q", text, got, want)
		}
	}
}

func TestPlacesAreToldApart(t *testing.T) {
	t.Parallel()
	r := rules(t)
	for text, want := range map[string][2]string{
		"Loker di Kamboja":                                  {"KH", ""},
		"Loker Jakarta untuk penempatan Kamboja":            {"KH", ""},
		"bukan Kamboja, kerja di Taiwan":                    {"TW", ""},
		"warga Kamboja dicari untuk kerja di Bandung":       {"ID", ""},
		"kerja di Sihanoukville":                            {"KH", "kh-sihanoukville"},
		"kerja di Kamboja, kota PP":                         {"KH", ""},
		"tiket PP Jakarta Surabaya ditanggung, kerja sales": {"ID", ""},
		"syarat bisa bahasa Jepang, kantor di Bekasi":       {"ID", ""},
		"kerja di Thailand, transit Vietnam dulu":           {"TH", ""},
		"loker luar negeri":                                 {"abroad", ""},
		"penempatan KK Park Myawaddy":                       {"MM", "mm-kk-park"},
		"kerja di Palu, Sulawesi":                           {"ID", ""},
	} {
		f := r.Read(text).Facts
		if f[offer.FactDestination] != want[0] || want[1] != "" && f[offer.FactWorkPlace] != want[1] {
			t.Errorf("%q: destination %q place %q, want %v", text, f[offer.FactDestination], f[offer.FactWorkPlace], want)
		}
	}
	if got := r.Read("kerja di Thailand, transit Vietnam dulu").Facts[offer.FactTransit]; got != "VN" {
		t.Errorf("transit %q, want VN", got)
	}
}

func TestTextsAreToldApart(t *testing.T) {
	t.Parallel()
	r := rules(t)
	for text, want := range map[string]offer.TextKind{
		"Dibutuhkan admin di Bandung, gaji 4 juta, kirim CV ke hrd@contoh.co.id":      offer.KindOffer,
		"adik saya ditawari kerja di Thailand gaji 12 juta":                           offer.KindOffer,
		"kak mau kerja? gaji lumayan":                                                 offer.KindOpener,
		"Waspada modus penipuan, polisi menangkap sindikat lowongan kerja ke Kamboja": offer.KindNews,
		"apakah kerja di Kamboja itu resmi?":                                          offer.KindQuestion,
		"selamat pagi":                                                                offer.KindOther,
		"":                                                                            offer.KindOther,
		"visa turis":                                                                  offer.KindAnswer,
	} {
		if got := r.Read(text).Kind; got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestQuotesHideWhatPointsToSomebody(t *testing.T) {
	t.Parallel()
	r := rules(t)
	text := "Loker CS di Kamboja gaji Rp 14.000.000, hubungi Pak Budi Santoso 0812-3456-7890 atau +855 12 345 678, rek 1234567890, " +
		"email budi@gmail.com, t.me/lokerkamboja, https://bit.ly/abc, @lokerkh. NIK 3201123456780001. Pakai visa turis."
	quotes := r.Read(text).Quotes
	if len(quotes) == 0 {
		t.Fatal("no quotes")
	}
	money := false
	for _, q := range quotes {
		for _, secret := range []string{"Budi", "Santoso", "0812", "3456", "345 678", "1234567890", "gmail", "bit.ly", "t.me", "lokerkh", "320112"} {
			if strings.Contains(q.Words, secret) {
				t.Errorf("quote of %s shows %q: %s", q.From, secret, q.Words)
			}
		}
		if n := utf8.RuneCountInString(q.Words); n > 62 {
			t.Errorf("quote of %s has %d characters: %s", q.From, n, q.Words)
		}
		money = money || strings.Contains(q.Words, "14.000.000")
	}
	if !money {
		t.Error("money is hidden; it is what the person must see")
	}
}

func TestQuotesKeepAmountsWhole(t *testing.T) {
	t.Parallel()
	r := rules(t)
	for text, want := range map[string]string{
		"Selamat, Anda lulus. Biaya Rp 2.350.000 ditransfer dulu ke bendahara, diganti saat tes.":        "2.350.000 ditransfer",
		"Loker admin. Visa turis dulu, biaya deposit 1.500.000 dibayar sebelum berangkat lewat transfer": "1.500.000 dibayar",
	} {
		whole := false
		for _, q := range r.Read(text).Quotes {
			whole = whole || strings.Contains(q.Words, want)
			if strings.HasPrefix(q.Words, "000") || strings.HasPrefix(q.Words, "350") || strings.HasPrefix(q.Words, "500") {
				t.Errorf("%q begins inside an amount", q.Words)
			}
		}
		if !whole {
			t.Errorf("no quote of %q holds %q: %v", text, want, r.Read(text).Quotes)
		}
	}
}

func TestTypedAnswersToFacts(t *testing.T) {
	t.Parallel()
	r := rules(t)
	for _, c := range []struct {
		fact       offer.Fact
		text, want string
	}{
		{offer.FactDestination, "Kamboja", "KH"}, {offer.FactDestination, "jepang", "JP"}, {offer.FactDestination, "phnom penh", "KH"}, {offer.FactDestination, "di bandung", "ID"},
		{offer.FactDestination, "entah di mana", ""}, {offer.FactPay, "12", "12000000-12000000 IDR month"}, {offer.FactPay, "12 juta", "12000000-12000000 IDR month"},
		{offer.FactPay, "usd 800", "800-800 USD month"}, {offer.FactPay, "banyak", ""}, {offer.FactVisa, "pakai visa turis", "tourist"}, {offer.FactJob, "customer service", "office_online"},
		{offer.FactPassport, "paspor dipegang agen", "held_by_recruiter"}, {offer.FactContract, "kontrak nanti di sana", "later"},
	} {
		got, ok := r.ReadAnswer(c.fact, c.text)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s %q: got %q %v, want %q", c.fact, c.text, got, ok, c.want)
		}
	}
}

func TestAFriendNeverMakesAnOfferBetter(t *testing.T) {
	t.Parallel()
	r := rules(t)
	base := offer.Facts{offer.FactDestination: "TH", offer.FactJob: "office_online", offer.FactPay: "high"}
	level := r.Judge(base).Level
	for _, who := range []string{"friend", "relative", "online_friend", "person", "there_already"} {
		if got := r.Judge(base.Merge(offer.Facts{offer.FactRecruiter: who})).Level; got < level {
			t.Errorf("%s lowers the level from %d to %d", who, level, got)
		}
	}
}
