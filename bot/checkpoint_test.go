package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
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

// The process is killed at every checkpoint, and the next one, which goes on, at the next.
func TestKilledAtEveryCheckpoint(t *testing.T) {
	t.Parallel()
	notRaced(t, startedOften)
	for name, steps := range map[string][]deadlyStep{
		"while it answers": {
			{"before commit", "", []int{3, 20}}, {"after commit", "", []int{4, 21}}, {"confirming", "", []int{2, 9}},
			{"sent", "", []int{3, 12}}, {"settling", "", []int{2, 11}},
		},
		"while it compacts": {
			{"compaction: copied", "compact", []int{2}}, {"compaction: written", "compact", []int{2}}, {"compaction: renamed", "compact", []int{2}},
		},
		"while it rotates": {
			{"rotation: key made", "rotate", []int{1}}, {"compaction: copied", "rotate", []int{2}}, {"compaction: renamed", "rotate", []int{2}}, {"rotation: key in place", "rotate", []int{1}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			killAtCheckpoints(t, steps)
		})
	}
}

// deadlyStep is a checkpoint, what asks the bot to come to it, and at which of its passages
// the process is killed: the first count, and with CEKLOKER_LONG each.
type deadlyStep struct {
	name, ask string
	counts    []int
}

func killAtCheckpoints(t *testing.T, steps []deadlyStep) {
	telegram, env, dir := newTelegram(t)
	c := &crowd{t: t, telegram: telegram, wanted: undisturbedReplies(t)}
	ctx := longContext(t)
	wait := func() {}
	for _, s := range steps {
		counts := s.counts
		if os.Getenv("CEKLOKER_LONG") == "" {
			counts = counts[:1]
		}
		for _, n := range counts {
			dies := start(t, append(env, fmt.Sprintf("CEKLOKER_TEST_LAST_STEP=%s#%d", s.name, n)), "serve")
			if len(c.kills) == 0 {
				wait = c.run(ctx, 4)
			}
			waitForDeath(t, ctx, dies, func() {
				if s.ask != "" {
					postToSocket(dir+"/data", s.ask)
				}
			})
			c.kills = append(c.kills, time.Now())
		}
	}
	last := start(t, env, "serve")
	c.stop.Store(true)
	wait()
	c.checkDoubles()
	if ctx.Err() != nil || c.talked == 0 {
		t.Errorf("%d people came to the end\n%s", c.talked, last.out)
	}
}

// waitForDeath waits until a process kills itself, and asks it to do something meanwhile.
func waitForDeath(t *testing.T, ctx context.Context, dies *process, ask func()) {
	t.Helper()
	died := make(chan struct{})
	go func() { _ = dies.cmd.Wait(); close(died) }()
	for {
		ask()
		select {
		case <-died:
			return
		case <-time.After(20 * time.Millisecond):
			if ctx.Err() != nil {
				t.Fatalf("never came to the step that kills it\n%s", dies.out)
			}
		}
	}
}
