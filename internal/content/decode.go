package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// decode reads one file of flows into v. Unknown keys and doubled keys are
// mistakes.
func (l *loader) decode(name string, v any) bool {
	data, err := fs.ReadFile(l.flows, name)
	if err != nil {
		l.wrong = append(l.wrong, Problem{File: "flows/" + name, Line: 1, What: "the file cannot be read", Do: "put it back, or see bot content export"})
		return false
	}
	return l.strictly("flows/"+name, data, v)
}

func (l *loader) strictly(file string, data []byte, v any) bool {
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	err := d.Decode(v)
	if errors.Is(err, io.EOF) {
		err = errors.New("yaml: line 1: the file is empty")
	}
	if err == nil {
		return true
	}
	for _, line := range complaints(err) {
		l.wrong = append(l.wrong, complaint(file, line))
	}
	return false
}

// complaints lists what the library says, one line each.
func complaints(err error) []string {
	var many *yaml.TypeError
	if errors.As(err, &many) {
		return many.Errors
	}
	return []string{strings.TrimPrefix(err.Error(), "yaml: ")}
}

var (
	atLine    = regexp.MustCompile(`line (\d+): `)
	unknownIn = regexp.MustCompile(`field (\S+) not found in type \S+`)
	doubledIn = regexp.MustCompile(`mapping key "([^"]*)" already defined at line (\d+)`)
)

// complaint puts the library's words into ours.
func complaint(file, text string) Problem {
	p := Problem{File: file, Line: 1, Do: "mend the YAML"}
	if m := atLine.FindStringSubmatch(text); m != nil {
		p.Line, _ = strconv.Atoi(m[1])
	}
	text = atLine.ReplaceAllString(text, "")
	switch {
	case unknownIn.MatchString(text):
		p.What = fmt.Sprintf("unknown key %q", unknownIn.FindStringSubmatch(text)[1])
		p.Do = "mend the spelling or take it out"
	case doubledIn.MatchString(text):
		m := doubledIn.FindStringSubmatch(text)
		p.What = fmt.Sprintf("key %q stands here and in line %s", m[1], m[2])
		p.Do = "keep one of them"
	default:
		p.What = text
	}
	return p
}

// lineOf finds the line of a file on which key first stands.
func (l *loader) lineOf(file, key string) int {
	if key == "" {
		return 1
	}
	var data []byte
	if name, ok := strings.CutPrefix(file, "flows/"); ok {
		data, _ = fs.ReadFile(l.flows, name)
	} else if name, ok := strings.CutPrefix(file, "locales/"); ok {
		data, _ = fs.ReadFile(l.locales, name)
	}
	for i, line := range strings.Split(string(data), "\n") {
		if at := strings.Index(line, key); at >= 0 && !continues(line[at+len(key):]) {
			return i + 1
		}
	}
	return 1
}

// continues reports whether a name goes on behind key: "id: pay" is not the
// line of "id: pay_in_dollars".
func continues(rest string) bool {
	return rest != "" && strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789_.", rune(rest[0]))
}

// files lists the files of a folder of flows with an ending, without it.
func (l *loader) files(dir, ending string) []string {
	entries, err := fs.ReadDir(l.flows, dir)
	if err != nil {
		l.wrong = append(l.wrong, Problem{File: "flows/" + dir, Line: 1, What: "the folder cannot be read", Do: "put it back, or see bot content export"})
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
