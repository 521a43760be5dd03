// Package talktest plays .talk files and compares the replies of the bot with the file.
// Only tests import it.
package talktest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cekloker/internal/console"
	"cekloker/internal/content"
	"cekloker/internal/session"
	"cekloker/internal/talkfile"
)

// RoundTrip stores a session between two turns and loads it again.
type RoundTrip func(t *testing.T, s session.Session) session.Session

// ThroughJSON keeps a session as JSON only.
func ThroughJSON(t *testing.T, s session.Session) session.Session {
	t.Helper()
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back session.Session
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatalf("session %s: %v", data, err)
	}
	if strings.Contains(string(data), "\"v\":0") || len(data) > 1500 {
		t.Errorf("session has %d bytes: %s", len(data), data)
	}
	return back
}

// Play plays all .talk files under dir, one subtest each. With update, the replies of
// the bot replace those in the file.
func Play(t *testing.T, c *content.Content, dir string, roundTrip RoundTrip, update bool) {
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.talk"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no talks under %s: %v", dir, err)
	}
	PlayFiles(t, c, files, roundTrip, update)
}

// PlayFiles plays some .talk files as Play does.
func PlayFiles(t *testing.T, c *content.Content, files []string, roundTrip RoundTrip, update bool) {
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Join(filepath.Base(filepath.Dir(file)), filepath.Base(file)), ".talk")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			talk, err := talkfile.Parse(string(data))
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			Replay(t, c, file, talk, roundTrip, update)
			if update {
				if err := os.WriteFile(file, []byte(talk.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// Replay plays the talk of one file. With update, the replies of the bot replace those
// of the talk.
func Replay(t *testing.T, c *content.Content, file string, talk *talkfile.File, roundTrip RoundTrip, update bool) {
	t.Helper()
	player := console.Player{Book: c.Book, Speaker: c.Speaker, Update: update, RoundTrip: func(s session.Session) session.Session { return roundTrip(t, s) }}
	differs, err := player.Replay(talk)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if differs != nil {
		m := differs.Move
		t.Fatalf("%s:%d: after %q\nthe talk says:\n%s\n\nthe bot says:\n%s", file, m.Line, m.Text, strings.Join(m.Replies, "\n"), strings.Join(differs.Bot, "\n"))
	}
}
