package talk

import "testing"

func TestOtherScriptsAndVietnameseAreRecognised(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"ช่วยด้วย": true, "我被关在这里": true, "ကူညီပါ": true, "ជួយផង": true, "ساعدوني": true, "मुझे बचाओ": true, "помогите": true,
		"tôi bị giữ ở Campuchia, xin giúp tôi": true, "cứu tôi với": true,
		"": false, "tolong saya": false, "help me": false, "0": false, "👍🙏": false, "?": false, "Café à Phnom Penh, naïve": false,
		"𝐋𝐨𝐤𝐞𝐫 𝐀𝐝𝐦𝐢𝐧": false, "Ｌｏｋｅｒ": false, "kerja di 柬埔寨 gaji 15 juta": false, "lowker KTV ♡ Phnom Penh": false,
	} {
		if got := unspoken(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
