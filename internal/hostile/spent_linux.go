package hostile

import (
	"time"

	"golang.org/x/sys/unix"
)

// spent is the processor time of this thread: other work on the machine does not
// count.
func spent() time.Duration {
	var at unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &at); err != nil {
		panic(err)
	}
	return time.Duration(at.Nano())
}
