package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cekloker/internal/content"
)

// given is a text as it is sent: what the bot shows, and below it the offer.
const given = `Kode: tlwd-kio2
Yang terbaca di satu tawaran kerja:
- Negara: Kamboja
- Tanda bahaya: Visanya bukan visa kerja

Lowongan admin di Kamboja, gaji USD 900 sebulan, tiket ditanggung, pakai visa turis dulu. Hubungi […]
`

// A text that was sent becomes an offer of the corpus, and is gone when its code is named.
func TestAnOfferIsGivenAndWithdrawn(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	dir := exportContent(t)
	file := writeFile(t, "sent.txt", []byte(given))
	code, out, errs := runCommand(t, nil, "", "--content", dir, "corpus", "add", file, "--label", "danger")
	path := filepath.Join(dir, "flows/proof/offers/given_tlwdkio2.txt")
	data, err := os.ReadFile(path)
	if code != 0 || err != nil || !strings.Contains(out, "level 3") {
		t.Fatalf("exit %d, %s%s: %v", code, out, errs, err)
	}
	head, text, _ := strings.Cut(string(data), "\n\n")
	if !strings.Contains(head, "kind danger\nexpect 2-3\n") || !strings.Contains(head, "code tlwd-kio2") || !strings.HasPrefix(text, "Lowongan admin") || strings.Contains(text, "Tanda") {
		t.Errorf("the file is\n%s", data)
	}
	// A second time the whole content is checked with the offer in it, before its file is seen.
	if code, _, errs := runCommand(t, nil, given, "--content", dir, "corpus", "add", "-", "--label", "danger"); code == 0 || !strings.Contains(errs, "there already") {
		t.Errorf("twice: exit %d, %s", code, errs)
	}
	if code, _, errs := runCommand(t, nil, "", "--content", dir, "corpus", "remove", "TLWD-KIO2"); code != 0 {
		t.Errorf("remove: %s", errs)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error("the offer is there still")
	}
	if code, _, errs := runCommand(t, nil, "", "--content", dir, "corpus", "remove", "tlwd-kio2"); code == 0 || !strings.Contains(errs, "no offer has the code") {
		t.Errorf("remove twice: exit %d, %s", code, errs)
	}
}

// What must not be kept is refused, and the refusal repeats nothing of it.
func TestWhatMustNotBeKeptIsRefused(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	got := allContent()
	for text, reason := range map[string]string{
		"Loker admin di Kamboja, hubungi 0812-3456-7890":                                    "not masked",
		"Loker admin di Kamboja, transfer ke BCA 1234567890":                                "not masked",
		"Loker admin di Kamboja, hub Pak Budiman":                                           "not masked",
		"Job in Cambodia, my name is Somebody Known, write me":                              "not masked",
		"Daftar di https://loker-kamboja.example/daftar":                                    "not masked",
		"Loker admin, kirim ke hrd@contoh.co.id":                                            "not masked",
		"[12/03, 10.22] Siti Aminah: loker admin di kamboja gaji 900 usd":                   "names who wrote it",
		"12/03/26 10:22 - Siti: loker admin di kamboja gaji 900 usd":                        "names who wrote it",
		"umur saya 16 tahun, ditawari kerja di restoran Malaysia gaji 5 juta":               "under 18",
		"Usia 17 tahun bisa berangkat ke Malaysia, dokumen diurus":                          "under 18",
		"saya kelas 2 SMK ditawari magang ke Jepang gaji 10 juta":                           "under 18",
		"saya dipaksa melayani tamu, foto telanjang saya mau disebar":                       "must not be kept",
		"tolong saya disekap di Kamboja tidak bisa pulang":                                  "must not be kept",
		"Kode: tlwd-kio2\nYang terbaca di satu tawaran kerja:\n- Negara: Kamboja\n":         "holds no offer",
		"Loker admin di Kamboja gaji 900 usd. " + strings.Repeat("Tiket ditanggung. ", 400): "longer than",
	} {
		offer, refused := got.Given(text, content.OfferDanger, "id")
		if all := strings.Join(refused, "\n"); !strings.Contains(all, reason) || offer.Text != "" || strings.Contains(all, "Kamboja") || strings.Contains(all, "Siti") {
			t.Errorf("%.60q is refused because %q, want %q", text, all, reason)
		}
	}
	for _, text := range []string{"Dibutuhkan kasir di Bandung, gaji UMR, lamaran ke toko", "Job in Cambodia, 900 USD, enter on a tourist visa, write to […]"} {
		if _, refused := got.Given(text, content.OfferHonest, "id"); len(refused) > 0 {
			t.Errorf("%q is refused: %q", text, refused)
		}
	}
	for _, args := range [][]string{{"corpus", "add", "-", "--label", "bad"}, {"corpus", "add", "-", "--label", "danger", "--lang", "xx"}} {
		if code, _, errs := runCommand(t, nil, given, args...); code == 0 || !strings.Contains(errs, "take one of") {
			t.Errorf("%v: exit %d, %s", args, code, errs)
		}
	}
	if code, out, _ := runCommand(t, nil, "", "corpus", "reply"); code != 0 || !strings.Contains(out, "bukan layanan bantuan") || !strings.Contains(out, "no helpline") || strings.Count(out, "KP2MI") < 2 {
		t.Errorf("exit %d: %s", code, out)
	}
	if code, _, errs := runCommand(t, nil, "", "--inbox", "saya", "corpus", "reply"); code == 0 || !strings.Contains(errs, "CEKLOKER_INBOX") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// Whoever gives an offer shows nothing of what was written, and nothing of it is kept.
func TestGivingShowsAndKeepsNothingOfTheWords(t *testing.T) {
	t.Parallel()
	const words, name, phone = "kenariwords", "Kenariname", "081298765432"
	s := startTestBot(t, func(v *serveConfig) {
		own, book := *v.content, *v.content.Book
		book.Inbox = "@CekLokerTerima"
		own.Book = &book
		v.content = &own
	})
	who := s.Person(1, "id")
	who.Say("Loker admin " + words + " di Kamboja gaji 900 USD, pakai visa turis dulu, hubungi Pak " + name + " " + phone)
	s.says(t, who, "Tahan dulu")
	who.Say("kartu")
	s.says(t, who, "Salin teks ini")
	for _, tap := range []struct{ label, reads string }{{"Bantu orang lain", "Penerima melihat nama akun Telegram Anda"}, {"Ya, lihat alamatnya", "Kode: "}} {
		if err := who.Tap(tap.label); err != nil {
			t.Fatal(err)
		}
		m := s.says(t, who, tap.reads)
		for _, secret := range []string{words, name, phone, "98765", "visa turis dulu"} {
			if strings.Contains(m.HTML, secret) {
				t.Errorf("%q stands in %q", secret, m.HTML)
			}
		}
	}
	code := codeIn(s.says(t, who, "Kode: ").HTML)
	s.stop()
	checkAppearNowhere(t, s.dir, s.log.String(), words, name, phone, code, "CekLokerTerima")
	if code == "" {
		t.Error("there is no code")
	}
}

func codeIn(text string) string {
	_, after, _ := strings.Cut(text, "Kode: ")
	code, _, _ := strings.Cut(after, "\n")
	return code
}
