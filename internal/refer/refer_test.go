package refer_test

import (
	"slices"
	"testing"
	"time"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/internal/refer"
	"cekloker/locales"
)

func directory(t *testing.T) *refer.Directory {
	t.Helper()
	c, wrong := content.Load(flows.FS, locales.FS, "2026-11-24")
	if len(wrong) > 0 {
		t.Fatalf("%d mistakes in the content, the first: %s", len(wrong), wrong[0])
	}
	return c.Book.Channels
}

var (
	countries     = []string{"", "KH", "MM", "LA", "TH", "PH", "MY", "SG", "AE", "HK", "TW", "VN", "SA", "JP", "IQ", "NG", "ZZ"}
	nationalities = []string{"", "ID", "VN", "PH", "TH", "MM", "XX"}
	places        = []string{"", "ID", "KH", "TH", "MY", "SG", "TW"}
)

func TestEveryNeedHasContactsThatCanBeReached(t *testing.T) {
	t.Parallel()
	d := directory(t)
	n := 0
	for _, s := range refer.Situations.All() {
		for _, country := range countries {
			for _, nationality := range nationalities {
				for _, where := range places {
					n++
					holds(t, d, refer.Need{Situation: s, Country: country, Nationality: nationality, AskerCountry: where})
				}
			}
		}
	}
	t.Logf("%d needs", n)
}

// holds checks what must be true of the answer to every need.
func holds(t *testing.T, d *refer.Directory, n refer.Need) {
	t.Helper()
	found := d.Find(n)
	if len(found) > refer.MaxChannels {
		t.Errorf("%+v: %d channels, at most %d", n, len(found), refer.MaxChannels)
	}
	if len(found) == 0 && !n.Foreign() {
		t.Errorf("%+v: no channel", n)
	}
	for _, c := range found {
		if !slices.Contains(c.Nationality, refer.AnyCountry) && !slices.Contains(c.Nationality, refer.CountryOrAny(n.Nationality)) && n.Foreign() {
			t.Errorf("%+v: %s serves %v only", n, c.ID, c.Nationality)
		}
		if len(c.Usable())+len(c.CodesFor(n)) == 0 && c.Web == "" {
			t.Errorf("%+v: %s cannot be reached", n, c.ID)
		}
		for _, number := range c.Usable() {
			if number.Confidence == refer.ConfidenceLow {
				t.Errorf("%+v: %s shows %s, which is doubtful", n, c.ID, number.Number)
			}
		}
		for _, code := range c.CodesFor(n) {
			if n.AskerCountry != "" && string(code.DialFrom) != n.AskerCountry {
				t.Errorf("%+v: %s shows the short code %s, which works in %s", n, c.ID, code.Code, code.DialFrom)
			}
			if n.AskerCountry == "" && n.Situation == refer.SituationAbroadInDanger && string(code.DialFrom) != n.Country {
				t.Errorf("%+v: %s shows %s to somebody who is not in %s", n, c.ID, code.Code, code.DialFrom)
			}
		}
	}
}

