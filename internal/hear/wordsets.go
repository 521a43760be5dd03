package hear

import (
	"errors"
	"fmt"
	"strings"
)

// WordSets are words that mean the same to the patterns of flows/hear/rules, which
// name a set as <name>, and the casual spellings that people type when they are
// in a hurry: flows/hear/words.yaml.
type WordSets struct {
	About    string              `yaml:"about"`
	Sets     map[string][]string `yaml:"sets"`                 // a name: words, also several in a row
	Spelling map[string]string   `yaml:"spelling"`             // added to flows/hear/slang.yaml for hearing alone
	Misspelt []string            `yaml:"misspelt" names:"set"` // sets whose long words are known with one letter wrong
	Right    []string            `yaml:"right"`                // words that are no misspelling of one of those
}

// Sets that the code knows by name: words by which somebody tells of themself or
// asks for help, words for the one it happens to, and words for a relative.
const (
	ownVoice  = "own"
	firstHand = "voice"
	relatives = "family"
)

// spell writes the word sets of a pattern out. Inside a bracket every alternative
// is written once for each word of its set, so that "(keluar dari <hub>|x)"
// never means a bare name of a hub.
func (w WordSets) spell(pattern string) (string, error) {
	if err := w.unknown(pattern); err != nil {
		return "", fmt.Errorf("pattern %q: %w", pattern, err)
	}
	var out strings.Builder
	for rest := pattern; rest != ""; {
		before, inside, bracket := strings.Cut(rest, "(")
		ways, err := w.written(before)
		if err != nil {
			return "", fmt.Errorf("pattern %q: %w", pattern, err)
		}
		out.WriteString(ways.bracketed())
		if !bracket {
			break
		}
		inside, after, ok := strings.Cut(inside, ")")
		if !ok {
			return "", errors.New("pattern " + pattern + ": a bracket is not closed")
		}
		var alternatives []string
		for _, a := range strings.Split(inside, "|") {
			ways, err := w.written(a)
			if err != nil {
				return "", fmt.Errorf("pattern %q: %w", pattern, err)
			}
			alternatives = append(alternatives, ways.each()...)
		}
		out.WriteString("(" + strings.Join(alternatives, "|") + ")")
		rest = after
	}
	return out.String(), nil
}

// written is a piece of a pattern as a sequence of fixed words and sets, each
// a list of what may stand there.
type written [][]string

func (w WordSets) written(piece string) (written, error) {
	var out written
	for piece != "" {
		fixed, name, set := strings.Cut(piece, "<")
		out = append(out, []string{fixed})
		if !set {
			return out, nil
		}
		name, after, ok := strings.Cut(name, ">")
		list := w.Sets[name]
		if !ok || len(list) == 0 {
			return nil, fmt.Errorf("the set <%s> is not closed or not in words.yaml", name)
		}
		out, piece = append(out, list), after
	}
	return out, nil
}

// bracketed writes each set as a bracket of its own.
func (w written) bracketed() string {
	var out strings.Builder
	for _, list := range w {
		if len(list) == 1 {
			out.WriteString(list[0])
			continue
		}
		out.WriteString("(" + strings.Join(list, "|") + ")")
	}
	return out.String()
}

// each writes the piece out once for every choice of words.
func (w written) each() []string {
	out := []string{""}
	for _, list := range w {
		var longer []string
		for _, head := range out {
			for _, word := range list {
				longer = append(longer, head+word)
			}
		}
		out = longer
	}
	return out
}
