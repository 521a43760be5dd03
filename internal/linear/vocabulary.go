package linear

import (
	"encoding/binary"
	"maps"
	"slices"
	"strings"
)

// Vocabulary is what is known about words before any training. All words are folded.
type Vocabulary struct {
	Slang      map[string]string // words and those they stand for; fillers stand for nothing
	Concepts   map[string]string // words and the concept they belong to: locked and "dikunci" are one
	Endings    []string          // what is taken off a word to find its concept, the longest first
	Beginnings []string          // the same at its beginning
}

// minStem is how many bytes must be left of a word that loses an ending or a beginning.
const minStem = 4

// concept is the concept of a word, "" for none: of the word itself, or of what is left of it
// without an ending, a beginning, or both.
func (v *Vocabulary) concept(word string) string {
	if c, ok := v.Concepts[word]; ok {
		return c
	}
	stem := word
	for _, end := range v.Endings {
		if cut, ok := strings.CutSuffix(word, end); ok && len(cut) >= minStem {
			stem = cut
			break
		}
	}
	if c, ok := v.Concepts[stem]; ok {
		return c
	}
	for _, w := range [...]string{word, stem} {
		for _, begin := range v.Beginnings {
			if cut, ok := strings.CutPrefix(w, begin); ok && len(cut) >= minStem {
				if c, ok := v.Concepts[cut]; ok {
					return c
				}
			}
		}
	}
	return ""
}

// append writes the vocabulary into a file: slang as pairs of strings, each concept as its name
// and its words, then the affixes.
func (v *Vocabulary) append(out []byte) []byte {
	out = binary.AppendUvarint(out, uint64(len(v.Slang)))
	for _, word := range slices.Sorted(maps.Keys(v.Slang)) {
		out = appendString(appendString(out, word), v.Slang[word])
	}
	words := map[string][]string{}
	for _, word := range slices.Sorted(maps.Keys(v.Concepts)) {
		words[v.Concepts[word]] = append(words[v.Concepts[word]], word)
	}
	out = binary.AppendUvarint(out, uint64(len(words)))
	for _, name := range slices.Sorted(maps.Keys(words)) {
		out = appendString(appendString(out, name), strings.Join(words[name], " "))
	}
	out = appendString(out, strings.Join(v.Endings, " "))
	return appendString(out, strings.Join(v.Beginnings, " "))
}

// vocabulary reads what append wrote.
func (r *reader) vocabulary() Vocabulary {
	v := Vocabulary{Slang: map[string]string{}, Concepts: map[string]string{}}
	for range r.count() {
		word := r.string()
		v.Slang[word] = r.string()
	}
	for range r.count() {
		name := r.string()
		for word := range strings.FieldsSeq(r.string()) {
			v.Concepts[word] = name
		}
	}
	v.Endings, v.Beginnings = strings.Fields(r.string()), strings.Fields(r.string())
	return v
}
