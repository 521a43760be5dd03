package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cekloker/internal/localapi"
)

// loadTest says how many people write to a real process, and what is done to it.
type loadTest struct {
	people  int
	rounds  int
	kills   int
	webhook bool

	patience time.Duration
}

// loadSizes returns the load of every run, or the one of CEKLOKER_LONG=1.
func loadSizes(webhook bool) loadTest {
	if os.Getenv("CEKLOKER_LONG") == "1" {
		return loadTest{people: 300, rounds: 2, kills: 3, webhook: webhook, patience: 4 * time.Minute}
	}
	return loadTest{people: 15, rounds: 1, kills: 2, webhook: webhook, patience: 3 * time.Minute}
}

// stages are the messages of one round, in order. A tap edits the first into the second,
// so both count as one.
var stages = [...]string{mainMenu, "Di negara mana", "Apa pekerjaannya", "Berapa gaji", "Siapa yang menawarkan"}

// Many people write to a real process at once, with random 429s, connections that are cut
// before and after the effect, and kill -9. Every event is answered, none takes effect
// twice, the order in every chat is kept, and a message comes twice only where nobody
// could know that it took effect.
func TestALoadLosesNothing(t *testing.T) {
	t.Parallel()
	for name, webhook := range map[string]bool{"polling": false, "webhook": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			loadSizes(webhook).run(t)
		})
	}
}

// callTally counts the calls that may be repeated.
type callTally struct {
	mu    sync.Mutex
	may   map[string]int // by chat: messages of which nobody could know whether they took effect
	kinds map[string]int
}

// script fails calls at random.
func (y *callTally) script(c localapi.Call) *localapi.CallFailure {
	if c.Params["chat_id"] == "" {
		return nil
	}
	y.mu.Lock()
	defer y.mu.Unlock()
	switch n := rand.IntN(100); {
	case n < 2:
		y.kinds["429"]++
		return &localapi.CallFailure{Code: 429, RetryAfter: 1}
	case n < 4:
		y.kinds["cut before"]++
		return &localapi.CallFailure{Disconnect: true}
	case n < 6:
		y.kinds["cut after"]++
		if c.Method == "sendMessage" {
			y.may[c.Params["chat_id"]]++
		}
		return &localapi.CallFailure{Disconnect: true, After: true}
	}
	return nil
}

func (c loadTest) run(t *testing.T) {
	telegram, env, dir := newTelegram(t)
	env = append(env, "CEKLOKER_SENDING=1000")
	if c.webhook {
		env = append(env, webhookEnv(t, dir)...)
		telegram.Webhook(20*time.Millisecond, func(int64) bool { return rand.IntN(10) < 3 })
	}
	ctx, cancel := context.WithTimeout(context.Background(), c.patience)
	defer cancel()
	y := &callTally{may: map[string]int{}, kinds: map[string]int{}}
	telegram.Script(y.script)
	var sent atomic.Int64
	p := start(t, env, "serve")
	var talking sync.WaitGroup
	for i := range c.people {
		who := telegram.Person(int64(1000+i), "id")
		talking.Go(func() {
			if err := c.talk(ctx, who, &sent); err != nil {
				t.Errorf("person %d: %v\n%s\n%s", i, err, shown(who), p.out)
				cancel()
			}
		})
	}
	all := int64(c.people * c.rounds * 6)
	for kill := range c.kills {
		for sent.Load() < all*int64(kill+1)/int64(c.kills+2) && ctx.Err() == nil {
			time.Sleep(5 * time.Millisecond)
		}
		p.kill()
		p = start(t, env, "serve")
	}
	talking.Wait()
	telegram.Script(nil)
	telegram.Until(ctx, func() bool { return telegram.Pending() == 0 })
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Error(err)
	}
	_ = p.cmd.Wait()
	c.verify(t, telegram, y)
}

// webhookEnv makes the process take a webhook.
func webhookEnv(t *testing.T, dir string) []string {
	t.Helper()
	address := freeAddress(t)
	file := dir + "/secret"
	if err := os.WriteFile(file, []byte(hookSecret), 0o600); err != nil {
		t.Fatal(err)
	}
	return []string{"CEKLOKER_WEBHOOK_URL=http://" + address + "/hook-1", "CEKLOKER_WEBHOOK_SECRET_FILE=" + file, "CEKLOKER_LISTEN=" + address}
}

// talk plays one person: a tap, an answer, and three texts in one burst.
func (c loadTest) talk(ctx context.Context, who localapi.Person, sent *atomic.Int64) error {
	from := int64(0) // the person's message above the answer
	say := func(text string) { from = who.Say(text); sent.Add(1) }
	reads := func(text string) error {
		_, err := who.Until(ctx, func(all []localapi.Message) bool {
			return slices.ContainsFunc(all, func(m localapi.Message) bool { return !m.FromPerson && m.ID > from && strings.Contains(m.HTML, text) })
		})
		if err != nil {
			return fmt.Errorf("nobody says %q", text)
		}
		return nil
	}
	for range c.rounds {
		say("/start")
		if err := reads(mainMenu); err != nil {
			return err
		}
		if err := who.Tap("Cek tawaran kerja"); err != nil {
			return err
		}
		sent.Add(1)
		if err := reads(paste); err != nil {
			return err
		}
		say("1")
		if err := reads(stages[1]); err != nil {
			return err
		}
		say("Kamboja")
		say("1")
		say("12 juta")
		if err := reads(stages[4]); err != nil {
			return err
		}
	}
	return nil
}

// verify checks every chat at the end.
func (c loadTest) verify(t *testing.T, telegram *localapi.Server, y *callTally) {
	doubled := 0
	for i := range c.people {
		id := int64(1000 + i)
		who := telegram.Person(id, "id")
		var order []int
		twice := 0
		for _, m := range who.Messages() {
			if m.FromPerson {
				continue
			}
			switch at := stageOf(m.HTML); {
			case at < 0:
				t.Errorf("person %d reads what nobody asked for: %.80q", i, m.HTML)
			case len(order) > 0 && order[len(order)-1] == at:
				twice++
			default:
				order = append(order, at)
			}
		}
		want := ""
		for range c.rounds {
			want += "01234"
		}
		got := ""
		for _, at := range order {
			got += strconv.Itoa(at)
		}
		if got != want {
			t.Errorf("person %d reads %s, want %s:\n%s", i, got, want, shown(who))
		}
		if may := y.may[strconv.FormatInt(id, 10)] + c.kills; twice > may {
			t.Errorf("person %d reads %d messages twice; %d could have doubled", i, twice, may)
		}
		doubled += twice
	}
	t.Logf("%d people, %d kills, failures %v, %d messages twice", c.people, c.kills, y.kinds, doubled)
}

func stageOf(html string) int {
	if strings.Contains(html, paste) {
		return 0
	}
	for i, s := range stages {
		if strings.Contains(html, s) {
			return i
		}
	}
	return -1
}
