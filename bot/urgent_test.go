package main

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"cekloker/internal/hostile"
	"cekloker/internal/localapi"
)

const plea = "tolong saya disekap di kamboja"

// urgentTest is the real program with its usual sending limits.
type urgentTest struct {
	*localapi.Server
	ctx context.Context
	bot *process
}

func newUrgentTest(t *testing.T) *urgentTest {
	t.Helper()
	telegram, env, _ := newTelegram(t)
	u := &urgentTest{Server: telegram, ctx: longContext(t), bot: start(t, append(env, "CEKLOKER_TEST_IN_A_HURRY=0"), "serve")}
	first := telegram.Person(1, "id")
	first.Say("/start")
	if _, err := first.UntilSays(u.ctx, mainMenu); err != nil {
		t.Fatal(err, u.bot.out)
	}
	return u
}

// answered waits until a person reads an answer and tells when that was.
func (u *urgentTest) answered(t *testing.T, who localapi.Person) time.Time {
	t.Helper()
	all, err := who.Until(u.ctx, func(all []localapi.Message) bool {
		return slices.ContainsFunc(all, func(m localapi.Message) bool { return !m.FromPerson })
	})
	if err != nil {
		t.Errorf("no answer: %v\n%s\n%s", err, shown(who), u.bot.out)
		return time.Now()
	}
	i := slices.IndexFunc(all, func(m localapi.Message) bool { return !m.FromPerson })
	return all[i].At
}

// checkWithin fails when something took longer than the goal. Beside other tests of this
// package, which keep the machine busy, it may take a second more.
func checkWithin(t *testing.T, what string, took, goal time.Duration) {
	t.Helper()
	if t.Logf("%s after %v", what, took.Round(10*time.Millisecond)); took > goal+time.Second && !hostile.Raced {
		t.Errorf("%s after %v, want %v", what, took, goal)
	}
}

// A hundred and fifty people are in danger at once: all are answered within 8 s.
func TestManyInDangerAtOnce(t *testing.T) {
	t.Parallel()
	u := newUrgentTest(t)
	began := time.Now()
	var last time.Duration
	var people []localapi.Person
	for i := range 150 {
		who := u.Person(int64(100+i), "id")
		who.Say(plea)
		people = append(people, who)
	}
	for _, who := range people {
		last = max(last, u.answered(t, who).Sub(began))
	}
	checkWithin(t, "the last of 150 is answered", last, 8*time.Second)
}

// Sixty people shout danger without a pause: a plea is answered within a second, since
// chats that were answered lately come after those that were not.
func TestAPleaBesideSixtyWhoShout(t *testing.T) {
	t.Parallel()
	u := newUrgentTest(t)
	ctx, stop := context.WithCancel(u.ctx)
	var shouting sync.WaitGroup
	for i := range 60 {
		who := u.Person(int64(1000+i), "id")
		shouting.Go(func() {
			for ctx.Err() == nil {
				who.Say(plea)
				time.Sleep(700 * time.Millisecond)
			}
		})
	}
	time.Sleep(4 * time.Second)
	began := time.Now()
	who := u.Person(5, "id")
	who.Say(plea)
	took := u.answered(t, who).Sub(began)
	stop()
	shouting.Wait()
	checkWithin(t, "a plea beside sixty who shout is answered", took, time.Second)
}

// Twelve chats are told to wait for half a minute, which looks like a limit of the whole
// bot: a plea of another chat is answered within a second, anything else when the next
// probe shows that it is none, within five.
func TestAPleaBesideChatsThatMustWait(t *testing.T) {
	t.Parallel()
	u := newUrgentTest(t)
	var refused sync.Map
	u.Script(func(c localapi.Call) *localapi.CallFailure {
		id, _ := strconv.Atoi(c.Params["chat_id"])
		if c.Method == "sendMessage" && id >= 100 {
			refused.Store(id, true)
			return &localapi.CallFailure{Code: 429, RetryAfter: 30}
		}
		return nil
	})
	const chats = 12
	for i := range chats {
		u.Person(int64(100+i), "id").Say("/start")
	}
	told := func() (n int) {
		refused.Range(func(any, any) bool { n++; return true })
		return n
	}
	for told() < chats && u.ctx.Err() == nil {
		time.Sleep(5 * time.Millisecond)
	}
	began := time.Now()
	who := u.Person(5, "id")
	who.Say(plea)
	checkWithin(t, "a plea beside chats that must wait is answered", u.answered(t, who).Sub(began), time.Second)
	calm := u.Person(6, "id")
	began = time.Now()
	calm.Say("/start")
	checkWithin(t, "ordinary talk beside chats that must wait is answered", u.answered(t, calm).Sub(began), 5*time.Second)
}
