package main

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"cekloker/internal/store"
)

// A full file: the bot takes nothing more from Telegram and says so; with room
// again every update is taken, none is lost.
func TestAFullFileLosesNoUpdate(t *testing.T) {
	t.Parallel()
	telegram, env, dir := deskFor(t)
	ctx := patient(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	_ = l.Close()
	env = append(env, "CEKLOKER_OPS_LISTEN="+address)
	const people = 600
	for id := range int64(people) {
		telegram.Person(id+1, "id").Say("/cek")
	}
	p := start(t, append(env, "CEKLOKER_MAX_DATA_MB=1"), "serve")
	said := ""
	for !strings.Contains(said, "nothing can be written") {
		select {
		case <-time.After(50 * time.Millisecond): // nothing tells when a health page changes
		case <-ctx.Done():
			t.Fatalf("health never says that the file is full: %s\n%s", said, p.out)
		}
		resp, err := http.Get("http://" + address + "/healthz")
		if err != nil {
			continue // not serving yet
		}
		body, _ := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if said = string(body); strings.Contains(said, "nothing can be written") && resp.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("status %d", resp.StatusCode)
		}
	}
	if telegram.Pending() == 0 {
		t.Error("Telegram was told that everything arrived")
	}
	p.kill()
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
	if f, err := s.Facts(); err != nil || f.Cases != people || f.Damaged > 0 {
		t.Errorf("%d people said something, %+v, %v", people, f, err)
	}
}
