package chat

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"
)

var evening = time.Date(2026, 11, 24, 19, 0, 0, 0, time.UTC)

// fullTraces returns the largest possible traces of one chat, of a bot that sends many
// messages a second elsewhere, so that the ids are far apart.
func fullTraces() Traces {
	chance := rand.New(rand.NewPCG(1, 2))
	t := Traces{Question: 9_000_000_000, LastOwn: 9_000_000_001, LastSeq: 4711, Undeleted: true}
	id, at := int64(8_000_000_000), evening
	for range MaxMessages {
		id += 1 + chance.Int64N(8000)
		at = at.Add(time.Duration(chance.Int64N(int64(3 * time.Minute))))
		t.addMessage(id, at)
	}
	for i := range MaxUpdates {
		t.Updates = append(t.Updates, 700_000_000+int64(i)*3)
	}
	return t
}

func TestTracesComeBackFromDisk(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Traces{"none": {}, "one message": {Messages: []Trace{{7, 60}}}, "full": fullTraces()} {
		data, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got Traces
		if err := json.Unmarshal(data, &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %s comes back as %+v, %v", name, data, got, err)
		}
	}
}

// The record is written again with every turn and every receipt, so it has to be small.
func TestTracesOfAFullChatAreSmall(t *testing.T) {
	t.Parallel()
	data, err := json.Marshal(fullTraces())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d messages and %d updates in %d bytes", MaxMessages, MaxUpdates, len(data))
	if len(data) > 1500 {
		t.Errorf("%d bytes, want at most 1500", len(data))
	}
}

func TestDamagedTracesAreToldApart(t *testing.T) {
	t.Parallel()
	var got Traces
	for _, damaged := range []string{`{"m":"gA"}`, `{"m":"!"}`, `{"u":7}`, `{"m":[{"i":"x"}]}`} {
		if err := json.Unmarshal([]byte(damaged), &got); err == nil {
			t.Errorf("%s is read without an error", damaged)
		}
	}
}

func TestWhatIsTooOldOrTooManyIsLetGoAndSaid(t *testing.T) {
	t.Parallel()
	var traces Traces
	for i := range MaxMessages {
		traces.addMessage(int64(i+1), evening)
	}
	if traces.Undeleted {
		t.Error("says that messages stay although all are kept")
	}
	if traces.addMessage(1000, evening); len(traces.Messages) != MaxMessages || !traces.Undeleted {
		t.Errorf("keeps %d messages, left %v", len(traces.Messages), traces.Undeleted)
	}
	traces = Traces{Messages: []Trace{{1, evening.Unix()}}}
	if traces.addMessage(2, evening.Add(49*time.Hour)); len(traces.Messages) != 1 || !traces.Undeleted {
		t.Errorf("keeps %v after two days, left %v", traces.Messages, traces.Undeleted)
	}
}
