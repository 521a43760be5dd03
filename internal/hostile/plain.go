//go:build !race

package hostile

// raced says that the race detector is on.
const raced = false
