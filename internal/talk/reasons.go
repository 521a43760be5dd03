package talk

import (
	"slices"
	"strconv"

	"cekloker/internal/offer"
	"cekloker/internal/session"
)

// reasonsAPage is how many reasons are explained in one message.
const reasonsAPage = 2

// reasons explains the findings, strongest first, by fact and not by quote:
// what it is, why it matters, what a real job would show. of is the page.
func (t *turn) reasons(of string) {
	v := t.judge()
	page, _ := strconv.Atoi(of)
	from := page * reasonsAPage
	if page < 0 || from >= len(v.Findings) {
		page, from = 0, 0
	}
	if len(v.Findings) == 0 {
		t.stale()
		return
	}
	m := Message{Blocks: append(t.notes, Block{ID: "verdict.reasons.title", Kind: BlockTitle})}
	t.notes = nil
	to := min(from+reasonsAPage, len(v.Findings))
	for i, f := range v.Findings[from:to] {
		m.Blocks = append(m.Blocks, reasonBlock(from+i+1, f))
	}
	if to < len(v.Findings) {
		m.Rows = append(m.Rows, []Button{{Label: "verdict.button.more_reasons", Tap: OpenTap("reasons", strconv.Itoa(page+1))}})
	}
	m.Rows = append(m.Rows, backToResult()...)
	t.say(m, false)
}

// reasonBlock explains one finding.
func reasonBlock(nr int, f offer.Finding) Block {
	id := "signal." + string(f.Signal)
	return Block{ID: "verdict.reasons.one", Args: Args{
		"nr": NumberArg(nr), "title": SentenceArg(id + ".title"), "why": SentenceArg(id + ".why"),
		"real": SentenceArg(id + ".real"), "tip": SentenceArg(string(FlowTips) + "." + string(f.Tip) + ".name"),
	}}
}

func backToResult() [][]Button {
	return lastRows(Button{Label: "common.back_to_result", Tap: OpenTap("result", "")})
}

// askRecruiter shows the questions for what is missing as one text to copy. The next
// text counts as the recruiter's answer.
func (t *turn) askRecruiter() {
	t.toCheck()
	v := t.judge()
	items := questions(v, t.facts(), 5)
	if len(items) == 0 {
		for _, f := range [...]offer.Fact{offer.FactCompany, offer.FactContract, offer.FactVisa} {
			items = append(items, Item{ID: SentenceID("fact." + string(f) + ".ask")})
		}
	}
	text := Block{ID: "verdict.ask_recruiter.text", Items: items, Kind: BlockCopy}
	m := Message{
		Blocks: append(t.notes, Block{ID: "verdict.ask_recruiter"}, text, Block{ID: "verdict.l1.send_back"}),
		Rows:   backToResult(),
	}
	if t.mayShare() { // without a link: the recruiter does not learn who asks
		m.Rows = append([][]Button{{onWhatsApp([]Block{text}, "")}}, m.Rows...)
	}
	t.say(m, false)
}

// factList shows what was read, each fact with a button to correct it, and each
// sign that came from words with a button to say that it is wrong.
func (t *turn) factList() {
	facts := t.facts()
	v := t.judge()
	var items []Item
	var fix []Button
	for _, f := range offer.AllFacts {
		if f == offer.FactPhrases || !facts.Has(f) || !t.asksFor(f) {
			continue
		}
		items = append(items, Item{ID: "verdict.fact", Args: Args{"name": SentenceArg("fact." + string(f)), "value": factValue(f, facts[f])}})
		fix = append(fix, Button{Label: SentenceID("fact." + string(f)), Tap: OpenTap("fix", string(f))})
	}
	for _, f := range v.Findings {
		if fromWords(f) {
			items = append(items, Item{ID: "verdict.fact_sign", Args: Args{"title": SentenceArg("signal." + string(f.Signal) + ".title")}})
			fix = append(fix, Button{Label: SentenceID("signal." + string(f.Signal) + ".title"), Tap: OpenTap("unsay", string(f.Signal))})
		}
	}
	if len(items) == 0 {
		t.shortAnswer("verdict.nothing_read", Button{Label: "verdict.button.more_questions", Tap: OpenTap("more_questions", "")})
		return
	}
	items, fix = items[:min(len(items), 12)], fix[:min(len(fix), 12)]
	t.say(Message{
		Blocks: append(t.notes, Block{ID: "verdict.facts", Items: items}, Block{ID: "verdict.facts.which"}),
		Rows:   append([][]Button{fix}, backToResult()...),
	}, false)
}

// asksFor reports whether check_offer has a question for a fact.
func (t *turn) asksFor(fact offer.Fact) bool {
	return t.book.Flows[FlowCheck].Fills(slotID(fact))
}

// fromWords reports whether a finding rests on a phrase that was heard.
func fromWords(f offer.Finding) bool {
	return slices.ContainsFunc(f.From, func(from string) bool { return phraseOf(from) != "" })
}

// fix asks for one fact again. The answer changes the verdict.
func (t *turn) fix(f offer.Fact) {
	if !f.Known() || !t.asksFor(f) || t.now.Value(slotGiven) == "" {
		t.stale()
		return
	}
	t.advance()
	t.now = t.now.Clear(func(s session.Slot) bool { return s == session.Slot(f) })
	t.now = t.now.Set(slotFix, session.Value(f))
	t.now = t.now.Push(session.FlowID(FlowCheck))
	t.count("misread_" + string(f))
	t.show()
}

// unsay drops the phrases that showed a signal: the person says that it is wrong. One that
// was dropped already stays so, for a second tap.
func (t *turn) unsay(id offer.SignalID) {
	v := t.judge()
	i := slices.IndexFunc(v.Findings, func(f offer.Finding) bool { return f.Signal == id })
	if t.now.Value(slotGiven) == "" {
		t.stale()
		return
	}
	if i >= 0 {
		t.advance()
		signs := t.facts().Without(v.Findings[i].From)
		t.now = t.now.Clear(func(s session.Slot) bool { return s == session.Slot(offer.FactPhrases) })
		t.now = t.now.Set(session.Slot(offer.FactPhrases), session.Value(signs))
		t.count("misread_sign")
	}
	t.note("verdict.unsaid")
	t.backToVerdict()
}

// moreQuestions continues with the questions that are still open.
func (t *turn) moreQuestions() {
	t.advance()
	t.now = t.now.Set(slotPace, "on")
	if t.now.Value(slotGiven) == "" {
		t.now = t.now.Set(slotGiven, "questions")
	}
	t.now = t.now.Push(session.FlowID(FlowCheck))
	t.show()
}
