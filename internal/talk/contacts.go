package talk

import (
	"slices"
	"strings"
	"time"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/refer"
	"cekloker/internal/session"
)

// firstContacts is how many channels stand on a screen that has others behind a button.
const firstContacts = 2

// most is how many numbers of one channel a message shows; its site has the others.
const numbersShown = 2

// contacts returns the channels for a situation, safest first: at most three, or most
// if that is not zero. For somebody who is not Indonesian, the embassy of their own
// country comes first.
func (t *turn) contacts(situation string, most int) []Block {
	return t.contactsFor(t.need(refer.Situation(situation)), most)
}

func (t *turn) contactsFor(need refer.Need, most int) []Block {
	blocks := contactBlocks(t.channels(need, most), need, t.event.At)
	if last := len(blocks) - 1; last >= 0 && blocks[last].ID == "contact.overdue" && len(blocks[last].Lines) == 0 && !t.leavesNoNumbers() {
		blocks[last].Lines = []Item{{ID: "contact.try_site"}} // opening a site leaves a trace: not where the phone may be watched
	}
	if need.Foreign() {
		blocks = append([]Block{{ID: "contact.own_embassy"}}, blocks...)
	}
	return blocks
}

// channels are those of contactsFor.
func (t *turn) channels(need refer.Need, most int) []refer.Channel {
	return withOpen(t.written(t.book.Channels.Find(need)), most, t.event.At)
}

// withOpen returns the first channels, most of them or all for 0. When none of these
// answers now and a later one does, that one is added: nobody is left with closed
// offices only.
func withOpen(found []refer.Channel, most int, at time.Time) []refer.Channel {
	if most == 0 || most >= len(found) {
		return found
	}
	first := found[:most:most]
	if !slices.ContainsFunc(first, func(c refer.Channel) bool { return c.ClosedAt(at) }) || slices.ContainsFunc(first, func(c refer.Channel) bool { return !c.ClosedAt(at) }) {
		return first
	}
	for _, c := range found[most:] {
		if !c.ClosedAt(at) {
			return append(first, c)
		}
	}
	return first
}

// need returns what is known of the person in trouble and of the one who asks. People
// who ask for themselves are where the trouble is; relatives are elsewhere.
func (t *turn) need(situation refer.Situation) refer.Need {
	n := refer.Need{
		Situation: situation, Country: isoOrNone(t.now.Value(SlotWhere)), Nationality: isoOrNone(t.now.Value(slotNationality)),
	}
	n.Others = t.now.Flow() == session.FlowID(FlowChannels)
	if t.now.Value(slotNationality) == "other" {
		n.Nationality = otherNation
	}
	n = t.inMatter(n)
	inTrouble := n.Situation == refer.SituationAbroadInDanger || n.Situation == refer.SituationRelativeMissing
	if n.Country == "" && (inTrouble || n.Situation == refer.SituationChildHeld) {
		n.Country = isoOrNone(session.Value(t.facts()[offer.FactDestination]))
	}
	switch {
	case inTrouble && n.Country == home:
		n.Situation = refer.SituationWitness // held at home: the police there
	case n.Situation == refer.SituationAbroadInDanger && t.now.Value("self_harm_now") == "held":
		n.Situation = refer.SituationSelfHarmHeld
	}
	if t.ofWriter() {
		n.AskerCountry, n.Watched = n.Country, true
	}
	return n
}

// ofWriter reports whether the danger flow is about the one who writes.
func (t *turn) ofWriter() bool {
	return t.inDanger() && !t.ofKin() && t.now.Value(slotInDanger) != "other"
}

// BuiltinSlots that say whose trouble it is and where, whichever flow asked.
const (
	SlotWhere       session.Slot = "where"
	slotNationality session.Slot = "nationality"
)

// otherNation is a nationality that no channel names.
const otherNation = "XX"

// isoOrNone is a value when it is the code of a country.
func isoOrNone(v session.Value) string {
	if len(v) == 2 && v == session.Value(strings.ToUpper(string(v))) {
		return string(v)
	}
	return ""
}

// contactBlocks write channels, one block each, and below them from which years the
// numbers are: nobody shall believe that somebody rang them.
func contactBlocks(channels []refer.Channel, need refer.Need, at time.Time) []Block {
	var out []Block
	var years []string
	called, overdue, numbers := 0, "", 0
	for _, c := range channels {
		out = append(out, contactBlock(c, need, at))
		n := len(numberLines(c, need))
		numbers += n
		if n > 0 && c.Overdue(at.Format(time.DateOnly)) && (overdue == "" || c.ReadOn < overdue) {
			overdue = c.ReadOn
		}
		switch {
		case c.CalledOn != "":
			called++
		case n > 0:
			years = append(years, c.Year())
		}
	}
	var next []Item
	if numbers > 1 {
		next = []Item{{ID: "contact.try_next"}}
	}
	switch {
	case overdue != "":
		out = append(out, Block{ID: "contact.overdue", Args: Args{"date": DayArg(overdue)}, Lines: next})
	case len(years) == 0:
	case slices.Contains(years, refer.UndatedYear):
		out = append(out, Block{ID: "contact.read_undated", Lines: next})
	case called > 0:
		out = append(out, Block{ID: "contact.read_rest", Args: Args{"year": yearsOf(years)}, Lines: next})
	default:
		out = append(out, Block{ID: "contact.read", Args: Args{"year": yearsOf(years)}, Lines: next})
	}
	return out
}

