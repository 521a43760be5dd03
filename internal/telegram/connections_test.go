package telegram

import (
	"context"
	"crypto/x509"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"cekloker/internal/localapi"
)

// never is longer than any test.
const never = time.Minute

// newStallableClient returns a client of a server behind TLS and a proxy that can stall.
// The server holds a call with a parameter "hold", and tells when it does.
func newStallableClient(t *testing.T, http2 bool, times Timeouts) (c *Client, way *localapi.StallingProxy, held chan struct{}) {
	t.Helper()
	stop := make(chan struct{})
	held = make(chan struct{}, 1)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("hold") != "" {
			held <- struct{}{}
			select {
			case <-stop:
			case <-r.Context().Done():
			}
		}
		wrote(w, `{"ok":true,"result":"`+r.Proto+`"}`)
	}))
	server.EnableHTTP2 = http2
	server.StartTLS()
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(stop) })
	way, err := localapi.NewStallingProxy(t, server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	c = NewClient("https://"+way.Address(), leaky, times)
	c.conns.roots = x509.NewCertPool()
	c.conns.roots.AddCert(server.Certificate())
	return c, way, held
}

// checkAnswer makes a call that must be answered over a protocol.
func checkAnswer(t *testing.T, c *Client, proto string) {
	t.Helper()
	raw, err := c.call(t.Context(), "getMe", nil)
	if err != nil || string(raw) != `"`+proto+`"` {
		t.Fatalf("got %s, %v; want an answer over %s", raw, err, proto)
	}
}

// A ping notices a dead HTTP/2 connection, long before any call times out.
func TestAPingNoticesADeadConnection(t *testing.T) {
	t.Parallel()
	c, way, _ := newStallableClient(t, true, Timeouts{Call: never, Poll: never, PingAfter: 200 * time.Millisecond, PingTimeout: 500 * time.Millisecond})
	checkAnswer(t, c, "HTTP/2.0")
	way.Stall()
	began := time.Now()
	if raw, err := c.call(t.Context(), "getMe", nil); err == nil || time.Since(began) > never/2 {
		t.Errorf("a call over a dead line: %s, %v after %v", raw, err, time.Since(began))
	}
	checkAnswer(t, c, "HTTP/2.0")
}

// After a call without an answer the next one opens a new connection, even while another
// call waits on the same dead connection.
func TestACallWithoutAnswerRenewsTheConnection(t *testing.T) {
	t.Parallel()
	for proto, http2 := range map[string]bool{"HTTP/2.0": true, "HTTP/1.1": false} {
		t.Run(proto, func(t *testing.T) {
			t.Parallel()
			c, way, held := newStallableClient(t, http2, Timeouts{Call: time.Second, Poll: never, PingAfter: never, PingTimeout: never})
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			polled := make(chan struct{})
			go func() {
				_, _ = c.call(ctx, "getUpdates", map[string]string{"hold": "1"})
				close(polled)
			}()
			<-held
			checkAnswer(t, c, proto) // over HTTP/1.1 this leaves an idle connection
			way.Stall()
			if raw, err := c.call(t.Context(), "getMe", nil); err == nil {
				t.Errorf("answered over a dead line: %s", raw)
			}
			checkAnswer(t, c, proto)
			select {
			case <-polled:
				t.Error("the poll ended")
			default:
			}
		})
	}
}

// Calls that a shutdown cancels do not make their connection count as dead.
func TestAShutdownKeepsTheConnection(t *testing.T) {
	t.Parallel()
	c, way, held := newStallableClient(t, true, Timeouts{})
	checkAnswer(t, c, "HTTP/2.0")
	ctx, cancel := context.WithTimeout(t.Context(), never)
	go func() { <-held; cancel() }()
	if _, err := c.call(ctx, "getMe", map[string]string{"hold": "1"}); err == nil {
		t.Error("answered")
	}
	checkAnswer(t, c, "HTTP/2.0")
	if n := way.Connections(); n != 1 {
		t.Errorf("%d connections", n)
	}
}

// Unless Telegram asks for more, five seconds are the longest wait.
func TestNobodyWaitsLongerThanFiveSecondsUnasked(t *testing.T) {
	t.Parallel()
	var b backoff
	for range 30 {
		if wait := b.next(errNetwork); wait > 5*time.Second {
			t.Errorf("waits %v", wait)
		}
	}
	if wait := b.next(&Error{Code: 429, RetryAfter: 9 * time.Second}); wait != 9*time.Second {
		t.Errorf("asked for 9 s, waits %v", wait)
	}
}
