package say_test

import (
	"fmt"

	"cekloker/internal/say"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// How the languages of the example write numbers, money and dates.
var (
	indonesian = say.Format{
		Numbers: "id", Months: []string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"},
		Date: "{day} {month} {year}", Month: "{month} {year}", Rupiah: "Rp {n}", MillionRupiah: "Rp {n} juta", Money: "{currency} {n}",
	}
	english = say.Format{
		Numbers: "en", Months: []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		Date: "{month} {day}, {year}", Month: "{month} {year}", Rupiah: "Rp {n}", MillionRupiah: "{n} million rupiah", Money: "{currency} {n}",
	}
)

// A message holds ids and values; a speaker puts it into words.
func ExampleSpeaker_Message() {
	speaker, err := say.New(map[session.Lang]say.Language{
		"id": {Format: indonesian, Sentences: say.Sentences{
			"signs": {"other": "Tahan dulu. Ada {{.n}} tanda."},
			"pay":   {"other": "Gaji {{.pay}}"},
			"menu":  {"other": "Menu"},
		}},
		"en": {Format: english, Sentences: say.Sentences{
			"signs": {"one": "Wait. We see {{.n}} sign.", "other": "Wait. We see {{.n}} signs."},
			"pay":   {"other": "Pay {{.pay}}"},
			"menu":  {"other": "Menu"},
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	message := talk.Message{
		Blocks: []talk.Block{
			{ID: "signs", Args: talk.Args{"n": talk.NumberArg(2)}},
			{Items: []talk.Item{{ID: "pay", Args: talk.Args{"pay": talk.MoneyArg{Min: 14_000_000, Max: 14_000_000, Currency: "IDR"}}}}},
		},
		Rows: [][]talk.Button{{{Label: "menu", Digit: 1}}},
	}
	for _, lang := range []session.Lang{"id", "en"} {
		words, err := speaker.Message(lang, message)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(words.Plain())
		fmt.Printf("[%s]\n", words.Rows[0][0].Label)
	}
	// Output:
	// Tahan dulu. Ada 2 tanda.
	//
	// 1. Gaji Rp 14 juta
	// [1. Menu]
	// Wait. We see 2 signs.
	//
	// 1. Pay 14 million rupiah
	// [1. Menu]
}
