package main

import (
	"net"
	"strconv"
	"time"
)

// supervisor tells systemd how the bot is, by the protocol of sd_notify(3). Without
// systemd, or with a unit that does not ask for it, it does nothing.
type supervisor struct {
	socket string
	every  time.Duration // between two keep-alive messages; 0: systemd wants none
	last   time.Time
}

func newSupervisor(env func(string) string) *supervisor {
	s := &supervisor{}
	if env == nil {
		return s
	}
	s.socket = env("NOTIFY_SOCKET")
	if micros, err := strconv.ParseInt(env("WATCHDOG_USEC"), 10, 64); err == nil && micros > 0 {
		s.every = time.Duration(micros) * time.Microsecond / 3
	}
	return s
}

func (s *supervisor) ready()    { s.tell("READY=1") }
func (s *supervisor) stopping() { s.tell("STOPPING=1") }

// alive sends the keep-alive message at the interval that systemd asks for.
func (s *supervisor) alive() {
	if s.every > 0 && time.Since(s.last) >= s.every {
		s.last = time.Now()
		s.tell("WATCHDOG=1")
	}
}

// tell sends one message. Nothing can be done about one that gets lost.
func (s *supervisor) tell(message string) {
	if s.socket == "" {
		return
	}
	c, err := net.Dial("unixgram", s.socket) // Go writes an abstract name with @, as systemd does
	if err != nil {
		return
	}
	_, _ = c.Write([]byte(message))
	_ = c.Close()
}
