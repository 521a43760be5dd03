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

// The distance agrees with a plain reckoning that looks at every place.
func FuzzTheDistanceIsThatOfAPlainReckoning(f *testing.F) {
	f.Add("whatsap", "whatsapp")
	f.Add("retrun", "return")
	f.Add("", "ab")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 12 || len(b) > 12 {
			return
		}
		for most := range 4 {
			if got, want := closed.Distance(a, b, most), min(plain(a, b), most+1); min(got, most+1) != want {
				t.Errorf("%q %q: got %d, want %d", a, b, got, want)
			}
		}
	})
}

// plain is the distance, reckoned from its definition.
func plain(a, b string) int {
	switch {
	case a == "":
		return len(b)
	case b == "":
		return len(a)
	case a[0] == b[0]:
		return plain(a[1:], b[1:])
	}
	d := 1 + min(plain(a[1:], b), plain(a, b[1:]), plain(a[1:], b[1:]))
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		d = min(d, 1+plain(a[2:], b[2:]))
	}
	return d
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
