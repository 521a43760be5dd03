package hear

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"cekloker/internal/closed"
)

// Problem is a mistake in a file of flows/hear.
type Problem struct {
	File string // under flows/
	Path string // where in it: keys and indices with slashes between, "says/3"
	Err  error
}

func (w Problem) Error() string { return w.File + ": " + w.Err.Error() }

// Unwrap returns the cause.
func (w Problem) Unwrap() error { return w.Err }

// WordSet is a name of words that mean the same to the patterns of flows/hear.
type WordSet string

// NamedWordSets are the word sets that the classifier itself knows by name.
var NamedWordSets = closed.Set[WordSet]{
	{Word: ownVoice, Means: "words of somebody who tells of themself or asks for help"},
	{Word: firstHand, Means: "words of the one it happens to"},
	{Word: relatives, Means: "words for a relative"},
}

var setName = regexp.MustCompile(`<([^<>]*)>`)

// Named lists the word sets that a pattern names.
func (w WordSets) Named(pattern string) []string {
	var out []string
	for _, m := range setName.FindAllStringSubmatch(pattern, -1) {
		out = append(out, m[1])
	}
	return out
}

// unknown names every word set of a pattern that is not there.
func (w WordSets) unknown(pattern string) error {
	if !strings.Contains(pattern, "<") {
		return nil
	}
	var wrong, instead []string
	for _, name := range w.Named(pattern) {
		if len(w.Sets[name]) == 0 {
			wrong = append(wrong, "<"+name+">")
			instead = append(instead, closed.Instead(name, slices.Collect(maps.Keys(w.Sets))))
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	return fmt.Errorf("the set %s is not in words.yaml; %s", strings.Join(wrong, ", nor "), strings.Join(slices.Compact(instead), " "))
}
