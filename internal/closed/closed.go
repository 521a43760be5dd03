// Package closed declares the words that content may use. Each word is declared
// once, as a Go value with its meaning, and everything else is made from that: the
// decoder refuses other words and says which one was probably meant, and lists of
// them are printed from it.
//
// A type whose values are all declared says so by its method Closed:
//
//	type Way string
//
//	const Call Way = "call"
//
//	var Ways = closed.Set[Way]{{Word: Call, Means: "a voice call"}}
//
//	func (Way) Closed() []closed.Entry { return Ways.Entries() }
package closed

import "fmt"

// Member is one declared word and what it means, in one line.
type Member[T ~string | ~int] struct {
	Word  T
	Means string
}

// Set is all words of one type, in the order in which people read them.
type Set[T ~string | ~int] []Member[T]

// Entry is a word as it is written in a file.
type Entry struct{ Word, Means string }

// Type is a type whose values are all declared.
type Type interface{ Closed() []Entry }

// Has reports whether a word is declared.
func (s Set[T]) Has(word T) bool {
	for _, w := range s {
		if w.Word == word {
			return true
		}
	}
	return false
}

// All lists the words in order.
func (s Set[T]) All() []T {
	out := make([]T, 0, len(s))
	for _, w := range s {
		out = append(out, w.Word)
	}
	return out
}

// Entries lists the words as they are written, with their meanings.
func (s Set[T]) Entries() []Entry {
	out := make([]Entry, 0, len(s))
	for _, w := range s {
		out = append(out, Entry{fmt.Sprint(w.Word), w.Means})
	}
	return out
}

// Written lists the words as they are written.
func (s Set[T]) Written() []string { return Written(s.Entries()) }

// Written lists the words of entries.
func Written(entries []Entry) []string {
	out := make([]string, 0, len(entries))
	for _, e := range entries {
		out = append(out, e.Word)
	}
	return out
}
