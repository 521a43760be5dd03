package internal

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	markdownLink = regexp.MustCompile(`\]\(([^)#\s]+)(#[a-z0-9-]*)?\)|src="([^"]+)"`)
	pathInText   = regexp.MustCompile("`((?:bot|docs|flows|internal|locales)/[A-Za-z0-9_./-]*[a-z])`")
	nameInText   = regexp.MustCompile("`([a-z]+(?:/[a-z]+)?)((?:\\.[A-Z][A-Za-z]*)+)`")
)

// operators lists paths in the papers that exist on the machine of an operator only.
var operators = map[string]bool{"docs/deploy/token": true}

// What the papers link to, and the paths that they name, exist.
func TestWhatThePapersNameExists(t *testing.T) {
	t.Parallel()
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".md" {
			return err
		}
		text := read(t, file)
		for _, m := range markdownLink.FindAllStringSubmatch(text, -1) {
			if to := m[1] + m[3]; !strings.Contains(to, ":") && !exists(filepath.Join(filepath.Dir(file), to)) {
				t.Errorf("%s links to %s, which does not exist", file, to)
			}
		}
		for _, m := range pathInText.FindAllStringSubmatch(text, -1) {
			if !operators[m[1]] && !exists(filepath.Join("..", m[1])) {
				t.Errorf("%s names %s, which does not exist", file, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Go names in docs/architecture.md, `package.Type.Method`, are declared in that package.
func TestTheArchitectureNamesWhatIsDeclared(t *testing.T) {
	t.Parallel()
	for _, m := range nameInText.FindAllStringSubmatch(read(t, "../docs/architecture.md"), -1) {
		files, err := filepath.Glob(m[1] + "/*.go")
		if err != nil || len(files) == 0 {
			t.Errorf("docs/architecture.md names the package %s, which does not exist", m[1])
			continue
		}
		var code strings.Builder
		for _, file := range files {
			code.WriteString(read(t, file))
		}
		for _, name := range strings.Split(m[2][1:], ".") {
			if !regexp.MustCompile(`(?m)(^|func |type |\) )\s*` + name + `\b`).MatchString(code.String()) {
				t.Errorf("docs/architecture.md names %s%s, and package %s declares no %s", m[1], m[2], m[1], name)
			}
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
