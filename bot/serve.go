package main

import (
	"cmp"
	"context"
	"errors"
	"net"
	"runtime"
	"sync"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/content"
	"cekloker/internal/ops"
	"cekloker/internal/picture"
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
	monitor.Build(version(), runtime.Version(), got.Version)
	stop, err := listen(s.opsListen(), monitor.Handler(), opsListener, monitor.Failed)
	if err != nil {
		return err
	}
	defer stop()
	v := serveConfig{token: token, api: s.APIURL, content: got, store: st, monitor: monitor, operators: operators, data: s.Data, now: p.now, checkpoint: p.checkpoint, patience: s.StartWithin, budget: cmp.Or(p.budget, telegram.Budget{Overall: s.Sending}), timeouts: p.timeouts, limits: p.limits, health: p.health, env: p.env, die: endStuck, memory: keepMemory}
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
	health     healthLimits      // zero: the usual ones
	env        func(string) string
	read       func(context.Context, []byte) (picture.Recognized, error) // nil: by Tesseract, if there is one
	memory     func()                                                    // keeps the memory of the process small, called now and then; nil in tests
	die        func()                                                    // ends a process that is stuck, should it not end by itself; nil in tests
}

// shutdownTimeout is how long a shutdown may take: turns that were taken are finished.
// With the two seconds that a poll may wait for its turns it stays below stopWithin.
const shutdownTimeout = 5 * time.Second

// receiverTimeout is how long the end of the loop that receives is waited for: the
// turns and commits of the last poll.
const receiverTimeout = 4 * time.Second

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
	stuck := func(err error) {
		v.monitor.Stuck(err)
		cancel(err)
		if v.die != nil {
			v.die()
		}
	}
	chats := chat.New(deliver, chat.Options{
		Book: v.content.Book, Store: v.store, Messenger: telegram.NewMessenger(client, me, v.content.Speaker, v.budget, v.now), Observer: v.monitor, Now: v.now, Limits: v.limits,
		Operate: actions.Operate, Paused: actions.Paused, Checkpoint: v.checkpoint, ReadPicture: v.pictureReader(client),
		OnTokenRefused: func(error) {
			cancel(errors.New("the token is refused by Telegram now; give the new one and start again"))
		},
		OnStuck: stuck,
	})
	actions.chats = chats
	v.store.ConfirmClock(func() bool {
		return client.KnowsClock() && client.ClockOff(v.now()).Abs() <= v.health.withDefaults().clock
	})
	v.store.OnReserve(v.monitor.SetReserve)
	look := &health{v: v, limits: v.health.withDefaults(), client: client, chats: chats, stuck: stuck}
	tips, err := inlineCards(v.content)
	if err != nil {
		return err
	}
	if err := chats.Start(); err != nil {
		return err
	}
	var background sync.WaitGroup
	v.startMaintenance(receive, &background, chats, actions)
	background.Go(func() { telegram.SetProfile(receive, client, v.content.Speaker, profiles(v.content), v.monitor) })
	background.Go(func() { look.run(receive) })
	v.monitor.Ready()
	v.monitor.LogDone("serving", "version", version(), "content", v.content.Version, "go", runtime.Version())
	err = v.receiveUntil(receive, &telegram.Receiver{
		Client: client, Chats: chats, Observer: v.monitor, Bot: me, Operators: v.operators, Cards: tips, Language: v.content.Book.Languages.OfApp, Verdict: inlineVerdict(v.content), Now: v.now, Alive: look.alive, Checkpoint: v.checkpoint,
	})
	shutDown(chats, end)
	cancel(nil)
	background.Wait()
	if err == nil && ctx.Err() == nil {
		err = context.Cause(receive)
	}
	left := chats.TotalBacklog().Calls
	v.monitor.LogDone("stopped", "version", version(), "unsent", left)
	return err
}

// receiveUntil receives until ctx is done or the token is refused. A loop that is dead
// does not end by itself and is left behind.
func (v serveConfig) receiveUntil(ctx context.Context, r *telegram.Receiver) error {
	ended := make(chan error, 1)
	go func() { ended <- v.receive(ctx, r) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-ended:
		return err
	case <-time.After(receiverTimeout):
		return nil
	}
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

// plainNet keeps the reason of a network error.
func plainNet(err error) error {
	var at *net.OpError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
