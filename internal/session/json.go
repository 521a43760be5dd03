package session

import (
	"encoding/json"
	"fmt"
	"time"
)

// version is the layout of the JSON below. A reader keeps reading every older
// one; a newer one is an error, so that an older program never half-reads it.
const version = 1

type wire struct {
	Version int        `json:"v"`
	Began   int64      `json:"b,omitempty"`
	Turn    int        `json:"t,omitempty"`
	Stack   []FlowID   `json:"s,omitempty"`
	Lang    Lang       `json:"l,omitempty"`
	Chosen  bool       `json:"c,omitempty"`
	Answers []wireItem `json:"a,omitempty"`
	Asked   uint32     `json:"q,omitempty"`
	Tapped  uint32     `json:"k,omitempty"`
}

// wireItem is an answer as [slot, value, turn].
type wireItem Answer

func (w wireItem) MarshalJSON() ([]byte, error) {
	return json.Marshal([3]any{w.Slot, w.Value, w.Turn})
}

func (w *wireItem) UnmarshalJSON(b []byte) error {
	var parts [3]json.RawMessage
	if err := json.Unmarshal(b, &parts); err != nil {
		return err
	}
	if err := json.Unmarshal(parts[0], &w.Slot); err != nil {
		return err
	}
	if err := json.Unmarshal(parts[1], &w.Value); err != nil {
		return err
	}
	return json.Unmarshal(parts[2], &w.Turn)
}

// MarshalJSON writes the compact form that the store keeps.
func (s Session) MarshalJSON() ([]byte, error) {
	w := wire{Version: version, Turn: s.Turn, Stack: s.Stack, Lang: s.Lang, Chosen: s.Chosen, Asked: s.Asked, Tapped: s.Tapped}
	if !s.Began.IsZero() {
		w.Began = s.Began.Unix()
	}
	for _, a := range s.Answers {
		w.Answers = append(w.Answers, wireItem(a))
	}
	return json.Marshal(w)
}

// UnmarshalJSON reads what MarshalJSON wrote. Answers with invalid values are
// dropped one by one: a damaged answer costs a question, not the session.
func (s *Session) UnmarshalJSON(b []byte) error {
	var w wire
	if err := json.Unmarshal(b, &w); err != nil {
		return fmt.Errorf("read session: %w", err)
	}
	if w.Version != version {
		return fmt.Errorf("read session: version %d, this program reads %d", w.Version, version)
	}
	*s = Session{Turn: w.Turn, Stack: w.Stack, Lang: w.Lang, Chosen: w.Chosen, Asked: w.Asked, Tapped: w.Tapped}
	if w.Began != 0 {
		s.Began = time.Unix(w.Began, 0).UTC()
	}
	if len(s.Stack) > MaxStack {
		s.Stack = s.Stack[len(s.Stack)-MaxStack:]
	}
	for _, a := range w.Answers {
		if a.Slot != "" && a.Value.Valid() && len(s.Answers) < MaxAnswers {
			s.Answers = append(s.Answers, Answer(a))
		}
	}
	return nil
}
