package localapi

import (
	"net"
	"sync"
	"sync/atomic"
)

// Line is a way to a server that can die as lines do: what goes over its old
// connections is swallowed from then on, in both directions, and nobody hangs up.
// New connections work.
type Line struct {
	listener net.Listener
	to       string

	mu    sync.Mutex
	lives *atomic.Bool // of the connections made since the last death
	open  []net.Conn
	made  int
}

// NewLine listens on loopback and passes on to the address of a server, until the
// test ends.
func NewLine(t test, to string) (*Line, error) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &Line{listener: listener, to: to, lives: &atomic.Bool{}}
	l.lives.Store(true)
	go l.accept()
	t.Cleanup(l.close)
	return l, nil
}

// Address is where the line begins.
func (l *Line) Address() string { return l.listener.Addr().String() }

// Die lets the connections that there are swallow everything.
func (l *Line) Die() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lives.Store(false)
	l.lives = &atomic.Bool{}
	l.lives.Store(true)
}

// Made is how many connections were made so far.
func (l *Line) Made() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.made
}

func (l *Line) accept() {
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
		lives := l.lives
		l.open, l.made = append(l.open, near, far), l.made+1
		l.mu.Unlock()
		go pass(near, far, lives)
		go pass(far, near, lives)
	}
}

// pass passes on what one side says while the connection lives. Of a dead one
// neither side learns anything, not even that the other has hung up.
func pass(from, to net.Conn, lives *atomic.Bool) {
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

func (l *Line) close() {
	l.listener.Close()
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range l.open {
		c.Close()
	}
}
