package content

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"cekloker/internal/closed"
	"cekloker/internal/flow"
)

// schema is a JSON schema or a part of one.
type schema map[string]any

// flows/schema and .vscode/settings.json are made of the declarations in Go, for editors
// that complete keys and words: go generate ./flows.
func TestTheSchemasAreCurrent(t *testing.T) {
	t.Parallel()
	s := schemas{comments: newReferencePage(t).comments}
	files := map[string][]string{} // by schema
	for _, f := range allFiles() {
		name := schemaName(f)
		files["./flows/schema/"+name] = append(files["./flows/schema/"+name], f.glob)
		out := s.of(f.into, "", "")
		out["$schema"], out["title"] = "http://json-schema.org/draft-07/schema#", f.glob
		current(t, "../../flows/schema/"+name, asJSON(t, out))
	}
	current(t, "../../.vscode/settings.json", asJSON(t, schema{"yaml.schemas": files}))
	there, err := filepath.Glob("../../flows/schema/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range there {
		if files["./flows/schema/"+filepath.Base(file)] == nil {
			t.Errorf("%s is for no file; remove it", file)
		}
	}
}

// schemaName names the schema of some files: judge_signals.json, flow.json.
func schemaName(f contentFile) string {
	name := strings.TrimSuffix(f.glob, ".yaml")
	for _, drop := range [...]string{"flows/", "locales/", "*/", "/*"} {
		name = strings.Replace(name, drop, "", 1)
	}
	return strings.ReplaceAll(name, "/", "_") + ".json"
}

func asJSON(t *testing.T, s schema) string {
	t.Helper()
	if err := os.MkdirAll("../../flows/schema", 0o755); err != nil {
		t.Fatal(err)
	}
	data, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data) + "\n"
}

// schemas makes schemas of the types that files are read into.
type schemas struct{ comments declarations }

// of is the schema of a type. names and is are the tags of its key.
func (s schemas) of(t reflect.Type, names, is string) schema {
	if known := vocabularyOf(t); known != nil {
		return closedWords(t)
	}
	if t == reflect.TypeFor[flow.Instruction]() {
		return schema{"type": "string", "pattern": "^(" + strings.Join(flow.Actions.Written(), "|") + ")(:.+)?$"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return s.of(t.Elem(), names, is)
	case reflect.Slice:
		return schema{"type": "array", "items": s.of(t.Elem(), names, is)}
	case reflect.Map:
		if t.Elem().Kind() == reflect.Bool {
			return schema{"type": "array", "items": s.of(t.Key(), names, is), "uniqueItems": true}
		}
		out := schema{"type": "object", "additionalProperties": s.of(t.Elem(), names, is)}
		if vocabularyOf(t.Key()) != nil {
			out["propertyNames"] = closedWords(t.Key())
		}
		return out
	case reflect.Struct:
		return s.object(t, key(t))
	case reflect.Bool:
		return schema{"type": "boolean"}
	case reflect.String:
		return text(is)
	case reflect.Float64:
		return schema{"type": "number"}
	}
	return schema{"type": "integer"}
}

// text is any single word: the decoder reads 110 as the text "110".
func text(is string) schema {
	switch is {
	case "date":
		return schema{"type": []string{"string", "integer"}, "pattern": `^\d{4}(-\d{2}(-\d{2})?)?$`}
	case "zone":
		return schema{"type": "string", "pattern": `^[A-Z]\w+(/[A-Z][\w-]+)*$`}
	case "time":
		return schema{"type": "string", "pattern": `^\d{2}:\d{2}$`}
	}
	return schema{"type": []string{"string", "number", "boolean"}}
}

func (s schemas) object(t reflect.Type, name string) schema {
	properties := schema{}
	shape := shapeOf(t)
	for k, f := range shape.fields {
		field := t.Field(f.index)
		within := s.of(field.Type, f.names, f.is)
		if field.Type.Kind() == reflect.Struct && field.Type.Name() == "" {
			within = s.object(field.Type, name+"."+field.Name)
		}
		about := strings.ReplaceAll(s.comments.line(name+"."+field.Name), "&lt;", "<")
		if where := referable[f.names].where; where != "" {
			about = strings.TrimPrefix(about+"; a name in "+where, "; ")
		}
		if about != "" {
			within["description"] = about
		}
		properties[k] = within
	}
	out := schema{"type": "object", "additionalProperties": false, "properties": properties}
	if len(shape.required) > 0 {
		out["required"] = slices.Sorted(slices.Values(shape.required))
	}
	return out
}

// closedWords are the words of a closed type, with their meanings for editors that show them.
func closedWords(t reflect.Type) schema {
	entries := reflect.Zero(t).Interface().(closed.Type).Closed()
	list, means := make([]any, 0, len(entries)), make([]string, 0, len(entries))
	for _, e := range entries {
		var word any = e.Word
		if t.Kind() == reflect.Int {
			word = json.Number(e.Word)
		}
		list, means = append(list, word), append(means, e.Means)
	}
	return schema{"enum": list, "markdownEnumDescriptions": means}
}
