package content

import (
	"reflect"
	"strings"
	"sync"

	"cekloker/internal/closed"
)

// shape is what the tags of a struct say about its keys.
type shape struct {
	fields   map[string]*field
	keys     []string
	required []string
}

// field is one key.
type field struct {
	key       string
	index     int
	required  bool
	names, is string
}

func nameOf(f *field) string {
	if f == nil {
		return ""
	}
	return f.names
}

func formOf(f *field) string {
	if f == nil {
		return ""
	}
	return f.is
}

var shapes, vocabularies sync.Map // by reflect.Type; the same for every content

// shapeOf reads the tags of a struct, once.
func shapeOf(t reflect.Type) *shape {
	if s, ok := shapes.Load(t); ok {
		return s.(*shape)
	}
	s := &shape{fields: map[string]*field{}}
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		key, rest, _ := strings.Cut(tag.Get("yaml"), ",")
		if key == "" || key == "-" {
			continue
		}
		f := &field{key: key, index: i, required: rest == "required", names: tag.Get("names"), is: tag.Get("is")}
		s.fields[key], s.keys = f, append(s.keys, key)
		if f.required {
			s.required = append(s.required, key)
		}
	}
	shapes.Store(t, s)
	return s
}

// vocabulary is the words of a closed type.
type vocabulary struct {
	set  map[string]bool
	list []string
}

var closedType = reflect.TypeFor[closed.Type]()

// vocabularyOf lists the words of a closed type, nil for any other.
func vocabularyOf(t reflect.Type) *vocabulary {
	if v, ok := vocabularies.Load(t); ok {
		return v.(*vocabulary)
	}
	var v *vocabulary
	if t.Implements(closedType) {
		v = &vocabulary{set: map[string]bool{}, list: closed.Written(reflect.Zero(t).Interface().(closed.Type).Closed())}
		for _, word := range v.list {
			v.set[word] = true
		}
	}
	vocabularies.Store(t, v)
	return v
}
