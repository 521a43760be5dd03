package chat

import (
	"slices"
	"testing"
)

func TestWhatAClearingCallDeletes(t *testing.T) {
	t.Parallel()
	traces := Traces{Messages: []Trace{{Message: 3}, {Message: 7}, {Message: 8}, {Message: 9}}, LastOwn: 9}
	for name, c := range map[string]struct {
		call Call
		want []int64
	}{
		"all but the last of the bot": {ClearCall(), []int64{3, 7, 8}},
		"what came after a message":   {ClearAfter(7), []int64{8, 9}},
	} {
		if got := c.call.resolveClear(traces).Deletes; !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
