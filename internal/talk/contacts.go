package talk

import (
	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/refer"
)

// most numbers of one channel that a message shows; the rest is on its site.
const numbersShown = 2

// contacts are the channels for a situation, safest first: at most three, or
// most of them when that is not zero.
func (t *turn) contacts(situation string, most int) []Block {
	need := refer.Need{Situation: refer.Situation(situation), Nationality: string(t.now.Value("nationality")), Country: string(t.now.Value("where"))}
	if need.Country == "" && need.Situation == refer.AbroadInDanger || need.Situation == refer.RelativeMissing && need.Country == "" {
		need.Country = t.facts()[offer.Destination]
	}
	found := t.book.Channels.Find(need)
	if most > 0 {
		found = found[:min(len(found), most)]
	}
	return contactBlocks(found, t.event.At.Format("2006-01-02"))
}

// contactBlocks write channels, one block each, and the date of the check.
func contactBlocks(channels []refer.Channel, today string) []Block {
	var out []Block
	checked, overdue := "", false
	for _, c := range channels {
		id := "contact." + string(c.ID)
		b := Block{ID: "contact.one", Args: Args{"name": Ref(id + ".name")}}
		b.Lines = append(b.Lines, numberLines(c)...)
		if len(b.Lines) == 0 && c.Web != "" {
			b.Lines = append(b.Lines, Item{ID: "contact.web", Args: Args{"web": Link(c.Web)}})
		}
		b.Lines = append(b.Lines, Item{ID: MessageID(id + ".for")})
		if c.Caveat {
			b.Lines = append(b.Lines, Item{ID: MessageID(id + ".note")})
		}
		out = append(out, b)
		if checked == "" || c.Checked < checked {
			checked = c.Checked
		}
		overdue = overdue || c.Overdue(today)
	}
	switch {
	case checked == "":
	case overdue:
		out = append(out, Block{ID: "contact.overdue", Args: Args{"date": Day(checked)}})
	default:
		out = append(out, Block{ID: "contact.checked", Args: Args{"date": Day(checked)}})
	}
	return out
}

// numberLines are the numbers of a channel, each once: a number that is good
// for WhatsApp is not repeated as a phone number.
func numberLines(c refer.Channel) []Item {
	var out []Item
	seen := map[string]bool{}
	for _, n := range c.Usable() {
		if seen[n.Number] || len(out) == numbersShown {
			continue
		}
		seen[n.Number] = true
		id := MessageID("contact.call")
		if n.Way == refer.WhatsApp {
			id = "contact.whatsapp"
		}
		out = append(out, Item{ID: id, Args: Args{"number": Phone(n.Number)}})
	}
	for _, code := range c.ShortCodes("") {
		out = append(out, Item{ID: "contact.code", Args: Args{"code": Phone(code.Code), "country": Country(code.DialFrom)}})
	}
	return out
}

// contactScreen shows the channels for a situation; it works at any age and
// leaves the conversation where it stands.
func (t *turn) contactScreen(of string) {
	blocks := t.brief(t.contacts(of, 0), flow.Step{})
	if len(blocks) == 0 {
		t.stale()
		return
	}
	t.say(Message{
		Blocks: append(append(t.notes, Block{ID: "contact.intro"}), blocks...),
		Rows: [][]Button{{
			{Label: "common.back", Tap: Opens("present", "")},
			{Label: "common.menu", Tap: Opens("menu", "")},
			{Label: "common.exit", Tap: Opens("exit", "")},
		}},
	}, false)
}

// sample shows the verdict on a built-in offer.
func (t *turn) sample(of string) {
	text, ok := t.book.Samples[of]
	if !ok {
		t.stale()
		return
	}
	reading := t.book.Rules.Read(text)
	t.clear(FlowCheck)
	t.notes = append(t.notes, Block{ID: MessageID("check_offer.sample." + of)})
	t.takeOffer(&reading, false)
}
