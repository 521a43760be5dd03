package talk

import (
	"slices"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/refer"
	"cekloker/internal/session"
)

// reasonsAtFirst is how many reasons a verdict shows; the rest is a tap away.
const reasonsAtFirst = 3

// slotNotice is filled when the note on what happens to a pasted text was
// shown in this session.
const slotNotice session.Slot = "notice"

// verdict renders the verdict: the level, the reasons, what to do today, and that it
// can be wrong. A verdict on a new text quotes it and is a new message; a later one
// names the facts that were kept.
func (t *turn) verdict(f *flow.Flow, step flow.Step) {
	facts := t.facts()
	v := t.judge()
	m := Message{Blocks: t.notes}
	t.notes = nil
	m.Blocks = append(m.Blocks, headline(v))
	if t.reading != nil {
		m.Blocks = append(m.Blocks, t.readingNotes()...)
		t.count("verdict_" + levelName(v.Level))
		t.count("trouble_" + string(v.Trouble))
	}
	if shown := counting(v); len(shown) > 0 {
		b := Block{Items: t.items(shown[:min(len(shown), reasonsAtFirst)])}
		if v.Level == offer.NoSign {
			b.ID = "verdict.l0.ask_about" // it counts too little to be a warning
		}
		m.Blocks = append(m.Blocks, b)
	}
	m.Blocks = append(m.Blocks, payBlocks(v)...)
	m.Blocks = append(m.Blocks, advice(v, facts)...)
	m.Blocks = append(m.Blocks, Block{ID: "verdict.limits"})
	m.Rows = t.verdictRows(v)
	t.say(m, t.reading != nil)
}

// readingNotes are the lines that belong to the first answer to a paste.
func (t *turn) readingNotes() []Block {
	var out []Block
	if t.reading.Truncated {
		out = append(out, Block{ID: "verdict.cut"})
	}
	if !t.sampled && t.now.Value(slotNotice) == "" {
		out = append(out, Block{ID: "verdict.notice"})
		t.now = t.now.Set(slotNotice, session.Seen)
	}
	return out
}

// headline follows the level and the number of independent kinds of signs.
func headline(v offer.Verdict) Block {
	b := Block{ID: MessageID("verdict." + levelName(v.Level) + ".title"), Style: Title, Args: Args{"n": Number(v.Kinds)}}
	switch {
	case v.Level == offer.ManySigns && v.Grave && v.Kinds < 2:
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
		if f.Strength != offer.Weak {
			out = append(out, f)
		}
	}
	return out
}

