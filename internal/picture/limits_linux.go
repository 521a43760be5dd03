package picture

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

// Bounds of the child, and of Tesseract below it, each.
const (
	maxAddresses  = 3 << 30   // bytes of address space; the Go runtime reserves much that it never uses
	maxMemory     = 640 << 20 // bytes of memory of their own
	maxProcessor  = 25        // seconds
	maxOpenFiles  = 64
	memoryForGo   = 384 << 20 // the soft limit of the garbage collector
	noFileNoCrash = 0
	politeness    = 10 // as nice(1) counts
)

// bind puts bounds on this process and on all that it starts. It may write no file, leave
// no core, and use so much time and memory.
func bind() error {
	for _, l := range []struct {
		what int
		most uint64
	}{
		{syscall.RLIMIT_CORE, noFileNoCrash},
		{syscall.RLIMIT_FSIZE, noFileNoCrash},
		{syscall.RLIMIT_NOFILE, maxOpenFiles},
		{syscall.RLIMIT_CPU, maxProcessor},
		{syscall.RLIMIT_DATA, maxMemory},
		{syscall.RLIMIT_AS, maxAddresses},
	} {
		if raced && (l.what == syscall.RLIMIT_DATA || l.what == syscall.RLIMIT_AS) {
			continue // the race detector takes many times the memory
		}
		if err := syscall.Setrlimit(l.what, &syscall.Rlimit{Cur: l.most, Max: l.most}); err != nil {
			return err
		}
	}
	_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, politeness) // people's texts come first; all works without it
	return nil
}

// inOwnGroup makes a process end with whoever started it.
func inOwnGroup(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}

// peakMemory is how many megabytes this process and those below it had at most, each. What
// the system counts for this process includes the one that started it, so its own mark is
// read.
func peakMemory() int {
	most := 0
	status, _ := os.ReadFile("/proc/self/status") // without it only Tesseract is counted
	if _, after, ok := strings.Cut(string(status), "VmHWM:"); ok {
		_, _ = fmt.Sscan(after, &most)
	}
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_CHILDREN, &u) == nil {
		most = max(most, int(u.Maxrss))
	}
	return most >> 10
}
