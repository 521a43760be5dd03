package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/content"
	"cekloker/internal/ops"
	"cekloker/internal/store"
	"cekloker/internal/telegram"
)

// startCmd is `bot` alone: it serves with a token and previews without.
type startCmd struct{}

func (startCmd) Run(p *program, s *settings) error {
	token, err := p.token()
	if err != nil {
		return err
	}
	if token == "" {
		return (&previewCmd{}).Run(p, s)
	}
	return (&serveCmd{}).Run(p, s)
}

// serveCmd serves Telegram.
type serveCmd struct{}

func (serveCmd) Run(p *program, s *settings) error {
	token, err := p.token()
	if err != nil {
		return err
	}
	if token == "" {
		return errors.New("there is no token; put the one of @BotFather into TELEGRAM_BOT_TOKEN or a file named by TELEGRAM_BOT_TOKEN_FILE, or run bot preview")
	}
	operators, err := parseOperators(s.AdminIDs)
	if err != nil {
		return err
	}
	o := s.store()
	o.Checkpoint = p.checkpoint
	opened := async(func() (*store.Store, error) { return store.Open(o) }) // waits for the disk
	got, wrong := s.load(p.today())
	st, err := opened()
	if err == nil {
		defer st.Close()
	}
	if err := cmp.Or(wrong, err); err != nil {
		return err
	}
	monitor := ops.NewMonitor(ops.NewLog(p.err), p.now, len(got.Aging))
	stop, err := listen(s.opsListen(), monitor.Handler())
	if err != nil {
		return err
	}
	defer stop()
	v := serveConfig{token: token, api: s.APIURL, content: got, store: st, monitor: monitor, operators: operators, data: s.Data, now: p.now, checkpoint: p.checkpoint, patience: s.StartWithin, budget: cmp.Or(p.budget, telegram.Budget{Overall: s.Sending}), timeouts: p.timeouts}
	if s.WebhookURL != "" {
		if v.webhook, err = s.webhook(); err != nil {
			return err
		}
	}
	return serve(p.ctx, v)
}

// async starts do in a goroutine. take waits for its result and must be called.
func async[T any](do func() (T, error)) (take func() (T, error)) {
	var v T
	var err error
	done := make(chan struct{})
	go func() { defer close(done); v, err = do() }()
	return func() (T, error) { <-done; return v, err }
}

// serveConfig is what serving needs.
type serveConfig struct {
	token, api string
	content    *content.Content
	store      *store.Store
	monitor    *ops.Monitor
	operators  map[int64]bool
	data       string // folder with the socket for commands, "" for none
	now        func() time.Time
	checkpoint func(at string)   // see program
	patience   time.Duration     // how long a start waits for Telegram
	budget     telegram.Budget   // zero: the usual one
	limits     chat.Limits       // zero: the usual ones
	timeouts   telegram.Timeouts // zero: the usual ones
	webhook    *webhook          // nil: long polling
}

// shutdownTimeout is how long a shutdown may take: turns that were taken are finished.
// With the two seconds that a poll may wait for its turns it stays below stopWithin.
const shutdownTimeout = 6 * time.Second

// serve runs the bot until ctx is done or the token is refused.
func serve(ctx context.Context, v serveConfig) error {
	client := telegram.NewClient(v.api, v.token, v.timeouts)
	me, err := client.Identify(ctx, v.patience, v.monitor.Failed)
	switch {
	case ctx.Err() != nil: // shut down during the start
		return nil
	case err != nil:
		return err
	}
	actions, err := newOperatorActions(v)
	if err != nil {
		return err
	}
	deliver, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	receive, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	chats := chat.New(deliver, chat.Options{
		Book: v.content.Book, Store: v.store, Messenger: telegram.NewMessenger(client, me, v.content.Speaker, v.budget, v.now), Observer: v.monitor, Now: v.now, Limits: v.limits,
		Operate: actions.Operate, Paused: actions.Paused, Checkpoint: v.checkpoint,
		OnTokenRefused: func(error) {
			cancel(errors.New("the token is refused by Telegram now; give the new one and start again"))
		},
		OnStuck: func(err error) { cancel(err) },
	})
	actions.chats = chats
	tips, err := inlineTips(v.content)
	if err != nil {
		return err
	}
	if err := chats.Start(); err != nil {
		return err
	}
	var background sync.WaitGroup
	v.startMaintenance(receive, &background, chats, actions)
	background.Go(func() { telegram.SetProfile(receive, client, v.content.Speaker, v.monitor) })
	err = v.receive(receive, &telegram.Receiver{
		Client: client, Chats: chats, Observer: v.monitor, Bot: me, Operators: v.operators, Tips: tips, Now: v.now, Heartbeat: v.monitor.Heartbeat,
	})
	shutDown(chats, end)
	cancel(nil)
	background.Wait()
	if err == nil && ctx.Err() == nil {
		err = context.Cause(receive)
	}
	return err
}

// shutDown waits for the turns that were taken, then for the calls that are under way.
// What is not sent yet stays in the outbox for the next start.
func shutDown(chats *chat.Service, end func()) {
	done := make(chan struct{})
	go func() {
		chats.WaitTurns()
		end()
		chats.WaitDeliveries()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(shutdownTimeout):
		end()
	}
}

// listen serves h at address; an empty address serves nothing.
func listen(address string, h http.Handler) (stop func(), err error) {
	if address == "" {
		return func() {}, nil
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cannot listen at %s (%w); is another bot running? name another address", address, plainNet(err))
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(l) }()
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = server.Shutdown(ctx)
	}, nil
}

// plainNet keeps the reason of a network error.
func plainNet(err error) error {
	var at *net.OpError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// healthCmd asks a serving bot for its health. It is the health check of the container.
type healthCmd struct{}

func (healthCmd) Run(p *program, s *settings) error {
	ctx, cancel := context.WithTimeout(p.ctx, 3*time.Second)
	defer cancel()
	h, err := ops.AskHealth(ctx, s.opsListen())
	if err != nil {
		return err
	}
	if !h.Healthy {
		return fmt.Errorf("the bot is unwell: %s", h.Reason)
	}
	fmt.Fprintf(p.out, "well; %d pieces of content past their review date\n", h.Overdue)
	return nil
}