func TestSurestContactComesFirst(t *testing.T) {
	t.Parallel()
	d := directory(t)
	danger, missing := refer.SituationAbroadInDanger, refer.SituationRelativeMissing
	for name, c := range map[string]struct {
		need refer.Need
		want []refer.ChannelID
	}{
		"danger in Cambodia":                 {refer.Need{Situation: danger, Country: "KH"}, []refer.ChannelID{"kbri_phnom_penh", "kemlu_pwni_hotline"}},
		"danger in Cambodia, other contacts": {refer.Need{Situation: danger, Country: "KH", Others: true}, []refer.ChannelID{"kbri_phnom_penh", "kemlu_pwni_hotline", "cambodia_police_117"}},
		"a child in Cambodia":                {refer.Need{Situation: refer.SituationChildHeld, Country: "KH"}, []refer.ChannelID{"kbri_phnom_penh", "kemlu_pwni_hotline", "sapa_129"}},
		"a child at home":                    {refer.Need{Situation: refer.SituationChildHeld, Country: "ID"}, []refer.ChannelID{"sapa_129", "polri_110"}},
		"a child, nobody knows where":        {refer.Need{Situation: refer.SituationChildHeld}, []refer.ChannelID{"kemlu_pwni_hotline", "sapa_129", "polri_110"}},
		"danger in Myanmar":                  {refer.Need{Situation: danger, Country: "MM"}, []refer.ChannelID{"kbri_yangon", "kemlu_pwni_hotline", "kbri_bangkok"}},
		"danger in Laos":                     {refer.Need{Situation: danger, Country: "LA"}, []refer.ChannelID{"kemlu_pwni_hotline", "kbri_vientiane"}},
		"danger in Thailand":                 {refer.Need{Situation: danger, Country: "TH"}, []refer.ChannelID{"kbri_bangkok", "kemlu_pwni_hotline"}},
		"danger in Malaysia":                 {refer.Need{Situation: danger, Country: "MY"}, []refer.ChannelID{"kbri_kuala_lumpur", "kemlu_pwni_hotline"}},
		"danger nobody knows where":          {refer.Need{Situation: danger}, []refer.ChannelID{"kemlu_pwni_hotline"}},
		"danger where there is no mission":   {refer.Need{Situation: danger, Country: "ZZ"}, []refer.ChannelID{"kemlu_pwni_hotline"}},
		"a mission not to be shown":          {refer.Need{Situation: danger, Country: "IR"}, []refer.ChannelID{"kemlu_pwni_hotline"}},
		"only an office line":                {refer.Need{Situation: danger, Country: "SG"}, []refer.ChannelID{"kemlu_pwni_hotline", "kbri_singapura"}},
		"danger in Taiwan":                   {refer.Need{Situation: danger, Country: "TW"}, []refer.ChannelID{"kdei_taipei", "kemlu_pwni_hotline"}},
		"danger in Hong Kong":                {refer.Need{Situation: danger, Country: "HK"}, []refer.ChannelID{"kjri_hong_kong", "kemlu_pwni_hotline"}},
		"danger in Macau":                    {refer.Need{Situation: danger, Country: "MO"}, []refer.ChannelID{"kjri_hong_kong", "kemlu_pwni_hotline"}},
		"danger in Saudi Arabia":             {refer.Need{Situation: danger, Country: "SA"}, []refer.ChannelID{"kbri_riyadh", "kemlu_pwni_hotline", "kjri_jeddah"}},
		"danger in the Emirates":             {refer.Need{Situation: danger, Country: "AE"}, []refer.ChannelID{"kbri_abu_dhabi", "kemlu_pwni_hotline", "kjri_dubai"}},
		"danger in Vietnam":                  {refer.Need{Situation: danger, Country: "VN"}, []refer.ChannelID{"kbri_hanoi", "kemlu_pwni_hotline", "kjri_ho_chi_minh_city"}},
		"danger in Japan":                    {refer.Need{Situation: danger, Country: "JP"}, []refer.ChannelID{"kbri_tokyo", "kemlu_pwni_hotline", "kjri_osaka"}},
		"danger in Yemen":                    {refer.Need{Situation: danger, Country: "YE"}, []refer.ChannelID{"kbri_muscat", "kemlu_pwni_hotline"}},
		"danger in Nepal":                    {refer.Need{Situation: danger, Country: "NP"}, []refer.ChannelID{"kbri_dhaka", "kemlu_pwni_hotline", "konsul_kathmandu"}},
		"money sent from Malaysia":           {refer.Need{Situation: refer.SituationMoneyLost, AskerCountry: "MY"}, []refer.ChannelID{"my_nsrc_997", "komdigi_cekrekening_aduannomor"}},
		"money sent, nobody knows where":     {refer.Need{Situation: refer.SituationMoneyLost}, []refer.ChannelID{"iasc_ojk", "ojk_157", "polri_110"}},
		"a relative in Cambodia":             {refer.Need{Situation: missing, Country: "KH"}, []refer.ChannelID{"kbri_phnom_penh", "kemlu_pwni_hotline", "kp2mi_call_center"}},
		"a relative nobody knows where":      {refer.Need{Situation: missing}, []refer.ChannelID{"kemlu_pwni_hotline"}},
		"a Vietnamese in Cambodia":           {refer.Need{Situation: danger, Country: "KH", Nationality: "VN"}, []refer.ChannelID{"vn_embassy_phnom_penh", "vn_citizen_protection"}},
		"a Filipina in Myanmar":              {refer.Need{Situation: danger, Country: "MM", Nationality: "PH"}, []refer.ChannelID{"ph_embassy_yangon_bangkok_atn"}},
		"a doubtful offer":                   {refer.Need{Situation: refer.SituationSuspiciousOffer, AskerCountry: "ID"}, []refer.ChannelID{"kp2mi_call_center", "siskop2mi_check", "bp3mi_offices"}},
		"money sent":                         {refer.Need{Situation: refer.SituationMoneyLost, AskerCountry: "ID"}, []refer.ChannelID{"iasc_ojk", "ojk_157", "polri_110"}},
		"a woman or a child":                 {refer.Need{Situation: refer.SituationChildOrWoman}, []refer.ChannelID{"sapa_129", "polri_110"}},
		"came home":                          {refer.Need{Situation: refer.SituationReturned, AskerCountry: "ID"}, []refer.ChannelID{"lpsk", "sapa_129", "migrant_care"}},
		"a witness under threat":             {refer.Need{Situation: refer.SituationWitness, AskerCountry: "ID"}, []refer.ChannelID{"polri_110", "lpsk"}},
		"a fake advert":                      {refer.Need{Situation: refer.SituationFakeAd}, []refer.ChannelID{"komdigi_cekrekening_aduannomor", "patroli_siber"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []refer.ChannelID
			for _, c := range d.Find(c.need) {
				got = append(got, c.ID)
			}
			if len(got) < len(c.want) || !slices.Equal(got[:len(c.want)], c.want) {
				t.Errorf("got %v, want %v first", got, c.want)
			}
		})
	}
}

