package refer_test

import (
	"strings"
	"testing"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/internal/refer"
	"cekloker/locales"
)

func offices(t *testing.T) *refer.Offices {
	t.Helper()
	c, wrong := content.Read(flows.FS, locales.FS, "2026-11-29")
	if len(wrong) > 0 {
		t.Fatalf("%d mistakes in the content, the first: %s", len(wrong), wrong[0])
	}
	return c.Offices
}

func TestOfficesAreFoundByWhatPeopleType(t *testing.T) {
	t.Parallel()
	all := offices(t)
	for query, want := range map[string]struct {
		place   string
		offices string // ids, in order
	}{
		"BP3MI terdekat":                       {"", ""},
		"kantor di Indramayu":                  {"Indramayu", "bp3mi_jawa_barat"},
		"disnaker lombok timur":                {"Lombok Timur", "bp3mi_ntb"},
		"disnaker lotim ada di mana kak":       {"Lombok Timur", "bp3mi_ntb"},
		"KOTA TANJUNG BALAI":                   {"Tanjungbalai", "p4mi_tanjung_balai bp3mi_sumatera_utara"},
		"kab. Batu Bara, Sumut":                {"Batu Bara", "p4mi_tanjung_balai bp3mi_sumatera_utara"},
		"saya di tanjungpinang":                {"Tanjung Pinang", "bp3mi_kepulauan_riau"},
		"jember":                               {"Jember", "p4mi_jember bp3mi_jawa_timur"},
		"jatim":                                {"Jawa Timur", "bp3mi_jawa_timur p4mi_jember ltsa_jawa_timur"},
		"surabaya":                             {"Surabaya", "bp3mi_jawa_timur ltsa_jawa_timur"},
		"Malang":                               {"Malang", "bp3mi_jawa_timur"},
		"nunukan":                              {"Nunukan", "bp3mi_kalimantan_utara ltsa_nunukan"},
		"maumere ntt":                          {"Sikka", "p4mi_sikka bp3mi_ntt"},
		"labuan bajo":                          {"Manggarai Barat", "p4mi_sikka bp3mi_ntt"},
		"Bengkulu":                             {"Bengkulu", "bp3mi_sumatera_selatan"},
		"sampit":                               {"Kotawaringin Timur", "bp3mi_kalimantan_selatan"},
		"Banjar":                               {"", ""}, // in two provinces
		"kota banjar":                          {"Kota Banjar", "bp3mi_jawa_barat"},
		"martapura":                            {"Kabupaten Banjar", "bp3mi_kalimantan_selatan"},
		"Ambon":                                {"Ambon", ""}, // only announced
		"pontianak":                            {"Pontianak", ""},
		"dari Indramayu mau ke Jakarta":        {"Indramayu", "bp3mi_jawa_barat"},
		"yogya":                                {"DI Yogyakarta", "bp3mi_di_yogyakarta"},
		"kutai kartanegara":                    {"Kutai Kartanegara", ""},
		"Polewali Mandar":                      {"Polewali Mandar", "p4mi_sulawesi_barat"},
		"kantor kementerian jakarta selatan":   {"Jakarta Selatan", "kp2mi_head_office bp3mi_dki_jakarta"},
		"cirebon":                              {"Cirebon", "ltsa_cirebon bp3mi_jawa_barat"},
		"toli-toli":                            {"Toli-Toli", "bp3mi_sulawesi_tengah"},
		"timor leste":                          {"", ""},
		"taiwan":                               {"", ""},
		strings.Repeat("jawa ", 1<<16):         {"", ""},
		strings.Repeat("x", 1<<16) + " jember": {"", ""},
	} {
		found := all.Find(query)
		var ids []string
		for _, o := range found.Offices {
			ids = append(ids, string(o.ID))
		}
		if got := strings.Join(ids, " "); found.Place != want.place || got != want.offices {
			t.Errorf("%.40q: %q with %q, want %q with %q", query, found.Place, got, want.place, want.offices)
		}
	}
}

// No office that is planned or doubtful is named, and none shows a number or an
// address that may not be shown.
func TestDoubtfulOfficesAreNotShown(t *testing.T) {
	t.Parallel()
	all := offices(t)
	shown := 0
	for _, o := range all.All() {
		if o.IsVisible() {
			shown++
		}
		if o.IsVisible() && o.Status != "working" {
			t.Errorf("%s is shown and is %s", o.ID, o.Status)
		}
		if (o.Visibility == "link" || !o.IsVisible()) && (o.VisibleAddress() != "" && o.Visibility == "link" || len(o.Usable()) > 0 && o.Visibility != "caveat") {
			t.Errorf("%s shows %q, %v", o.ID, o.VisibleAddress(), o.Usable())
		}
		for _, n := range o.Usable() {
			if n.Confidence == refer.ConfidenceLow {
				t.Errorf("%s shows %s, which is doubtful", o.ID, n.Number)
			}
		}
	}
	t.Logf("%d of %d offices are shown", shown, len(all.All()))
}

func TestNamesOfPlacesMustBeClear(t *testing.T) {
	t.Parallel()
	_, err := refer.NewOffices(nil, []refer.Province{{Name: "Jawa Barat", Regencies: []string{"Banjar"}}, {Name: "Kalimantan Selatan", Regencies: []string{"Banjar"}}}, refer.OfficeWords{})
	if err == nil {
		t.Error("Banjar may be two places")
	}
	if _, err = refer.NewOffices(nil, []refer.Province{{Name: "Jambi", Regencies: []string{"Jambi"}}}, refer.OfficeWords{}); err != nil {
		t.Errorf("the town of a province may have its name: %v", err)
	}
}

// A message that asks for an office holds nothing else.
func TestOfficesAreAskedFor(t *testing.T) {
	t.Parallel()
	all := offices(t)
	for text, want := range map[string]bool{
		"BP3MI terdekat": true, "kantor di Indramayu": true, "Indramayu": true, "Jawa Timur": true, "di surabaya": true, "disnaker lotim ada di mana kak": true,
		"p4mi": true, "kota Bandung": true, "office near me": true, "kerja di Surabaya": false, "saya di Batam disekap": false, "di sini": false, "terdekat": false,
		"Kamboja": false, "kantor saya tutup": false, "": false, "loker Semarang": false,
	} {
		if got := all.Asks(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func FuzzOffices(f *testing.F) {
	c, _ := content.Read(flows.FS, locales.FS, "2026-11-29")
	f.Add("kantor di lombok timur")
	f.Fuzz(func(t *testing.T, query string) {
		if n := len(c.Offices.Find(query).Offices); n > refer.MaxChannels {
			t.Errorf("%d offices", n)
		}
	})
}

func TestWhoIsHeldAtHome(t *testing.T) {
	t.Parallel()
	all := offices(t)
	for text, want := range map[string]struct{ own, kin bool }{
		"saya disekap di batam":                         {true, true},
		"saya dikurung di ruko di kota Surabaya":        {true, true},
		"i am locked up in Jakarta":                     {true, true},
		"anak saya disekap di surabaya, kami di lombok": {true, true},
		"suami saya hilang kontak, kami di Lombok":      {true, false},
		"saya orang batam, disekap":                     {false, false},
		"adik dari Indramayu disekap di kamboja":        {false, false},
		"disekap di gedung tinggi, tidak tahu di mana":  {false, false},
	} {
		if got := all.IsAtHome(text, false); got != want.own {
			t.Errorf("%q: %v, want %v", text, got, want.own)
		}
		if got := all.IsAtHome(text, true); got != want.kin {
			t.Errorf("%q of kin: %v, want %v", text, got, want.kin)
		}
	}
}
