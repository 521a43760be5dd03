// Package cond compiles the conditions of the content, checks their types and names,
// evaluates them, and reports mistakes with their position.
//
// A condition is one boolean expression over declared names, for example
//
//	overseas and visa == "tourist" and not said("warning")
//
// The language is expr-lang without its built-in functions: no clock, no
// input or output, no loops over unbounded data. This package is the only one
// that knows the library.
package cond

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"cekloker/internal/closed"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"
)

// Names declares what a condition may use: a name and a sample value whose
// type is the type of the name (bool, int, float64, string, or a function).
type Names map[string]any

// Cond is a compiled condition. The zero Cond always holds.
type Cond struct {
	src     string
	program *vm.Program
	uses    uses
}

// Problem is a mistake in a condition. Line and Column count from 1.
type Problem struct {
	Line, Column int
	What         string
	Unknown      string   // the name that is not declared, "" for any other mistake
	Declared     []string // the names that are
}

// Do returns what to do about it.
func (e *Problem) Do() string {
	if e.Unknown != "" {
		return closed.Instead(e.Unknown, e.Declared)
	}
	return "fix the condition"
}

func (e *Problem) Error() string {
	return fmt.Sprintf("condition, line %d column %d: %s", e.Line, e.Column, e.What)
}

// Compile checks src against names. An empty src gives a condition that always
// holds. The error is an [*Error].
func Compile(src string, names Names) (Cond, error) {
	if strings.TrimSpace(src) == "" {
		return Cond{}, nil
	}
	u := uses{names: map[string]bool{}}
	program, err := expr.Compile(src, expr.Env(map[string]any(names)), expr.AsBool(), expr.DisableAllBuiltins(), expr.Patch(&u))
	if err != nil {
		var at *file.Error
		if errors.As(err, &at) {
			e := &Problem{Line: at.Line, Column: at.Column + 1, What: firstLine(at.Message)}
			if name, is := strings.CutPrefix(e.What, "unknown name "); is {
				e.Unknown, e.Declared = name, slices.Sorted(maps.Keys(names))
			}
			return Cond{uses: u}, e
		}
		return Cond{}, &Problem{Line: 1, Column: 1, What: firstLine(err.Error())}
	}
	return Cond{src: src, program: program, uses: u}, nil
}

// Holds evaluates the condition. values must hold every name that it reads. A
// condition that fails while it runs (a nil where a value was promised) is an
// error: the caller decides which side is the careful one.
func (c Cond) Holds(values map[string]any) (bool, error) {
	if c.program == nil {
		return true, nil
	}
	out, err := expr.Run(c.program, values)
	if err != nil {
		return false, fmt.Errorf("condition %q: %s", c.src, firstLine(err.Error()))
	}
	holds, _ := out.(bool)
	return holds, nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
