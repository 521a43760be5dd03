package talk

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/session"
)

// BuiltinSlots of check_offer that are not facts.
const (
	slotGiven session.Slot = "given"  // how the offer came: "text" or "questions"
	slotPace  session.Slot = "pace"   // "" six questions, "on" all of them, "result" the verdict now
	slotFix   session.Slot = "fix"    // the fact that is being corrected
	askedFor               = "asked." // prefix: this fact was asked and answered
)

// questionsAtFirst is how many questions come before a verdict is shown. People
// leave long questionnaires, so the first result comes after six.
const questionsAtFirst = 6

// maxScreens is how many screens one message joins at most.
const maxScreens = 8

// ofOffer reports whether slot belongs to the offer being checked.
func ofOffer(slot session.Slot) bool {
	return slot == slotGiven || slot == slotPace || slot == slotFix ||
		strings.HasPrefix(string(slot), askedFor) || offer.Fact(slot).Known()
}

// facts collects what is known of the offer.
func (t *turn) facts() offer.Facts { return factsOf(t.now) }

// judge judges what is known of the offer. It keeps the verdict until the facts change,
// since several parts of one screen need it.
func (t *turn) judge() offer.Verdict {
	facts := t.facts()
	if t.judged == nil || !maps.Equal(facts, t.judgedOf) {
		v := t.book.Rules.Judge(facts)
		t.judged, t.judgedOf = &v, facts
	}
	return *t.judged
}

func factsOf(s session.Session) offer.Facts {
	facts := offer.Facts{}
	for _, a := range s.Answers {
		if f := offer.Fact(a.Slot); f.Known() {
			facts[f] = string(a.Value)
		}
	}
	return facts
}

// values are the values of the conditions of flows, see ConditionNames. Nobody changes
// them: they are kept until the session changes.
func (t *turn) values() map[string]any {
	was := t.valuedOf
	if t.valued != nil && was.Turn == t.now.Turn && was.Lang == t.now.Lang && was.Began.Equal(t.now.Began) && slices.Equal(was.Answers, t.now.Answers) && slices.Equal(was.Stack, t.now.Stack) {
		return t.valued
	}
	v := maps.Clone(t.book.blank)
	t.valued, t.valuedOf = v, t.now
	asked := 0
	for _, a := range t.now.Answers {
		if strings.HasPrefix(string(a.Slot), askedFor) {
			asked++
		} else if _, declared := v[string(a.Slot)]; declared {
			v[string(a.Slot)] = string(a.Value)
		}
	}
	pace := t.now.Value(slotPace)
	facts := t.facts()
	v["asked"] = asked
	v["asking"] = pace != "result" && (asked < questionsAtFirst || pace == "on")
	v["overseas"] = facts[offer.FactDestination] != "ID"
	v["case_open"] = t.now.Value(slotGiven) != ""
	v["operator"] = t.event.Operator
	v["may_share"] = t.mayShare()
	v["urgent"], v["strong"], v["medium"] = t.weigh()
	v["answered"] = t.answeredHere()
	_, v["practice_at"] = t.round()
	return v
}

// present returns the current step of the conversation. It shows the screens before
// that step above it, fills their slots, and closes flows that are over. There always
// is a step: the start flow ends at the main menu.
func (t *turn) present() (*flow.Flow, flow.Step, map[string]any) {
	for range maxScreens {
		f := t.book.Flows[flow.ID(t.now.Flow())]
		if f == nil {
			t.now.Stack = nil
			t.now = t.now.Push(session.FlowID(FlowStart))
			f = t.book.Flows[FlowStart]
		}
		values := t.values()
		step, ok := t.next(f, values)
		switch {
		case !ok && f.ID == FlowStart:
			return f, flow.Step{ID: "doors", Kind: flow.KindMenu}, values
		case !ok:
			t.now = t.now.Pop()
		case step.Kind == flow.KindInfo:
			t.notes = append(t.notes, t.blocks(f, step)...)
			t.now = t.now.Set(session.Slot(step.Slot), session.ValueSeen)
		default:
			return f, step, values
		}
	}
	t.now.Stack = nil
	t.now = t.now.Push(session.FlowID(FlowStart))
	f := t.book.Flows[FlowStart]
	values := t.values()
	step, _ := t.next(f, values)
	return f, step, values
}

// CurrentStep returns the current flow and step of a conversation.
func (b *Book) CurrentStep(s session.Session) (flow.ID, flow.StepID) {
	f, step, _ := b.rendering(s).present()
	return f.ID, step.ID
}

