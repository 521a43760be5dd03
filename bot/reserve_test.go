package main

import (
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/localapi"
	"cekloker/internal/store"
)

// A thousand people and then one in danger wait for a bot whose file is full. The reserve is
// opened, so that Telegram shows the plea, and it is answered. What is confirmed by then is
// on disk. After a kill and with room again everybody is answered.
func TestAPleaBehindAThousandOthersIsAnsweredWithAFullFile(t *testing.T) {
	t.Parallel()
	notRaced(t, startedOften)
	const people, first = 1000, 700_001
	telegram, env, dir := newTelegram(t)
	fillDisk(t, dir, 16)
	ctx := longContext(t)
	all := checkers(telegram, first, people)
	pleads := telegram.Person(first+people, "id")
	pleads.Say("tolong saya disekap di kamboja")
	all = append(all, pleads)

	address := freeAddress(t)
	began := time.Now()
	p := start(t, append(env, "CEKLOKER_OPS_LISTEN="+address, "CEKLOKER_TEST_IN_A_HURRY=0", "CEKLOKER_MAX_DATA_MB=16"), "serve")
	if _, err := pleads.Until(ctx, isAnswered); err != nil {
		t.Fatal(err, telegram.Pending(), p.out)
	}
	t.Logf("the plea is answered %v after the start", time.Since(began).Round(time.Millisecond))
	resp, err := http.Get("http://" + address + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	if !strings.Contains(string(body), "the reserve is in use") || strings.Count(p.out.String(), `"in_use":true`) != 1 || strings.Count(p.out.String(), `"trouble begins"`) != 1 {
		t.Errorf("health %s\n%s", body, p.out)
	}
	p.kill()
	waiting := telegram.Pending()
	kept := 0
	s, err := store.Open(store.Options{Data: dir + "/data", Keys: dir + "/keys"})
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		if r, err := s.Load(chat.ID(first+i), time.Now()); err == nil && len(r.Traces.Updates) == 1 {
			kept++
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if kept < len(all)-waiting {
		t.Errorf("%d updates are confirmed, and those of %d are on disk", len(all)-waiting, kept)
	}

	p = start(t, append(env, "CEKLOKER_MAX_DATA_MB=64"), "serve")
	for _, who := range all {
		if _, err := who.Until(ctx, isAnswered); err != nil {
			t.Fatal(err, shown(who), p.out)
		}
	}
	if !telegram.Until(ctx, func() bool { return telegram.Pending() == 0 }) {
		t.Error("not everything is taken", p.out)
	}
}

func isAnswered(all []localapi.Message) bool { return len(all) > 1 && !all[1].FromPerson }

// checkers lets people ask for a check, one update each.
func checkers(telegram *localapi.Server, first, people int64) (all []localapi.Person) {
	for i := range people {
		who := telegram.Person(first+i, "id")
		who.Say("/cek")
		all = append(all, who)
	}
	return all
}

// How many people one megabyte of the reserve holds, with CEKLOKER_LONG=1: as many are taken
// as fit, and then no more.
func TestHowManyPeopleTheReserveHolds(t *testing.T) {
	t.Parallel()
	if os.Getenv("CEKLOKER_LONG") == "" {
		t.Skip("a measurement")
	}
	const people, megabytes = 20_000, 64
	telegram, env, dir := newTelegram(t)
	fillDisk(t, dir, megabytes)
	checkers(telegram, 7_000_001, people)
	ctx := longContext(t)
	p := start(t, append(env, "CEKLOKER_MAX_DATA_MB=64"), "serve")
	began, last, changed := time.Now(), people, time.Now()
	for last == people || time.Since(changed) < 20*time.Second { // stopped, before the next compaction
		select {
		case <-time.After(100 * time.Millisecond): // nothing signals that no more is taken
		case <-ctx.Done():
			t.Fatal(telegram.Pending(), p.out)
		}
		if now := telegram.Pending(); now != last {
			last, changed = now, time.Now()
		}
	}
	t.Logf("%d people in %d MB, taken in %v\n%s", people-last, megabytes/4, changed.Sub(began), p.out)
	if last == 0 || last == people {
		t.Errorf("%d wait", last)
	}
}
