package content

import (
	"encoding/json"
	"strings"
	"testing"
)

// People who write content see no types of Go.
func TestMistakesInJSONAreToldInPlainWords(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		`{"id":7}`:       `"id" cannot be a number`,
		`{"colour":"x"}`: `unknown key "colour"`,
		`{"id":"x"`:      "it is no JSON object",
		`"id":"x"}`:      "it is no JSON object",
		``:               "it is no JSON object",
	} {
		d := json.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		if err := plainJSON(d.Decode(&Utterance{})); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
}