func TestWritingComesBeforeCalling(t *testing.T) {
	t.Parallel()
	for _, c := range directory(t).All() {
		calls := false
		for _, n := range c.Usable() {
			if n.Way == refer.WayWhatsApp && calls {
				t.Errorf("%s names a call before %s", c.ID, n.Number)
			}
			calls = calls || n.Way == refer.WayCall
		}
	}
}

func TestOfficeHoursAreReckonedInTheOfficesZone(t *testing.T) {
	t.Parallel()
	jakarta := zone(t, "Asia/Jakarta")
	office := refer.Channel{Location: jakarta, Open: &refer.OpeningHours{Days: []refer.Weekday{1, 2, 3, 4, 5}, From: "08:00", To: "16:00"}}
	days := refer.Channel{Location: jakarta, Open: &refer.OpeningHours{Days: []refer.Weekday{1, 2, 3, 4, 5}}}
	for name, c := range map[string]struct {
		channel refer.Channel
		at      string // UTC
		open    bool
		next    time.Weekday
		known   bool
	}{
		"Tuesday noon":                     {office, "2026-11-24T05:00:00Z", true, time.Tuesday, true},
		"Tuesday before it opens":          {office, "2026-11-24T00:59:00Z", false, time.Tuesday, true},
		"Tuesday evening":                  {office, "2026-11-24T09:00:00Z", false, time.Wednesday, true},
		"Friday evening":                   {office, "2026-11-27T10:00:00Z", false, time.Monday, true},
		"Sunday in UTC, Monday in Jakarta": {office, "2026-11-29T18:00:00Z", false, time.Monday, true},
		"only the days are known":          {days, "2026-11-28T05:00:00Z", false, time.Monday, true},
		"a day with unknown times":         {days, "2026-11-24T20:00:00Z", true, time.Wednesday, true},
		"no hours known":                   {refer.Channel{Location: jakarta}, "2026-11-24T05:00:00Z", false, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at, err := time.Parse(time.RFC3339, c.at)
			if err != nil {
				t.Fatal(err)
			}
			if open, next, known := c.channel.OpenAt(at); open != c.open || next != c.next || known != c.known {
				t.Errorf("open %v, next %v, known %v; want %v, %v, %v", open, next, known, c.open, c.next, c.known)
			}
		})
	}
}

// The clocks of a zone may change in summer.
func TestHoursFollowTheClocksOfSummer(t *testing.T) {
	t.Parallel()
	berlin := refer.Channel{Location: zone(t, "Europe/Berlin"), Open: &refer.OpeningHours{Days: []refer.Weekday{1}, From: "12:00", To: "13:00"}}
	for _, c := range []struct {
		at   time.Time
		open bool
	}{
		{time.Date(2026, 1, 5, 11, 30, 0, 0, time.UTC), true}, {time.Date(2026, 1, 5, 10, 30, 0, 0, time.UTC), false},
		{time.Date(2026, 7, 6, 10, 30, 0, 0, time.UTC), true}, {time.Date(2026, 7, 6, 11, 30, 0, 0, time.UTC), false},
	} {
		if open, _, known := berlin.OpenAt(c.at); open != c.open || !known {
			t.Errorf("%s: open %v, known %v; want %v", c.at, open, known, c.open)
		}
	}
}

func TestEveryZoneOfTheChannelsIsFound(t *testing.T) {
	t.Parallel()
	for _, c := range directory(t).All() {
		if c.Location == nil || c.Zone != "" && c.Location.String() != c.Zone {
			t.Errorf("%s: zone %q is %v", c.ID, c.Zone, c.Location)
		}
	}
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	found, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// The year below a number is that of the sources in whose text it stands.
func TestYearIsThatOfTheNumbers(t *testing.T) {
	t.Parallel()
	old, recent, undated := refer.Source{Publisher: "a", Published: "2022-08-31"}, refer.Source{Publisher: "b", Published: "late 2025"}, refer.Source{Publisher: "c"}
	number := func(source string) []refer.PhoneNumber {
		return []refer.PhoneNumber{{Number: "+62123456789", Way: refer.WayCall, Confidence: refer.ConfidenceHigh, Source: source}}
	}
	for name, c := range map[string]struct {
		channel refer.Channel
		want    string
	}{
		"of its own source":     {refer.Channel{Numbers: number("a"), Sources: []refer.Source{old, recent}}, "2022"},
		"the newest of several": {refer.Channel{Numbers: number("b"), Codes: []refer.ShortCode{{Source: "a"}}, Sources: []refer.Source{old, recent}}, "2025"},
		"no source is named":    {refer.Channel{Numbers: number(""), Sources: []refer.Source{old, recent, undated}}, "2025"},
		"no year":               {refer.Channel{Numbers: number("c"), Sources: []refer.Source{old, undated}}, refer.UndatedYear},
	} {
		if got := c.channel.Year(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
