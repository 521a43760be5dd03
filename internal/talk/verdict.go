package talk

import (
	"slices"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/session"
)

// atFirst is how many reasons or questions a verdict shows; the rest is a tap away. With
// a note above or the line about help below it shows fewer, so that it fits one screen.
func (t *turn) atFirst() int {
	if len(t.notes) > 0 || t.saysBeside() || t.event.Kind == EventPictureRead {
		return 2
	}
	return 3
}

// slotNotice is filled when the note on what happens to a pasted text was
// shown in this session.
const slotNotice session.Slot = "notice"

// verdict renders the verdict, so that it fits one screen of a small phone: what not to
// do, the reasons, what to do today, and in the last line that it can be wrong. A verdict
// on a new text quotes it and is a new message; a later one names the facts that were
// kept.
func (t *turn) verdict(f *flow.Flow, step flow.Step) {
	facts := t.facts()
	v := t.judge()
	items, most := t.items(v), t.atFirst()
	m := Message{Blocks: t.notes, Keeps: true}
	t.notes = nil
	head := headline(v)
	head.Lines = notNow(v, facts)
	m.Blocks = append(m.Blocks, head)
	if t.reading != nil {
		t.count("verdict_" + levelName(v.Level))
		t.count("trouble_" + string(v.Trouble))
	}
	if len(items) > 0 {
		b := Block{Items: items}
		switch {
		case v.Level == offer.LevelNoSign, v.HomeJob:
			b.ID = "verdict.l0.ask_about" // it counts too little to be a warning
		case v.Level == offer.LevelTooLittle:
			most = max(1, most-len(items)) // beside reasons fewer questions have room
		}
		m.Blocks = append(m.Blocks, b)
	}
	m.Blocks = append(m.Blocks, advice(v, facts, most)...)
	m.Blocks = append(m.Blocks, t.understood()...)
	last := &m.Blocks[len(m.Blocks)-1]
	last.Lines = append(last.Lines, t.limits()...)
	m.Rows = t.verdictRows(v)
	t.say(m, t.reading != nil)
}

// limits says that a verdict can be wrong, and below the first answer to a paste what
// becomes of the text.
func (t *turn) limits() []Item {
	var out []Item
	if t.reading != nil && t.reading.Truncated {
		out = append(out, Item{ID: "verdict.cut"})
	}
	if t.reading != nil && !t.sampled && (t.now.Value(slotNotice) == "" || t.event.Answered.Notice) {
		t.now = t.now.Set(slotNotice, session.ValueSeen)
		t.noticed = true
		return append(out, Item{ID: "verdict.notice"})
	}
	return append(out, Item{ID: "verdict.limits"})
}

// headline follows the level and the number of signs.
func headline(v offer.Verdict) Block {
	n := len(counting(v))
	b := Block{ID: SentenceID("verdict." + levelName(v.Level) + ".title"), Kind: BlockTitle, Args: Args{"n": NumberArg(n)}}
	switch {
	case v.Level == offer.LevelManySigns && n < 2:
		b.ID = "verdict.grave.title"
	case v.FromPrediction:
		b.ID = "verdict.reads.title"
	case v.HomeJob:
		b.ID = "verdict.plain.title"
	}
	return b
}

func levelName(l offer.Level) string {
	return [...]string{"l0", "l1", "l2", "l3"}[min(max(int(l), 0), 3)]
}

// counting are the findings that count towards the level, strongest first.
func counting(v offer.Verdict) []offer.Finding {
	var out []offer.Finding
	for _, f := range v.Findings {
		if f.Strength != offer.StrengthWeak {
			out = append(out, f)
		}
	}
	return out
}

// items lists the first reasons: a finding with a quote if this turn has the text, by its
// title otherwise, and the pay by its arithmetic.
func (t *turn) items(v offer.Verdict) []Item {
	var out []Item
	quoted := map[string]bool{}
	for _, f := range firstReasons(v, t.atFirst()) {
		id := "signal." + string(f.Signal)
		item := Item{ID: "verdict.reason", Args: Args{"title": SentenceArg(id + ".title")}}
		switch words := t.quote(f); {
		case comparesPay(v, f):
			item = Item{ID: payLine(v.Pay), Args: payArgs(v.Pay)}
		case words != "" && !quoted[words]:
			quoted[words] = true
			item = Item{ID: "verdict.reason_quoted", Args: Args{"quote": WordsArg(words), "why": SentenceArg(id + ".why")}}
		}
		out = append(out, item)
	}
	return out
}

