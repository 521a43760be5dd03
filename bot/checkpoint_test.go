package main

import (
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
)

// exitAtCheckpoint returns a hook that kills the process, as a power cut would, when a
// checkpoint is reached for the n-th time: "before commit#3". "panic before commit#3"
// panics there instead. It is in a test file: the released program has no such hook.
func exitAtCheckpoint(spec string) func(at string) {
	spec, panics := strings.CutPrefix(spec, "panic ")
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
		if at == name && left.Add(-1) == 0 {
			if panics {
				panic("a test asked for it")
			}
			_ = syscall.Kill(syscall.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
}
