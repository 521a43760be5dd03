package money_test

import (
	"os"
	"sync"
	"testing"

	"cekloker/internal/content"
	"cekloker/internal/offer/money"
	"cekloker/internal/words"
)

// lists are those of the project's own content, read once.
var lists = sync.OnceValue(func() *money.Lists {
	c, wrong := content.Read(os.DirFS("../../../flows"), os.DirFS("../../../locales"), "2026-11-24")
	if len(wrong) > 0 {
		panic(wrong[0])
	}
	return &c.Rules.Words().Money
})

// pay returns the pay that a text names, the zero Money for none.
func pay(text string) (m money.Money, ok bool) {
	l := lists()
	c := words.Tokenizer{Known: map[string]bool{"p3mi": true}, Units: l.Units, Prefixes: l.Currencies}
	m, _, _, ok = l.Pay(c.Tokenize(text).Tokens)
	return m, ok
}

func TestPayInEveryCurrencyOfTheCatalogue(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"gaji Rp 5 juta – Rp 40 juta per bulan":          "5000000-40000000 IDR month",
		"gaji perbulan Rp 4 juta – Rp 10 juta":           "4000000-10000000 IDR month",
		"gaji 8-15jt":                                    "8000000-15000000 IDR -",
		"gaji sepuluh juta":                              "10000000-10000000 IDR -",
		"gajinya, gaji lima belas juta sebulan":          "15000000-15000000 IDR month",
		"gaji dua puluh lima juta":                       "25000000-25000000 IDR -",
		"gaji seribu dolar sebulan":                      "1000-1000 USD month",
		"gaji 5 sampai 8 juta":                           "5000000-8000000 IDR -",
		"upah 150 rb/hari":                               "150000-150000 IDR day",
		"gaji 2 digit":                                   "10000000-10000000 IDR month",
		"gaji USD800–USD1000":                            "800-1000 USD -",
		"gaji sebanyak AS$1,100 sebulan":                 "1100-1100 USD month",
		"gaji 800 dolar AS per bulan":                    "800-800 USD month",
		"gaji 1.000 hingga 1.500 dolar Amerika":          "1000-1500 USD -",
		"gaji 1.200 dolar Singapura":                     "1200-1200 SGD -",
		"gaji S$650 sebulan":                             "650-650 SGD month",
		"gaji HK$5,100 per month":                        "5100-5100 HKD month",
		"gaji sebesar 25.250 New Taiwan Dolar per bulan": "25250-25250 TWD month",
		"gaji NT$ 29.500":                                "29500-29500 TWD -",
		"salary of RM5,000 a month":                      "5000-5000 MYR month",
		"gaji 1.700 ringgit sebulan":                     "1700-1700 MYR month",
		"gaji 25.000 baht":                               "25000-25000 THB -",
		"monthly salary of P40,000":                      "40000-40000 PHP month",
		"sahod na ₱34,000 bawat buwan":                   "34000-34000 PHP month",
		"gaji 180.000 yen per bulan":                     "180000-180000 JPY month",
		"gaji 2,1 juta won sebulan":                      "2100000-2100000 KRW month",
		"gaji 1.500 riyal per bulan":                     "1500-1500 SAR month",
		"gaji per bulan 2.500 Qatar Riyal":               "2500-2500 QAR month",
		"gaji 2.000 dirham":                              "2000-2000 AED -",
		"over VND20 million per month, good income":      "20000000-20000000 VND month",
		"earn $200 to $800 a day":                        "200-800 USD day",
		"hourly pay of $30 per hr":                       "30-30 USD hour",
		"pay you $700 every week":                        "700-700 USD week",
		"sahod na hanggang 700 euros bawat buwan":        "700-700 EUR month",
		"wage is 8000 Rs/Day":                            "8000-8000 INR day",
		"gaji pokok 4,5 juta, bonus 10 juta":             "4500000-4500000 IDR -",
		"bonus 10 juta dan gaji 3 juta per bulan":        "3000000-3000000 IDR month",
		"take home pay 6.250.000":                        "6250000-6250000 IDR -",
		"gaji 60.000.000 setahun":                        "60000000-60000000 IDR year",
		"nagbayad ng ₱34,000":                            "",
		"biaya Rp 5 juta":                                "",
		"butuh dua orang, gaji oke":                      "",
		"terdaftar P3MI, gaji standar":                   "",
		"uang makan 50rb":                                "",
	} {
		got := ""
		if m, ok := pay(text); ok {
			got = m.String()
		}
		if got != want {
			t.Errorf("%q: pay %q, want %q", text, got, want)
		}
	}
}

func TestMonthsAreMadeOfShorterPeriods(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{"gaji 150rb per hari": 3_900_000, "gaji 1 juta per minggu": 4_000_000, "gaji 20.000.000 per tahun": 1_666_666, "pay $10 per hour": 1730} {
		m, _ := pay(text)
		if got := m.Monthly().Max; got != want {
			t.Errorf("%q: %d a month, want %d", text, got, want)
		}
	}
}

func TestMoneySurvivesItsWriting(t *testing.T) {
	t.Parallel()
	for _, m := range []money.Money{{1, 2, "IDR", "month"}, {0, 0, "USD", ""}} {
		if back, ok := money.Parse(m.String()); !ok || back != m {
			t.Errorf("%v became %v", m, back)
		}
	}
	for _, bad := range []string{"", "1 IDR month", "x-2 IDR -", "5-1 IDR -", "1-2 RUPIAH -", "high"} {
		if _, ok := money.Parse(bad); ok {
			t.Errorf("%q was taken for money", bad)
		}
	}
}
