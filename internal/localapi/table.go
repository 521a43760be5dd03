package localapi

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// api is the project's own table of the methods and fields of the Bot API that the bot
// uses. Every request is checked against it. A test compares it with the
// machine-readable Bot API where that is available.
//
//go:embed api.json
var api []byte

// table is api, decoded.
type table struct {
	Version string              `json:"version"`
	Methods map[string][]field  `json:"methods"`
	Types   map[string][]field  `json:"types"`
	Unions  map[string][]string `json:"unions"` // a type that is one of several
}

// field is one parameter of a method or one member of a type. Limit quotes the
// documentation, so that the comparison can find it there.
type field struct {
	Name     string   `json:"name"`
	Types    []string `json:"types"`
	Required bool     `json:"required"`
	Limit    string   `json:"limit"`
}

func newTable() table {
	var t table
	if err := json.Unmarshal(api, &t); err != nil {
		panic("the embedded api.json is part of this package: " + err.Error())
	}
	return t
}

// check returns an error for a call that Telegram would refuse to read. Parameters that
// are not strings hold JSON.
func (t table) check(method string, params map[string]string) error {
	fields, known := t.Methods[method]
	if !known {
		return fmt.Errorf("%s: the table of methods does not know it", method)
	}
	for _, name := range slices.Sorted(maps.Keys(params)) {
		i := slices.IndexFunc(fields, func(f field) bool { return f.Name == name })
		if i < 0 {
			return fmt.Errorf("%s: %s is no parameter of it in the table", method, name)
		}
		if err := t.parameter(fields[i], params[name]); err != nil {
			return fmt.Errorf("%s: %s: %w", method, name, err)
		}
	}
	for _, f := range fields {
		if _, given := params[f.Name]; f.Required && !given {
			return fmt.Errorf("%s: %s is missing", method, f.Name)
		}
	}
	return nil
}

// parameter checks one parameter of a form.
func (t table) parameter(f field, text string) error {
	if slices.Contains(f.Types, "String") {
		return checkLimit(f, text)
	}
	var v any
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil || d.More() {
		return fmt.Errorf("%.40q is no JSON", text)
	}
	return t.value(f, v)
}

// value checks a value against the types a field may have.
func (t table) value(f field, v any) error {
	var err error
	for _, kind := range f.Types {
		if err = t.checkType(kind, v); err == nil {
			return checkLimit(f, v)
		}
	}
	return err
}

func (t table) checkType(kind string, v any) error {
	if v == nil {
		return fmt.Errorf("null where %s is wanted", kind)
	}
	ok := false
	switch kind {
	case "String":
		_, ok = v.(string)
	case "Boolean":
		_, ok = v.(bool)
	case "Integer":
		if n, is := v.(json.Number); is {
			_, err := n.Int64()
			ok = err == nil
		}
	default:
		if of, is := strings.CutPrefix(kind, "Array of "); is {
			return t.array(of, v)
		}
		return t.object(kind, v)
	}
	if !ok {
		return fmt.Errorf("%.40v is no %s", v, kind)
	}
	return nil
}

func (t table) array(of string, v any) error {
	list, ok := v.([]any)
	if !ok {
		return fmt.Errorf("no array of %s", of)
	}
	for i, one := range list {
		if err := t.checkType(of, one); err != nil {
			return fmt.Errorf("%d: %w", i, err)
		}
	}
	return nil
}

func (t table) object(kind string, v any) error {
	members, ok := v.(map[string]any)
	if !ok {
		return fmt.Errorf("no %s", kind)
	}
	if several, ok := t.Unions[kind]; ok {
		var err error
		for _, one := range several {
			if err = t.object(one, v); err == nil {
				return nil
			}
		}
		return err
	}
	fields, known := t.Types[kind]
	if !known {
		return fmt.Errorf("the table of types does not know %s", kind)
	}
	for name, value := range members {
		i := slices.IndexFunc(fields, func(f field) bool { return f.Name == name })
		if i < 0 {
			return fmt.Errorf("%s is no field of %s in the table", name, kind)
		}
		if err := t.value(fields[i], value); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	for _, f := range fields {
		if _, given := members[f.Name]; f.Required && !given {
			return fmt.Errorf("%s of %s is missing", f.Name, kind)
		}
	}
	return nil
}

var bounds = regexp.MustCompile(`(?:(\d+)-)?(\d+)`)

// checkLimit checks a length, a count or a number against the limit of a field. Texts
// with markup are counted elsewhere, without it.
func checkLimit(f field, v any) error {
	if f.Limit == "" || strings.Contains(f.Limit, "parsing") {
		return nil
	}
	part := bounds.FindStringSubmatch(f.Limit)
	least, _ := strconv.Atoi(part[1])
	most, _ := strconv.Atoi(part[2])
	n := 0
	switch v := v.(type) {
	case string:
		n = utf8.RuneCountInString(v)
		if strings.Contains(strings.ToLower(f.Limit), "bytes") {
			n = len(v)
		}
	case []any:
		n = len(v)
	case json.Number:
		whole, _ := v.Int64()
		n = int(whole)
	}
	if n < least || n > most {
		return fmt.Errorf("%d is not within %q", n, f.Limit)
	}
	return nil
}
