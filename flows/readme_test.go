package flows_test

import (
	"os"
	"strings"
	"testing"

	"cekloker/internal/talkfile"
	"cekloker/internal/talktest"
)

// The talk that the README shows is a real one.
func TestTalkOfTheReadme(t *testing.T) {
	t.Parallel()
	const file, open, end = "../README.md", "```talk\n", "```\n"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), open)
	text, after, ended := strings.Cut(rest, end)
	if !ok || !ended {
		t.Fatalf("%s shows no talk between %q and %q", file, open, end)
	}
	talk, err := talkfile.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	talktest.Replay(t, load(t), file, talk, talktest.ThroughJSON, *update)
	if *update {
		if err := os.WriteFile(file, []byte(before+open+talk.String()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
