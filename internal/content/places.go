package content

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// place is a line and a column of a file, counted from 1.
type place struct{ line, column int }

// bad reports a mistake at a path of a file: keys and indices separated by slashes,
// such as "steps/3/when"; "" for the whole file. For a missing key it is the place of
// the mapping that lacks it.
//
// If a word was refused when the file was read, mistakes that follow from it are not
// reported.
func (l *loader) bad(file, path, what, do string) {
	at := l.placeOf(file, path)
	if path == "" || !l.refused[spot{file, at}] {
		l.badAt(file, at, what, do)
	}
}

// badAt notes a mistake at a place.
func (l *loader) badAt(file string, at place, what, do string) {
	l.wrong = append(l.wrong, Problem{File: file, Line: at.line, Column: at.column, What: what, Do: do})
}

// spot is a place in a file.
type spot struct {
	file string
	place
}

// placeOf finds the place of a path in a file that was read.
func (l *loader) placeOf(file, path string) place {
	n := l.trees[file]
	if n == nil || path == "" {
		return place{1, 1}
	}
	at := place{n.Line, n.Column}
	for part := range strings.SplitSeq(path, "/") {
		next, stands := into(aliased(n), part)
		if next == nil {
			break
		}
		n, at = next, stands
	}
	return at
}

// into follows one part of a path. The place of a list or a mapping is that of its
// key.
func into(n *yaml.Node, part string) (*yaml.Node, place) {
	switch n.Kind {
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(part); err == nil && i < len(n.Content) {
			return n.Content[i], place{n.Content[i].Line, n.Content[i].Column}
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], n.Content[i+1]
			if key.Value != part {
				continue
			}
			if value.Kind == yaml.ScalarNode && value.Line == key.Line {
				return value, place{value.Line, value.Column}
			}
			return value, place{key.Line, key.Column}
		}
	}
	return nil, place{}
}
