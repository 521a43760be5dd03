package measure

import (
	"strings"
	"unicode"
)

// change is a harmless change of a text, such as a typing mistake: the classification
// must stay the same.
type change struct {
	name string
	do   func(text, lang string, nth int) string
}

var changes = [...]change{
	{"clause before", func(text, lang string, nth int) string { return pick(clauses, lang, nth) + ", " + text }},
	{"clause after", func(text, lang string, nth int) string { return text + ", " + pick(clauses, lang, nth) }},
	{"filler", func(text, lang string, nth int) string {
		return amid(text, " "+pick(fillers, lang, nth)+" ")
	}},
	{"letter swap", func(text, _ string, _ int) string { return swapped(text) }},
	{"capitals", func(text, _ string, _ int) string { return strings.ToUpper(text) }},
	{"no punctuation", func(text, _ string, _ int) string { return unpunctuated(text) }},
	{"two messages", func(text, _ string, _ int) string { return amid(text, "\n") }},
}

// clauses and fillers are none of those in flows/hear/training.yaml, so that the
// figure does not measure what was trained.
var (
	clauses = map[string][]string{
		"id": {"cucian belum kering", "motor saya mogok kemarin", "lampu rumah mati sejak sore", "tadi ibu masak sayur", "jalan depan masih macet"},
		"en": {"the bus was late again", "my sister is cooking", "the shop closed early", "we had rice for dinner", "the road is still busy"},
	}
	fillers = map[string][]string{
		"id": {"nih", "pokoknya", "soalnya", "ibaratnya", "sebenarnya"},
		"en": {"actually", "honestly", "you know", "basically", "anyway"},
	}
)

// pick takes the nth of the list of a language, over and over. Lines in languages
// of Indonesia get Indonesian words, as their writers mix them.
func pick(lists map[string][]string, lang string, nth int) string {
	list, ok := lists[lang]
	if !ok {
		list = lists["id"]
	}
	return list[nth%len(list)]
}

// amid puts something between the two halves of the words of a text.
func amid(text, between string) string {
	words := strings.Fields(text)
	half := len(words) / 2
	return strings.Join(words[:half], " ") + between + strings.Join(words[half:], " ")
}

// swapped exchanges two letters inside the longest word.
func swapped(text string) string {
	words := strings.Fields(text)
	longest := 0
	for i, w := range words {
		if len(w) > len(words[longest]) {
			longest = i
		}
	}
	if len(words) == 0 {
		return text
	}
	r := []rune(words[longest])
	if len(r) < 4 {
		return text
	}
	mid := len(r) / 2
	r[mid-1], r[mid] = r[mid], r[mid-1]
	words[longest] = string(r)
	return strings.Join(words, " ")
}

func unpunctuated(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) {
			return ' '
		}
		return r
	}, text)
}
