package talk

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/refer"
	"cekloker/internal/session"
)

// Screen is one screen that people can see, with the place of its content.
type Screen struct {
	Name       string
	File, Path string // where its content is, see flow.Problem
	Message    Message
}

// LongestSession is a session whose answer buttons are as long as they get.
var LongestSession = session.Session{Began: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC), Turn: 9999}

// Screens lists all screens: every step of every flow with every choice offered,
// the contacts of every situation, every sign as a reason, and the verdicts on
// the built-in samples.
func (b *Book) Screens() []Screen {
	var out []Screen
	for _, id := range slices.Sorted(maps.Keys(b.Flows)) {
		f := b.Flows[id]
		for i, s := range f.Steps {
			if s.Kind == flow.KindVerdict {
				continue
			}
			for from := 0; from == 0 || len(s.Choices) > mostChoices && from < len(s.Choices); from += mostChoices - 1 {
				t := b.rendering(session.Session{})
				t.from = from
				out = append(out, Screen{
					Name: f.Message(s.ID), File: "flows/" + string(id) + "/flow.yaml", Path: fmt.Sprintf("steps/%d", i),
					Message: t.renderStep(f, s),
				})
			}
		}
	}
	for _, s := range refer.Situations.All() {
		t := b.rendering(session.Session{})
		out = append(out, Screen{Name: "contacts of " + string(s), File: "flows/channels", Message: Message{Blocks: t.contacts(string(s), 0)}})
	}
	for _, s := range b.Rules.Signals() {
		id := "signal." + string(s.ID)
		out = append(out, Screen{Name: id, File: "flows/judge/signals/" + string(s.ID) + ".yaml", Message: Message{Blocks: []Block{
			reasonBlock(1, offer.Finding{Signal: s.ID, Tip: s.Tip}),
		}}})
	}
	out = append(append(out, b.practiceScreens()...), b.cardScreens()...)
	for _, id := range slices.Sorted(maps.Keys(b.Samples)) {
		_, effects := b.Turn(session.Session{}, Event{At: LongestSession.Began, Kind: EventText, Text: Text{Typed: b.Samples[id]}})
		for _, e := range effects {
			if s, ok := e.(Say); ok {
				out = append(out, Screen{Name: "verdict on sample " + id, File: "flows/proof/offers", Message: s.Message})
			}
		}
	}
	return out
}

// rendering returns a turn that only renders: its effects are never carried out.
func (b *Book) rendering(s session.Session) *turn {
	return &turn{book: b, event: Event{At: LongestSession.Began}, was: s, now: s}
}

// renderStep renders a step with all its choices, ignoring their conditions.
func (t *turn) renderStep(f *flow.Flow, s flow.Step) Message {
	open := s
	open.Choices = slices.Clone(s.Choices)
	for i := range open.Choices {
		open.Choices[i].Cond = flow.Step{}.Cond
	}
	return t.screen(f, open, t.book.blank)
}
