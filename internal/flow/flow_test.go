package flow

import (
	"strings"
	"testing"

	"cekloker/internal/cond"
)

func TestCompileFindsEveryMistakeAtOnce(t *testing.T) {
	t.Parallel()
	flows := map[ID]*Flow{"bad": {About: "x", Steps: []Step{
		{ID: "Ask", Kind: KindChoice},
		{ID: "two", Kind: "dance", Slot: "a"},
		{ID: "two", Kind: KindMenu, Slot: "b", Choices: []Choice{{ID: "x", Opens: "nowhere", Instruction: "menu"}}},
		{ID: "four", Kind: KindMenu, When: "unknown_name == 1"},
	}}}
	wrong := Compile(flows, cond.Names{"known": ""})
	var all []string
	for _, p := range wrong {
		all = append(all, p.What)
	}
	text := strings.Join(all, "\n")
	for _, want := range []string{"has no slot", "offers nothing", "unknown kind", "used twice", "has a slot", "does not exist", "both opens and goes", "unknown_name"} {
		if !strings.Contains(text, want) {
			t.Errorf("no problem mentions %q in:\n%s", want, text)
		}
	}
}

func TestNextSkipsWhatIsFilledAndWhatDoesNotHold(t *testing.T) {
	t.Parallel()
	flows := map[ID]*Flow{"f": {About: "x", Steps: []Step{
		{ID: "a", Kind: KindChoice, Slot: "a", Choices: []Choice{{ID: "x"}, {ID: "y", When: "known == \"z\""}}},
		{ID: "b", Kind: KindChoice, Slot: "b", When: "known == \"z\"", Choices: []Choice{{ID: "x"}}},
		{ID: "end", Kind: KindMenu},
	}}}
	if wrong := Compile(flows, cond.Names{"known": ""}); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	f := flows["f"]
	at := func(known string, filled ...SlotID) StepID {
		s, _ := f.Next(func(slot SlotID) bool { return strings.Contains(" "+join(filled)+" ", " "+string(slot)+" ") }, map[string]any{"known": known})
		return s.ID
	}
	if got := at("", ""); got != "a" {
		t.Errorf("first step: got %s, want a", got)
	}
	if got := at("", "a"); got != "end" {
		t.Errorf("b does not hold: got %s, want end", got)
	}
	if got := at("z", "a"); got != "b" {
		t.Errorf("b holds: got %s, want b", got)
	}
	if got := len(f.Steps[0].Offered(map[string]any{"known": ""})); got != 1 {
		t.Errorf("offered: got %d, want 1", got)
	}
}

func join(s []SlotID) string {
	var b strings.Builder
	for _, x := range s {
		b.WriteString(string(x) + " ")
	}
	return b.String()
}