// yearsOf is a year, or the first and the last of several.
func yearsOf(years []string) WordsArg {
	first, last := slices.Min(years), slices.Max(years)
	if first == last {
		return WordsArg(first)
	}
	return WordsArg(first + "-" + last)
}

// contactBlock is one channel: its name, how it is reached, when, what for.
func contactBlock(c refer.Channel, need refer.Need, at time.Time) Block {
	id := "contact." + string(c.ID)
	b := Block{ID: "contact.one", Args: Args{"name": SentenceArg(id + ".name")}, Kind: BlockTitle}
	numbers, written := numberLines(c, need), c.WhatsApp() != ""
	b.Lines = append(b.Lines, numbers...)
	if need.Watched && len(numbers) > 0 && !written {
		b.Lines = append(b.Lines, Item{ID: "contact.only_call"})
	}
	if c.Email != "" && (!written || need.Others) {
		b.Lines = append(b.Lines, Item{ID: "contact.email", Args: Args{"email": WordsArg(c.Email)}})
	}
	if len(numbers) == 0 && c.Web != "" {
		b.Lines = append(b.Lines, Item{ID: "contact.web", Args: Args{"web": LinkArg(c.Web)}})
	}
	b.Lines = append(b.Lines, hourLines(c, at)...)
	b.Lines = append(b.Lines, Item{ID: SentenceID(id + ".for")})
	if c.CalledOn != "" {
		b.Lines = append(b.Lines, Item{ID: "contact.called", Args: Args{"date": DayArg(c.CalledOn)}})
	}
	if c.HasNote {
		b.Lines = append(b.Lines, Item{ID: SentenceID(id + ".note")})
	}
	return b
}

// hourLines returns when an office with known hours opens again.
func hourLines(c refer.Channel, at time.Time) []Item {
	open, next, known := c.OpenAt(at)
	if !known || open {
		return nil
	}
	args := Args{"day": SentenceArg("day." + strings.ToLower(next.String()))}
	if c.Open.From == "" {
		return []Item{{ID: "contact.closed_day", Args: args}}
	}
	args["from"], args["zone"] = WordsArg(c.Open.From), SentenceArg("zone."+c.ZoneName())
	return []Item{{ID: "contact.closed", Args: args}}
}

// numberLines are the numbers of a channel, each once: a number that is good for
// WhatsApp and for calls stands in one line.
func numberLines(c refer.Channel, need refer.Need) []Item {
	var out []Item
	seen := map[string]bool{}
	for _, n := range c.Usable() {
		if seen[n.Number] || len(out) == numbersShown {
			continue
		}
		seen[n.Number] = true
		id := SentenceID("contact.call")
		switch {
		case c.Both(n.Number):
			id = "contact.both"
		case n.Way == refer.WayWhatsApp:
			id = "contact.whatsapp"
		}
		out = append(out, Item{ID: id, Args: Args{"number": PhoneArg(n.Number)}})
	}
	for _, code := range c.CodesFor(need) {
		out = append(out, Item{ID: "contact.code", Args: Args{"code": PhoneArg(code.Code), "country": CountryArg(code.DialFrom)}})
	}
	return out
}

// contactsNow shows the channels that fit the open flow, when somebody types a word
// for contacts.
func (t *turn) contactsNow() {
	of := refer.SituationAbroadInDanger
	switch _, step, _ := t.standing(); {
	case t.now.Flow() == session.FlowID(FlowFamily):
		of = refer.SituationRelativeMissing
		if here := step.Contacts().Contacts; here != "" {
			of = refer.Situation(here)
		}
	case t.now.Flow() == session.FlowID(FlowAlready) && step.Contacts().Contacts != "":
		of = refer.Situation(step.Contacts().Contacts)
	case t.now.Flow() == session.FlowID(FlowCheck):
		of = refer.SituationSuspiciousOffer
		if t.now.Value(slotGiven) != "" {
			of = contactFor(t.judge().Trouble)
		}
	}
	t.count("contacts_word")
	t.contactScreen(string(of), firstContacts, []Button{{Label: "contact.more", Tap: OpenTap("flow", string(FlowChannels))}})
}

// contactScreen shows the channels for a situation, most of them or all for 0. Its button
// works at any age, and the conversation stays at its step.
func (t *turn) contactScreen(of string, most int, more ...[]Button) {
	blocks := t.brief(t.contacts(of, most), flow.Below{})
	if len(blocks) == 0 {
		t.stale()
		return
	}
	if most > 0 {
		for i := range blocks {
			blocks[i].Lines = fewNumbers(blocks[i].Lines, false)
		}
	}
	links := t.linkRow(t.channels(t.need(refer.Situation(of)), most))
	t.say(Message{
		Blocks: append(append(t.notes, Block{ID: "contact.intro"}), blocks...),
		Rows:   append(append([][]Button{links}, more...), lastRows(Button{Label: "common.back", Tap: OpenTap("present", "")})...),
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
	t.sampled = true
	t.clear(FlowCheck)
	t.say(Message{Blocks: append(t.notes, Block{ID: "check_offer.sample"}, Block{ID: "check_offer.sample.text", Args: Args{"text": WordsArg(offer.Mask(text))}})}, true)
	t.notes = nil
	t.takeOffer(&reading)
}
