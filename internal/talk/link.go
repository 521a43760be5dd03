package talk

import (
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/refer"
)

// linksShown is how many links a screen of contacts has at most. The numbers stand in the
// text and can be pressed there.
const linksShown = 1

// mayLink reports whether a button may open WhatsApp: it does so in front of whoever
// watches. After anything that tells of danger, or of what may be danger, it waits until
// the person said that nobody else can read the phone.
func (t *turn) mayLink() bool {
	_, step, _ := t.standing()
	return t.now.Value(slotReadBy) == "no" || t.mayShare() && t.now.Value(slotBeside) != "said" && !step.Watched
}

// whatsAppButton opens a conversation with a channel. The number stands in the text too.
func whatsAppButton(c refer.Channel) Button {
	return Button{
		Label: "contact.open_whatsapp", Args: Args{"name": SentenceArg("contact." + string(c.ID) + ".name")},
		URL: "https://wa.me/" + strings.TrimPrefix(c.WhatsApp(), "+"),
	}
}

// linkRow are the buttons that open WhatsApp for channels that stand in the text.
func (t *turn) linkRow(channels []refer.Channel) []Button {
	var out []Button
	for _, c := range channels {
		if c.WhatsApp() != "" && len(out) < linksShown && t.mayLink() {
			out = append(out, whatsAppButton(c))
		}
	}
	return out
}

// links are the buttons that open WhatsApp for the contacts of a step.
func (t *turn) links(step flow.Step) []Button {
	b := step.Contacts()
	if b.Contacts == "" {
		return nil
	}
	return t.linkRow(t.channels(t.need(refer.Situation(b.Contacts)), b.Most))
}
