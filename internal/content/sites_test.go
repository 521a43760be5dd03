package content

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"cekloker/internal/closed"
	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/say"
	"cekloker/internal/talk"
)

// site is one word in a file that must be declared somewhere. See together for its
// kinds.
type site struct {
	file, word, kind string
	line, column     int
	known            []string // what it may be, as far as the site knows
	before           string   // what is before it in the same text
}

// sites collects the sites of a file, going through its nodes and the type it is
// read into together.
type sites struct {
	file string
	all  []site
}

func (s *sites) add(kind string, n *yaml.Node, word string, known []string) {
	s.all = append(s.all, site{file: s.file, word: word, kind: kind, line: n.Line, column: n.Column, known: known})
}

func (s *sites) value(n *yaml.Node, t reflect.Type, f *field, depth int) {
	if n.Kind == yaml.AliasNode {
		return // it is where its anchor is
	}
	switch t.Kind() {
	case reflect.Pointer:
		s.value(n, t.Elem(), f, depth)
	case reflect.Struct:
		s.object(n, t, depth)
	case reflect.Map:
		if t.Elem().Kind() == reflect.Bool {
			return // a list of words
		}
		for i := 0; i < len(n.Content); i += 2 {
			if v := vocabularyOf(t.Key()); v != nil {
				s.add("closed words", n.Content[i], n.Content[i].Value, v.list)
			}
			s.value(n.Content[i+1], t.Elem(), &field{key: n.Content[i].Value, names: nameOf(f)}, depth+1)
		}
	case reflect.Slice:
		for _, c := range n.Content {
			s.value(c, t.Elem(), f, depth+1)
		}
	default:
		if v := vocabularyOf(t); v != nil {
			s.add("closed words", n, n.Value, v.list)
		} else if (nameOf(f) != "" || formOf(f) == "zone") && n.Value != "" {
			s.add("references", n, n.Value, nil)
		}
	}
}

func (s *sites) object(n *yaml.Node, t reflect.Type, depth int) {
	sh := shapeOf(t)
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		f := sh.fields[key.Value]
		kind := "keys"
		switch {
		case holdsKeys(value):
			kind = fmt.Sprintf("keys around keys, depth %d", depth)
		case t == reflect.TypeFor[Language]() || t == reflect.TypeFor[say.Format]():
			kind = "keys of languages" // without its code the sentences of one are of none
		}
		s.add(kind, key, key.Value, sh.keys)
		s.value(value, t.Field(f.index).Type, f, depth+1)
		s.special(t, f.key, value)
	}
	if t == reflect.TypeFor[flow.Step]() {
		s.fact(n)
		s.ids(n)
	}
}

// holdsKeys reports whether more keys are inside a value.
func holdsKeys(n *yaml.Node) bool {
	return n.Kind == yaml.MappingNode || n.Kind == yaml.AliasNode || n.Kind == yaml.SequenceNode && slices.ContainsFunc(n.Content, holdsKeys)
}

var (
	inQuotes  = regexp.MustCompile(`"([A-Za-z0-9_]+)"`)
	firstName = regexp.MustCompile(`\b(?:not |\()*([a-z_]{3,})\b`)
	setIn     = regexp.MustCompile(`<([a-z_]+)>`)
)

