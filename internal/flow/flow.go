// Package flow is a conversation as data: ordered steps with conditions and
// slots. The next question is computed from the answers alone, so the content can
// change while conversations are open.
//
// A Flow holds no sentence. Message ids follow from ids: step "ask_pay" of
// flow "check_offer" shows "check_offer.ask_pay", says why it asks with
// "check_offer.ask_pay.why", and labels choice "yes" with
// "check_offer.ask_pay.yes".
package flow

import (
	"fmt"
	"slices"

	"cekloker/internal/cond"
)

// Ids of the content, lower_snake. A flow's file name is its id.
type (
	ID       string
	StepID   string
	ChoiceID string
	SlotID   string
)

// StepKind is what a step does.
type StepKind string

const (
	KindChoice  StepKind = "choice"
	KindFact    StepKind = "fact"
	KindPaste   StepKind = "paste"
	KindInfo    StepKind = "screen"
	KindMenu    StepKind = "menu"
	KindVerdict StepKind = "verdict"
)

// Flow is one conversation.
type Flow struct {
	ID       ID     `yaml:"-"`              // from the file name
	About    string `yaml:"about,required"` // for maintainers of the content: who opens the flow and what they get
	Short    bool   `yaml:"short"`          // its session is kept for one hour instead of 24 (family and danger flows)
	Brief    bool   `yaml:"brief"`          // of its contacts only names and numbers: what an office is for may not be seen
	Unshared bool   `yaml:"unshared"`       // nothing is passed on from it or after it: what is sent may reach the phone of somebody who is held, or those who hold them
	Inline   int    `yaml:"inline"`         // its cards are offered in the field of any chat, as the first, second, ... flow; 0: they are not
	Early    SlotID `yaml:"early"`          // the slot that "see the result now" fills; none when the flow has nothing to show early
	Steps    []Step `yaml:"steps,required"`
}

// Step is one question or screen.
type Step struct {
	ID             StepID   `yaml:"id,required"`
	Kind           StepKind `yaml:"kind,required"`
	Slot           SlotID   `yaml:"slot"`                   // what it fills; none for menu and verdict
	When           string   `yaml:"when"`                   // condition over the slots; empty: always
	Choices        []Choice `yaml:"choices"`                // in the order they are numbered
	Required       bool     `yaml:"required"`               // no "skip" and no "don't know" are offered
	Below          []Below  `yaml:"below"`                  // what stands below its sentence, in this order
	AnswerQuestion string   `yaml:"hears" names:"question"` // whole sentences answer it as this question of flows/hear/answers.yaml says
	Lists          bool     `yaml:"lists"`                  // its choices are screens to read: nothing is asked, and so no reason for asking is offered
	Unclear        ChoiceID `yaml:"unclear"`                // with hears: the careful choice, taken when an answer is unclear
	Yes            ChoiceID `yaml:"yes"`                    // with hears: the choice for a yes alone, and for further words of danger
	Unkept         bool     `yaml:"unkept"`                 // showing it drops every answer of the conversation; it offers no numbered choices
	Watched        bool     `yaml:"watched"`                // others may stand beside: no button opens an address before the question about the phone
	Source         []string `yaml:"source" names:"source"`  // where what it says comes from
	ReadOn         string   `yaml:"checked" is:"date"`      // ISO date of the check at its sources; with it the step is a card: date and sources are printed below
	Figures        []string `yaml:"facts" names:"figure"`   // figures of flows/facts/facts.yaml that its sentence prints
	Round          bool     `yaml:"round"`                  // asked once for each offer of the practice round: its slot is numbered, slot.1, slot.2, ...

	Cond cond.Cond `yaml:"-"` // When, compiled by Compile
}

// Below is one thing that stands below the sentence of a step.
type Below struct {
	Contacts string    `yaml:"contacts" names:"situation"` // the channels of this situation of package refer, and of these
	Most     int       `yaml:"most"`                       // at most so many; 0: as many as one message may hold
	Brief    bool      `yaml:"brief"`                      // only names and numbers
	One      bool      `yaml:"one"`                        // only the first, its name and numbers
	Lines    []string  `yaml:"lines"`                      // further sentences of the flow, as lines: "keeps.cases" is "<flow>.keeps.cases"
	Report   []SlotID  `yaml:"report"`                     // the text of a report, filled with the answers to these
	Signs    ID        `yaml:"signs" names:"flow"`         // the signs among the answers of this flow
	Shows    BelowKind `yaml:"shows"`                      // something that needs no further word
}

