package talk_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cekloker/internal/flow"
	"cekloker/internal/talk"
)

// Go names the flows of RequiredFlows, whose absence is told, and no other. What is heard
// of a step taken has some of the same words.
func TestGoNamesNoFlowButTheRequiredOnes(t *testing.T) {
	t.Parallel()
	c := readAll(t)
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, _ := strconv.Unquote(lit.Value)
			_, heard := c.Book.Topics.Already[text]
			if c.Flows[flow.ID(text)] != nil && !heard && !slices.Contains(talk.RequiredFlows[:], flow.ID(text)) {
				t.Errorf("%s names the flow %q", name, text)
			}
			return true
		})
	}
}
