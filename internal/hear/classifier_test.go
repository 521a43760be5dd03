package hear_test

import (
	"strings"
	"testing"

	"cekloker/internal/hear"
)

// small is a hearing with few patterns, to show what each part does.
func small(t *testing.T) *hear.Classifier {
	t.Helper()
	h, wrong := hear.New([]hear.IntentFile{
		{Intent: hear.IntentDanger, Unless: []string{"berita"}, Lowers: []string{"tidak <held>"}, Except: []string{"mati lampu"}},
		{
			Intent: hear.IntentDanger, Danger: hear.DangerHeld,
			Says:  []string{"<held>", "paspor & bos", "takut mati", "adik ... hilang"},
			Weak:  []string{"paspor dipegang"},
			Marks: []string{"saya disekap"},
		},
		{Intent: hear.IntentDanger, Danger: hear.DangerSelfHarm, Says: []string{"tidak mau hidup"}},
		{Intent: hear.IntentDanger, Danger: hear.DangerMinor, Marks: []string{"(15|16|17) tahun"}},
		{Intent: hear.IntentExit, Whole: []string{"keluar"}, Messages: []string{"tolong? hapus (chat|pesan)"}},
		{Intent: hear.IntentSafeword, Whole: []string{"payung"}},
	}, hear.AnswerFile{}, hear.WordSets{
		Sets:     map[string][]string{"held": {"disekap", "dikurung"}, "own": {"saya", "adik"}, "voice": {"saya"}},
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
	danger := func(kind hear.DangerKind) hear.Classification {
		return hear.Classification{Intent: hear.IntentDanger, Tier: hear.TierAsk, Danger: kind}
	}
	beside := hear.Classification{Intent: hear.IntentOther, Tier: hear.TierBeside, Danger: hear.DangerHeld}
	passed := danger(hear.DangerHeld)
	passed.Quoted = true
	text := hear.Classification{Intent: hear.IntentOther}
	long := strings.Repeat("kata ", 150)
	for name, c := range map[string]struct {
		typed, quoted string
		want          hear.Classification
	}{
		"a word of a family":            {"Sy disekap!", "", danger(hear.DangerHeld)},
		"a letter left out":             {"saya diskap", "", danger(hear.DangerHeld)},
		"a letter too many":             {"saya disekaap", "", danger(hear.DangerHeld)},
		"a wrong letter":                {"saya disekep", "", danger(hear.DangerHeld)},
		"two letters swapped":           {"saya disekpa", "", danger(hear.DangerHeld)},
		"no vowels":                     {"saya dskp", "", danger(hear.DangerHeld)},
		"written apart":                 {"saya di sekap", "", danger(hear.DangerHeld)},
		"a right word near it":          {"beras dikarung", "", text},
		"another first letter":          {"saya tersekap", "", text},
		"near each other, one order":    {"paspor saya di bos", "", danger(hear.DangerHeld)},
		"near each other, the other":    {"bos ambil paspor", "", danger(hear.DangerHeld)},
		"across sentences":              {"Adik saya di sana. Sudah lama hilang.", "", danger(hear.DangerHeld)},
		"a kind told by a mark":         {"umur 16 tahun, disekap", "", danger(hear.DangerMinor)},
		"a mark alone":                  {"umur 16 tahun", "", text},
		"words that may be danger":      {"paspor dipegang", "", beside},
		"lowered in the sentence":       {"berita orang disekap", "", beside},
		"spoken against in another one": {"Ada berita. Saya disekap", "", danger(hear.DangerHeld)},
		"never lowered in own voice":    {"berita saya disekap", "", danger(hear.DangerHeld)},
		"a denial lowers in own voice":  {"saya tidak disekap", "", beside},
		"a denial in another clause":    {"tidak, saya disekap", "", danger(hear.DangerHeld)},
		"never lowered: self-harm":      {"berita tidak mau hidup", "", danger(hear.DangerSelfHarm)},
		"a saying":                      {"takut mati lampu", "", text},
		"a saying beside danger":        {"mati lampu dan saya disekap", "", danger(hear.DangerHeld)},
		"long":                          {long + "saya disekap", "", passed},
		"forwarded":                     {"", "saya disekap", passed},
		"a plea below what is passed":   {"saya disekap", "loker admin", danger(hear.DangerHeld)},
		"the whole message":             {"KELUAR!", "", hear.Classification{Intent: hear.IntentExit}},
		"a doubled letter":              {"keluarr", "", hear.Classification{Intent: hear.IntentExit}},
		"a casual spelling":             {"kluar", "", hear.Classification{Intent: hear.IntentExit}},
		"more than the whole message":   {"keluar dari sini", "", text},
		"a pattern of a whole message":  {"tolong hapus chat", "", hear.Classification{Intent: hear.IntentExit}},
		"a pattern and more":            {"tolong hapus chat dengan agen", "", text},
		"a bare word answers a message": {"payung", "saya disekap", hear.Classification{Intent: hear.IntentSafeword}},
		"nothing":                       {"", "", text},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := h.Classify(c.typed, c.quoted)
			got.OwnVoice, got.FirstHand = false, false // see below
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
		if got := h.Classify(own, "").OwnVoice; got != want {
			t.Errorf("%q is told: %v, want %v", own, got, want)
		}
	}
}

func TestBrokenHearingIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files []hear.IntentFile
		want  string
	}{
		"an unknown set":             {[]hear.IntentFile{{Intent: hear.IntentDanger, Says: []string{"<nobody>"}}}, "the set <nobody> is not in words.yaml"},
		"a bracket left open":        {[]hear.IntentFile{{Intent: hear.IntentDanger, Says: []string{"(a|b"}}}, "a bracket is not closed"},
		"one word, two meanings":     {[]hear.IntentFile{{Intent: hear.IntentExit, Whole: []string{"x"}}, {Intent: hear.IntentMenu, Whole: []string{"X"}}}, "is heard as exit already"},
		"a menu inside a text":       {[]hear.IntentFile{{Intent: hear.IntentMenu, Says: []string{"menu"}}}, "only danger and exit are heard inside a text"},
		"a pattern that can be void": {[]hear.IntentFile{{Intent: hear.IntentDanger, Danger: hear.DangerHeld, Says: []string{"tolong?"}}}, "hear/rules/danger/held.yaml: pattern"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, wrong := hear.New(c.files, hear.AnswerFile{}, hear.WordSets{}, nil)
			if len(wrong) != 1 || !strings.Contains(wrong[0].Error(), c.want) {
				t.Errorf("%v, want %q", wrong, c.want)
			}
		})
	}
}