// noteSign puts the gravest sign in a question above its answer: "they told me to tell the officer
// that I am a tourist, is that how it works?" gets no verdict, and must not hear of the procedure
// alone. A place or a kind of work may be asked about without any offer. Where danger may be meant,
// the words are not repeated: the first line shows on a locked phone.
func (t *turn) noteSign() {
	signal, words := t.gravestSign()
	switch why := signalWhy(signal); {
	case signal == "":
	case t.beside:
		t.note(why)
	default:
		t.notes = append(t.notes, Block{ID: "verdict.reason_quoted", Args: Args{"quote": WordsArg(words), "why": SentenceArg(why)}})
	}
}

// signalWhy is the sentence that says why a sign matters.
func signalWhy(id offer.SignalID) SentenceID { return SentenceID("signal." + string(id) + ".why") }

// gravestSign is the first sign in a text that is said in a question too, and the words it was
// read from; "" without one.
func (t *turn) gravestSign() (signal offer.SignalID, words string) {
	reading := t.read()
	for _, f := range t.book.Rules.Judge(reading.Facts).Findings {
		if !saidInQuestion(f, reading.Kind) {
			continue
		}
		for _, q := range reading.Quotes {
			if slices.Contains(f.From, q.From) {
				return f.Signal, q.Words
			}
		}
	}
	return "", ""
}

// saidInQuestion reports whether a sign is said although nothing is judged. A kind of work and pay
// may be asked about without any offer, and so may a place, unless somebody is to work there. Of
// strong signs only those about papers, data and control are told of; money has answers of its own,
// and the others are words of many questions.
func saidInQuestion(f offer.Finding, is offer.TextKind) bool {
	switch f.Category {
	case "role", "pay":
		return false
	case "place":
		return f.Strength == offer.StrengthCritical && is == offer.KindOffer
	case "control", "data", "papers":
		return f.Strength == offer.StrengthCritical || f.Strength == offer.StrengthStrong
	}
	return f.Strength == offer.StrengthCritical
}

// firstReasons are the strongest findings that count. What the pay shows is one of them
// wherever it stands: people compare it with what they know. It is one reason only.
func firstReasons(v offer.Verdict, most int) []offer.Finding {
	var out []offer.Finding
	paid := false
	for _, f := range counting(v) {
		pays := comparesPay(v, f)
		switch {
		case pays && paid:
		case len(out) < most:
			out = append(out, f)
		case pays:
			out[most-1] = f
		}
		paid = paid || pays
	}
	return out
}

// comparesPay reports whether a finding is about pay that can be compared with a wage.
func comparesPay(v offer.Verdict, f offer.Finding) bool {
	return v.Pay != nil && v.Level >= offer.LevelSomeSigns && f.Tip == "high_salary"
}

// quote finds the words behind a finding in the text of this turn.
func (t *turn) quote(f offer.Finding) string {
	if t.reading == nil {
		return ""
	}
	facts := t.facts()
	for _, from := range f.From {
		if fact := offer.Fact(from); fact.Known() && t.reading.Facts[fact] != facts[fact] {
			continue // another text said it; these words say less
		}
		for _, q := range t.reading.Quotes {
			if q.From == from {
				return q.Words
			}
		}
	}
	return ""
}

// payLine is the sentence that compares the pay. The comparison of a range holds for its upper end.
func payLine(p *offer.PayView) SentenceID {
	if p.Pay.Max > p.Pay.Min {
		return "verdict.pay_range"
	}
	return "verdict.pay"
}

func payArgs(p *offer.PayView) Args {
	return Args{
		"pay": MoneyArg(p.Pay), "times": TimesArg(p.Times), "floor": MoneyArg(p.Floor),
		"what": SentenceArg("wage." + p.Yardstick), "date": DayArg(p.Date),
	}
}
