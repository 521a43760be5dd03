package closed_test

import (
	"fmt"
	"testing"

	"cekloker/internal/closed"
)

func TestTheNearestWordIsProposedOnlyWhenItIsNear(t *testing.T) {
	t.Parallel()
	known := []string{"call", "whatsapp", "return", "again", "KH", "ID"}
	for word, want := range map[string]string{"whatsap": "whatsapp", "retrun": "return", "agian": "again", "KHM": "KH", "smoke": "", "callback": ""} {
		if got := closed.Near(word, known); got != want {
			t.Errorf("near %q: got %q, want %q", word, got, want)
		}
	}
}

type way string

func ExampleSet() {
	ways := closed.Set[way]{{Word: "call", Means: "a voice call"}, {Word: "whatsapp", Means: "a message by WhatsApp"}}
	fmt.Println(ways.Has("call"), ways.Has("whatsap"), ways.All())
	fmt.Println(closed.Instead("whatsap", ways.Written()))
	// Output:
	// true false [call whatsapp]
	// did you mean "whatsapp"? use one of call, whatsapp
}