func (t *turn) next(f *flow.Flow, values map[string]any) (flow.Step, bool) {
	filled := func(slot flow.SlotID) bool { return t.now.Value(session.Slot(slot)) != "" }
	if fix := flow.SlotID(t.now.Value(slotFix)); fix != "" && !filled(fix) {
		for _, s := range f.Steps {
			if s.Slot == fix {
				return s, true
			}
		}
	}
	return f.Next(filled, values)
}

// show sends the present step, with the notes of this turn above it.
func (t *turn) show() {
	f, step, values := t.present()
	if t.isPaused(f.ID) {
		t.goodbye(f.ID)
		return
	}
	if step.Asks() && t.now.Turn != t.was.Turn {
		t.count("asked_" + f.Message(step.ID))
	}
	t.now.Asked = t.questionMark(f, step, values)
	if step.Kind == flow.KindVerdict {
		t.help = true
		t.verdict(f, step)
		return
	}
	t.help = t.help || step.Kind == flow.KindMenu
	m := t.screen(f, step, values)
	if step.Unkept {
		t.dropAnswers()
	}
	t.say(m, false)
	if step.Unkept && t.quiet() {
		t.add(DeleteEarlier{})
	}
}

// screen is one step as a message.
func (t *turn) screen(f *flow.Flow, step flow.Step, values map[string]any) Message {
	blocks := append(t.notes, t.progress(f, step, values)...)
	m := Message{Blocks: withoutRepeats(append(blocks, t.blocks(f, step)...)), Asks: step.Asks()}
	t.notes = nil
	m.Rows = append(m.Rows, t.links(step))
	var row, leaving []Button
	var shared [][]Button
	page := t.page(step.Offered(values))
	for i, c := range page {
		b := t.choice(f, step, c, t.from+i+1)
		if leaves(step, page[i:]) {
			leaving = append(leaving, b)
			continue
		}
		row = append(row, b)
		if b.Share != nil {
			shared = append(shared, []Button{onWhatsApp(b.Share, b.Start)})
			if step.ReadOn != "" {
				shared = append(shared, []Button{{Label: "common.share_picture", Tap: OpenTap("picture", f.Message(step.ID))}})
			}
		}
		if c.Help {
			m.Rows, row = append(m.Rows, row, []Button{t.helpButton(step)}), nil
		}
	}
	if n := len(step.Offered(values)); n > mostChoices {
		row = append(row, t.further(f, step, n))
	}
	m.Rows = append(append(m.Rows, row), shared...)
	m.Rows = append(m.Rows, t.ways(f, step, values, leaving)...)
	m.Rows = slices.DeleteFunc(m.Rows, func(row []Button) bool { return len(row) == 0 })
	return m
}

// withoutRepeats leaves out contacts that stand further up in the same message, and
// the line about their numbers: a screen and the step below it may name the same ones.
func withoutRepeats(blocks []Block) []Block {
	var out []Block
	for _, b := range blocks {
		if strings.HasPrefix(string(b.ID), "contact.") && slices.ContainsFunc(out, func(o Block) bool { return reflect.DeepEqual(o, b) }) {
			continue
		}
		out = append(out, b)
	}
	return out
}

// blocks returns the sentence of a step, what stands below it, and the sources.
func (t *turn) blocks(f *flow.Flow, step flow.Step) []Block {
	card := t.card(f, step)
	blocks := card[:1:1]
	for _, b := range step.Below {
		for _, line := range b.Lines {
			last := &blocks[len(blocks)-1]
			last.Lines = append(last.Lines, Item{ID: SentenceID(string(f.ID) + "." + line)})
		}
		blocks = append(blocks, t.below(f, step, b)...)
	}
	return append(blocks, card[1:]...)
}

// below returns the blocks of one thing below a sentence.
func (t *turn) below(f *flow.Flow, step flow.Step, b flow.Below) []Block {
	switch {
	case b.Contacts != "":
		return t.brief(t.contacts(b.Contacts, b.Most), b)
	case b.Signs != "":
		return t.signs(t.book.Flows[b.Signs])
	case len(b.Report) > 0:
		return t.reportBlocks(f, step, b.Report)
	}
	switch b.Shows {
	case "text":
		return []Block{{ID: SentenceID(f.Message(step.ID) + ".text"), Kind: BlockCopy}}
	case "first_contact":
		return t.firstContact()
	case "round":
		return t.roundBlocks(step)
	case "reminder":
		return t.remindBlocks()
	case "operator":
		return t.operatorBlocks()
	}
	return nil
}
