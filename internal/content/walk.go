package content

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"cekloker/internal/closed"
)

// walk reads the nodes of a file into a Go value. The tags of a struct say what a key
// must hold:
//
//	yaml:"sources,required"   its name; whether it must be filled
//	names:"source"            each word names something else of the content, see references.go
//	is:"date"                 the form of the word, see forms
//
// A type that implements [closed.Type] holds only words that it declares.
type walk struct {
	*loader
	file string
}

func (w walk) wrongAt(n *yaml.Node, what, do string) {
	at := place{n.Line, n.Column}
	w.refused[spot{w.file, at}] = true
	w.badAt(w.file, at, what, do)
}

// aliased returns the target of an alias.
func aliased(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

// value reads a node. f is its key, nil for a whole file.
func (w walk) value(n *yaml.Node, v reflect.Value, f *field) {
	n = aliased(n)
	if n.Tag == "!!null" {
		w.wrongAt(n, named(f)+" has no value", "fill it or take it out")
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		w.value(n, v.Elem(), f)
	case reflect.Struct:
		if w.is(n, yaml.MappingNode, f) {
			w.object(n, v)
		}
	case reflect.Map:
		if v.Type().Elem().Kind() == reflect.Bool {
			w.set(n, v, f)
			return
		}
		if w.is(n, yaml.MappingNode, f) {
			w.table(n, v, f)
		}
	case reflect.Slice:
		if !w.is(n, yaml.SequenceNode, f) {
			return
		}
		list := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
		for i, c := range n.Content {
			w.value(c, list.Index(i), f)
		}
		v.Set(list)
	default:
		if w.is(n, yaml.ScalarNode, f) {
			w.word(n, v, f)
		}
	}
}

// is refuses a node of another kind than the value has.
func (w walk) is(n *yaml.Node, kind yaml.Kind, f *field) bool {
	if n.Kind == kind {
		return true
	}
	w.wrongAt(n, fmt.Sprintf("%s is %s and should be %s", named(f), kinds[n.Kind], kinds[kind]), "write "+kinds[kind])
	return false
}

// kinds are the kinds of nodes as people write them.
var kinds = map[yaml.Kind]string{
	yaml.MappingNode: "keys with values", yaml.SequenceNode: "a list, as in [one, two]", yaml.ScalarNode: "a single word or text",
}

// named is a key as messages name it.
func named(f *field) string {
	if f == nil {
		return "the file"
	}
	return f.key
}

// object reads keys into the fields of a struct.
func (w walk) object(n *yaml.Node, v reflect.Value) {
	s := shapeOf(v.Type())
	var meant []string // by unknown keys
	w.pairs(n, func(key, value *yaml.Node) {
		f := s.fields[key.Value]
		if f == nil {
			meant = append(meant, closed.Near(key.Value, s.keys))
			w.wrongAt(key, fmt.Sprintf("unknown key %q", key.Value), closed.Instead(key.Value, s.keys))
			return
		}
		into := v.Field(f.index)
		before := len(w.wrong)
		w.value(value, into, f)
		if f.required && len(w.wrong) == before && empty(into) {
			w.wrongAt(value, f.key+" is empty", "fill it")
		}
	})
	for _, key := range s.required {
		if !holds(n, key) && !slices.Contains(meant, key) {
			w.wrongAt(n, fmt.Sprintf("the key %q is missing", key), "add it and fill it")
		}
	}
}

// pairs gives every key of a mapping with its value, each key once.
func (w walk) pairs(n *yaml.Node, each func(key, value *yaml.Node)) {
	lines := make(map[string]int, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if line, twice := lines[key.Value]; twice {
			w.wrongAt(key, fmt.Sprintf("key %q stands here and in line %d", key.Value, line), "keep one of them")
			continue
		}
		lines[key.Value] = key.Line
		each(key, n.Content[i+1])
	}
}

// holds reports whether a mapping has a key.
func holds(n *yaml.Node, key string) bool {
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return true
		}
	}
	return false
}

func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String, reflect.Slice, reflect.Map:
		return v.Len() == 0
	}
	return false
}

