package flows_test

import (
	"os"
	"strings"
	"testing"
)

// The tables of README.md and docs/contacts.md are made of the content: go
// generate ./flows.
func TestTablesOfTheReadmeAreCurrent(t *testing.T) {
	t.Parallel()
	current(t, "README.md", load(t).Tables())
	current(t, "../docs/contacts.md", load(t).Contacts())
}

func current(t *testing.T, file string, tables map[string]string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for name, want := range tables {
		open, end := "<!-- table: "+name+" -->\n", "<!-- end -->"
		before, rest, ok := strings.Cut(text, open)
		got, after, ended := strings.Cut(rest, end)
		if !ok || !ended {
			t.Fatalf("%s has no place for the table %s", file, name)
		}
		if got != want && !*update {
			t.Errorf("the table %s in %s is old; run go generate ./flows", name, file)
		}
		text = before + open + want + end + after
	}
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
