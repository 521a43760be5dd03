package localapi

import (
	"net"
	"sync"
	"sync/atomic"
)

// StallingProxy forwards connections to a server until they stall as network paths do:
// from then on they swallow everything, in both directions, and nobody closes them. New
// connections work.
type StallingProxy struct {
	listener net.Listener
	to       string

	mu    sync.Mutex
	alive *atomic.Bool // whether the connections made since the last stall still forward
	open  []net.Conn
	made  int
}

// NewStallingProxy listens on loopback and forwards to the address of a server, until
// the test ends.
func NewStallingProxy(t test, to string) (*StallingProxy, error) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &StallingProxy{listener: listener, to: to, alive: &atomic.Bool{}}
	l.alive.Store(true)
	go l.accept()
	t.Cleanup(l.close)
	return l, nil
}

// Address is the address at which the proxy listens.
func (l *StallingProxy) Address() string { return l.listener.Addr().String() }

// Stall makes the existing connections swallow everything.
func (l *StallingProxy) Stall() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.alive.Store(false)
	l.alive = &atomic.Bool{}
	l.alive.Store(true)
}

// Connections returns how many connections were made so far.
func (l *StallingProxy) Connections() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.made
}

func (l *StallingProxy) accept() {
	for {
		near, err := l.listener.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial("tcp", l.to)
		if err != nil {
			near.Close()
			continue
		}
		l.mu.Lock()
		lives := l.alive
		l.open, l.made = append(l.open, near, far), l.made+1
		l.mu.Unlock()
		go forward(near, far, lives)
		go forward(far, near, lives)
	}
}

// forward copies one direction while the connection is alive. If it has stalled, neither
// side notices anything, not even that the other side closed it.
func forward(from, to net.Conn, lives *atomic.Bool) {
	piece := make([]byte, 32<<10)
	for {
		n, err := from.Read(piece)
		if lives.Load() && n > 0 {
			if _, err := to.Write(piece[:n]); err != nil {
				return
			}
		}
		if err != nil {
			if lives.Load() {
				to.Close()
			}
			return
		}
	}
}

func (l *StallingProxy) close() {
	l.listener.Close()
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range l.open {
		c.Close()
	}
}
