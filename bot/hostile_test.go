package main

import (
	"slices"
	"testing"
	"time"

	"cekloker/internal/hostile"
	"cekloker/internal/localapi"
)

// Two people send the real program texts that are made to keep it busy, as long as
// Telegram allows. A plea of another person is answered at once, and all of these texts
// are answered in the end.
func TestAPleaBesideHostileTextsIsAnsweredAtOnce(t *testing.T) {
	t.Parallel()
	notRaced(t, timeIsMeasured)
	telegram, env, _ := newTelegram(t)
	ctx := longContext(t)
	p := start(t, env, "serve")
	first := telegram.Person(1, "id")
	first.Say("/start")
	if _, err := first.UntilSays(ctx, mainMenu); err != nil {
		t.Fatal(err, p.out)
	}
	const characters, pleas, before = 4096, 5, 3 // each sends fifteen texts, fewer than the limit for one person
	hostiles := []localapi.Person{telegram.Person(2, "id"), telegram.Person(3, "id")}
	fastest := time.Hour
	shape := 0
	for n := range pleas {
		for range before {
			for _, who := range hostiles {
				text := []rune(hostile.Shapes[shape%len(hostile.Shapes)].Text(4 * characters))
				who.Say(string(text[:min(len(text), characters)]))
				shape += 3
			}
		}
		began := time.Now()
		who := telegram.Person(int64(10+n), "id")
		who.Say("tolong saya disekap di kamboja")
		all, err := who.Until(ctx, func(all []localapi.Message) bool { return !all[len(all)-1].FromPerson })
		if err != nil {
			t.Fatal(err, p.out)
		}
		if slices.ContainsFunc(all, func(m localapi.Message) bool { return !m.FromPerson && m.Silent }) {
			t.Errorf("the plea is answered as ordinary talk:\n%s", shown(who))
		}
		fastest = min(fastest, time.Since(began))
	}
	// The fastest of several pleas counts, since other tests keep the machine busy.
	if t.Logf("the fastest answer took %v", fastest); fastest > time.Second {
		t.Errorf("the fastest of %d pleas beside hostile texts took %v", pleas, fastest)
	}
	for _, who := range hostiles {
		who.Say("/language id") // a hostile text may have been taken for English
		who.Say("/start")
		if _, err := who.UntilLast(ctx, func(m localapi.Message) bool { return !m.FromPerson }); err != nil {
			t.Errorf("who sent hostile texts gets no answer:\n%s\n%s", shown(who), p.out)
		}
		if _, err := who.UntilSays(ctx, mainMenu); err != nil {
			t.Errorf("who sent hostile texts gets no answer:\n%s\n%s", shown(who), p.out)
		}
	}
}
