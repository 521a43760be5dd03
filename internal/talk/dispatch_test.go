package talk

import (
	"slices"
	"testing"

	"cekloker/internal/flow"
)

// Every action that content may name does something, and nothing else does.
func TestEveryActionIsDeclared(t *testing.T) {
	t.Parallel()
	passed := []flow.Action{"share", "copy"} // carried out by Telegram; typed, by pick
	for _, a := range flow.Actions.All() {
		if actions[a] == nil && !slices.Contains(passed, a) {
			t.Errorf("flow.Actions declares %q, which does nothing", a)
		}
	}
	for a := range actions {
		if !flow.Actions.Has(a) {
			t.Errorf("%q does something, and flow.Actions does not declare it", a)
		}
	}
}
