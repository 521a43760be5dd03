package content

import (
	"cmp"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"cekloker/flows"
	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/offer/learned"
	"cekloker/internal/talk"
)

var update = flag.Bool("update", false, "write the reference and the schemas anew")

// alsoRead are the files of flows beside readInto that hold settings, lists or places.
var alsoRead = []contentFile{
	{"flows/hear/concepts.yaml", reflect.TypeFor[hear.ConceptFile]()},
	{"flows/hear/reactions.yaml", reflect.TypeFor[hear.ReactionFile]()},
	{"flows/hear/regional.yaml", reflect.TypeFor[map[string]map[string]string]()},
	{"flows/hear/slang.yaml", reflect.TypeFor[map[string]string]()},
	{"flows/hear/thresholds.yaml", reflect.TypeFor[hear.Thresholds]()},
	{"flows/hear/topics.yaml", reflect.TypeFor[talk.TopicReplies]()},
	{"flows/hear/training.yaml", reflect.TypeFor[hear.Recipe]()},
	{"flows/judge/learned.yaml", reflect.TypeFor[learned.Settings]()},
	{"flows/judge/regional.yaml", reflect.TypeFor[map[string]string]()},
	{"flows/offices/places.yaml", reflect.TypeFor[gazetteer]()},
	{"flows/proof/posts/authors.yaml", reflect.TypeFor[PostSplit]()},
}

// allFiles are all files of YAML, in order.
func allFiles() []contentFile {
	return slices.SortedFunc(slices.Values(slices.Concat(readInto, alsoRead)), func(a, b contentFile) int { return cmp.Compare(a.glob, b.glob) })
}

