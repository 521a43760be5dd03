package talk

import "slices"

// useful counts that a verdict helped. Only the counters change.
func (t *turn) useful() {
	t.count("useful_yes")
	t.add(Toast{ID: "verdict.thanks"})
}

// faults are the reasons why a verdict did not help.
var faults = [...]string{"wrong_level", "unclear", "too_long", "no_help"}

// useless asks for one of a few reasons why a verdict did not help, and counts it.
func (t *turn) useless(of string) bool {
	switch {
	case of == "":
		t.count("useful_no")
		row := []Button{}
		for _, why := range faults {
			row = append(row, Button{Label: SentenceID("verdict.useless." + why), Tap: OpenTap("useless", why)})
		}
		t.say(Message{
			Blocks: []Block{{ID: "verdict.useless"}},
			Rows:   [][]Button{row, {{Label: "common.back_to_result", Tap: OpenTap("result", "")}}},
		}, false)
	case slices.Contains(faults[:], of):
		t.count("useless_" + of)
		t.note("verdict.thanks")
		t.backToVerdict()
	default:
		return false
	}
	return true
}
