package talk

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"

	"cekloker/internal/flow"
)

// Every way that content may name is taken by opened or pick, every typed action by
// act, choose or the help button; and none of them takes one that is not declared.
func TestEveryDeclaredWayIsTaken(t *testing.T) {
	t.Parallel()
	taken := append(cases(t, "taps.go", "opened"), cases(t, "answers.go", "pick")...)
	for _, w := range flow.Actions.Written() {
		if !slices.Contains(taken, w) {
			t.Errorf("flow.Actions declares %q, which neither opened nor pick takes", w)
		}
	}
	for _, w := range taken {
		if !flow.Actions.Has(flow.Action(w)) {
			t.Errorf("opened or pick takes %q, which flow.Actions does not declare", w)
		}
	}
	typed := append(cases(t, "answers.go", "act"), cases(t, "answers.go", "choose")...)
	for _, w := range Actions.Written() {
		if !slices.Contains(typed, w) && !slices.Contains([]string{actionHelp, "yes", "no"}, w) { // yes and no are choices
			t.Errorf("Actions declares %q, which neither act nor choose takes", w)
		}
	}
}

// cases lists the words of the cases of a function, and those it compares with.
func cases(t *testing.T, file, function string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range parsed.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Name.Name != function {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			clause, ok := n.(*ast.CaseClause)
			if !ok {
				return true
			}
			for _, e := range clause.List {
				ast.Inspect(e, func(n ast.Node) bool {
					if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
						if word, _ := strconv.Unquote(lit.Value); word != "" {
							out = append(out, word)
						}
					}
					return true
				})
			}
			return true
		})
	}
	return out
}
