package telegram

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// documented is the machine-readable Bot API. It is not part of the project.
type documented struct {
	Types map[string]struct {
		Fields []struct {
			Name        string
			Types       []string
			Required    bool
			Description string
		}
		Subtypes []string
	}
}

func readDocumented(t *testing.T) documented {
	t.Helper()
	dir := os.Getenv("CEKLOKER_EVAL_DIR")
	if dir == "" {
		t.Skip("CEKLOKER_EVAL_DIR names no folder with telegram-bot-api.json")
	}
	data, err := os.ReadFile(filepath.Join(dir, "telegram-bot-api.json"))
	if err != nil {
		t.Skip("no telegram-bot-api.json there")
	}
	var d documented
	if err := json.Unmarshal(data, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// build makes a value of a type with every field filled, down to a depth, and one unknown
// field. Of a union it makes the n-th member.
func (d documented) build(kind string, depth, n int) any {
	switch {
	case depth < -8:
		return map[string]any{}
	case strings.HasPrefix(kind, "Array of "):
		return []any{d.build(strings.TrimPrefix(kind, "Array of "), depth-1, n)}
	case kind == "Integer" || kind == "Float":
		return 1795521600
	case kind == "String":
		return "teks 😀"
	case kind == "Boolean" || kind == "True":
		return true
	}
	of := d.Types[kind]
	if len(of.Subtypes) > 0 {
		return d.build(of.Subtypes[n%len(of.Subtypes)], depth-1, n)
	}
	out := map[string]any{"field_of_tomorrow": map[string]any{"x": []any{nil, 1.5, "y"}}}
	for _, f := range of.Fields {
		if depth > 0 || f.Required && depth > -3 {
			out[f.Name] = d.build(f.Types[0], depth-1, n)
		}
	}
	return out
}

// Updates of every kind, built from Telegram's own description with all optional fields
// filled and unknown ones added, are read without a panic. The kinds that the bot asks
// for lead to something.
func TestUpdatesOfEveryKindAreRead(t *testing.T) {
	t.Parallel()
	d := readDocumented(t)
	kinds := 0
	for _, f := range d.Types["Update"].Fields {
		if f.Name == "update_id" {
			continue
		}
		kinds++
		for n := range 12 {
			body := d.build(f.Types[0], 3, n)
			members := body.(map[string]any)
			if _, ok := members["chat"]; ok {
				members["chat"] = map[string]any{"id": 5, "type": "private", "field_of_tomorrow": 1}
			}
			raw, err := json.Marshal(map[string]any{"update_id": 9, f.Name: body, "kind_of_tomorrow": map[string]any{}})
			if err != nil {
				t.Fatal(err)
			}
			a, err := newTestReader().read(raw)
			asked := strings.Contains(allowedUpdates, `"`+f.Name+`"`)
			if err != nil || a.id != 9 || asked && a.turn == nil && a.inline == nil && a.callbackID == "" {
				t.Errorf("%s: %+v, %v\n%.300s", f.Name, a, err, raw)
			}
		}
	}
	if kinds < 20 {
		t.Errorf("only %d kinds of updates in the file", kinds)
	}
}

// A message with any one of the optional fields leads to a turn, and a service message
// does not.
func TestEveryFieldOfAMessageAloneIsRead(t *testing.T) {
	t.Parallel()
	d := readDocumented(t)
	fields := 0
	for _, f := range d.Types["Message"].Fields {
		if f.Required || f.Name == "from" {
			continue
		}
		fields++
		body := map[string]any{"message_id": 3, "date": 1795521600, "chat": map[string]any{"id": 5, "type": "private"}, "from": map[string]any{"id": 5}}
		body[f.Name] = d.build(f.Types[0], 2, 0)
		raw, err := json.Marshal(map[string]any{"update_id": 9, "message": body})
		if err != nil {
			t.Fatal(err)
		}
		a, err := newTestReader().read(raw)
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		service := isService(mustMarshal(t, body))
		if (a.turn == nil) != service {
			t.Errorf("%s alone: turn %v, want %v", f.Name, a.turn != nil, !service)
		}
	}
	if fields < 60 {
		t.Errorf("only %d fields of Message in the file", fields)
	}
}

// The list of service messages is that of the machine-readable Bot API: the fields that
// its description calls so, and those that it describes by what happened.
func TestServiceMessagesAreThoseOfTheAPI(t *testing.T) {
	t.Parallel()
	events := []string{"were added to the group", "was removed from the group", "was changed to this", "was change to this", "has been migrated", "message was pinned", "user has logged in", "was completed"}
	documented := map[string]bool{}
	for _, f := range readDocumented(t).Types["Message"].Fields {
		says := strings.ToLower(f.Description)
		if strings.Contains(says, "service message") || slices.ContainsFunc(events, func(e string) bool { return strings.Contains(says, e) }) {
			documented[f.Name] = true
		}
	}
	for _, name := range serviceFields {
		if !documented[name] {
			t.Errorf("%s is no service message", name)
		}
		delete(documented, name)
	}
	for name := range documented {
		t.Errorf("%s is a service message and missing in the list", name)
	}
}

func mustMarshal(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
