package flows_test

import "testing"

// Each evasion is proved when content is loaded: its plain text reaches its
// level, the disguise does not lower it, a listed miss fails. This holds how
// many there are and how few are missed.
func TestEvasionsAreManyAndSeldomMissed(t *testing.T) {
	t.Parallel()
	c := load(t)
	misses, bursts, techniques := 0, 0, map[string]bool{}
	for _, e := range c.Evasions {
		techniques[e.Technique] = true
		if e.Miss != "" {
			misses++
		}
		if len(e.Texts) > 1 {
			bursts++
		}
	}
	if len(techniques) < 60 || bursts < 4 {
		t.Errorf("%d techniques, %d of them in several messages; want at least 60 and 4", len(techniques), bursts)
	}
	if most := len(c.Evasions) * 5 / 100; misses > most {
		t.Errorf("%d of %d evasions are missed, at most %d", misses, len(c.Evasions), most)
	}
}
