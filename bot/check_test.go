package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cekloker/internal/hostile"
)

// notRaced skips a test of a command under the race detector: it serves nobody, and reading
// all content takes long there.
func notRaced(t *testing.T) {
	t.Helper()
	if hostile.Raced {
		t.Skip("the command serves nobody and takes long under the race detector")
	}
}

func TestCheckPlaysTheTalksOfTheContent(t *testing.T) {
	t.Parallel()
	notRaced(t)
	dir := exportContent(t)
	breakFile(t, filepath.Join(dir, "flows/start/doors.talk"), "Halo.", "Hallo.")
	code, out, errs := runCommand(t, nil, "", "--content", dir, "check", "--today", "2026-11-24")
	if code == 0 || !strings.Contains(out, "flows/start/doors.talk:") || !strings.Contains(out, `the talk says "Hallo.`) || !strings.Contains(out, "; fix the content, or write what the bot says into the talk") {
		t.Errorf("exit %d, no line about the talk:\n%s%s", code, out, errs)
	}
	talk := filepath.Join(dir, "flows/start/doors.talk")
	want, _ := os.ReadFile("../flows/start/doors.talk")
	if code, out, errs := runCommand(t, nil, "", "--content", dir, "check", "--update", "--today", "2026-11-24"); code != 0 {
		t.Errorf("--update: exit %d:\n%s%s", code, out, errs)
	}
	if got, _ := os.ReadFile(talk); len(want) == 0 || string(got) != string(want) {
		t.Errorf("--update: the talk is now\n%s", got)
	}
}

func TestExportHoldsEveryTalk(t *testing.T) {
	t.Parallel()
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
}

func TestCheckWarnsAndStrictlyRefuses(t *testing.T) {
	t.Parallel()
	notRaced(t)
	dir := exportContent(t)
	breakFile(t, filepath.Join(dir, "flows/facts/sources.yaml"), "bluedragon_lure:", "nobody26: {who: Nobody}\nbluedragon_lure:")
	const warning = "flows/facts/sources.yaml:4:1: nothing cites the source nobody26; cite it, or take it out"
	if code, out, errs := runCommand(t, nil, "", "--content", dir, "check", "--today", "2026-11-24"); code != 0 || !strings.Contains(out, "warning: "+warning) {
		t.Errorf("exit %d, no warning:\n%s%s", code, out, errs)
	}
	if code, out, _ := runCommand(t, nil, "", "--content", dir, "check", "--strict", "--today", "2026-11-24"); code == 0 || !strings.Contains(out, warning) || strings.Contains(out, "warning: ") {
		t.Errorf("--strict: exit %d, no mistake:\n%s", code, out)
	}
}
