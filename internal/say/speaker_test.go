package say_test

import (
	"testing"

	"cekloker/internal/say"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

func speaker(t *testing.T, forms map[string]map[string]string) *say.Speaker {
	t.Helper()
	sp, err := say.New(map[session.Lang]say.Language{"id": {Format: indonesian, Sentences: forms}, "en": {Format: english, Sentences: forms}})
	if err != nil {
		t.Fatal(err)
	}
	return sp
}

func TestCountedSentences(t *testing.T) {
	t.Parallel()
	sp := speaker(t, map[string]map[string]string{
		"once":  {"other": "No sign."},
		"forms": {"one": "{{.n}} kind.", "other": "{{.n}} kinds."},
	})
	for _, row := range []struct {
		name string
		id   talk.SentenceID
		n    talk.NumberArg
		want string
	}{
		{"one with a form for one", "forms", 1, "1 kind."},
		{"two", "forms", 2, "2 kinds."},
		{"one of a sentence that is written once", "once", 1, "No sign."},
		{"none of a sentence that is written once", "once", 0, "No sign."},
	} {
		got, err := sp.Line(session.Lang("en"), row.id, talk.Args{"n": row.n})
		if err != nil || got != row.want {
			t.Errorf("%s: %q, %v; want %q", row.name, got, err, row.want)
		}
	}
}

func TestValuesAreWrittenAsEachLanguageDoes(t *testing.T) {
	t.Parallel()
	sp := speaker(t, map[string]map[string]string{"value": {"other": "{{.v}}"}, "common.per_month": {"other": "a month"}})
	for _, c := range []struct {
		arg    talk.Arg
		id, en string
	}{
		{talk.NumberArg(0), "0", "0"},
		{talk.NumberArg(999), "999", "999"},
		{talk.NumberArg(-1234), "-1.234", "-1,234"},
		{talk.NumberArg(1234567), "1.234.567", "1,234,567"},
		{talk.TimesArg(4.3), "4,3", "4.3"},
		{talk.TimesArg(5), "5", "5"},
		{talk.TimesArg(12345.67), "12.345,7", "12,345.7"},
		{talk.MoneyArg{Min: 900, Max: 900, Currency: "USD", Period: "month"}, "USD 900 a month", "USD 900 a month"},
		{talk.MoneyArg{Min: 8e6, Max: 15.5e6, Currency: "IDR"}, "Rp 8-15,5 juta", "8-15.5 million rupiah"},
		{talk.MoneyArg{Max: 2e6, Currency: "IDR"}, "Rp 2 juta", "2 million rupiah"},
		{talk.MoneyArg{Min: 50_000, Max: 150_000, Currency: "IDR"}, "Rp 50.000-150.000", "Rp 50,000-150,000"},
		{talk.MoneyArg{Min: 3_150_000, Max: 3_150_000, Currency: "IDR"}, "Rp 3.150.000", "Rp 3,150,000"},
		{talk.DayArg("2026"), "2026", "2026"},
		{talk.DayArg("2026-02"), "Februari 2026", "February 2026"},
		{talk.DayArg("2026-12-05"), "5 Desember 2026", "December 5, 2026"},
	} {
		for lang, want := range map[session.Lang]string{"id": c.id, "en": c.en} {
			if got, err := sp.Line(lang, "value", talk.Args{"v": c.arg}); err != nil || got != want {
				t.Errorf("%v in %s: %q, %v; want %q", c.arg, lang, got, err, want)
			}
		}
	}
}

func TestIncompleteFormatsAreRefused(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*say.Format){
		"eleven months": func(f *say.Format) { f.Months = f.Months[1:] },
		"no tag":        func(f *say.Format) { f.Numbers = "?" },
		"no day":        func(f *say.Format) { f.Date = "{month} {year}" },
		"no number":     func(f *say.Format) { f.Rupiah = "Rp" },
	} {
		f := english
		spoil(&f)
		if _, err := say.New(map[session.Lang]say.Language{"en": {Format: f}}); err == nil {
			t.Errorf("%s: the format was taken", name)
		}
	}
}
