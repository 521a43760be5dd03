package talk

import (
	"testing"

	"cekloker/internal/session"
)

func TestTextsThatClearlySpeakAnotherLanguage(t *testing.T) {
	t.Parallel()
	of := NewLanguages([]Language{
		{Code: "id", Marks: []string{"saya", "yang", "di", "tidak", "bisa", "mau", "ini"}},
		{Code: "en", Marks: []string{"i", "i'm", "the", "is", "not", "you", "help", "and", "my", "me"}},
		{Code: "tl", Marks: []string{"ako", "ang", "di"}},
	}, map[string]string{"gabisa": "tidak bisa", "iki": "ini", "me": "saya", "mboten": "tidak"})
	for text, want := range map[string][2]session.Lang{ // from Indonesian, from English
		"":                                {"", ""},
		"halo":                            {"", ""},
		"hi":                              {"", ""},
		"help":                            {"", ""},
		"2":                               {"", ""},
		"1000 usd 5":                      {"", ""},
		"help me":                         {"en", ""}, // a mark is no slang
		"saya takut":                      {"", "id"},
		"gaji besar tanpa syarat di sana": {"", ""}, // one mark is not enough among many words
		"iki piye mas gabisa metu":        {"", "id"},
		"mboten saged":                    {"", "id"},
		"I\u2019m here":                   {"en", ""},
		"saya mau apply the job":          {"", ""},   // both
		"you help me and my boss ini":     {"en", ""}, // less than a third
		"ako ang di":                      {"", "tl"},
		"ako ang ako ang":                 {"tl", "tl"},
	} {
		for i, now := range []session.Lang{"id", "en"} {
			if got := of.Written(text, now); got != want[i] {
				t.Errorf("%q in a talk in %s speaks %q, want %q", text, now, got, want[i])
			}
		}
	}
}
