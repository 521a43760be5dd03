package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cekloker/internal/localapi"
)

// logged reads the events of the log.
func (s *testBot) logged(t *testing.T) []map[string]any {
	t.Helper()
	var out []map[string]any
	for line := range strings.Lines(s.log.String()) {
		var event map[string]any
		if err := json.Unmarshal([]byte(line), &event); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		out = append(out, event)
	}
	return out
}

// waitForLog waits for n events for which wanted holds, and returns them.
func (s *testBot) waitForLog(t *testing.T, n int, wanted func(event map[string]any) bool) []map[string]any {
	t.Helper()
	for ; ; time.Sleep(5 * time.Millisecond) { // nothing signals when the log grows
		found := slices.DeleteFunc(s.logged(t), func(e map[string]any) bool { return !wanted(e) })
		if len(found) >= n {
			return found
		}
		if s.ctx.Err() != nil {
			t.Fatalf("%d lines, want %d:\n%s", len(found), n, s.log)
		}
	}
}

// The lines of one update have one code, which no other update has and which says nothing
// about the chat. An update that cannot be read has a code too.
func TestTheLogConnectsTheLinesOfOneUpdate(t *testing.T) {
	t.Parallel()
	s := newTestBot(t)
	s.PushRaw("message", 7)
	tries := map[string]int{}
	s.Script(func(c localapi.Call) *localapi.CallFailure { // one call after the other
		if c.Method != "sendMessage" {
			return nil
		}
		if tries[c.Params["chat_id"]]++; tries[c.Params["chat_id"]] <= 2 {
			return &localapi.CallFailure{Code: 500 + tries[c.Params["chat_id"]], Description: "Server Error"} // an identical line is logged once
		}
		return nil
	})
	s.start(t, nil)
	for id := int64(771001); id <= 771002; id++ {
		who := s.Person(id, "id")
		who.Say("/start")
		s.says(t, who, mainMenu)
	}
	lines := map[any]int{}
	for _, e := range s.waitForLog(t, 5, func(e map[string]any) bool { return e["what"] == "deliver" || e["what"] == "update" }) {
		lines[e["ref"]]++
	}
	var counts []int
	for ref, n := range lines {
		counts = append(counts, n)
		if len(fmt.Sprint(ref)) != 6 {
			t.Errorf("a line has the code %v", ref)
		}
	}
	slices.Sort(counts)
	if !slices.Equal(counts, []int{1, 2, 2}) || strings.Contains(s.log.String(), "77100") {
		t.Errorf("lines with the same code: %v\n%s", counts, s.log)
	}
}
