// Package session holds what the bot remembers of one conversation between two turns,
// and its JSON form.
//
// A session stores answers, never a position: the next question is computed from the
// answers and the content (package flow). Values are closed: choice
// ids, numbers, ISO codes, dates, ids of content. A person's own words, names,
// phone numbers and links are never stored; [Value.Valid] rejects them.
//
// A Session is a value. Methods that change it return a new one; the slices of
// two sessions never share memory that a method writes to.
package session

import (
	"slices"
	"time"
)

// Limits of one session. They bound a record to well under 1.5 kB in practice
// and keep hostile input from growing it.
const (
	MaxStack   = 3   // a flow, a flow opened from it, and the danger question
	MaxAnswers = 120 // the longest flow has fewer than 40 slots
	MaxValue   = 300 // a set of phrase ids is the longest value
)

// Lang is the code of a language, such as "id". Which ones the bot speaks is content:
// locales/languages.yaml.
type Lang string

// FlowID names a flow of the content, for example "check_offer".
type FlowID string

// Slot names one answer by meaning ("destination"), not by the step that asks.
type Slot string

// Value is a closed value of a slot. "Skipped" and "don't know" are values.
type Value string

// Values that every slot may hold.
const (
	ValueSkipped  Value = "skipped"
	ValueDontKnow Value = "dont_know"
	ValueSeen     Value = "seen" // fills the slot of an information screen
)

// Valid reports whether v may be stored: ids, numbers, codes and spaces
// between them, at most [MaxValue] bytes.
func (v Value) Valid() bool {
	if v == "" || len(v) > MaxValue {
		return false
	}
	for i := 0; i < len(v); i++ {
		switch c := v[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		case c == '_', c == '-', c == '.', c == ':', c == '+', c == ' ':
		default:
			return false
		}
	}
	return true
}

// Answer is one filled slot and the turn that filled it.
type Answer struct {
	Slot  Slot
	Value Value
	Turn  int
}

// Session is one conversation. The zero Session is one that has not begun.
type Session struct {
	Began   time.Time // of the first event, whole seconds UTC
	Turn    int       // counts the events that changed or asked something
	Stack   []FlowID  // open flows, the current one last
	Lang    Lang      // "" until it is known
	Chosen  bool      // the person chose Lang, so that what they write does not change it
	Answers []Answer  // in the order they were given
	Asked   uint32    // mark of the question that was shown last with its choices, so that words that answer it answer no other; 0 none
	Tapped  uint32    // mark of the button that answered or sent a message last, so that a second tap changes nothing; 0 none
}

// Begin returns a fresh session that began at t.
func Begin(t time.Time, lang Lang) Session {
	return Session{Began: t.UTC().Truncate(time.Second), Lang: lang}
}

// Afresh returns a session that began at t and knows of s only the language.
func (s Session) Afresh(t time.Time) Session {
	fresh := Begin(t, s.Lang)
	fresh.Chosen = s.Chosen
	return fresh
}

// Flow returns the current flow, "" when none is open.
func (s Session) Flow() FlowID {
	if len(s.Stack) == 0 {
		return ""
	}
	return s.Stack[len(s.Stack)-1]
}

// Push opens a flow on top. A flow that is open already is brought to the top;
// when the stack is full the lowest flow is dropped.
func (s Session) Push(f FlowID) Session {
	stack := make([]FlowID, 0, MaxStack)
	for _, open := range s.Stack {
		if open != f {
			stack = append(stack, open)
		}
	}
	if len(stack) == MaxStack {
		stack = stack[1:]
	}
	s.Stack = append(stack, f)
	return s
}

// Pop closes the current flow.
func (s Session) Pop() Session {
	if len(s.Stack) > 0 {
		s.Stack = slices.Clone(s.Stack[:len(s.Stack)-1])
	}
	return s
}

// Value returns what slot holds, "" when it is empty.
func (s Session) Value(slot Slot) Value {
	for _, a := range s.Answers {
		if a.Slot == slot {
			return a.Value
		}
	}
	return ""
}

// Set fills slot in the present turn, replacing what it held. An invalid value
// and an answer beyond [MaxAnswers] leave the session as it is.
func (s Session) Set(slot Slot, v Value) Session {
	if slot == "" || !v.Valid() {
		return s
	}
	kept := s.without(func(a Answer) bool { return a.Slot == slot })
	if len(kept) >= MaxAnswers {
		return s
	}
	s.Answers = append(kept, Answer{Slot: slot, Value: v, Turn: s.Turn})
	return s
}

// Clear empties the slots for which drop is true.
func (s Session) Clear(drop func(Slot) bool) Session {
	s.Answers = s.without(func(a Answer) bool { return drop(a.Slot) })
	return s
}

// Back drops the answers of the last turn that gave any among the slots for
// which of is true, and reports whether there were any.
func (s Session) Back(of func(Slot) bool) (Session, bool) {
	last := -1
	for _, a := range s.Answers {
		if of(a.Slot) {
			last = max(last, a.Turn)
		}
	}
	if last < 0 {
		return s, false
	}
	s.Answers = s.without(func(a Answer) bool { return a.Turn == last && of(a.Slot) })
	return s, true
}

func (s Session) without(drop func(Answer) bool) []Answer {
	kept := make([]Answer, 0, len(s.Answers)+1)
	for _, a := range s.Answers {
		if !drop(a) {
			kept = append(kept, a)
		}
	}
	return kept
}
