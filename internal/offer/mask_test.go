package offer

import (
	"strings"
	"testing"
)

// A disguised number, address or link is masked like a plain one, money stays, and no
// sign is left that turns the direction of our own text.
func TestDisguisedSecretsAreMasked(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"hubungi 0812\u200b3456\u20607890 ya":           "hubungi […] ya",
		"hubungi ٠٨١٢٣٤٥٦٧٨٩٠ ya":                       "hubungi […] ya",
		"hubungi ０８１２－３４５６－７８９０ ya":                     "hubungi […] ya",
		"hubungi \u202e0987654321\u202c ya":             "hubungi […] ya",
		"kirim ke nama＠contoh．com ya":                   "kirim ke […] ya",
		"buka wa\u2060.me/6281234567890 ya":             "buka […] ya",
		"gaji \u2067Rp 14.000.000\u2069 per bulan":      "gaji Rp 14.000.000 per bulan",
		"keluarga 👨\u200d👩\u200d👧 ikut, paspor ditahan": "keluarga 👨\u200d👩\u200d👧 ikut, paspor ditahan",
		"saya \u202eﺎﺒﺣﺮﻣ\u202c di sini":                "saya ﺎﺒﺣﺮﻣ di sini",
	} {
		if got := Mask(text); got != want {
			t.Errorf("%q is masked as %q, want %q", text, got, want)
		}
		if strings.ContainsAny(Mask(text), "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f") {
			t.Errorf("%q keeps a sign of direction", text)
		}
	}
}
