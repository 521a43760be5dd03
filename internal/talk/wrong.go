package talk

import "cekloker/internal/closed"

// Wrong is a mistake in a file of flows/hear.
type Wrong struct {
	File string // under flows/
	Path string // where in it: keys and indices with slashes between, "says/3"
	Err  error
}

func (w Wrong) Error() string { return w.File + ": " + w.Err.Error() }

// Unwrap is what is wrong.
func (w Wrong) Unwrap() error { return w.Err }

// Family is a name of words that mean the same to the patterns of flows/hear.
type Family string

// NamedFamilies are the families that the hearing itself knows by name.
var NamedFamilies = closed.Set[Family]{
	{Word: tellers, Means: "words of somebody who tells of themself or asks for help"},
	{Word: ownVoice, Means: "words of the one it happens to"},
	{Word: relatives, Means: "words for a relative"},
}
