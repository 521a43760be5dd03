//go:build !linux

package hostile

import "time"

var began = time.Now()

// spent is the time that went by; the least of several measurements is close to
// what the reader itself took.
func spent() time.Duration { return time.Since(began) }
