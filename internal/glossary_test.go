package internal

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// unlisted are packages of test doubles and drawings, whose types no other package's
// reader has to know.
var unlisted = []string{"localapi", "posters", "preview"}

// TestTheGlossaryListsEveryType compares docs/glossary.md with the exported types: each
// stands in one row, under the package that the row names first, and no row names a type
// that is gone.
func TestTheGlossaryListsEveryType(t *testing.T) {
	t.Parallel()
	declared := exportedTypes(t)
	listed := map[string]bool{}
	for _, name := range glossaryTypes(t) {
		if listed[name] {
			t.Errorf("docs/glossary.md: %s is listed twice; say it once", name)
		}
		listed[name] = true
		if !declared[name] {
			t.Errorf("docs/glossary.md: %s is no exported type; take it out or mend its name", name)
		}
	}
	for name := range declared {
		if pkg, _, _ := strings.Cut(name, "."); !listed[name] && !slices.Contains(unlisted, pkg) {
			t.Errorf("docs/glossary.md: %s is missing; say in a row what it means", name)
		}
	}
}

// exportedTypes are the exported types of all packages, as "package.Type".
func exportedTypes(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			types, ok := decl.(*ast.GenDecl)
			if !ok || types.Tok != token.TYPE {
				continue
			}
			for _, spec := range types.Specs {
				if name := spec.(*ast.TypeSpec).Name; name.IsExported() {
					out[file.Name.Name+"."+name.Name] = true
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// glossaryTypes are the types in the rows of the glossary, as "package.Type". A section
// whose heading is one package needs no package in its rows.
func glossaryTypes(t *testing.T) []string {
	t.Helper()
	page, err := os.ReadFile("../docs/glossary.md")
	if err != nil {
		t.Fatal(err)
	}
	name := regexp.MustCompile("`(?:([a-z]+)\\.)?([A-Z][A-Za-z]*)`")
	var out []string
	of := ""
	for line := range strings.Lines(string(page)) {
		if heading, ok := strings.CutPrefix(line, "## "); ok {
			of = strings.TrimSpace(heading)
		}
		cells := strings.Split(line, "|")
		if len(cells) < 3 {
			continue
		}
		for _, found := range name.FindAllStringSubmatch(cells[1], -1) {
			if found[1] != "" {
				of = found[1]
			}
			out = append(out, of+"."+found[2])
		}
	}
	return out
}
