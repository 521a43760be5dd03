package main

import (
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/localapi"
	"cekloker/internal/session"
	"cekloker/internal/store"
)

// With a full file the bot takes no updates from Telegram and says so. When there is room
// again every update is taken, and none is lost.
func TestAFullFileLosesNoUpdate(t *testing.T) {
	t.Parallel()
	telegram, env, dir := newTelegram(t)
	ctx := longContext(t)
	address := freeAddress(t)
	env = append(env, "CEKLOKER_OPS_LISTEN="+address)
	telegram.Script(func(c localapi.Call) *localapi.CallFailure { // waiting replies fill the file
		if c.Method == "sendMessage" {
			return &localapi.CallFailure{Code: 429, RetryAfter: 3600}
		}
		return nil
	})
	const people = 600
	for id := range int64(people) {
		telegram.Person(id+1, "id").Say("/cek")
	}
	p := start(t, append(env, "CEKLOKER_MAX_DATA_MB=1"), "serve")
	said := ""
	for !strings.Contains(said, "nothing can be written") {
		select {
		case <-time.After(50 * time.Millisecond): // nothing signals when the health page changes
		case <-ctx.Done():
			t.Fatalf("health never says that the file is full: %s\n%s", said, p.out)
		}
		resp, err := http.Get("http://" + address + "/healthz")
		if err != nil {
			continue // not serving yet
		}
		body, _ := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if said = string(body); resp.StatusCode != http.StatusOK { // nobody restarts a bot for its disk
			t.Errorf("status %d", resp.StatusCode)
		}
	}
	if telegram.Pending() == 0 {
		t.Error("Telegram was told that everything arrived")
	}
	p.kill()
	telegram.Script(nil)
	p = start(t, append(env, "CEKLOKER_MAX_DATA_MB=64"), "serve")
	if !telegram.Until(ctx, func() bool { return telegram.Pending() == 0 }) {
		t.Fatal("not everything is taken", p.out)
	}
	p.kill()
	s, err := store.Open(store.Options{Data: dir + "/data", Keys: dir + "/keys"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if f, err := s.Stats(); err != nil || f.Cases != people || f.Damaged > 0 {
		t.Errorf("%d people said something, %+v, %v", people, f, err)
	}
}

// With a completely full file a cry for help is answered nevertheless, once however often
// the update comes, and is not confirmed. Other requests wait. When there is room again
// both are taken.
func TestDangerIsAnsweredWithAFullFile(t *testing.T) {
	t.Parallel()
	notRaced(t, startedOften)
	telegram, env, dir := newTelegram(t)
	fillDisk(t, dir, 1)
	ctx := longContext(t)
	var polls atomic.Int64
	telegram.Script(func(c localapi.Call) *localapi.CallFailure {
		if c.Method == "getUpdates" {
			polls.Add(1)
		}
		return nil
	})
	p := start(t, append(env, "CEKLOKER_MAX_DATA_MB=1"), "serve")
	fourPolls := func() {
		t.Helper()
		for from := polls.Load(); polls.Load() < from+4; {
			if !telegram.Until(ctx, func() bool { return polls.Load() >= from+4 }) {
				t.Fatal("the bot does not poll", p.out)
			}
		}
	}
	var cries localapi.Person
	for i := range int64(20) { // a compaction that failed may have given back room for a few
		cries = telegram.Person(700_001+i, "id")
		cries.Say("PAYUNG")
		if _, err := cries.Until(ctx, func(all []localapi.Message) bool { return len(all) > 1 }); err != nil {
			t.Fatal(err, p.out)
		}
		fourPolls()
		if telegram.Pending() > 0 {
			break
		}
	}
	asks := telegram.Person(700_100, "id")
	asks.Say("/cek")
	fourPolls()
	if n := len(cries.Messages()); n != 2 || len(asks.Messages()) != 1 || telegram.Pending() != 2 {
		t.Errorf("%d messages to who cries, %d to who asks, %d updates pending\n%s", n-1, len(asks.Messages())-1, telegram.Pending(), p.out)
	}
	p.kill()
	p = start(t, append(env, "CEKLOKER_MAX_DATA_MB=64"), "serve")
	if _, err := asks.UntilSays(ctx, paste); err != nil {
		t.Fatal(err, p.out)
	}
	if !telegram.Until(ctx, func() bool { return telegram.Pending() == 0 && len(cries.Messages()) == 3 }) { // once more: after the kill the answer is forgotten
		t.Errorf("%d pending\n%s\n%s", telegram.Pending(), shown(cries), p.out)
	}
}

// fillDisk makes a data file into which nothing fits, even after it was compacted and opened
// again.
func fillDisk(t *testing.T, dir string, megabytes int) {
	t.Helper()
	id := chat.ID(0)
	for n := 1; n > 0; {
		n = fillDiskOnce(t, dir, megabytes, &id)
	}
}

// fillDiskOnce opens the file, fills it, compacts it, and returns how many records fitted.
// The ids of the chats begin after id.
func fillDiskOnce(t *testing.T, dir string, megabytes int, id *chat.ID) (fitted int) {
	t.Helper()
	s, err := store.Open(store.Options{Data: dir + "/data", Keys: dir + "/keys", MaxSize: megabytes << 20})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	now := time.Now()
	for before := -1; fitted > before; { // until none of four hundred fits, each tried alone
		before = fitted
		var saved [400]func() error
		for i := range saved {
			*id++
			r := chat.Records{LastEvent: now, Session: session.Begin(now, session.Lang("id")), Prefs: chat.Prefs{Lang: session.Lang("id")}, Traces: chat.Traces{Updates: []int64{int64(*id)}}}
			saved[i] = s.Save(*id, r, false, now)
		}
		for _, wait := range saved {
			switch err := wait(); {
			case err == nil:
				fitted++
			case !store.IsFull(err):
				t.Fatal(err)
			}
		}
	}
	if _, err := s.Compact(now); err != nil && !store.IsFull(err) {
		t.Fatal(err)
	}
	return fitted
}
