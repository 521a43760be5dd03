package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"cekloker/internal/store"
)

// The admin socket. The data file is locked by the bot that serves. Commands that need
// it ask that bot over a socket in the data folder, which only its owner may open.
// Without a serving bot they open the file themselves.

func socketPath(data string) string { return filepath.Join(data, "bot.sock") }

// dataAdmin is what commands need of the data: the store itself, or the bot that has it
// open.
type dataAdmin interface {
	Compact(now time.Time) (store.Compaction, error)
	RotateKeys(now time.Time) (store.Compaction, error)
	Stats() (store.Stats, error)
}

// serveAdminSocket answers commands at the socket until ctx is done.
func serveAdminSocket(ctx context.Context, data string, k dataAdmin, now func() time.Time) error {
	path := socketPath(data)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("the socket in the data folder cannot be replaced: %w", plainPath(err))
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return fmt.Errorf("no socket for commands (%w); a shorter path of the data folder may help", plainNet(err))
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return errors.Join(plainPath(err), l.Close())
	}
	server := &http.Server{Handler: adminHandler(k, now), ReadHeaderTimeout: 5 * time.Second}
	go func() { <-ctx.Done(); _ = server.Close() }()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("the socket for commands closed: %w", plainNet(err))
	}
	return nil
}

func plainPath(err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// adminHandler has one path for each command. An error is answered with one line.
func adminHandler(k dataAdmin, now func() time.Time) http.Handler {
	mux := http.NewServeMux()
	tell := func(w http.ResponseWriter, v any, err error) {
		if err != nil {
			http.Error(w, err.Error(), http.StatusConflict)
			return
		}
		_ = json.NewEncoder(w).Encode(v)
	}
	mux.HandleFunc("POST /compact", func(w http.ResponseWriter, _ *http.Request) {
		did, err := k.Compact(now())
		tell(w, did, err)
	})
	mux.HandleFunc("POST /rotate", func(w http.ResponseWriter, _ *http.Request) {
		did, err := k.RotateKeys(now())
		tell(w, did, err)
	})
	mux.HandleFunc("POST /facts", func(w http.ResponseWriter, _ *http.Request) {
		facts, err := k.Stats()
		tell(w, facts, err)
	})
	return mux
}

// adminClient asks the serving bot.
type adminClient struct{ client *http.Client }

// openDataAdmin finds the serving bot, or opens the data.
func openDataAdmin(s *settings) (k dataAdmin, serving bool, done func(), err error) {
	path := socketPath(s.Data)
	if c, err := net.DialTimeout("unix", path, time.Second); err == nil {
		_ = c.Close()
		dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "unix", path)
		}
		return adminClient{&http.Client{Transport: &http.Transport{DialContext: dial}}}, true, func() {}, nil
	}
	if _, err := os.Stat(filepath.Join(s.Data, "bot.db")); err != nil {
		return nil, false, nil, fmt.Errorf("there are no data in %s; name the folder with CEKLOKER_DATA", s.Data)
	}
	st, err := store.Open(s.store())
	if err != nil {
		return nil, false, nil, err
	}
	return st, false, func() { _ = st.Close() }, nil
}

func (a adminClient) post(what string, v any) error {
	resp, err := a.client.Post("http://bot/"+what, "", nil)
	if err != nil {
		return errors.New("the serving bot did not answer; look at its log")
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	switch {
	case err != nil:
		return errors.New("the serving bot did not answer; look at its log")
	case resp.StatusCode != http.StatusOK:
		return errors.New(string(body[:max(len(body)-1, 0)]))
	}
	return json.Unmarshal(body, v)
}

func (a adminClient) Compact(time.Time) (did store.Compaction, err error) {
	err = a.post("compact", &did)
	return did, err
}

func (a adminClient) RotateKeys(time.Time) (did store.Compaction, err error) {
	err = a.post("rotate", &did)
	return did, err
}

func (a adminClient) Stats() (f store.Stats, err error) {
	err = a.post("facts", &f)
	return f, err
}

// compactCmd rewrites the data file without deleted records.
type compactCmd struct{}

func (compactCmd) Run(p *program, s *settings) error {
	return rewriteData(p, s, dataAdmin.Compact, "compacted")
}

// keysCmd groups the commands for the keys.
type keysCmd struct {
	Rotate rotateCmd `cmd:"" help:"Make a new master key and seal everything again with it."`
}

type rotateCmd struct{}

func (rotateCmd) Run(p *program, s *settings) error {
	return rewriteData(p, s, dataAdmin.RotateKeys, "new master key in place, the old one is gone")
}

// rewriteData rewrites the data file, through the bot if it serves, and says what was done.
func rewriteData(p *program, s *settings, rewrite func(dataAdmin, time.Time) (store.Compaction, error), done string) error {
	k, _, end, err := openDataAdmin(s)
	if err != nil {
		return err
	}
	defer end()
	did, err := rewrite(k, p.now())
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "%s: %s\n", done, describeCompaction(did))
	return nil
}

func describeCompaction(c store.Compaction) string {
	return fmt.Sprintf("%d records kept, %d dropped, %d bytes before, %d after, took %v, people waited at most %v",
		c.Kept, c.Dropped, c.Before, c.After, c.Took.Round(time.Millisecond), c.Pause.Round(time.Microsecond))
}
