// Package cond holds the conditions of the content: it compiles them, checks
// their types and names, evaluates them, and says where a mistake stands.
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
	"strings"

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
}

// Error is a mistake in a condition. Line and Column count from 1.
type Error struct {
	Line, Column int
	What         string
}

func (e *Error) Error() string {
	return fmt.Sprintf("condition, line %d column %d: %s", e.Line, e.Column, e.What)
}

// Compile checks src against names. An empty src gives a condition that always
// holds. The error is an [*Error].
func Compile(src string, names Names) (Cond, error) {
	if strings.TrimSpace(src) == "" {
		return Cond{}, nil
	}
	program, err := expr.Compile(src, expr.Env(map[string]any(names)), expr.AsBool(), expr.DisableAllBuiltins())
	if err != nil {
		var at *file.Error
		if errors.As(err, &at) {
			return Cond{}, &Error{Line: at.Line, Column: at.Column + 1, What: firstLine(at.Message)}
		}
		return Cond{}, &Error{Line: 1, Column: 1, What: firstLine(err.Error())}
	}
	return Cond{src: src, program: program}, nil
}

// Holds evaluates the condition. values must hold every declared name. A
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

// String returns the source of the condition.
func (c Cond) String() string { return c.src }

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
