//go:build !race

package picture

// raced says that the race detector is on.
const raced = false