// showsOne reports whether an entry shows one thing, and has no option of another.
func (b Below) showsOne() bool {
	n := min(len(b.Contacts), 1) + min(len(b.Lines), 1) + min(len(b.Report), 1) + min(len(b.Signs), 1) + min(len(b.Shows), 1)
	return n == 1 && (b.Contacts != "" || b.Most == 0 && !b.Brief && !b.One)
}

// BelowKind is something below a sentence that is made of answers or settings.
type BelowKind string

// Choice is one possible answer of a step, shown as a button.
type Choice struct {
	ID          ChoiceID    `yaml:"id,required"`
	Opens       ID          `yaml:"opens"`      // opens this flow on top
	Instruction Instruction `yaml:"goes"`       // an action instead of an answer: "back", "share:card"
	When        string      `yaml:"when"`       // offered only while this holds
	Words       []string    `yaml:"words"`      // typed words that choose it, both languages, besides its label and number
	Sets        []string    `yaml:"sets"`       // further slots it fills, each "slot=value"
	Help        bool        `yaml:"help_below"` // the help button stands below it, not above the last rows
	Sign        SignWeight  `yaml:"sign"`       // how much this answer says about forced labour; none: nothing

	Cond cond.Cond `yaml:"-"`
}

// SignWeight is the weight of an answer. Conditions read the counts of signs among
// all answers as urgent, strong and medium.
type SignWeight string

const (
	SignUrgent SignWeight = "urgent"
	SignStrong SignWeight = "strong"
	SignMedium SignWeight = "medium"
)

// Asks reports whether the step waits for an answer that fills its slot.
func (s Step) Asks() bool { return s.Kind == KindChoice || s.Kind == KindFact || s.Kind == KindPaste }

// Ends reports whether the flow ends at this step.
func (s Step) Ends() bool { return s.Kind == KindMenu || s.Kind == KindVerdict }

// Contacts returns what the step shows of contacts, the zero value for none.
func (s Step) Contacts() Below {
	for _, b := range s.Below {
		if b.Contacts != "" {
			return b
		}
	}
	return Below{}
}

// Message is the id of what the step shows.
func (f *Flow) Message(s StepID) string { return fmt.Sprintf("%s.%s", f.ID, s) }

// Next returns the first step whose condition holds and whose slot is empty.
// filled reports whether a slot holds a value; values are those of the
// conditions (see [cond.Cond.Holds]). A condition that cannot be evaluated
// counts as false: the bot skips a question but never crashes. ok is false if every step
// is done: the flow is over.
func (f *Flow) Next(filled func(SlotID) bool, values map[string]any) (step Step, ok bool) {
	for _, s := range f.Steps {
		if s.Slot != "" && filled(s.Slot) {
			continue
		}
		if holds, err := s.Cond.Holds(values); err != nil || !holds {
			continue
		}
		return s, true
	}
	return Step{}, false
}

// Step returns the step with this id.
func (f *Flow) Step(id StepID) (Step, bool) {
	for _, s := range f.Steps {
		if s.ID == id {
			return s, true
		}
	}
	return Step{}, false
}

// Offered returns the choices of s that are offered now, in order. The caller does not
// change them.
func (s Step) Offered(values map[string]any) []Choice {
	withheld := func(c Choice) bool {
		holds, err := c.Cond.Holds(values)
		return err != nil || !holds
	}
	first := slices.IndexFunc(s.Choices, withheld)
	if first < 0 {
		return slices.Clip(s.Choices)
	}
	out := append(make([]Choice, 0, len(s.Choices)), s.Choices[:first]...)
	for _, c := range s.Choices[first+1:] {
		if !withheld(c) {
			out = append(out, c)
		}
	}
	return out
}

// Fills reports whether a step of the flow fills a slot.
func (f *Flow) Fills(slot SlotID) bool {
	for i := range f.Steps { // steps are large: no copies
		if f.Steps[i].Slot == slot {
			return slot != ""
		}
	}
	return false
}

// Reads reports whether a condition of the flow reads a name.
func (f *Flow) Reads(name string) bool {
	return slices.ContainsFunc(f.Steps, func(s Step) bool {
		return s.Cond.Reads(name) || slices.ContainsFunc(s.Choices, func(c Choice) bool { return c.Cond.Reads(name) })
	})
}

// Slots lists the slots that the flow fills.
func (f *Flow) Slots() []SlotID {
	var out []SlotID
	for _, s := range f.Steps {
		if s.Slot != "" {
			out = append(out, s.Slot)
		}
	}
	return out
}
