package flows_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"cekloker/internal/offer"
	"cekloker/internal/talk"
)

// judged is one short text and what an expert expects of it.
type judged struct {
	Kind  string
	Text  string
	Min   int
	Max   *int
	Frame string // the frames that are right, "" any
	Place string // the country that is read, "" any
	Plain bool   // nothing may be held against it: level 0 or the plain voice of level 1
}

// Ten short texts of each kind that was once judged wrongly, written before they were run.
func TestShortTextsAreJudgedByTheirIdea(t *testing.T) {
	t.Parallel()
	c := load(t)
	f, err := os.Open("testdata/judged.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var want judged
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		reading := c.Rules.Read(want.Text)
		v := c.Rules.JudgeReading(reading)
		if most := want.Max; most != nil && (int(v.Level) < want.Min || int(v.Level) > *most) {
			t.Errorf("%s: %q: level %d by %q, want %d to %d; findings %v", want.Kind, want.Text, v.Level, v.Rule, want.Min, *most, signals(v))
		}
		if want.Plain && v.Level != offer.LevelNoSign && !v.HomeJob {
			t.Errorf("%s: %q: level %d by %q is not plain", want.Kind, want.Text, v.Level, v.Rule)
		}
		if frame := c.Book.Interpret(talk.Text{Typed: want.Text}).Frame; want.Frame != "" && !strings.Contains(want.Frame, string(frame)) {
			t.Errorf("%s: %q: frame %s, want %s", want.Kind, want.Text, frame, want.Frame)
		}
		if place := reading.Facts[offer.FactDestination]; want.Place != "" && place != want.Place {
			t.Errorf("%s: %q: place %q, want %s", want.Kind, want.Text, place, want.Place)
		}
	}
}

func signals(v offer.Verdict) []offer.SignalID {
	var out []offer.SignalID
	for _, f := range v.Findings {
		out = append(out, f.Signal)
	}
	return out
}
