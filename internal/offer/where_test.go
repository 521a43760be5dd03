package offer_test

import "testing"

// Who is asked where somebody is, or of which country, may type it.
func TestACountryIsReadFromAnAnswer(t *testing.T) {
	t.Parallel()
	rules := rules(t)
	for text, want := range map[string]string{
		"taiwan": "TW", "dubai": "AE", "arab saudi": "SA", "Timor Leste": "TL", "di poipet": "KH", "di surabaya": "ID", "hongkong": "HK", "kota kinabalu": "MY",
		"dia di myawaddy sekarang": "MM", "korsel": "KR", "rumahnya di Batam, dia di Laos": "LA", "bukan Kamboja": "", "bukan Kamboja, di Vietnam": "VN",
		"kerjanya sama bos China di Filipina": "PH", "Kamboja atau Thailand": "", "tidak tahu": "", "amman": "", "amman yordania": "JO",
	} {
		if got, _ := rules.CountryAnswer(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"orang Malaysia": "MY", "dari India": "IN", "warga Bangladesh": "BD", "bukan Indonesia": "", "saya orang Filipina": "PH"} {
		if got := rules.Nation(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if _, several := rules.CountryAnswer("Kamboja atau Thailand"); !several {
		t.Error("two countries are one")
	}
}
