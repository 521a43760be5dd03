package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/content"
	"cekloker/internal/localapi"
	"cekloker/internal/offer"
	"cekloker/internal/ops"
	"cekloker/internal/preview"
	"cekloker/internal/store"
)

// previewCmd runs the bot against an in-memory Telegram and shows it in the browser.
// Nothing leaves this machine, and nothing stays when the preview ends.
type previewCmd struct{}

func (previewCmd) Run(p *program, s *settings) error {
	got, err := s.load(p.today())
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "cekloker-preview-")
	if err != nil {
		return fmt.Errorf("make a folder for the preview: %w", err)
	}
	defer os.RemoveAll(dir)
	v := &previewRun{p: p, content: got, dir: dir, token: "1001:" + rand.Text(), monitor: ops.NewMonitor(ops.NewLog(p.err), p.now, len(got.Aging))}
	v.telegram = localapi.New(v.token, "CekLokerPreviewBot", p.now)
	return v.run(s.Listen)
}

// previewRun is a running preview.
type previewRun struct {
	p        *program
	content  *content.Content
	dir      string
	token    string
	telegram *localapi.Server
	monitor  *ops.Monitor
	api      string

	mu    sync.Mutex
	store *store.Store // of the running bot
	stop  func() error
}

func (v *previewRun) run(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil || !isLoopback(host) {
		return fmt.Errorf("the preview listens on this machine only; give CEKLOKER_LISTEN an address such as 127.0.0.1:8080")
	}
	api, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("cannot listen on loopback: %w", plainNet(err))
	}
	server := &http.Server{Handler: v.telegram, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(api) }()
	defer server.Close()
	v.api = "http://" + api.Addr().String()
	if err := v.startBot(); err != nil {
		return err
	}
	page, err := net.Listen("tcp", address)
	if err != nil {
		return errors.Join(fmt.Errorf("cannot listen at %s (%w); stop what runs there, or set CEKLOKER_LISTEN=127.0.0.1:0", address, plainNet(err)), v.stopBot())
	}
	front := &http.Server{Handler: preview.Handler(preview.Options{Telegram: v.telegram, Restart: v.restartBot, Inspect: v.inspect}), ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = front.Serve(page) }()
	defer front.Close()
	fmt.Fprintf(v.p.out, "Open http://%s in a browser. Ctrl-C ends the preview; nothing of it is kept.\n", page.Addr())
	<-v.p.ctx.Done()
	return errors.Join(v.stopBot(), v.violations())
}

// violations returns an error if Telegram would have refused a request.
func (v *previewRun) violations() error {
	if wrong := v.telegram.Violations(); len(wrong) > 0 {
		return fmt.Errorf("the real Telegram would refuse a request of this bot: %s", wrong[0])
	}
	return nil
}

// startBot runs the real bot against the in-memory Telegram.
func (v *previewRun) startBot() error {
	st, err := store.Open(store.Options{Data: filepath.Join(v.dir, "data"), Keys: filepath.Join(v.dir, "keys")})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(v.p.ctx)
	ended := make(chan error, 1)
	go func() {
		ended <- serve(ctx, serveConfig{token: v.token, api: v.api, content: v.content, store: st, monitor: v.monitor, now: v.p.now})
	}()
	v.mu.Lock()
	defer v.mu.Unlock()
	v.store = st
	v.stop = func() error {
		cancel()
		return errors.Join(<-ended, st.Close())
	}
	return nil
}

func (v *previewRun) stopBot() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.stop == nil {
		return nil
	}
	stop := v.stop
	v.stop = nil
	return stop()
}

// restartBot stops the bot and starts it again with the same store.
func (v *previewRun) restartBot() error {
	if err := v.stopBot(); err != nil {
		return err
	}
	return v.startBot()
}

// inspect returns what is kept of a chat.
func (v *previewRun) inspect(id int64) (preview.Inspection, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.stop == nil {
		return preview.Inspection{}, errors.New("the bot does not run")
	}
	records, err := v.store.Load(chat.ID(id), v.p.now())
	if err != nil {
		return preview.Inspection{}, err
	}
	var kept preview.Inspection
	for _, f := range records.Session.Stack {
		kept.Flows = append(kept.Flows, string(f))
	}
	facts := offer.Facts{}
	for _, a := range records.Session.Answers {
		kept.Answers = append(kept.Answers, [2]string{string(a.Slot), string(a.Value)})
		if f := offer.Fact(a.Slot); f.Known() {
			facts[f] = string(a.Value)
		}
	}
	if len(facts) == 0 {
		return kept, nil
	}
	verdict := v.content.Rules.Judge(facts)
	kept.Verdict = fmt.Sprintf("%d %s", verdict.Level, verdict.Rule)
	for _, f := range verdict.Findings {
		kept.Signals = append(kept.Signals, fmt.Sprintf("%s %s", f.Signal, f.Strength))
	}
	return kept, nil
}
