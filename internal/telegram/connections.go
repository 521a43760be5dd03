package telegram

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"sync"
	"time"
)

// Timeouts bound the calls to Telegram. Together they limit how long a dead
// connection can go unnoticed: over HTTP/2 for PingAfter and PingTimeout, over
// HTTP/1.1 for Poll and PollGrace, or for Call. With the defaults the bot sends and
// receives again within 20 seconds.
type Timeouts struct {
	Poll        time.Duration // one long poll, whole seconds; Telegram allows 50 s
	PollGrace   time.Duration // after it, until the poll counts as unanswered
	Call        time.Duration // any other call, until it counts as unanswered
	File        time.Duration // fetching a file
	PingAfter   time.Duration // silence of an HTTP/2 connection before a ping
	PingTimeout time.Duration // an unanswered ping or a blocked write, until the connection is closed
	Dial        time.Duration // a new connection, and the same again for its TLS
}

// defaultTimeouts has the longest poll with which everything stays below 20 seconds.
// A call that Telegram answers takes less than a second; giving it up too early
// makes duplicates, so it has ten. The answer to a ping may take longer than a
// moment in which the machine is busy.
var defaultTimeouts = Timeouts{
	Poll: 15 * time.Second, PollGrace: 3 * time.Second, Call: 10 * time.Second, File: 30 * time.Second,
	PingAfter: 5 * time.Second, PingTimeout: 7 * time.Second, Dial: 5 * time.Second,
}

func (t Timeouts) withDefaults() Timeouts {
	return Timeouts{
		Poll: cmp.Or(t.Poll, defaultTimeouts.Poll), PollGrace: cmp.Or(t.PollGrace, defaultTimeouts.PollGrace), Call: cmp.Or(t.Call, defaultTimeouts.Call), File: cmp.Or(t.File, defaultTimeouts.File),
		PingAfter: cmp.Or(t.PingAfter, defaultTimeouts.PingAfter), PingTimeout: cmp.Or(t.PingTimeout, defaultTimeouts.PingTimeout), Dial: cmp.Or(t.Dial, defaultTimeouts.Dial),
	}
}

// limit is how long one call may take.
func (t Timeouts) limit(method string) time.Duration {
	if method == "getUpdates" {
		return t.Poll + t.PollGrace
	}
	return t.Call
}

// connPool holds the connections to the Bot API server. A call without an answer
// suggests that its connection is dead, and HTTP/2 sends all calls over one: the
// next call then opens a new connection, and calls under way on old ones end by
// themselves.
type connPool struct {
	timeouts Timeouts
	roots    *x509.CertPool // nil: those of the system

	mu     sync.Mutex
	active *http.Client
}

// current returns the HTTP client for the next call.
func (p *connPool) current() *http.Client {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.active == nil {
		p.active = p.newClient()
	}
	return p.active
}

// discard drops the connections over which a call got no answer, once for all calls
// that fail together.
func (p *connPool) discard(failed *http.Client) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.active == failed {
		p.active = nil
	}
	failed.CloseIdleConnections()
}

// keepAlive detects a peer that is gone on a silent connection: three probes, two
// seconds apart, after five seconds.
var keepAlive = net.KeepAliveConfig{Enable: true, Idle: 5 * time.Second, Interval: 2 * time.Second, Count: 3}

// newClient returns an HTTP client without connections.
func (p *connPool) newClient() *http.Client {
	dialer := &net.Dialer{Timeout: p.timeouts.Dial, KeepAliveConfig: keepAlive}
	transport := &http.Transport{
		Proxy: http.ProxyFromEnvironment, DialContext: dialer.DialContext, TLSHandshakeTimeout: p.timeouts.Dial,
		MaxIdleConnsPerHost: 256, MaxConnsPerHost: 512, IdleConnTimeout: 90 * time.Second,
		ForceAttemptHTTP2: true, // off by default when there is a custom dialer
		HTTP2:             &http.HTTP2Config{SendPingTimeout: p.timeouts.PingAfter, PingTimeout: p.timeouts.PingTimeout, WriteByteTimeout: p.timeouts.PingTimeout},
	}
	if p.roots != nil {
		transport.TLSClientConfig = &tls.Config{RootCAs: p.roots}
	}
	return &http.Client{
		// A redirect would carry the token elsewhere: its answer counts as an error.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport:     transport,
	}
}