// Every file of YAML in flows is in the reference.
func TestTheReferenceKnowsEveryFile(t *testing.T) {
	t.Parallel()
	err := fs.WalkDir(flows.FS, ".", func(name string, _ fs.DirEntry, err error) error {
		known := slices.ContainsFunc(allFiles(), func(f contentFile) bool { is, _ := path.Match(f.glob, "flows/"+name); return is })
		if err == nil && path.Ext(name) == ".yaml" && !known {
			t.Errorf("flows/%s is in no list of files; add it to readInto or alsoRead with its type", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// flows/REFERENCE.md is made of the declarations in Go: go generate ./flows.
func TestTheReferenceIsCurrent(t *testing.T) {
	t.Parallel()
	page := newReferencePage(t)
	page.write() // which finds the types
	again := newReferencePage(t)
	again.twins = twins(slices.Concat(page.objects, page.words))
	current(t, "../../flows/REFERENCE.md", again.write())
}

// current compares a file that is generated with what it should hold.
func current(t *testing.T, file, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != want {
		t.Errorf("%s is old; run go generate ./flows", strings.TrimPrefix(file, "../../"))
	}
}

// referencePage is the reference while it is written.
type referencePage struct {
	strings.Builder
	comments declarations
	objects  []reflect.Type // in the order in which the files name them
	words    []reflect.Type // closed types, the same
	twins    map[string]bool
}

// twins are the names that types of several packages have.
func twins(types []reflect.Type) map[string]bool {
	out := map[string]bool{}
	for i, t := range types {
		out[t.Name()] = out[t.Name()] || slices.ContainsFunc(types[:i], func(u reflect.Type) bool { return u.Name() == t.Name() })
	}
	return out
}

func newReferencePage(t *testing.T) *referencePage {
	t.Helper()
	return &referencePage{comments: declared(t, "content", "flow", "hear", "iso", "offer", "offer/contact", "offer/learned", "offer/money", "refer", "session", "talk", "words")}
}

func (r *referencePage) linef(format string, args ...any) { fmt.Fprintf(r, format+"\n", args...) }

func (r *referencePage) write() string {
	r.linef("# Reference of the content language\n")
	r.linef("Made by `go generate ./flows` from the declarations in Go, so that it says what the decoder accepts; a test keeps it current. How to add things: `../CONTRIBUTING.md`")
	r.linef("and `README.md`. The same declarations as JSON schemas, for editors: `schema/`.\n\n## Files\n")
	var rows [][]string
	for _, f := range allFiles() {
		rows = append(rows, []string{"`" + f.glob + "`", r.holds(f.into, "", ""), r.about(f.into)})
	}
	r.WriteString(table([]string{"file", "holds", "what that is"}, rows))
	r.linef("\nSentences are in `locales/<area>.id.yaml` and `<area>.en.yaml`: an id and its text, or its forms `one` and `other`.\n\n## Keys\n")
	r.linef("A key that is not listed, a missing required key and a word that is not declared are mistakes that `bot check` reports with file, line and column.")
	for i := 0; i < len(r.objects); i++ { // grows while it is written
		r.object(r.objects[i])
	}
	r.patterns()
	r.conditions()
	r.closedWords()
	r.named()
	return r.String()
}

// about is the comment of a type, or of what a list or table of it holds.
func (r *referencePage) about(t reflect.Type) string {
	if t.Name() == "" && (t.Kind() == reflect.Slice || t.Kind() == reflect.Map) {
		return r.about(t.Elem())
	}
	text := r.comments.line(key(t))
	return strings.ToUpper(text[:min(1, len(text))]) + text[min(1, len(text)):]
}

// holds says what a key holds, with links to its parts.
func (r *referencePage) holds(t reflect.Type, names, is string) string {
	switch {
	case names != "":
		return single(t, "name in "+referable[names].where)
	case is != "":
		return single(t, is)
	case t == reflect.TypeFor[flow.Instruction]():
		r.words = remember(r.words, reflect.TypeFor[flow.Action]())
		return r.linkTo(reflect.TypeFor[flow.Action]()) + ", some with a subject behind a colon"
	case vocabularyOf(t) != nil:
		r.words = remember(r.words, t)
		return r.linkTo(t)
	}
	switch t.Kind() {
	case reflect.Pointer:
		return r.holds(t.Elem(), names, is)
	case reflect.Slice:
		return "list of " + r.holds(t.Elem(), names, is)
	case reflect.Map:
		if t.Elem().Kind() == reflect.Bool {
			return "list of words"
		}
		of := "a name"
		if vocabularyOf(t.Key()) != nil {
			of = r.holds(t.Key(), "", "")
		}
		return of + ": " + r.holds(t.Elem(), names, is)
	case reflect.Struct:
		if t.Name() == "" {
			return "keys, below"
		}
		r.objects = remember(r.objects, t)
		return r.linkTo(t)
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "text"
	}
	return "number"
}

// single is a word, or a list or table of such words.
func single(t reflect.Type, word string) string {
	switch t.Kind() {
	case reflect.Slice:
		return "list: " + word
	case reflect.Map:
		return "a name: " + word
	}
	return word
}

func remember(all []reflect.Type, t reflect.Type) []reflect.Type {
	if slices.Contains(all, t) {
		return all
	}
	return append(all, t)
}

// title is the name of a type, with its package where another package has one of that
// name.
func (r *referencePage) title(t reflect.Type) string {
	name, pkg := t.Name(), path.Base(t.PkgPath())
	if r.twins[name] {
		return strings.ToUpper(pkg[:1]) + pkg[1:] + " " + strings.ToLower(name)
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

func (r *referencePage) linkTo(t reflect.Type) string {
	return "[" + r.title(t) + "](#" + strings.ReplaceAll(strings.ToLower(r.title(t)), " ", "-") + ")"
}

// object writes the keys of a struct.
func (r *referencePage) object(t reflect.Type) {
	r.linef("\n### %s\n", r.title(t))
	if about := r.about(t); about != "" {
		r.linef("%s\n", about)
	}
	r.WriteString(table([]string{"key", "holds", "required", "meaning"}, r.keys(t, key(t), "")))
}

// keys are the rows of a struct. Those of a struct without a name follow its own row.
func (r *referencePage) keys(t reflect.Type, name, within string) [][]string {
	var rows [][]string
	for _, k := range shapeOf(t).keys {
		f := shapeOf(t).fields[k]
		field, required := t.Field(f.index), ""
		if f.required {
			required = "yes"
		}
		rows = append(rows, []string{"`" + within + k + "`", r.holds(field.Type, f.names, f.is), required, r.comments.line(name + "." + field.Name)})
		if field.Type.Kind() == reflect.Struct && field.Type.Name() == "" {
			rows = append(rows, r.keys(field.Type, name+"."+field.Name, within+k+".")...)
		}
	}
	return rows
}
