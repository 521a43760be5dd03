package content

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// declarations are the comments beside the types, fields, functions and methods of some
// packages, by "package.Type", "package.Type.Field", "package.function" and
// "package.Type.method".
type declarations map[string]string

// declared reads the comments in the source of packages of internal.
func declared(t *testing.T, packages ...string) declarations {
	t.Helper()
	out := declarations{}
	for _, dir := range packages {
		files, err := filepath.Glob("../" + dir + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			out.file(path.Base(dir), file)
		}
	}
	return out
}

func (d declarations) file(pkg string, file *ast.File) {
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			d.function(pkg, decl)
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				if spec, ok := spec.(*ast.TypeSpec); ok {
					name := pkg + "." + spec.Name.Name
					d[name] = first(spec.Doc.Text(), spec.Comment.Text())
					if len(decl.Specs) == 1 {
						d[name] = first(decl.Doc.Text(), d[name])
					}
					d.fields(name, spec.Type)
				}
			}
		}
	}
}

func (d declarations) function(pkg string, f *ast.FuncDecl) {
	name := pkg
	if f.Recv != nil {
		name += "." + strings.TrimPrefix(types.ExprString(f.Recv.List[0].Type), "*")
	}
	d[name+"."+f.Name.Name] = f.Doc.Text()
}

func (d declarations) fields(name string, of ast.Expr) {
	s, ok := of.(*ast.StructType)
	if !ok {
		return
	}
	for _, f := range s.Fields.List {
		for _, n := range f.Names {
			d[name+"."+n.Name] = first(f.Comment.Text(), f.Doc.Text())
			d.fields(name+"."+n.Name, f.Type)
		}
	}
}

func first(texts ...string) string {
	for _, text := range texts {
		if text = strings.TrimSpace(text); text != "" {
			return text
		}
	}
	return ""
}

// line is the first paragraph of a comment in one line, without the "Name is" that begins
// it in Go.
func (d declarations) line(name string) string {
	text, _, _ := strings.Cut(d[name], "\n\n")
	text = strings.Join(strings.Fields(text), " ")
	return strings.ReplaceAll(strings.TrimPrefix(text, name[strings.LastIndex(name, ".")+1:]+" is "), "<", "&lt;")
}

// key is the name under which the comment of a type is kept.
func key(t reflect.Type) string { return path.Base(t.PkgPath()) + "." + t.Name() }
