package content

import (
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// decode reads one file of flows into v, strictly, as strictly does. It reports
// whether nothing was wrong with the file.
func (l *loader) decode(name string, v any) bool {
	data, err := fs.ReadFile(l.flows, name)
	if err != nil {
		l.bad("flows/"+name, "", "the file cannot be read", "put it back, or see bot content export")
		return false
	}
	return l.strictly("flows/"+name, data, v)
}

// strictly reads YAML into v. Every key and every word must be declared by the
// type of v. Correct parts are read even if other parts are wrong.
func (l *loader) strictly(file string, data []byte, v any) bool {
	before := len(l.wrong)
	if root := l.parse(file, data); root != nil {
		walk{l, file}.value(root, reflect.ValueOf(v).Elem(), nil)
	}
	return len(l.wrong) == before
}

// parse reads YAML into nodes and keeps them, so that later mistakes can be reported
// with their place. It returns nil for invalid YAML.
func (l *loader) parse(file string, data []byte) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		l.broken(file, err)
		return nil
	}
	if len(doc.Content) == 0 {
		l.bad(file, "", "the file is empty", "fill it, or see bot content export")
		return nil
	}
	l.trees[file] = doc.Content[0]
	return doc.Content[0]
}

var atLine = regexp.MustCompile(`line (\d+): `)

// broken reports a syntax error of the YAML library in our own words.
func (l *loader) broken(file string, err error) {
	text, line := strings.TrimPrefix(err.Error(), "yaml: "), 1
	if m := atLine.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
	}
	l.badAt(file, place{line, 1}, "broken YAML: "+atLine.ReplaceAllString(text, ""), "fix the YAML")
}

// files lists the files of a folder of flows with an ending, without it.
func (l *loader) files(dir, ending string) []string {
	entries, err := fs.ReadDir(l.flows, dir)
	if err != nil {
		l.bad("flows/"+dir, "", "the folder cannot be read", "put it back, or see bot content export")
		return nil
	}
	var out []string
	for _, e := range entries {
		if !e.IsDir() && path.Ext(e.Name()) == ending {
			out = append(out, strings.TrimSuffix(e.Name(), ending))
		}
	}
	return out
}
