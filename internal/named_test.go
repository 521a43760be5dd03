package internal

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"cekloker/internal/talk"
)

var (
	sentenceID = regexp.MustCompile(`^[a-z_]+(\.[a-z0-9_]+)+$`)
	beginsID   = regexp.MustCompile(`^[a-z_]+\.([a-z0-9_.]*[._])?$`)
	fileName   = regexp.MustCompile(`\.(yaml|db|sock|key|next)$`)
)

// noSentences are words in Go that look like the id of a sentence.
var noSentences = map[string]string{
	"vcs.revision": "a setting of the build",
	"co.id":        "an ending of internet names",
}

// Whatever sentence Go names is declared in talk.RequiredSentences, so that content in
// which it is renamed is refused; and nothing is declared that Go does not name.
func TestEverySentenceThatGoNamesIsDeclared(t *testing.T) {
	t.Parallel()
	named, beginnings := map[string]bool{}, map[string]bool{}
	for file, words := range literals(t, ".", "../bot") {
		for _, word := range words {
			switch {
			case beginsID.MatchString(word):
				beginnings[word] = true
			case !sentenceID.MatchString(word) || fileName.MatchString(word) || noSentences[word] != "":
			case !talk.RequiredSentences.Has(talk.SentenceID(word)):
				t.Errorf("%s names %q, which talk.Sentences does not declare; declare it there, or list it in noSentences with the reason", file, word)
			default:
				named[word] = true
			}
		}
	}
	for _, s := range talk.RequiredSentences {
		if !named[string(s.Word)] && !begins(string(s.Word), beginnings) {
			t.Errorf("talk.Sentences declares %q, which no Go file names; take it out", s.Word)
		}
	}
}

// begins reports whether an id is put together in Go: a beginning and a word.
func begins(id string, beginnings map[string]bool) bool {
	for b := range beginnings {
		if strings.HasPrefix(id, b) {
			return true
		}
	}
	return false
}

// literals lists the texts in the Go files of folders, by file; tests and generated
// examples are left out.
func literals(t *testing.T, dirs ...string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					word, _ := strconv.Unquote(lit.Value)
					out[path] = append(out[path], word)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}
