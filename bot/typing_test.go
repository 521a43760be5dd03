package main

import (
	"testing"

	"cekloker/internal/localapi"
	"cekloker/internal/telegram"
)

// Who must wait for a place in the budget sees before the answer that it is being written.
func TestWhoWaitsSeesThatAnAnswerIsWritten(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, func(v *serveConfig) { v.budget = telegram.Budget{Overall: 1} })
	var waiting []localapi.Person
	for i := range 5 {
		who := s.Person(int64(1+i), "id")
		who.Forward(ad)
		waiting = append(waiting, who)
	}
	for _, who := range waiting {
		s.says(t, who, "Tahan dulu")
	}
	typing, before := map[string]bool{}, 0
	for _, c := range s.Calls() {
		switch {
		case c.Method == "sendChatAction" && c.Params["action"] == "typing":
			typing[c.Params["chat_id"]] = true
		case c.Method == "sendMessage" && typing[c.Params["chat_id"]]:
			before++
		}
	}
	if before < 3 {
		t.Errorf("%d of 5 people see that an answer is written before it comes, want the 3 who wait", before)
	}
}
