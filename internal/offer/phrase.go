package offer

import (
	"slices"
	"strings"

	"cekloker/internal/words"
)

// reader holds what is found while one text is read.
type reader struct {
	rules  *Rules
	line   words.TokenizedText
	words  []words.Token // of the line, without marks
	facts  Facts
	signs  map[PhraseID]bool
	quotes []span
	cues   map[Context]int // how many different phrases spoke for a kind of text

	cut      bool          // not all was read
	found    []words.Match // the phrases
	lastNews int           // the first word of the last phrase of news
}

// span is where something was read.
type span struct {
	from     string // as in Quote.From
	low, top int    // bytes of the original
}

// phrases finds the phrases of the content and the facts that follow from them.
func (d *reader) phrases() {
	cancelled := d.cancelled()
	d.found = d.rules.phrases.Find(d.words)
	warned := d.warned(cancelled)
	for _, m := range d.found {
		p := &d.rules.content.Phrases[m.Owner]
		news := p.Context == "news"
		if d.signs[p.ID] && !news || !d.says(p, m) || cancelled(m) || p.Context == "" && !p.Denied && warned[words.Sentence(d.words, m.From)] {
			continue
		}
		if news {
			d.lastNews = m.From
		}
		if d.signs[p.ID] {
			continue
		}
		if p.Context != "" {
			d.cues[p.Context]++
		}
		d.sign(p.ID, d.words[m.From].From, d.words[m.To-1].To)
		for _, fact := range AllFacts { // in one order: the same text is read in the same way
			if value, ok := p.Sets[fact]; ok {
				d.set(fact, value, d.words[m.From].From, d.words[m.To-1].To)
			}
		}
	}
}

// says reports whether a match means what its phrase means, and is not negated by the
// words before it or in it.
func (d *reader) says(p *Phrase, m words.Match) bool {
	if !p.Denied && (words.Denied(d.words, m.From) || !p.negates && words.DeniedWithin(d.words, m.From, m.To)) || d.twoClauses(m) || d.divided(m) {
		return false
	}
	if !p.Denied && p.Context == "" && d.forbidden(m.From) {
		return false
	}
	return m.From == 0 || !slices.Contains(p.After, d.words[m.From-1].Text)
}

// forbidden reports whether the clause of word i begins by forbidding what it says.
func (d *reader) forbidden(i int) bool {
	const reach = 8
	for back := i; back > 0 && i-back < reach; back-- {
		if d.words[back].First || d.words[back].Clause {
			return false
		}
		if d.rules.content.Words.Forbids[d.words[back-1].Text] {
			return !d.rules.content.Words.Calms[d.words[back].Text]
		}
	}
	return false
}

// cancelled returns which matches are in a sentence with one of their "unless"
// patterns.
func (d *reader) cancelled() func(words.Match) bool {
	type where struct{ owner, sentence int }
	unless := map[where]bool{}
	for _, u := range d.rules.unless.Find(d.words) {
		if !d.twoClauses(u) {
			unless[where{u.Owner, words.Sentence(d.words, u.From)}] = true
		}
	}
	return func(m words.Match) bool { return unless[where{m.Owner, words.Sentence(d.words, m.From)}] }
}

// warned returns the sentences that warn of something: what they name is not offered.
func (d *reader) warned(cancelled func(words.Match) bool) map[int]bool {
	out := map[int]bool{}
	warns := d.rules.ids[PhraseID("warns")]
	for _, m := range d.found {
		if m.Owner == warns && !cancelled(m) {
			out[words.Sentence(d.words, m.From)] = true
		}
	}
	return out
}

// twoClauses reports whether a negator of one clause was joined with words of
// the next: "tanpa tes, biaya admin 200 ribu" does not say that nothing is paid.
func (d *reader) twoClauses(m words.Match) bool {
	if !d.words[m.From].Denies {
		return false
	}
	for i := m.From + 1; i < m.To; i++ {
		if d.words[i].Clause {
			return true
		}
	}
	return false
}

// divided reports whether a full stop or a new line stands in a match: "standar biaya. Daftar di
// kantor" asks for no fee. A question goes on behind its mark: "ditanya apa? Disuruh jawab wisata".
func (d *reader) divided(m words.Match) bool {
	for i := m.From + 1; i < m.To; i++ {
		if d.words[i].First && strings.ContainsAny(d.line.Original[d.words[i-1].To:d.words[i].From], ".\n") {
			return true
		}
	}
	return false
}

// sign records a phrase and its position.
func (d *reader) sign(id PhraseID, low, top int) {
	d.signs[id] = true
	d.quotes = append(d.quotes, span{from: string(FactPhrases) + "." + string(id), low: low, top: top})
}

// set records a fact. If it has two values, the graver one is kept.
func (d *reader) set(f Fact, value string, low, top int) {
	if old := d.facts[f]; old != "" && gravity(f, old) >= gravity(f, value) {
		return
	}
	d.facts[f] = value
	d.quotes = slices.DeleteFunc(d.quotes, func(s span) bool { return s.from == string(f) })
	d.quotes = append(d.quotes, span{from: string(f), low: low, top: top})
}
