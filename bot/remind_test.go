package main

import (
	"os"
	"strings"
	"testing"

	"cekloker/internal/localapi"
)

// People ask for a reminder, the program is killed, and time passes while it is down. The
// reminder comes once to those who asked for it, and not to those who left, blocked the
// bot or cancelled it.
func TestAReminderComesOnceAfterAKillAndADay(t *testing.T) {
	t.Parallel()
	notRaced(t, startedOften)
	telegram, env, _ := newTelegram(t)
	ctx := longContext(t)
	p := start(t, env, "serve")
	asks := telegram.Person(81, "id")
	others := map[string]localapi.Person{"left": telegram.Person(82, "id"), "blocked": telegram.Person(83, "id"), "took it back": telegram.Person(84, "en")}
	for _, who := range append([]localapi.Person{asks}, others["left"], others["blocked"], others["took it back"]) {
		for _, line := range []string{"/pengingat", "besok", "pagi"} {
			who.Say(line)
		}
	}
	says := func(who localapi.Person, text string) {
		t.Helper()
		if _, err := who.UntilSays(ctx, text); err != nil {
			t.Fatal(err, shown(who), p.out)
		}
	}
	says(asks, "satu kali saja")
	asks.Say("/dataku")
	says(asks, "pengingat yang Anda minta")
	others["left"].Say("KELUAR")
	others["blocked"].Block(true)
	others["took it back"].Say("do not remind me")
	says(others["took it back"], "no more reminders")
	if !telegram.Until(ctx, func() bool { return telegram.Pending() == 0 }) {
		t.Fatal("not everything is taken", p.out)
	}
	p.kill()
	others["blocked"].Block(false) // and comes back, while the bot is down
	for i, ahead := range []string{"5m", "49h", "50h", "75h"} {
		p = start(t, append(env, "CEKLOKER_TEST_AHEAD="+ahead), "serve")
		if ahead == "49h" {
			says(asks, "Ada kabar?")
		}
		stranger := telegram.Person(int64(90+i), "id")
		stranger.Say("/start") // what was due at the start is on disk before the program ends
		says(stranger, mainMenu)
		if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		if err := p.cmd.Wait(); err != nil {
			t.Fatal(err, p.out)
		}
		if n := countMessages(asks, "Ada kabar?"); ahead == "5m" && n != 0 || ahead != "5m" && n != 1 {
			t.Errorf("%s later the reminder stands %d times:\n%s", ahead, n, shown(asks))
		}
	}
	for what, who := range others {
		if n := countMessages(who, "Ada kabar?") + countMessages(who, "Any news?"); n > 0 {
			t.Errorf("reminded though this person %s:\n%s", what, shown(who))
		}
	}
	asks.Say("/dataku") // a new process answers it
	p = start(t, append(env, "CEKLOKER_TEST_AHEAD=76h"), "serve")
	if m, err := asks.UntilSays(ctx, "belum ada jawaban"); err != nil || strings.Contains(m.HTML, "pengingat yang Anda minta") {
		t.Errorf("the reminder is said to be kept after it came:\n%s", shown(asks))
	}
}
