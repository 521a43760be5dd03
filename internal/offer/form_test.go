package offer_test

import (
	"slices"
	"strings"
	"testing"
)

func TestTheFormOfATextIsEvidence(t *testing.T) {
	t.Parallel()
	r := rules(t)
	for text, want := range map[string][]string{
		"Hati-hati, ada yang sebar \"dicari admin ke Kamboja gaji 15 juta\", jangan percaya.": {"form repeats"},
		"Waspada “kerja ringan dari rumah komisi harian”. Sudah ada korban.":                  {"form repeats"},
		"Dicari \"Customer Service\" untuk toko di Solo":                                      nil,
		"\"Admin\" dan kasir untuk toko kami, juga \"barista\"":                               nil, // between two names stands no repeated text
		"Ini bener apa tipu ya? 😭":                                                            {"form asks"},
		"Mau kerja? Hubungi kami.":                                                            nil,
		"Syarat:\n- sehat\n- jujur":                                                           {"form list"},
		"1. KTP\n2) ijazah\n\n\nKirim ke kantor":                                              {"form list", "form lines"},
		"2026. Tahun baru\nkerja baru":                                                        nil,
		strings.Repeat("dia cerita lagi ", 14):                                                {"form prose"},
		"":                                                                                    nil,
		"\"":                                                                                  nil,
		"“ ” „ ?":                                                                             {"form asks"},
	} {
		var got []string
		for _, e := range r.Evidence(text) {
			if strings.HasPrefix(e, "form ") {
				got = append(got, e)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q has %q, want %q", text, got, want)
		}
	}
}

// A full stop ends what is said of a fee; a question goes on behind its mark.
func TestAPhraseEndsWithItsSentence(t *testing.T) {
	t.Parallel()
	r := rules(t)
	for text, want := range map[string]bool{
		"Honor dibayar setelah semua beres, bayar. Pendaftaran di kantor kami, gaji 3 juta.": false,
		"Kerja admin di Solo, bayar biaya pendaftaran dulu, gaji 3 juta.":                    true,
	} {
		if got := r.Read(text).Facts.HasPhrase("fee_asked"); got != want {
			t.Errorf("%q asks for a fee: %v", text, got)
		}
	}
	if !r.Read("Di imigrasi petugas tanya apa saja ya? disuruh jawab mau ketemu saudara").Facts.HasPhrase("says_holiday") {
		t.Error("a question and what follows it are read apart")
	}
}