// special collects words inside texts: conditions, what is set, where a choice
// goes, families in patterns, where start links lead.
func (s *sites) special(t reflect.Type, key string, n *yaml.Node) {
	list := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		list = n.Content
	}
	patterns := t == reflect.TypeFor[hear.IntentFile]() && !slices.Contains([]string{"about", "hears", "ignores"}, key) || t == reflect.TypeFor[hear.AnswerChoice]()
	for _, n := range list {
		switch {
		case key == "when":
			s.each("words of conditions", n, inQuotes)
			if m := firstName.FindStringSubmatch(inQuotes.ReplaceAllString(n.Value, "")); m != nil {
				s.add("names of conditions", n, m[1], nil)
			}
		case key == "sets" && t == reflect.TypeFor[flow.Choice]():
			slot, value, _ := strings.Cut(n.Value, "=")
			s.add("slots that are set", n, slot, nil)
			s.add("values that are set", n, value, nil)
		case key == "goes":
			name, of := flow.Instruction(n.Value).ActionAndSubject()
			s.add("ways", n, string(name), flow.Actions.Written())
			if of != "" {
				s.add("what ways are about", n, of, nil)
			}
		case key == "opens", key == "unclear", key == "means", key == "early", t == reflect.TypeFor[flow.Step]() && key == "yes":
			s.add("ways", n, n.Value, nil)
		case key == "lines" && t == reflect.TypeFor[flow.Step]():
			s.add("what ways are about", n, n.Value, nil)
		case patterns && n.Kind == yaml.ScalarNode:
			s.each("word sets", n, setIn)
		}
	}
	if t == reflect.TypeFor[offer.Phrase]() {
		s.phrase(key, n)
	}
	if t == reflect.TypeFor[talk.Vocabulary]() && key == "commands" {
		for i := 1; i < len(n.Content); i += 2 {
			name, of := flow.Instruction(n.Content[i].Value).ActionAndSubject()
			s.add("ways", n.Content[i], string(name), flow.Actions.Written())
			if of != "" {
				s.add("what ways are about", n.Content[i], of, nil)
			}
		}
	}
	if t == reflect.TypeFor[talk.Vocabulary]() && key == "links" {
		for i := 1; i < len(n.Content); i += 2 {
			id, set, answered := strings.Cut(n.Content[i].Value, " ")
			s.add("ways", n.Content[i], id, nil)
			if slot, value, _ := strings.Cut(set, "="); answered {
				s.add("what ways are about", n.Content[i], slot, nil)
				s.add("values that are set", n.Content[i], value, nil)
			}
		}
	}
}

// each adds what a pattern finds in a text.
func (s *sites) each(kind string, n *yaml.Node, find *regexp.Regexp) {
	seen := map[string]bool{}
	for _, m := range find.FindAllStringSubmatch(n.Value, -1) {
		if !seen[m[1]] {
			s.add(kind, n, m[1], nil)
			s.all[len(s.all)-1].before = m[0][:1]
		}
		seen[m[1]] = true
	}
}

// phrase collects the values that phrases set, and the ids that Go names.
func (s *sites) phrase(key string, n *yaml.Node) {
	switch {
	case key == "id" && offer.NamedPhrases.Has(offer.PhraseID(n.Value)):
		s.add("what Go names", n, n.Value, nil)
	case key == "sets":
		for i := 0; i < len(n.Content); i += 2 {
			if values := offer.Fact(n.Content[i].Value).Values(); values != nil {
				s.add("values that are set", n.Content[i+1], n.Content[i+1].Value, values)
			}
		}
	}
}

// ids collects the ids of a step and its choices, by which their sentences are found.
// A verdict has no sentences of its own.
func (s *sites) ids(step *yaml.Node) {
	of := keysOf(step)
	if of["kind"].Value == string(flow.KindVerdict) {
		return
	}
	s.add("ids of steps", of["id"], of["id"].Value, nil)
	if of["choices"] == nil || of["choices"].Kind == yaml.AliasNode {
		return
	}
	for _, c := range of["choices"].Content {
		id := keysOf(c)["id"]
		s.add("ids of choices", id, id.Value, nil)
	}
}

// keysOf are the values of a mapping by key.
func keysOf(n *yaml.Node) map[string]*yaml.Node {
	of := map[string]*yaml.Node{}
	for i := 0; i < len(n.Content); i += 2 {
		of[n.Content[i].Value] = n.Content[i+1]
	}
	return of
}

// fact collects the fact that a step asks for and the values it offers.
func (s *sites) fact(step *yaml.Node) {
	of := keysOf(step)
	if of["kind"].Value != string(flow.KindFact) {
		return
	}
	s.add("slots that are set", of["slot"], of["slot"].Value, closed.Written(offer.Fact("").Closed()))
	if of["choices"] == nil || valuesOf(offer.Fact(of["slot"].Value)) == nil {
		return
	}
	for _, c := range aliased(of["choices"]).Content {
		s.add("values that are set", c.Content[1], c.Content[1].Value, nil)
	}
}
