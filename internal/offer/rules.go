// Package offer reads an offer into facts, finds signals in them and gives a
// verdict with reasons. Read and Judge are pure: no clock, no files.
package offer

import "strings"

// Rules is the content of this package, compiled: phrases, places, wages,
// signals and the rules that set the level.
type Rules struct{}

// Read finds what a text says. It never fails; a text without an offer gives
// no facts.
func (r *Rules) Read(text string) Reading { return Reading{Is: Other, Facts: Facts{}} }

// Judge weighs facts. It runs all signals and never stops at the first.
func (r *Rules) Judge(f Facts) Verdict { return Verdict{Level: TooLittle, Trouble: Incomplete} }

// ReadAnswer reads a typed answer to the question for one fact. ok is false
// when the words do not answer it.
func (r *Rules) ReadAnswer(fact Fact, text string) (value string, ok bool) { return "", false }

// Fold brings a text to the form in which words are compared.
func Fold(text string) string { return strings.ToLower(text) }
