package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cekloker/internal/hostile"
)

// Why notRaced skips a test.
const (
	servesNobody   = "a command that serves nobody"
	timeIsMeasured = "how long it takes"
	startedOften   = "processes that are started again and again; what runs at the same time in them does so in tests that are not skipped"
)

// notRaced skips a test under the race detector, where reading all content at each start
// takes ten times as long and the detector has nothing new to see.
func notRaced(t *testing.T, what string) {
	t.Helper()
	if hostile.Raced {
		t.Skip("not under the race detector: " + what)
	}
}

// bot content export writes every talk. bot check plays them, corrects them when it is asked
// to, and warns of what nothing asks for, which --strict refuses.
func TestCheckPlaysTheTalksAndWarns(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	dir := exportContent(t)
	ours, _ := filepath.Glob("../flows/*/*.talk")
	for _, file := range ours {
		if _, err := os.Stat(filepath.Join(dir, "flows", strings.TrimPrefix(file, "../flows/"))); err != nil {
			t.Error(err)
		}
	}
	if len(ours) < 100 {
		t.Errorf("%d talks", len(ours))
	}
	talk := filepath.Join(dir, "flows/start/doors.talk")
	breakFile(t, talk, "Halo.", "Hallo.")
	breakFile(t, filepath.Join(dir, "flows/facts/sources.yaml"), "bluedragon_lure:", "nobody26: {who: Nobody}\nbluedragon_lure:")
	const warning = "flows/facts/sources.yaml:4:1: nothing cites the source nobody26; cite it, or take it out"
	check := func(flags ...string) (code int, out, errs string) {
		return runCommand(t, nil, "", append([]string{"--content", dir, "check", "--today", "2026-11-24"}, flags...)...)
	}
	code, out, errs := check()
	if code == 0 || !strings.Contains(errs, "bot: 1 mistakes") || !strings.Contains(out, "warning: "+warning) {
		t.Errorf("exit %d, the warning is missing or a mistake:\n%s%s", code, out, errs)
	}
	if !strings.Contains(out, "flows/start/doors.talk:") || !strings.Contains(out, `the talk says "Hallo.`) || !strings.Contains(out, "; fix the content, or write what the bot says into the talk") {
		t.Errorf("exit %d, no line about the talk:\n%s%s", code, out, errs)
	}
	want, _ := os.ReadFile("../flows/start/doors.talk")
	if code, out, errs := check("--update", "--strict"); code == 0 || !strings.Contains(errs, "bot: 1 mistakes") || !strings.Contains(out, warning) || strings.Contains(out, "warning: ") {
		t.Errorf("--update --strict: exit %d, the warning is no mistake, or not the only one:\n%s%s", code, out, errs)
	}
	if got, _ := os.ReadFile(talk); len(want) == 0 || string(got) != string(want) {
		t.Errorf("--update: the talk is now\n%s", got)
	}
}
