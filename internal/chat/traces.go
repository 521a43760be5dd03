package chat

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"slices"
	"time"
)

// Traces is what is kept of one chat for 48 hours, also after the exit.
type Traces struct {
	Messages      []Trace // messages that the exit deletes, oldest first
	Updates       []int64 // ids of the last MaxUpdates updates
	Question      int64   // the message with the last question, whose buttons are removed when the answer comes; 0 none
	LastOwn       int64   // the last message of the bot, which is edited in quiet mode; 0 none
	Answer        uint64  // Call.Answer of the last delivered call that may be changed, and
	AnswerMessage int64   // its message
	LastSeq       uint64  // the last number given to a call
	Undeleted     bool    // messages are in the chat that the exit cannot delete
}

// Bounds of the traces of one chat. A message takes about five bytes on disk (see
// MarshalJSON), which keeps the record under 1.5 kB. 240 messages in 48 hours are a long
// conversation about one offer.
const (
	MaxUpdates  = 32
	MaxMessages = 240
)

// Trace is one message of either side.
type Trace struct {
	Message int64
	At      int64 // Unix seconds, of the whole minute before
}

// addMessage keeps a message for the exit. Messages that are too old to be deleted,
// or too many, are forgotten, and the exit will say that something stays.
func (t *Traces) addMessage(id int64, now time.Time) {
	t.Messages = append(t.Messages, Trace{Message: id, At: now.Unix() / 60 * 60})
	old := now.Add(-TraceLife).Unix()
	n := len(t.Messages)
	t.Messages = slices.DeleteFunc(t.Messages, func(m Trace) bool { return m.At < old })
	t.Messages = t.Messages[max(0, len(t.Messages)-MaxMessages):]
	t.Undeleted = t.Undeleted || len(t.Messages) < n
}

// removeMessages forgets messages that were deleted.
func (t *Traces) removeMessages(ids []int64) {
	t.Messages = slices.DeleteFunc(t.Messages, func(m Trace) bool { return slices.Contains(ids, m.Message) })
}

// tracesJSON is the form on disk: messages as pairs of differences, id and
// minute, updates as differences, each a varint, in base64.
type tracesJSON struct {
	Messages json.RawMessage `json:"m,omitempty"`
	Updates  json.RawMessage `json:"u,omitempty"`
	Asked    int64           `json:"a,omitempty"`
	Shown    int64           `json:"s,omitempty"`
	Last     uint64          `json:"l,omitempty"`
	Burst    uint64          `json:"b,omitempty"`
	Answer   int64           `json:"w,omitempty"`
	Left     bool            `json:"o,omitempty"`
}

// MarshalJSON writes the compact form.
func (t Traces) MarshalJSON() ([]byte, error) {
	w := tracesJSON{Asked: t.Question, Shown: t.LastOwn, Last: t.LastSeq, Left: t.Undeleted, Burst: t.Answer, Answer: t.AnswerMessage}
	flat := make([]int64, 0, 2*len(t.Messages))
	for _, m := range t.Messages {
		flat = append(flat, m.Message, m.At/60)
	}
	w.Messages, w.Updates = packNumbers(flat, 2), packNumbers(t.Updates, 1)
	return json.Marshal(w)
}

// UnmarshalJSON reads the compact form.
func (t *Traces) UnmarshalJSON(b []byte) error {
	var w tracesJSON
	if err := json.Unmarshal(b, &w); err != nil {
		return err
	}
	*t = Traces{Question: w.Asked, LastOwn: w.Shown, LastSeq: w.Last, Undeleted: w.Left, Answer: w.Burst, AnswerMessage: w.Answer}
	flat, err := unpackNumbers(w.Messages, 2)
	if err != nil {
		return err
	}
	for ; len(flat) > 1; flat = flat[2:] {
		t.Messages = append(t.Messages, Trace{Message: flat[0], At: flat[1] * 60})
	}
	t.Updates, err = unpackNumbers(w.Updates, 1)
	return err
}

// packNumbers writes numbers as differences to the one of the same column before.
func packNumbers(numbers []int64, columns int) json.RawMessage {
	if len(numbers) == 0 {
		return nil
	}
	var out []byte
	for i, n := range numbers {
		if i >= columns {
			n -= numbers[i-columns]
		}
		out = binary.AppendVarint(out, n)
	}
	text, _ := json.Marshal(base64.RawStdEncoding.EncodeToString(out)) // a string is never refused
	return text
}

var errPacked = errors.New("packed numbers are cut off")

func unpackNumbers(text json.RawMessage, columns int) ([]int64, error) {
	if len(text) == 0 {
		return nil, nil
	}
	var coded string
	if err := json.Unmarshal(text, &coded); err != nil {
		return nil, err
	}
	rest, err := base64.RawStdEncoding.DecodeString(coded)
	if err != nil {
		return nil, err
	}
	var out []int64
	for len(rest) > 0 {
		n, size := binary.Varint(rest)
		if size <= 0 {
			return nil, errPacked
		}
		if i := len(out); i >= columns {
			n += out[i-columns]
		}
		out, rest = append(out, n), rest[size:]
	}
	return out, nil
}
