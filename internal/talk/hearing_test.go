package talk_test

import (
	"strings"
	"testing"

	"cekloker/internal/talk"
)

// small is a hearing with few patterns, to show what each part does.
func small(t *testing.T) *talk.Hearing {
	t.Helper()
	h, wrong := talk.NewHearing([]talk.Listening{
		{Kind: talk.HeardDanger, Unless: []string{"berita"}, Lowers: []string{"tidak <held>"}, Except: []string{"mati lampu"}},
		{
			Kind: talk.HeardDanger, Danger: talk.DangerHeld,
			Says:  []string{"<held>", "paspor & bos", "takut mati", "adik ... hilang"},
			Hints: []string{"paspor dipegang"},
			Marks: []string{"saya disekap"},
		},
		{Kind: talk.HeardDanger, Danger: talk.DangerSelfHarm, Says: []string{"tidak mau hidup"}},
		{Kind: talk.HeardDanger, Danger: talk.DangerMinor, Marks: []string{"(15|16|17) tahun"}},
		{Kind: talk.HeardExit, Whole: []string{"keluar"}, Messages: []string{"tolong? hapus (chat|pesan)"}},
		{Kind: talk.HeardSafeword, Whole: []string{"payung"}},
	}, talk.AnswerFile{}, talk.Families{
		Families: map[string][]string{"held": {"disekap", "dikurung"}, "own": {"saya", "adik"}, "voice": {"saya"}},
		Spelling: map[string]string{"sy": "saya", "kluar": "keluar"},
		Misspelt: []string{"held"}, Right: []string{"dikarung"},
	}, map[string]string{"gak": "tidak"})
	for _, err := range wrong {
		t.Error(err)
	}
	return h
}

