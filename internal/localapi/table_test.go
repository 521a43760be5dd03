package localapi

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The table of methods and fields agrees with the machine-readable form of Telegram's
// documentation. That file is not part of the project.
func TestTableAgreesWithTheMachineReadableAPI(t *testing.T) {
	t.Parallel()
	type documented struct {
		Fields []struct {
			Name        string
			Types       []string
			Required    bool
			Description string
		}
		Subtypes []string
	}
	var all struct {
		Version        string
		Methods, Types map[string]documented
	}
	dir := os.Getenv("CEKLOKER_EVAL_DIR")
	if dir == "" {
		t.Skip("CEKLOKER_EVAL_DIR names no folder with telegram-bot-api.json")
	}
	data, err := os.ReadFile(filepath.Join(dir, "telegram-bot-api.json"))
	if err != nil {
		t.Skip("no telegram-bot-api.json there")
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	ours := newTable()
	if ours.Version != all.Version {
		t.Errorf("the table is of %s, the file of %s", ours.Version, all.Version)
	}
	// Of alternatives in the documentation we always use the chat's message.
	narrower := []string{"editMessageText.chat_id", "editMessageText.message_id", "editMessageText.text", "editMessageReplyMarkup.chat_id", "editMessageReplyMarkup.message_id"}
	compare := func(owner string, fields []field, with documented, found bool) {
		if !found {
			t.Errorf("%s is not in the documentation", owner)
			return
		}
		for _, d := range with.Fields {
			if d.Required && !slices.ContainsFunc(fields, func(f field) bool { return f.Name == d.Name && f.Required }) {
				t.Errorf("%s: %s is required", owner, d.Name)
			}
		}
		for _, f := range fields {
			i := slices.IndexFunc(with.Fields, func(d struct {
				Name        string
				Types       []string
				Required    bool
				Description string
			}) bool {
				return d.Name == f.Name
			})
			if i < 0 {
				t.Errorf("%s.%s is not in the documentation", owner, f.Name)
				continue
			}
			d := with.Fields[i]
			if f.Required != d.Required && !slices.Contains(narrower, owner+"."+f.Name) {
				t.Errorf("%s.%s: required is %v in the documentation", owner, f.Name, d.Required)
			}
			for _, kind := range f.Types {
				if !slices.Contains(d.Types, kind) {
					t.Errorf("%s.%s: %s is not among %v", owner, f.Name, kind, d.Types)
				}
			}
			if !strings.Contains(d.Description, f.Limit) {
				t.Errorf("%s.%s: %q does not stand in %q", owner, f.Name, f.Limit, d.Description)
			}
		}
	}
	for name, fields := range ours.Methods {
		with, ok := all.Methods[name]
		compare(name, fields, with, ok)
	}
	for name, fields := range ours.Types {
		with, ok := all.Types[name]
		compare(name, fields, with, ok)
	}
	for name, several := range ours.Unions {
		for _, one := range several {
			if !slices.Contains(all.Types[name].Subtypes, one) {
				t.Errorf("%s is no %s in the documentation", one, name)
			}
		}
	}
}

func TestTableRefusesWhatTelegramDoesNotDocument(t *testing.T) {
	t.Parallel()
	long := func(n int) string { return strings.Repeat("x", n) }
	button := func(more string) map[string]string {
		return map[string]string{"chat_id": "1", "text": "a", "reply_markup": `{"inline_keyboard":[[{"text":"a",` + more + `}]]}`}
	}
	for name, c := range map[string]struct {
		method string
		params map[string]string
		wrong  string
	}{
		"a plain message":             {"sendMessage", map[string]string{"chat_id": "1", "text": "a"}, ""},
		"an unknown method":           {"sendMesage", nil, "does not know it"},
		"an undocumented parameter":   {"sendMessage", map[string]string{"chat_id": "1", "text": "a", "entitys": "[]"}, "no parameter"},
		"a missing parameter":         {"sendMessage", map[string]string{"chat_id": "1"}, "text is missing"},
		"a null":                      {"getUpdates", map[string]string{"allowed_updates": "null"}, "null"},
		"a null keyboard":             {"editMessageReplyMarkup", map[string]string{"chat_id": "1", "message_id": "1", "reply_markup": `{"inline_keyboard":null}`}, "null"},
		"an empty keyboard":           {"editMessageReplyMarkup", map[string]string{"chat_id": "1", "message_id": "1", "reply_markup": `{"inline_keyboard":[]}`}, ""},
		"a word for a number":         {"editMessageReplyMarkup", map[string]string{"chat_id": "1", "message_id": "x"}, "no JSON"},
		"a number for a truth":        {"sendMessage", map[string]string{"chat_id": "1", "text": "a", "disable_notification": "1"}, "no Boolean"},
		"data of 65 bytes":            {"sendMessage", button(`"callback_data":"` + long(65) + `"`), "1-64 bytes"},
		"data of 64 bytes":            {"sendMessage", button(`"callback_data":"` + long(64) + `"`), ""},
		"an unknown field of a type":  {"sendMessage", button(`"data":"x"`), "no field of InlineKeyboardButton"},
		"a copy button without words": {"sendMessage", button(`"copy_text":{}`), "text of CopyTextButton is missing"},
		"a toast of 201 characters":   {"answerCallbackQuery", map[string]string{"callback_query_id": "1", "text": long(201)}, "0-200"},
		"no message to delete":        {"deleteMessages", map[string]string{"chat_id": "1", "message_ids": "[]"}, "1-100"},
		"a scope we do not use":       {"getMyCommands", map[string]string{"scope": `{"type":"chat","chat_id":1}`}, "no field"},
		"a limit of 101":              {"getUpdates", map[string]string{"limit": "101"}, "1-100"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := fmt.Sprint(newTable().check(c.method, c.params))
			if c.wrong == "" && got != "<nil>" || !strings.Contains(got, c.wrong) {
				t.Errorf("got %q, want %q", got, c.wrong)
			}
		})
	}
}
