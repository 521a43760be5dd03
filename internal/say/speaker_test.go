package say_test

import (
	"testing"

	"cekloker/internal/say"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

func speaker(t *testing.T, forms map[string]map[string]string) *say.Speaker {
	t.Helper()
	sp, err := say.New(map[session.Lang]say.Sentences{session.Indonesian: forms, session.English: forms})
	if err != nil {
		t.Fatal(err)
	}
	return sp
}

func TestCountedSentences(t *testing.T) {
	t.Parallel()
	sp := speaker(t, map[string]map[string]string{
		"once":  {"other": "No sign."},
		"forms": {"one": "{{.n}} kind.", "other": "{{.n}} kinds."},
	})
	for _, row := range []struct {
		name string
		id   talk.SentenceID
		n    talk.NumberArg
		want string
	}{
		{"one with a form for one", "forms", 1, "1 kind."},
		{"two", "forms", 2, "2 kinds."},
		{"one of a sentence that is written once", "once", 1, "No sign."},
		{"none of a sentence that is written once", "once", 0, "No sign."},
	} {
		got, err := sp.Line(session.English, row.id, talk.Args{"n": row.n})
		if err != nil || got != row.want {
			t.Errorf("%s: %q, %v; want %q", row.name, got, err, row.want)
		}
	}
}
