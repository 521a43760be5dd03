package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/netutil"

	"cekloker/internal/chat"
)

// listener bounds what callers can take of a server: strangers reach the webhook.
type listener struct {
	connections int           // at once; more wait
	header      time.Duration // for the header of a request
	read        time.Duration // for a whole request
	write       time.Duration // until its answer is sent
	idle        time.Duration // between two requests of a connection
}

// The listeners of the program. A call of the webhook is answered after its turn and its
// commit, which take at most five seconds. Telegram opens at most as many connections as
// the webhook asks for; a reverse proxy may open more.
var (
	webhookListener = listener{connections: 256, header: 5 * time.Second, read: 15 * time.Second, write: 30 * time.Second, idle: 2 * time.Minute}
	opsListener     = listener{connections: 16, header: 5 * time.Second, read: 5 * time.Second, write: 10 * time.Second, idle: time.Minute}
)

// maxHeader is how many bytes the header of a request may have.
const maxHeader = 16 << 10

// listen serves h at address; an empty address serves nothing.
// A panic costs the request and is told with its place; what the library would log of
// it, and of callers, may hold words and addresses.
func listen(address string, h http.Handler, with listener, failed func(what string, err error)) (stop func(), err error) {
	if address == "" {
		return func() {}, nil
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cannot listen at %s (%w); is another bot running? name another address", address, plainNet(err))
	}
	guarded := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := chat.RecoverPanic(func() error { h.ServeHTTP(w, r); return nil }); err != nil {
			failed("listener", err)
			w.WriteHeader(http.StatusInternalServerError)
		}
	})
	server := &http.Server{
		Handler: guarded, ErrorLog: log.New(io.Discard, "", 0), ReadHeaderTimeout: with.header, ReadTimeout: with.read, WriteTimeout: with.write, IdleTimeout: with.idle, MaxHeaderBytes: maxHeader,
	}
	go func() { _ = server.Serve(netutil.LimitListener(l, with.connections)) }()
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = server.Shutdown(ctx)
	}, nil
}
