package talk

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"cekloker/internal/closed"
)

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

var familyName = regexp.MustCompile(`<([^<>]*)>`)

// Named lists the families that a pattern names.
func (f Families) Named(pattern string) []string {
	var out []string
	for _, m := range familyName.FindAllStringSubmatch(pattern, -1) {
		out = append(out, m[1])
	}
	return out
}

// unknown names every family of a pattern that is not there.
func (f Families) unknown(pattern string) error {
	if !strings.Contains(pattern, "<") {
		return nil
	}
	var wrong, instead []string
	for _, name := range f.Named(pattern) {
		if len(f.Families[name]) == 0 {
			wrong = append(wrong, "<"+name+">")
			instead = append(instead, closed.Instead(name, slices.Collect(maps.Keys(f.Families))))
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	return fmt.Errorf("the family %s is not in words.yaml; %s", strings.Join(wrong, ", nor "), strings.Join(slices.Compact(instead), " "))
}
