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

// Timeouts are the waits of the line to Telegram. Together they bound how long a
// line can swallow everything before somebody notices: over HTTP/2 for Quiet and
// Pong, over HTTP/1.1 for Poll and Slack, or for Call. With the usual ones the bot
// is heard and hears again within 20 seconds.
type Timeouts struct {
	Poll        time.Duration // one long poll, whole seconds; Telegram allows 50 s
	PollGrace   time.Duration // beyond it, until the answer of a poll is missed
	Call        time.Duration // any other call, until its answer is missed
	PingAfter   time.Duration // nothing came over an HTTP/2 connection: a ping asks whether it lives
	PingTimeout time.Duration // a ping without an answer, a write that does not go out: the connection is given up
	Dial        time.Duration // a new connection, and once more for its TLS
}

// usualTimes: a poll is as long as it can be for the whole to stay below 20
// seconds. A call that Telegram answers takes less than a second; who gives it up
// too early makes doubles, so it has ten. A ping has longer than a moment in
// which the machine is busy.
var defaultTimeouts = Timeouts{
	Poll: 15 * time.Second, PollGrace: 3 * time.Second, Call: 10 * time.Second,
	PingAfter: 5 * time.Second, PingTimeout: 7 * time.Second, Dial: 5 * time.Second,
}

func (t Timeouts) withDefaults() Timeouts {
	return Timeouts{
		Poll: cmp.Or(t.Poll, defaultTimeouts.Poll), PollGrace: cmp.Or(t.PollGrace, defaultTimeouts.PollGrace), Call: cmp.Or(t.Call, defaultTimeouts.Call),
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

// connPool is the connections to the Bot API server. A call that got no answer says
// something about the connection it went over, and HTTP/2 sends all calls over
// one: after it the next call dials anew, and what is under way elsewhere ends by
// itself.
type connPool struct {
	timeouts Timeouts
	roots    *x509.CertPool // nil: those of the system

	mu     sync.Mutex
	active *http.Client
}

// current is how the next call goes out.
func (l *connPool) current() *http.Client {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.active == nil {
		l.active = l.newClient()
	}
	return l.active
}

// discard gives up the connections over which a call got no answer, once for all
// the calls that fail together.
func (l *connPool) discard(failed *http.Client) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.active == failed {
		l.active = nil
	}
	failed.CloseIdleConnections()
}

// keepAlive finds a peer that is gone on a connection that says nothing: three
// questions, two seconds apart, after five seconds.
var keepAlive = net.KeepAliveConfig{Enable: true, Idle: 5 * time.Second, Interval: 2 * time.Second, Count: 3}

// newClient makes a client that has no connections yet.
func (l *connPool) newClient() *http.Client {
	dialer := &net.Dialer{Timeout: l.timeouts.Dial, KeepAliveConfig: keepAlive}
	transport := &http.Transport{
		Proxy: http.ProxyFromEnvironment, DialContext: dialer.DialContext, TLSHandshakeTimeout: l.timeouts.Dial,
		MaxIdleConnsPerHost: 256, MaxConnsPerHost: 512, IdleConnTimeout: 90 * time.Second,
		ForceAttemptHTTP2: true, // a dialer of one's own switches it off
		HTTP2:             &http.HTTP2Config{SendPingTimeout: l.timeouts.PingAfter, PingTimeout: l.timeouts.PingTimeout, WriteByteTimeout: l.timeouts.PingTimeout},
	}
	if l.roots != nil {
		transport.TLSClientConfig = &tls.Config{RootCAs: l.roots}
	}
	return &http.Client{
		// A redirect would carry the token elsewhere; its answer counts as an error.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport:     transport,
	}
}