// table reads keys that are ids or closed words.
func (w walk) table(n *yaml.Node, v reflect.Value, f *field) {
	t := v.Type()
	out := reflect.MakeMapWithSize(t, len(n.Content)/2)
	w.pairs(n, func(key, value *yaml.Node) {
		k, e := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
		w.declared(key, t.Key(), "key")
		k.SetString(key.Value)
		w.value(value, e, &field{key: key.Value, names: nameOf(f), is: formOf(f)})
		out.SetMapIndex(k, e)
	})
	v.Set(out)
}

// set reads a list of words, each once, into a set.
func (w walk) set(n *yaml.Node, v reflect.Value, f *field) {
	if !w.is(n, yaml.SequenceNode, f) {
		return
	}
	out := reflect.MakeMapWithSize(v.Type(), len(n.Content))
	for _, c := range n.Content {
		word := reflect.New(v.Type().Key()).Elem()
		w.value(c, word, f)
		if out.MapIndex(word).IsValid() {
			w.wrongAt(c, fmt.Sprintf("%q stands twice in %s", c.Value, named(f)), "keep one of them")
		}
		out.SetMapIndex(word, reflect.ValueOf(true))
	}
	v.Set(out)
}

// word reads a single word into a string, number or truth value.
func (w walk) word(n *yaml.Node, v reflect.Value, f *field) {
	if !w.declared(n, v.Type(), named(f)) {
		return
	}
	ok, form := true, "a whole number"
	switch v.Kind() {
	case reflect.String:
		v.SetString(n.Value)
		w.text(n, f)
		return
	case reflect.Int, reflect.Int32, reflect.Int64:
		i, err := strconv.ParseInt(n.Value, 10, v.Type().Bits())
		ok = err == nil
		v.SetInt(i)
	case reflect.Float64:
		x, err := strconv.ParseFloat(n.Value, 64)
		ok, form = err == nil, "a number"
		v.SetFloat(x)
	case reflect.Bool:
		ok, form = n.Value == "true" || n.Value == "false", "true or false"
		v.SetBool(n.Value == "true")
	default:
		panic("content: the walk reads no " + v.Kind().String()) // a mistake in our types, which any test meets
	}
	if !ok {
		w.wrongAt(n, fmt.Sprintf("%s is %q and should be %s", named(f), n.Value, form), "write "+form)
	}
}

// declared refuses a word that its type does not declare.
func (w walk) declared(n *yaml.Node, t reflect.Type, key string) bool {
	known := vocabularyOf(t)
	if known == nil || known.set[n.Value] {
		return true
	}
	w.wrongAt(n, fmt.Sprintf("%s %q is not known", key, n.Value), closed.Instead(n.Value, known.list))
	return false
}

// text checks the form of a text and notes what it names.
func (w walk) text(n *yaml.Node, f *field) {
	if f == nil || n.Value == "" {
		return
	}
	if f.names != "" {
		w.refs = append(w.refs, reference{kind: f.names, word: n.Value, key: f.key, file: w.file, at: place{n.Line, n.Column}})
	}
	if form := forms[f.is]; form.fits != nil && !form.fits(n.Value) {
		w.wrongAt(n, fmt.Sprintf("%s is %q and should be %s", f.key, n.Value, form.name), "write "+form.name)
	}
}

// forms are the forms that a text may be asked to have.
var forms = map[string]struct {
	name string
	fits func(string) bool
}{
	"date": {"a date, 2026-11-24, 2026-11 or 2026", isDate},
	"zone": {"a time zone as the IANA names it, Asia/Jakarta", func(s string) bool { _, err := time.LoadLocation(s); return err == nil && s != "Local" }},
	"time": {"a time of the day, 08:00", func(s string) bool { _, err := time.Parse("15:04", s); return err == nil && len(s) == 5 }},
}

// isDate accepts a year, a month or a day in ISO form.
func isDate(s string) bool {
	layout := time.DateOnly[:min(len(s), len(time.DateOnly))]
	_, err := time.Parse(layout, s)
	return err == nil && len(s) == len(layout) && strings.Contains(" 4 7 10 ", " "+strconv.Itoa(len(s))+" ")
}
