// Package offer reads an offer into facts, finds signals in them and gives a
// verdict with reasons. Read and Judge are pure: no clock, no files.
package offer

// Rules is the content of this package, compiled: phrases, places, wages,
// signals and the rules that set the level.
type Rules struct{}

// Read finds what a text says. It never fails; a text without an offer gives
// no facts.
func (r *Rules) Read(text string) Reading { return Reading{Is: Other, Facts: Facts{}} }

// Judge weighs facts. It runs all signals and never stops at the first.
func (r *Rules) Judge(f Facts) Verdict { return Verdict{Level: TooLittle, Trouble: Incomplete} }
