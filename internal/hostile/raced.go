//go:build race

package hostile

// Raced says that the race detector is on.
const Raced = true
