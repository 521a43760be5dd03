package main

import (
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// exitAtCheckpoint returns a hook that kills the process, as a power cut would, when a
// checkpoint is reached for the n-th time: "before commit#3". "panic before commit#3"
// panics there instead, and "hang turning#3" never returns from that moment on, as a
// loop without end would not; "sleep" does so without a processor, like a dead disk.
// It is in a test file: the released program has no such hook.
func exitAtCheckpoint(spec string) func(at string) {
	spec, panics := strings.CutPrefix(spec, "panic ")
	spec, hangs := strings.CutPrefix(spec, "hang ")
	spec, sleeps := strings.CutPrefix(spec, "sleep ")
	name, count, ok := strings.Cut(spec, "#")
	if !ok {
		return nil
	}
	n, err := strconv.ParseInt(count, 10, 64)
	if err != nil {
		panic("CEKLOKER_TEST_LAST_STEP is step#count: " + spec)
	}
	var left atomic.Int64
	left.Store(n)
	return func(at string) {
		if at != name {
			return
		}
		n := left.Add(-1)
		switch {
		case n > 0:
		case sleeps:
			select {}
		case hangs:
			for begun := time.Now(); time.Since(begun) < time.Hour; { // what a loop without end does to a processor
			}
		case n == 0:
			if panics {
				panic("a test asked for it")
			}
			_ = syscall.Kill(syscall.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
}
