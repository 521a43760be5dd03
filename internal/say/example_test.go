package say_test

import (
	"fmt"

	"cekloker/internal/say"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// A message holds ids and values; a speaker puts it into words.
func ExampleSpeaker_Message() {
	speaker, err := say.New(map[session.Lang]say.Sentences{
		session.Indonesian: {
			"signs": {"other": "Tahan dulu. Ada {{.n}} tanda."},
			"pay":   {"other": "Gaji {{.pay}}"},
			"menu":  {"other": "Menu"},
		},
		session.English: {
			"signs": {"one": "Wait. We see {{.n}} sign.", "other": "Wait. We see {{.n}} signs."},
			"pay":   {"other": "Pay {{.pay}}"},
			"menu":  {"other": "Menu"},
		},
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
	for _, lang := range session.Langs {
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