func TestWhatIsHeard(t *testing.T) {
	t.Parallel()
	h := small(t)
	danger := func(kind talk.DangerKind) talk.Sound {
		return talk.Sound{Heard: talk.HeardDanger, Tier: talk.TierAsk, Danger: kind}
	}
	beside := talk.Sound{Heard: talk.HeardText, Tier: talk.TierBeside, Danger: talk.DangerHeld}
	passed := danger(talk.DangerHeld)
	passed.Passed = true
	text := talk.Sound{Heard: talk.HeardText}
	long := strings.Repeat("kata ", 150)
	for name, c := range map[string]struct {
		said talk.Said
		want talk.Sound
	}{
		"a word of a family":            {talk.Said{Own: "Sy disekap!"}, danger(talk.DangerHeld)},
		"a letter left out":             {talk.Said{Own: "saya diskap"}, danger(talk.DangerHeld)},
		"a letter too many":             {talk.Said{Own: "saya disekaap"}, danger(talk.DangerHeld)},
		"a wrong letter":                {talk.Said{Own: "saya disekep"}, danger(talk.DangerHeld)},
		"two letters swapped":           {talk.Said{Own: "saya disekpa"}, danger(talk.DangerHeld)},
		"no vowels":                     {talk.Said{Own: "saya dskp"}, danger(talk.DangerHeld)},
		"written apart":                 {talk.Said{Own: "saya di sekap"}, danger(talk.DangerHeld)},
		"a right word near it":          {talk.Said{Own: "beras dikarung"}, text},
		"another first letter":          {talk.Said{Own: "saya tersekap"}, text},
		"near each other, one order":    {talk.Said{Own: "paspor saya di bos"}, danger(talk.DangerHeld)},
		"near each other, the other":    {talk.Said{Own: "bos ambil paspor"}, danger(talk.DangerHeld)},
		"across sentences":              {talk.Said{Own: "Adik saya di sana. Sudah lama hilang."}, danger(talk.DangerHeld)},
		"a kind told by a mark":         {talk.Said{Own: "umur 16 tahun, disekap"}, danger(talk.DangerMinor)},
		"a mark alone":                  {talk.Said{Own: "umur 16 tahun"}, text},
		"only a hint":                   {talk.Said{Own: "paspor dipegang"}, talk.Sound{Heard: talk.HeardDanger, Tier: talk.TierAsk, Danger: talk.DangerHeld, Hint: true}},
		"lowered in the sentence":       {talk.Said{Own: "berita orang disekap"}, beside},
		"spoken against in another one": {talk.Said{Own: "Ada berita. Saya disekap"}, danger(talk.DangerHeld)},
		"never lowered in own voice":    {talk.Said{Own: "berita saya disekap"}, danger(talk.DangerHeld)},
		"a denial lowers in own voice":  {talk.Said{Own: "saya tidak disekap"}, beside},
		"a denial in another clause":    {talk.Said{Own: "tidak, saya disekap"}, danger(talk.DangerHeld)},
		"never lowered: self-harm":      {talk.Said{Own: "berita tidak mau hidup"}, danger(talk.DangerSelfHarm)},
		"a saying":                      {talk.Said{Own: "takut mati lampu"}, text},
		"a saying beside danger":        {talk.Said{Own: "mati lampu dan saya disekap"}, danger(talk.DangerHeld)},
		"long":                          {talk.Said{Own: long + "saya disekap"}, passed},
		"forwarded":                     {talk.Said{Passed: "saya disekap"}, passed},
		"a plea below what is passed":   {talk.Said{Own: "saya disekap", Passed: "loker admin"}, danger(talk.DangerHeld)},
		"the whole message":             {talk.Said{Own: "KELUAR!"}, talk.Sound{Heard: talk.HeardExit}},
		"a doubled letter":              {talk.Said{Own: "keluarr"}, talk.Sound{Heard: talk.HeardExit}},
		"a casual spelling":             {talk.Said{Own: "kluar"}, talk.Sound{Heard: talk.HeardExit}},
		"more than the whole message":   {talk.Said{Own: "keluar dari sini"}, text},
		"a pattern of a whole message":  {talk.Said{Own: "tolong hapus chat"}, talk.Sound{Heard: talk.HeardExit}},
		"a pattern and more":            {talk.Said{Own: "tolong hapus chat dengan agen"}, text},
		"a bare word answers a message": {talk.Said{Own: "payung", Passed: "saya disekap"}, talk.Sound{Heard: talk.HeardSafeword}},
		"nothing":                       {talk.Said{}, text},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := h.Hear(c.said)
			got.Told, got.Plea = false, false // see below
			if got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}

func TestOwnVoiceIsTold(t *testing.T) {
	t.Parallel()
	h := small(t)
	for own, want := range map[string]bool{"saya disekap": true, "adik lama disekap": true, "disekap di gedung": false, "paspor dipegang": false} {
		if got := h.Hear(talk.Said{Own: own}).Told; got != want {
			t.Errorf("%q is told: %v, want %v", own, got, want)
		}
	}
}

func TestBrokenHearingIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files []talk.Listening
		want  string
	}{
		"an unknown family":          {[]talk.Listening{{Kind: talk.HeardDanger, Says: []string{"<nobody>"}}}, "the family <nobody> is not in words.yaml"},
		"a bracket left open":        {[]talk.Listening{{Kind: talk.HeardDanger, Says: []string{"(a|b"}}}, "a bracket is not closed"},
		"one word, two meanings":     {[]talk.Listening{{Kind: talk.HeardExit, Whole: []string{"x"}}, {Kind: talk.HeardMenu, Whole: []string{"X"}}}, "is heard as exit already"},
		"a menu inside a text":       {[]talk.Listening{{Kind: talk.HeardMenu, Says: []string{"menu"}}}, "only danger is heard inside a text"},
		"a pattern that can be void": {[]talk.Listening{{Kind: talk.HeardDanger, Danger: talk.DangerHeld, Says: []string{"tolong?"}}}, "hear/rules/danger/held.yaml: pattern"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, wrong := talk.NewHearing(c.files, talk.AnswerFile{}, talk.Families{}, nil)
			if len(wrong) != 1 || !strings.Contains(wrong[0].Error(), c.want) {
				t.Errorf("%v, want %q", wrong, c.want)
			}
		})
	}
}
