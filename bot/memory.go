package main

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
)

// relaxGC lets the heap grow to five times its live size before garbage is collected,
// unless GOGC says otherwise: a collection slows every answer down for 40 ms.
func relaxGC() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
}

// memoryGoal is how much memory of its own a serving bot takes while it has no more to
// remember: the smallest machines have 512 MB, and other programs need some of it.
// Garbage is collected earlier instead.
const memoryGoal = 62 << 20

// keepMemory sets how much memory may be taken before garbage is collected earlier:
// memoryGoal, or twice what is alive, since a bot with much to remember would do
// nothing but collect. GOMEMLIMIT takes precedence.
func keepMemory() {
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	alive := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(alive)
	if alive[0].Value.Kind() == metrics.KindUint64 {
		debug.SetMemoryLimit(max(memoryGoal, 2*int64(alive[0].Value.Uint64())))
	}
}
