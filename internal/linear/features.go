package linear

import "strings"

// kind says what a feature is made of.
type kind uint8

const (
	ofPair kind = iota // two words in a row; belongs to the second
	ofWord
	ofLetters // letters in a row inside a word, with its edges
	ofLength  // how many words there are, roughly
	ofAll     // what every text has
	ofConcept
	ofConcepts // two concepts near each other; belongs to the second
)

// values are what a feature counts: two words in a row say more than one, a word more
// than a few of its letters. With equal values recall of danger is one point lower.
var values = [...]int32{ofPair: 3, ofWord: 2, ofLetters: 1, ofLength: 1, ofAll: 1, ofConcept: 2, ofConcepts: 2}

// Letters in a row that are features. Lengths of two or six give no better figures.
const (
	minLetters = 3
	maxLetters = 5
)

// feature is one occurrence of a feature. Features are told apart by their
// hash; word, from and length say how to write it out.
type feature struct {
	hash   uint32
	row    int32 // among the features that a Model knows, or unknown
	before int32 // the latest word at which an occurrence before it begins, or -1
	word   int32
	kind   kind
	from   uint8 // the first letter; of concepts, how many words back the first one stands
	length uint8
}

// begins is the first word of an occurrence.
func (x feature) begins() int32 {
	switch x.kind {
	case ofPair:
		return x.word - 1
	case ofConcepts:
		return x.word - int32(x.from)
	}
	return x.word
}

// features are those of all words of a text, in the order of the words.
type features struct {
	text
	all   []feature
	start []int32 // by word, and one more at the end: where its features begin
	known *known  // which features have a row; nil: none
}

// featuresOf lists the features of every word.
func featuresOf(t text) features {
	f := features{text: t, start: make([]int32, len(t.words)+1)}
	size := 0
	for i, w := range t.words {
		size += (maxLetters-minLetters+1)*len(w) + 2
		if t.concepts[i] != "" {
			size += 1 + nearby
		}
	}
	f.all = make([]feature, 0, size)
	for i, w := range t.words {
		f.start[i] = int32(len(f.all))
		if i > 0 {
			f.add(feature{hash: pairHash(ofPair, t.words[i-1], w), kind: ofPair}, i)
		}
		f.add(feature{hash: hash(ofWord, w), kind: ofWord}, i)
		f.addLetters(i, w)
		f.addConcepts(i)
	}
	f.start[len(t.words)] = int32(len(f.all))
	f.link()
	return f
}

func (f *features) add(x feature, word int) {
	x.word = int32(word)
	f.all = append(f.all, x)
}

// addLetters adds the runs of letters of a word between two edges. The hash of
// a longer run goes on from that of the shorter one.
func (f *features) addLetters(word int, w string) {
	var edged [maxWord + 2]byte
	edged[0] = '<'
	n := 1 + copy(edged[1:], w)
	edged[n] = '>'
	n++
	for from := range n - 1 {
		h := seed(ofLetters)
		for to := from; to < min(n, from+maxLetters); to++ {
			h = step(h, edged[to])
			if length := to - from + 1; length >= minLetters {
				f.add(feature{hash: mix(h), kind: ofLetters, from: uint8(from), length: uint8(length)}, word)
			}
		}
	}
}

// nearby is how many words lie between two concepts that are a feature, and one more. One more
// danger of a hundred is heard with five than with three.
const nearby = 5

// addConcepts adds the concept of a word, alone and with those shortly before it.
func (f *features) addConcepts(word int) {
	c := f.concepts[word]
	if c == "" {
		return
	}
	f.add(feature{hash: hash(ofConcept, c), kind: ofConcept}, word)
	for back := 1; back <= min(nearby, word); back++ {
		if before := f.concepts[word-back]; before != "" {
			f.add(feature{hash: pairHash(ofConcepts, before, c), kind: ofConcepts, from: uint8(back)}, word)
		}
	}
}

// maxProbes bounds the search for the occurrence before. In a text made for hash
// collisions a feature may be counted twice, but reading stays fast.
const maxProbes = 16

// link notes for each occurrence which word had the same feature before. Then a
// run of words counts each of its features once without a set of its own: those
// whose occurrence before lies outside.
func (f *features) link() {
	size := 16
	for size < 2*len(f.all) {
		size *= 2
	}
	last := make([]int32, size) // index of the last occurrence plus one
	for i := range f.all {
		x := &f.all[i]
		x.before = -1
		slot := int(x.hash) & (size - 1)
		for range maxProbes {
			j := last[slot]
			if j == 0 || f.all[j-1].hash == x.hash {
				if j > 0 {
					x.before = max(f.all[j-1].before, f.all[j-1].begins())
				}
				last[slot] = int32(i + 1)
				break
			}
			slot = (slot + 1) & (size - 1)
		}
	}
}

// write is a feature in readable form.
func (f *features) write(x feature) string {
	switch x.kind {
	case ofPair:
		return f.words[x.word-1] + " " + f.words[x.word]
	case ofWord:
		return f.words[x.word]
	case ofLetters:
		edged := "<" + f.words[x.word] + ">"
		return strings.ToValidUTF8(edged[x.from:x.from+x.length], "?") + " (letters)"
	case ofConcept:
		return f.concepts[x.word] + " (concept)"
	case ofConcepts:
		return f.concepts[x.word-int32(x.from)] + " " + f.concepts[x.word] + " (concepts)"
	case ofLength:
		return "(length)"
	default:
		return "(any text)"
	}
}

// Hashing is FNV-1a with a last mix, since buckets are taken from the low bits.
const (
	fnvOffset = 2166136261
	fnvPrime  = 16777619
)

func seed(k kind) uint32 { return step(fnvOffset, byte(k)) }

func step(h uint32, b byte) uint32 { return (h ^ uint32(b)) * fnvPrime }

func write(h uint32, s string) uint32 {
	for i := range len(s) {
		h = step(h, s[i])
	}
	return h
}

func mix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}

func hash(k kind, s string) uint32 { return mix(write(seed(k), s)) }

func pairHash(k kind, a, b string) uint32 { return mix(write(step(write(seed(k), a), ' '), b)) }
