package store

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"cekloker/internal/chat"
	"cekloker/locales"
)

// inventory names, for every field that the store can hold, the line of the privacy text
// that mentions it. A field without a line fails here: first tell people, then store it.
var inventory = map[string]string{
	"cases.Chat": "chat", "cases.Heard": "cases", "cases.Session.Began": "cases", "cases.Session.Tapped": "cases", "cases.Session.Asked": "cases", "cases.Session.Turn": "cases",
	"cases.Session.Stack": "cases", "cases.Session.Lang": "cases", "cases.Session.Chosen": "cases", "cases.Session.Answers.Slot": "cases",
	"cases.Session.Answers.Value": "cases", "cases.Session.Answers.Turn": "cases",

	"traces.Chat": "chat", "traces.Traces.Messages.Message": "traces", "traces.Traces.Messages.At": "traces",
	"traces.Traces.Updates": "traces", "traces.Traces.Question": "traces", "traces.Traces.LastSeq": "traces",
	"traces.Traces.LastOwn": "traces", "traces.Traces.Answer": "traces", "traces.Traces.AnswerMessage": "traces", "traces.Traces.Undeleted": "traces",

	"outbox.Chat": "chat", "outbox.Calls.Seq": "outbox", "outbox.Calls.Method": "outbox", "outbox.Calls.Params": "outbox",
	"outbox.Calls.Tracked": "outbox", "outbox.Calls.Question": "outbox", "outbox.Calls.Answer": "outbox", "outbox.Calls.Urgent": "outbox",
	"outbox.Calls.Exit": "outbox", "outbox.Calls.Made": "outbox", "outbox.Calls.Deletes": "outbox", "outbox.Calls.IfUndeleted": "outbox",
	"outbox.Calls.Replaces": "outbox", "outbox.Calls.ClearsChat": "outbox", "outbox.Calls.After": "outbox", "outbox.Calls.Batched": "outbox", "outbox.Calls.Drawing": "outbox", "outbox.Calls.Shared": "outbox", "outbox.Calls.Until": "outbox",

	"prefs.Chat": "chat", "prefs.Heard": "prefs", "prefs.Prefs.Lang": "prefs", "prefs.Prefs.Chosen": "prefs", "prefs.Prefs.Notice": "prefs",
	"prefs.Prefs.RemindAt": "prefs",
}

// fields lists all fields of a type that are written.
func fields(t reflect.Type, path string, out *[]string) {
	switch {
	case t == reflect.TypeFor[time.Time]():
	case t.Kind() == reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			if f.Tag.Get("json") != "-" {
				fields(f.Type, path+"."+f.Name, out)
			}
		}
		return
	case t.Kind() == reflect.Slice:
		fields(t.Elem(), path, out)
		return
	}
	*out = append(*out, path)
}

func TestEveryFieldThatIsKeptHasItsLineInThePrivacyText(t *testing.T) {
	t.Parallel()
	var kept []string
	fields(reflect.TypeFor[caseRecord](), "cases", &kept)
	fields(reflect.TypeFor[traceRecord](), "traces", &kept)
	fields(reflect.TypeFor[outboxRecord](), "outbox", &kept)
	fields(reflect.TypeFor[prefsRecord](), "prefs", &kept)
	for _, field := range kept {
		if inventory[field] == "" {
			t.Errorf("%s is kept and no line of the privacy text tells of it", field)
		}
	}
	for field := range inventory {
		if !slices.Contains(kept, field) {
			t.Errorf("%s is in the inventory and not kept any more", field)
		}
	}
}

// Every kind of record has a line, in both languages, that tells how long it is kept.
func TestThePrivacyTextTellsTheLives(t *testing.T) {
	t.Parallel()
	hours := func(d time.Duration) int { return int(d / time.Hour) }
	lives := map[string][]int{
		"cases": {hours(chat.CaseLife), hours(chat.ShortLife)}, "traces": {hours(chat.TraceLife)},
		"outbox": {hours(chat.UnsentLife)}, "prefs": {hours(chat.PrefsLife) / 24}, "meta": nil, "chat": nil,
		"keys": {hours(keyLifeAfterDay), hours(unconfirmedWait)},
	}
	for _, lang := range []string{"id", "en"} {
		data, err := locales.FS.ReadFile("privacy." + lang + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		for line, numbers := range lives {
			text := regexp.MustCompile(`(?m)^privacy\.keeps\.` + line + `: "(.*)"$`).FindStringSubmatch(string(data))
			if text == nil {
				t.Errorf("%s: there is no privacy.keeps.%s", lang, line)
				continue
			}
			for _, n := range numbers {
				if !regexp.MustCompile(`\b` + strconv.Itoa(n) + `\b`).MatchString(strings.NewReplacer("satu", "1", "one", "1", "sejam", "1").Replace(text[1])) {
					t.Errorf("%s: privacy.keeps.%s does not say %d: %q", lang, line, n, text[1])
				}
			}
		}
	}
}

// Every bucket with something of a person in it holds one of these kinds.
func TestTheStoreHasNoOtherBuckets(t *testing.T) {
	t.Parallel()
	told := []string{"cases", "traces", "outbox", "prefs", "meta"}
	derived := []string{
		"aside", // damaged records as they were found
		"hours", // when records expire: hour, kind, pseudonym
		"due",   // when reminders are due: minute, pseudonym
	}
	for _, b := range buckets {
		if !slices.Contains(told, string(b)) && !slices.Contains(derived, string(b)) {
			t.Errorf("bucket %s is in no line of the privacy text", b)
		}
	}
}