// items lists findings: with a quote if this turn has the text, by their title
// otherwise.
func (t *turn) items(findings []offer.Finding) []Item {
	var out []Item
	quoted := map[string]bool{}
	for _, f := range findings {
		item := Item{ID: "verdict.reason", Args: Args{
			"title": Ref("signal." + string(f.Signal) + ".title"),
			"why":   Ref("signal." + string(f.Signal) + ".why"),
		}}
		if words := t.quote(f); words != "" && !quoted[words] {
			quoted[words] = true
			item = Item{ID: "verdict.reason_quoted", Args: Args{"quote": Words(words), "why": item.Args["why"]}}
		}
		out = append(out, item)
	}
	return out
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

// payBlocks show the arithmetic of the pay when it says something.
func payBlocks(v offer.Verdict) []Block {
	if v.Pay == nil || v.Level < offer.SomeSigns {
		return nil
	}
	for _, f := range v.Findings {
		if f.Tip == "high_salary" {
			return []Block{{ID: "verdict.pay", Args: payArgs(v.Pay)}}
		}
	}
	return nil
}

func payArgs(p *offer.PayView) Args {
	return Args{
		"pay": Money(p.Pay), "times": Times(p.Times), "floor": Money(p.Floor),
		"what": Ref("wage." + p.Yardstick), "date": Day(p.Date),
	}
}

// advice returns what to do today: by kind of trouble if signs were found, by what is
// missing if too little is known.
func advice(v offer.Verdict, facts offer.Facts) []Block {
	switch {
	case v.FromPrediction:
		return decisive(v, facts)
	case v.HomeJob:
		return unsaid(v)
	}
	switch v.Level {
	case offer.ManySigns, offer.SomeSigns:
		out := []Block{{ID: MessageID("trouble." + string(v.Trouble) + ".advice")}}
		if v.Level == offer.ManySigns {
			out = append([]Block{{ID: wait(v, facts)}}, out...)
		}
		return out
	case offer.TooLittle:
		var out []Block
		if checkable(facts) || v.Rule == offer.RuleDoubtful {
			out = append(out, Block{ID: "verdict.l1.official"})
		}
		if v.Rule == offer.RuleUnchecked {
			return append(out, Block{ID: "verdict.l1.link"})
		}
		if items := questions(v, facts, 3); len(items) > 0 {
			out = append(out, Block{ID: "verdict.l1.ask", Items: items}, Block{ID: "verdict.l1.send_back"})
		}
		return out
	}
	return noProof(facts)
}

// noProof says what level 0 does not show, and what to check all the same.
func noProof(facts offer.Facts) []Block {
	if facts[offer.Destination] == "ID" {
		return []Block{{ID: "verdict.l0.not_proof"}, {ID: "verdict.l0.checks_home"}}
	}
	return []Block{{ID: "verdict.l0.not_proof"}, {ID: "verdict.l0.checks"}}
}

// decisive are the questions that decide about an offer that only reads like reported
// ones: who pays, and which country and visa; at home, where else the vacancy stands.
func decisive(v offer.Verdict, facts offer.Facts) []Block {
	second := MessageID("verdict.reads.place")
	if facts[offer.Destination] == "ID" || v.Trouble == offer.NameFraud || v.Trouble == offer.TaskScam {
		second = "verdict.reads.source"
	}
	return []Block{{ID: "verdict.reads.why"}, {ID: "verdict.reads.ask", Items: []Item{{ID: "verdict.reads.pays"}, {ID: second}}}, {ID: "verdict.reads.until"}}
}

// unsaid names what plain work at home leaves open, without suspicion: the pay, which
// is read surely. Firms and kinds of work have too many names.
func unsaid(v offer.Verdict) []Block {
	if slices.Contains(v.Missing, offer.Pay) {
		return []Block{{ID: "verdict.plain.pay"}, {ID: "verdict.plain.then"}}
	}
	return []Block{{ID: "verdict.plain.then"}}
}

// checkable reports whether an offer is a vacancy in the name of a firm or an office:
// fraudsters copy honest wording, so only the site of the owner can confirm it.
func checkable(f offer.Facts) bool {
	if d := f[offer.Destination]; d != "" && d != "ID" {
		return false
	}
	return slices.Contains([]string{"big_name", "government", "named"}, f[offer.Company])
}

// wait returns what not to do now. Fraud at home asks for money, papers and codes, not
// for a journey.
func wait(v offer.Verdict, facts offer.Facts) MessageID {
	away := facts.Has(offer.Destination) && facts[offer.Destination] != "ID"
	if !away && (v.Trouble == offer.TaskScam || v.Trouble == offer.NameFraud) {
		return "verdict.l3.wait_home"
	}
	return "verdict.l3.wait"
}

// questions are the questions to the recruiter for what is missing, at most n.
func questions(v offer.Verdict, facts offer.Facts, n int) []Item {
	var out []Item
	for _, f := range v.Missing {
		if len(out) == n {
			break
		}
		id := MessageID("fact." + string(f) + ".ask")
		if f == offer.Contract && (v.HomeJob || facts[offer.Destination] == "ID") {
			id = "fact.contract.ask_home" // nobody departs
		}
		out = append(out, Item{ID: id})
	}
	return out
}

// The next steps that the screen of a verdict may show. Their labels are choices of the
// step in flows/check_offer/flow.yaml.
const (
	choiceWhy       flow.ChoiceID = "why"
	choiceContacts  flow.ChoiceID = "contacts"
	choiceMore      flow.ChoiceID = "more_questions"
	choiceQuestions flow.ChoiceID = "questions"
	choiceSteps     flow.ChoiceID = "ways_on"
	choiceAnother   flow.ChoiceID = "another"
)

// verdictWays returns the next steps of a verdict in the order of their numbers, the
// most needed first. The others are one tap away. The last one is shown only after a
// text was added to an earlier one.
func verdictWays(v offer.Verdict) []flow.ChoiceID {
	var out []flow.ChoiceID
	if len(v.Findings) > 0 {
		out = append(out, choiceWhy)
	}
	if v.Level >= offer.SomeSigns {
		return append(out, choiceContacts, choiceSteps, choiceAnother)
	}
	if len(v.Missing) > 0 {
		out = append(out, choiceMore)
	}
	return append(out, choiceQuestions, choiceSteps, choiceAnother)
}

// verdictRows are the buttons of a verdict.
func (t *turn) verdictRows(v offer.Verdict) [][]Button {
	taps := map[flow.ChoiceID]Button{
		choiceWhy:       {Label: "verdict.button.why", Tap: OpenTap("reasons", "")},
		choiceContacts:  {Label: "verdict.button.contacts", Tap: OpenTap("contacts", string(contactFor(v.Trouble)))},
		choiceMore:      {Label: "verdict.button.more_questions", Tap: OpenTap("more_questions", "")},
		choiceQuestions: {Label: "verdict.button.ask_recruiter", Tap: OpenTap("ask_recruiter", "")},
		choiceSteps:     {Label: "verdict.button.ways_on", Tap: OpenTap("flow", string(FlowWaysOn))},
		choiceAnother:   {Label: "verdict.button.another", Tap: OpenTap("another", "")},
	}
	var ways []Button
	for i, id := range verdictWays(v) {
		if id == choiceAnother && !t.merged {
			continue
		}
		b := taps[id]
		b.Digit = i + 1
		ways = append(ways, b)
	}
	return [][]Button{ways, {
		{Label: "common.menu", Tap: OpenTap("menu", "")},
		{Label: "common.exit", Tap: OpenTap("exit", "")},
	}}
}

// contactFor returns the situation whose channels fit a kind of trouble.
func contactFor(tr offer.Trouble) refer.Situation {
	switch tr {
	case offer.NameFraud, offer.TaskScam:
		return refer.MoneyLost
	}
	return refer.SuspiciousOffer
}
