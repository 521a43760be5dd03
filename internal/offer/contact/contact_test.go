package contact

import (
	"slices"
	"testing"
)

func reader() *Reader {
	return New(Hosts{
		Shorteners: []string{"bit.ly"}, FreeMail: []string{"gmail.com"}, Forms: []string{"forms.gle", "sites.google.com"}, Chats: []string{"wa.me", "t.me"},
		Official: []string{".go.id"}, Portals: []string{"jobstreet.co.id"}, Social: []string{"facebook.com"}, Lures: []string{"daftar", "loker", "recruit"},
		Bait: []string{"karir"}, Desks: []string{"recruitment", "loker"},
	}, [][]string{{"pertamina.com"}, {"garuda-indonesia.com"}, {"telkom.co.id"}})
}

func TestContactsAreToldApart(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]MentionKind{
		"hubungi +855 12 345 678":                            {HubNumber},
		"hubungi 00855 12 345 678":                           {HubNumber},
		"hubungi 0095 9 421 234 567":                         {HubNumber},
		"hubungi +８５５ １２ ３４５ ６７８":                            {HubNumber},
		"hubungi ＋٨٥٥ ١٢ ٣٤٥ ٦٧٨":                            {HubNumber},
		"hubungi +855\u200b12\u2060345\u00ad678":             {HubNumber},
		"hubungi \u202a+855\u00a012\u00a0345\u00a0678\u202c": {HubNumber},
		"kode 0012345678":                                    nil,
		"hubungi wa.me/85512345678":                          {ChatLink, HubNumber},
		"WA 0812-3456-7890":                                  {LocalNumber},
		"call +60 12-345 6789":                               {ForeignNumber},
		"kirim ke hrd@gmail.com":                             {FreeMail},
		"kirim ke hrd@contoh.co.id":                          {CompanyMail},
		"https://bit.ly/abc":                                 {ShortLink},
		"https://sites.google.com/view/x":                    {FormLink},
		"lihat kemnaker.go.id":                               {OfficialLink},
		"https://www.pertamina.com/karir":                    {OfficialLink},
		"https://pertamina-karir.com":                        {Lookalike},
		"https://pertamina.xyz":                              {Lookalike},
		"recruitment@garuda-indonesia.asia":                  {Lookalike},
		"https://telkomuniversity.ac.id":                     {OtherLink},
		"https://h7.daftar-segera.site/":                     {LureLink},
		"https://daftarsekarang.contoh.com/":                 {LureLink},
		"https://recruitment.contoh.co.id":                   {OtherLink},
		"https://openrecruitment05":                          {LureLink},
		"https://www.jobstreet.co.id/id/job/1":               {PortalLink},
		"https://facebook.com/lokerbandung":                  {SocialLink},
		"gaji 8.5 juta, usia 18-35, sejak 1998. Tanpa www":   nil,
		"Rp.12.000.000 s/d Rp.32.000.000":                    nil,
	} {
		var got []MentionKind
		found, _ := reader().Find(text, []string{"pertamina.com"})
		for _, c := range found {
			got = append(got, c.Kind)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
