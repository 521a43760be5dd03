package offer

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Whatever phrase the reading of offers knows by name is declared in NamedPhrases,
// so that content in which it is renamed is refused.
func TestEveryPhraseThatGoNamesIsDeclared(t *testing.T) {
	t.Parallel()
	named := map[PhraseID]bool{}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") || e.Name() == "named.go" {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			for _, id := range phraseIDs(n) {
				named[id] = true
			}
			return true
		})
	}
	for id := range named {
		if !NamedPhrases.Has(id) && !slices.Contains(builtIn, id) {
			t.Errorf("Go names the phrase %q; declare it in NamedPhrases", id)
		}
	}
	for _, p := range NamedPhrases {
		if !named[p.Word] {
			t.Errorf("NamedPhrases declares %q, which Go does not name; take it out", p.Word)
		}
	}
}

// phraseIDs lists the ids in signs["id"], HasPhrase("id"), PhraseID("id"), by = "id" and
// []PhraseID{"id"}.
func phraseIDs(n ast.Node) []PhraseID {
	var words []ast.Expr
	switch n := n.(type) {
	case *ast.IndexExpr:
		if s, ok := n.X.(*ast.SelectorExpr); ok && s.Sel.Name == "signs" {
			words = []ast.Expr{n.Index}
		}
	case *ast.CallExpr:
		if s, ok := n.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "HasPhrase" || isIdent(n.Fun, "PhraseID") {
			words = n.Args
		}
	case *ast.AssignStmt:
		if isIdent(n.Lhs[0], "by") {
			words = n.Rhs
		}
	case *ast.CompositeLit:
		if list, ok := n.Type.(*ast.ArrayType); ok && isIdent(list.Elt, "PhraseID") {
			words = n.Elts
		}
	}
	var out []PhraseID
	for _, w := range words {
		if lit, ok := w.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			id, _ := strconv.Unquote(lit.Value)
			out = append(out, PhraseID(id))
		}
	}
	return out
}

func isIdent(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}
