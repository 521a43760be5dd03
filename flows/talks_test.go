package flows_test

import (
	"flag"
	"sync"
	"testing"

	"cekloker/internal/chat"
	"cekloker/internal/session"
	"cekloker/internal/store"
	"cekloker/internal/talkfile"
	"cekloker/internal/talktest"
)

var update = flag.Bool("update", false, "write what the bot says into the talks")

func TestTalksThroughJSON(t *testing.T) {
	t.Parallel()
	talktest.Play(t, load(t), ".", talktest.ThroughJSON, *update)
}

// Every talk again, with the store closed and opened between two turns.
func TestTalksThroughAReopenedStore(t *testing.T) {
	t.Parallel()
	if *update {
		t.Skip("expectations are written by the other test")
	}
	var dirs sync.Map // name of a talk: the folder of its store
	talktest.Play(t, load(t), ".", func(t *testing.T, s session.Session) session.Session {
		t.Helper()
		dir, ok := dirs.Load(t.Name())
		if !ok {
			dir = t.TempDir()
			dirs.Store(t.Name(), dir)
		}
		return throughStore(t, dir.(string), s)
	}, false)
}

func throughStore(t *testing.T, dir string, s session.Session) session.Session {
	t.Helper()
	const who = chat.ID(4711)
	at := talkfile.Start
	first := open(t, dir)
	if err := first.Save(who, chat.Records{Session: s, Prefs: chat.Prefs{Lang: s.Lang, Chosen: s.Chosen}}, false, at)(); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second := open(t, dir)
	defer second.Close()
	r, err := second.Load(who, at)
	if err != nil {
		t.Fatal(err)
	}
	if r.Session.Began.IsZero() {
		return session.Session{Lang: r.Prefs.Lang, Chosen: r.Prefs.Chosen}
	}
	return r.Session
}

func open(t *testing.T, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(store.Options{Data: dir + "/data", Keys: dir + "/keys"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
