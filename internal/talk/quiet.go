package talk

import (
	"cekloker/internal/hear"
	"slices"
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/refer"
	"cekloker/internal/session"
)

// slotQuiet says that others may read the phone: "yes" or "no". It is a mode,
// not an answer, and lasts until the session ends.
const slotQuiet session.Slot = "quiet"

// quiet reports whether the conversation is in quiet mode and leaves as few traces as
// it can: one message of the bot stays, and the person's own messages are deleted.
func (t *turn) quiet() bool { return t.now.Value(slotQuiet) == "yes" }

// Slots that keep, behind dropped answers, what chooses the contacts when help is asked
// for again. Nothing else reads them: anybody who types on the phone sees a new
// conversation.
const (
	slotHelpWhere  session.Slot = "help_where"
	slotHelpDanger session.Slot = "help_danger"
	slotHelpMatter session.Slot = "help_matter"
)

// helpSlots are the slots that are kept behind dropped answers, and under which name.
var helpSlots = map[session.Slot]session.Slot{SlotWhere: slotHelpWhere, SlotDanger: slotHelpDanger, SlotMatter: slotHelpMatter}

// dropAnswers begins a new session that knows only the language, the mode and what
// chooses the contacts, so that the right number comes first when it is asked for again.
func (t *turn) dropAnswers() {
	old, country := t.now, session.Value(t.need(refer.SituationAbroadInDanger).Country)
	if country != "" {
		old = old.Set(SlotWhere, country)
	}
	if !t.ofChild() {
		old = old.Clear(func(s session.Slot) bool { return s == SlotDanger })
	}
	t.now = old.Afresh(t.event.At)
	t.now.Turn, t.now.Tapped = old.Turn, old.Tapped
	t.now = t.now.Set(slotQuiet, old.Value(slotQuiet))
	for _, slot := range [...]session.Slot{SlotWhere, SlotDanger, SlotMatter} {
		value, name := old.Value(slot), slot
		if old.Value(slotQuiet) != "yes" {
			name = helpSlots[slot]
		}
		if value != "" {
			t.now = t.now.Set(name, value)
		}
	}
}

// quietTurn takes a turn in quiet mode. Only the exit works, as a word, a command or a
// button. Any other message gets the same number again, and any other button changes
// nothing.
func (t *turn) quietTurn() {
	switch t.event.Kind {
	case EventTap:
		if tap, ok := ParseTap(t.event.Tap); ok && tap.Open == "exit" {
			t.exit()
			return
		}
		t.silent("quiet")
	case EventText, EventEdit:
		command, _, ok := commandOf(t.event.Text.Typed)
		switch {
		case ok && t.book.Words.Commands[command] == "exit", t.heard().Intent == hear.IntentExit:
			t.exit()
		case t.event.Kind == EventEdit:
			t.silent("quiet")
		default:
			t.quietly()
		}
	case EventStart, EventPicture, EventUnreadable:
		t.quietly()
	case EventReminderDue, EventPictureRead:
		t.silent("quiet")
	}
}

// quietly shows the number alone, without the name or the purpose of the office.
func (t *turn) quietly() {
	m := Message{Rows: [][]Button{{exitButton}}}
	if number := t.firstNumber(); number != "" {
		m.Blocks = []Block{{ID: "quiet.number", Args: Args{"number": PhoneArg(number)}}}
	}
	t.say(m, false)
}

// leavesNoNumbers reports whether the next tap edits numbers away: in quiet mode, in
// danger and about a relative the phone may be watched.
func (t *turn) leavesNoNumbers() bool {
	f := t.book.Flow(t.now.Flow())
	return t.quiet() || f != nil && f.Short
}

// firstNumber is the first number or short code for somebody in danger.
func (t *turn) firstNumber() string {
	need := t.need(refer.SituationAbroadInDanger)
	for _, c := range t.book.Channels.Find(need) {
		if numbers := c.Usable(); len(numbers) > 0 {
			return numbers[0].Number
		}
		if codes := c.CodesFor(need); len(codes) > 0 {
			return codes[0].Code
		}
	}
	return ""
}

// brief shortens contacts. Where a step or its flow asks for it, it drops what an office is
// for; where a step does, it also keeps one number to write to and one to call. If others
// may read the phone it keeps names and numbers only; for a number to memorise it keeps the
// first channel only.
func (t *turn) brief(contacts []Block, b flow.Below) []Block {
	if b.One && len(contacts) > 1 {
		contacts = contacts[:1]
	}
	f := t.book.Flow(t.now.Flow())
	if !b.Brief && !t.quiet() && (f == nil || !f.Brief) {
		return contacts
	}
	if (t.quiet() || f != nil && f.Brief) && slices.ContainsFunc(contacts, hasNumber) {
		contacts = slices.DeleteFunc(contacts, func(c Block) bool { return isContact(c) && !hasNumber(c) }) // a site leaves a trace
	}
	for i, c := range contacts {
		lines := slices.DeleteFunc(c.Lines, func(l Item) bool {
			return strings.HasSuffix(string(l.ID), ".for") && hasNumber(c) || t.quiet() && strings.HasSuffix(string(l.ID), ".note")
		})
		contacts[i].Lines = fewNumbers(lines, b.Brief)
		if t.quiet() && b.One && len(contacts[i].Lines) > 1 {
			contacts[i].Lines = contacts[i].Lines[:1]
		}
	}
	return contacts
}

// hasNumber reports whether an office can be called or written to.
func hasNumber(b Block) bool {
	return slices.ContainsFunc(b.Lines, func(l Item) bool { return slices.Contains(numberLineIDs[:], l.ID) })
}

// numberLineIDs are the lines of an office that hold a number.
var numberLineIDs = [...]SentenceID{"contact.both", "contact.whatsapp", "contact.call", "contact.code"}

// fewNumbers leaves out a long number to call where there is a short code and, for one, all
// but one number to write to and one to call.
func fewNumbers(lines []Item, one bool) []Item {
	has := func(id SentenceID) bool { return slices.ContainsFunc(lines, func(l Item) bool { return l.ID == id }) }
	both, code := has("contact.both"), has("contact.code")
	seen := map[SentenceID]bool{}
	return slices.DeleteFunc(slices.Clone(lines), func(l Item) bool {
		again := seen[l.ID]
		seen[l.ID] = true
		switch l.ID {
		case "contact.both":
			return one && again
		case "contact.whatsapp", "contact.code":
			return one && (again || both)
		case "contact.call":
			return code || one && (again || both)
		}
		return false
	})
}
