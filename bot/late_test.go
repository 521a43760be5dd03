package main

import (
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cekloker/internal/localapi"
)

const tooLate = "jawaban kami terlambat"

// A reply of danger that could not be delivered for ten minutes is replaced by one
// neutral line without sound, also after a restart; a verdict comes however late it is.
func TestALateReplyOfDangerIsReplaced(t *testing.T) {
	t.Parallel()
	for name, restart := range map[string]bool{"while the bot runs": false, "after a restart": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startTestBot(t, nil)
			cries, asks, leaves := s.Person(1, "id"), s.Person(2, "id"), s.Person(3, "id")
			people := []localapi.Person{cries, asks, leaves}
			for _, who := range people {
				who.Say("/start")
				s.says(t, who, mainMenu)
			}
			s.block(t, true)
			cries.Say("tolong saya disekap di kamboja")
			cries.Say("PAYUNG")
			asks.Say(ad)
			leaves.Say("tolong saya disekap di kamboja")
			if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) {
				t.Fatal("updates wait", s.log)
			}
			leaves.Say("KELUAR")
			if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) {
				t.Fatal("updates wait", s.log)
			}
			if restart {
				s.stop()
			}
			s.ahead.Store(int64(11 * time.Minute))
			if restart {
				s.start(t, nil)
			}
			replaced := func() bool { // a call that was on its way when the time came is over then
				return slices.ContainsFunc(s.Calls(), func(c localapi.Call) bool { return strings.Contains(c.Params["text"], tooLate) })
			}
			if !s.Until(s.ctx, replaced) {
				t.Fatal("nothing is replaced", s.log)
			}
			s.block(t, false)
			m := s.says(t, cries, tooLate)
			if !m.Silent || len(m.Rows) > 0 || countMessages(cries, tooLate) != 1 {
				t.Errorf("the line that it is too late: %+v\n%s", m, shown(cries))
			}
			s.says(t, asks, "Kamboja")
			gone := func(all []localapi.Message) bool {
				return !slices.ContainsFunc(all, func(m localapi.Message) bool { return !m.FromPerson })
			}
			if _, err := leaves.Until(s.ctx, gone); err != nil {
				t.Errorf("the exit left something:\n%s", shown(leaves))
			}
			s.stop()
			if all := shown(cries); strings.Contains(all, "+62") || strings.Contains(all, "ditahan") {
				t.Errorf("a reply of danger came late:\n%s", all)
			}
			if all := shown(leaves); strings.Contains(all, tooLate) || strings.Contains(all, "ditahan") || strings.Contains(all, "bot:") {
				t.Errorf("something came after the exit:\n%s", all)
			}
			if countMessages(asks, tooLate) != 0 {
				t.Errorf("a verdict was replaced:\n%s", shown(asks))
			}
		})
	}
}

// block lets no message through, as a dead network would, or lets all through.
func (s *testBot) block(t *testing.T, blocked bool) {
	t.Helper()
	if !blocked {
		s.Script(nil)
		return
	}
	s.Script(func(c localapi.Call) *localapi.CallFailure {
		if strings.HasPrefix(c.Method, "send") || strings.HasPrefix(c.Method, "edit") || strings.HasPrefix(c.Method, "delete") {
			return &localapi.CallFailure{Code: 502, Body: "<html>"}
		}
		return nil
	})
}

// A plea that waited at Telegram while the bot was away is answered with the neutral
// line; a calm message with its answer.
func TestAPleaThatWaitedAtTelegramGetsTheNeutralLine(t *testing.T) {
	t.Parallel()
	s := newTestBot(t)
	cries, soon, asks := s.Person(1, "id"), s.Person(2, "id"), s.Person(3, "id")
	cries.SayAt(s.now().Add(-15*time.Minute), "tolong saya disekap di kamboja")
	soon.SayAt(s.now().Add(-5*time.Minute), "tolong saya disekap di kamboja")
	asks.SayAt(s.now().Add(-15*time.Minute), "/cek")
	s.start(t, nil)
	s.says(t, cries, tooLate)
	s.says(t, soon, "ditahan")
	s.says(t, asks, paste)
	cries.Say("tolong saya disekap di kamboja")
	s.says(t, cries, "+855")
	edits := s.Person(4, "id")
	m := edits.Say("menu")
	s.says(t, edits, mainMenu)
	edits.Edit(m, "PAYUNG")
	s.says(t, edits, "+62")
}

// A clock of ours that is wrong makes no reply late.
func TestAWrongClockMakesNoReplyLate(t *testing.T) {
	t.Parallel()
	var off atomic.Int64
	off.Store(int64(20 * time.Minute))
	s := newTestBot(t)
	s.start(t, func(v *serveConfig) {
		v.now = func() time.Time { return s.now().Add(time.Duration(off.Load())) }
	})
	for i, by := range []time.Duration{20 * time.Minute, -20 * time.Minute} {
		off.Store(int64(by))
		who := s.Person(int64(1+i), "id")
		who.Say("/start")
		s.says(t, who, mainMenu) // an answer by which the bot knows the time of Telegram
		who.Say("tolong saya disekap di kamboja")
		s.says(t, who, "ditahan")
	}
}
