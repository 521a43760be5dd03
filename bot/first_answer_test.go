package main

import (
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"cekloker/internal/hear"
	"cekloker/internal/localapi"
	"cekloker/internal/talk"
)

// How long people wait for the first answer to a paste: a real process with the usual
// limits, polling, and a different person every 45 ms, each with an offer of the corpus.
// Without anything else on the machine 95 of 100 wait at most 300 ms. A busy machine only
// shows that nobody is kept waiting on purpose.
func TestTheFirstAnswerToAPasteComesAtOnce(t *testing.T) {
	notRaced(t, timeIsMeasured)
	const between = 45 * time.Millisecond
	people, strict := 110, os.Getenv("CEKLOKER_LONG") == "1"
	if !strict {
		people = 60
		t.Parallel()
	}
	busy := isMachineBusy()
	telegram, env, _ := newTelegram(t)
	p := start(t, env, "serve")
	patient := longContext(t)
	first := telegram.Person(1, "id")
	first.Say("/start")
	if _, err := first.UntilSays(patient, mainMenu); err != nil {
		t.Fatal(err, p.out)
	}
	var offers []string
	for _, o := range allContent().Offers {
		if allContent().Book.Interpret(talk.Text{Typed: o.Text}).Intent == hear.IntentOffer {
			offers = append(offers, o.Text)
		}
	}
	took := make([]time.Duration, people)
	var talking sync.WaitGroup
	for i := range people {
		who, text := telegram.Person(int64(100+i), "id"), offers[i%len(offers)]
		talking.Go(func() {
			asked := time.Now()
			who.Say(text)
			if _, err := who.UntilLast(patient, func(m localapi.Message) bool { return !m.FromPerson }); err != nil {
				t.Errorf("person %d: %v\n%s", i, err, p.out)
			}
			took[i] = time.Since(asked)
		})
		time.Sleep(between)
	}
	talking.Wait()
	slices.Sort(took)
	p50, p95 := took[people/2], took[people*95/100]
	t.Logf("%d pastes: p50 %v, p95 %v, longest %v", people, p50, p95, took[people-1])
	if p50 > time.Second || (strict || !busy) && p95 > 300*time.Millisecond {
		t.Errorf("p50 %v and p95 %v; want p95 at most 300 ms", p50, p95)
	}
}
