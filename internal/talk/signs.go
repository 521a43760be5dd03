package talk

import (
	"cekloker/internal/flow"
	"cekloker/internal/session"
)

// signsShown is how many signs a screen lists; the level counts all of them.
const signsShown = 5

// weigh counts the signs of forced labour among the answers of the current flow.
func (t *turn) weigh() (urgent, strong, medium int) {
	f := t.book.Flows[flow.ID(t.now.Flow())]
	if f == nil {
		return 0, 0, 0
	}
	t.eachSign(f, func(_ flow.Step, b flow.Choice) {
		switch b.Sign {
		case flow.SignUrgent:
			urgent++
		case flow.SignStrong:
			strong++
		case flow.SignMedium:
			medium++
		}
	})
	return urgent, strong, medium
}

// eachSign calls f for every answer of a flow that is a sign.
func (t *turn) eachSign(fl *flow.Flow, f func(flow.Step, flow.Choice)) {
	for _, s := range fl.Steps {
		if s.Slot == "" {
			continue
		}
		value := t.now.Value(session.Slot(s.Slot))
		for _, b := range s.Choices {
			if b.Sign != "" && value == session.Value(b.ID) {
				f(s, b)
			}
		}
	}
}

// signs lists the signs of a flow in words that can go into a report.
func (t *turn) signs(fl *flow.Flow) []Block {
	list := Block{ID: SentenceID(string(fl.ID) + ".signs")}
	t.eachSign(fl, func(s flow.Step, b flow.Choice) {
		if len(list.Lines) < signsShown {
			list.Lines = append(list.Lines, Item{ID: SentenceID(fl.Message(s.ID) + "." + string(b.ID) + ".sign")})
		}
	})
	if len(list.Lines) == 0 {
		return nil
	}
	return []Block{list}
}
