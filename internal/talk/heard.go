package talk

import (
	"strings"

	"cekloker/internal/hear"
	"cekloker/internal/offer"
)

// Classify classifies the text of an event. The result travels in the event, so
// that a text is classified once, on arrival; other events stay as they are.
func (b *Book) Classify(e Event) Event {
	switch e.Kind {
	case EventText, EventPictureRead, EventEdit:
		heard := b.Classifier.Classify(e.Text.Typed, e.Text.Quoted)
		e.Classification = &heard
	}
	return e
}

// heard returns the classification of this turn's text. The parts of a burst are
// classified again as one text, since a plea may be spread over them, unless the last
// message is clear by itself or answers the danger question.
func (t *turn) heard() hear.Classification {
	if t.classification != nil {
		return *t.classification
	}
	heard := t.event.Classification
	if heard == nil {
		heard = t.book.Classify(t.event).Classification
		t.classified++
	}
	if len(t.event.Earlier) > 0 && heard.Intent == hear.IntentOther && heard.Tier == hear.TierNone && !t.inDanger() {
		whole := t.book.Classifier.Classify(t.burst())
		heard, t.classified = &whole, t.classified+1
	}
	t.classification = heard
	return *heard
}

// burst joins what was typed and what was quoted in the messages of a burst,
// oldest first.
func (t *turn) burst() (typed, quoted string) {
	var typedParts, quotedParts []string
	for _, part := range append(t.event.Earlier[:len(t.event.Earlier):len(t.event.Earlier)], t.event.Text) {
		if part.Typed != "" {
			typedParts = append(typedParts, part.Typed)
		}
		if part.Quoted != "" {
			quotedParts = append(quotedParts, part.Quoted)
		}
	}
	return strings.Join(typedParts, "\n"), strings.Join(quotedParts, "\n")
}

// text joins the texts of a burst, oldest first, and the links hidden in them.
func (t *turn) text() string {
	var parts []string
	for _, part := range append(t.event.Earlier[:len(t.event.Earlier):len(t.event.Earlier)], t.event.Text) {
		parts = append(parts, part.Joined())
		parts = append(parts, part.Links...)
	}
	return strings.Join(parts, "\n")
}

// read reads the text of this turn as an offer, once.
func (t *turn) read() *offer.Reading {
	if t.whole == nil {
		reading := t.book.Rules.Read(t.text())
		reading.Unsure = t.event.Text.Unsure
		t.whole = &reading
		t.reads++
	}
	return t.whole
}

// readAlone reads the text of this message without the burst before it.
func (t *turn) readAlone() *offer.Reading {
	if len(t.event.Earlier) == 0 {
		return t.read()
	}
	reading := t.book.Rules.Read(t.event.Text.Joined())
	t.reads++
	return &reading
}
