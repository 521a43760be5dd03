package hear

import (
	"errors"
	"slices"
	"strings"

	"cekloker/internal/words"
)

// rules find words of danger by patterns. They are a floor: what they find is
// never answered with less than Beside.
type rules struct {
	tokenizer words.Tokenizer
	slips     slips
	says      *words.Matcher // of all of these the owner is an index in kinds
	weak      *words.Matcher
	marks     *words.Matcher
	child     *words.Matcher
	unless    *words.Matcher
	lowers    *words.Matcher
	except    *words.Matcher
	relatives *words.Matcher
	self      *words.Matcher
	kinds     []DangerKind
	ownVoice  map[string]bool
	firstHand map[string]bool
	family    map[string]bool
}

func newRules(sets WordSets, slang map[string]string) *rules {
	return &rules{
		tokenizer: words.Tokenizer{Known: map[string]bool{}, Slang: slang},
		says:      words.NewMatcher(), weak: words.NewMatcher(), marks: words.NewMatcher(), child: words.NewMatcher(), unless: words.NewMatcher(),
		lowers: words.NewMatcher(), except: words.NewMatcher(), relatives: words.NewMatcher(), self: words.NewMatcher(),
		ownVoice: setOf(sets.Sets[ownVoice]), firstHand: setOf(sets.Sets[firstHand]), family: setOf(sets.Sets[relatives]),
	}
}

func setOf(list []string) map[string]bool {
	out := map[string]bool{}
	for _, w := range list {
		out[w] = true
	}
	return out
}

// addPattern adds a pattern with its word sets written out. "a & b" are a and b
// near each other, whichever comes first.
func (r *rules) addPattern(m *words.Matcher, pattern string, owner int, sets WordSets) error {
	full, err := sets.spell(pattern)
	if err != nil {
		return err
	}
	a, b, both := strings.Cut(full, " & ")
	if !both {
		return m.Add(full, owner, r.tokenizer.Slang, r.tokenizer.Known)
	}
	return errors.Join(
		m.Add(a+" ... "+b, owner, r.tokenizer.Slang, r.tokenizer.Known),
		m.Add(b+" ... "+a, owner, r.tokenizer.Slang, r.tokenizer.Known))
}

// words cuts a text and undoes slang and misspellings.
func (r *rules) words(text string) []words.Token {
	all := r.tokenizer.Words(r.tokenizer.Tokenize(strings.ReplaceAll(text, "\u2019", "'")))
	out := all[:0]
	for i, w := range all {
		if joined := "di" + w.Text; i > 0 && all[i-1].Text == "di" && r.slips.passive[joined] {
			out[len(out)-1].Text = joined
			continue
		}
		w.Text = r.slips.meant(w.Text)
		out = append(out, w)
	}
	return out
}

// danger hears words of danger. Sayings are none. Words that speak against
// danger lower the tier: denials in any voice, other words of the same sentence
// (news, if, debts) unless somebody tells it in their own voice or thinks of
// suicide.
func (r *rules) danger(text string) Classification {
	all := r.tokens(text)
	sayings, voiced := r.except.Find(all), anyOf(all, r.firstHand)
	loose := slices.Clone(sayings)
	sayings = slices.DeleteFunc(sayings, func(m words.Match) bool { return voiced || m.Skipped > 0 })
	inside := func(m words.Match) func(words.Match) bool { // of one clause
		return func(n words.Match) bool { return n.Overlaps(m) && words.SameClause(all, n.From, n.To-1) }
	}
	saying := func(m words.Match) bool { return slices.ContainsFunc(sayings, inside(m)) }
	said, weak := slices.DeleteFunc(r.says.Find(all), saying), slices.DeleteFunc(r.weak.Find(all), saying)
	out := Classification{Intent: IntentOther}
	if len(said)+len(weak) == 0 {
		return out
	}
	against, lowered := r.unless.Find(all), append(r.lowers.Find(all), loose...)
	asks := func(m words.Match) bool {
		plea := near(all, m, r.firstHand)
		spokenAgainst := func(u words.Match) bool { return words.SameSentence(all, u.From, m.From) }
		return r.kinds[m.Owner] == DangerSelfHarm ||
			!slices.ContainsFunc(lowered, inside(m)) && (plea || !slices.ContainsFunc(against, spokenAgainst))
	}
	if out.Tier = TierBeside; slices.ContainsFunc(said, asks) {
		out.Intent, out.Tier = IntentDanger, TierAsk
	}
	return r.describe(out, all)
}

// speaksAgainst reports whether words speak against danger: a denial, news, if.
func (r *rules) speaksAgainst(all []words.Token) bool {
	return len(r.unless.Find(all))+len(r.lowers.Find(all)) > 0
}

// describe tells which kind of danger a text is about, whose it is and who tells
// it.
func (r *rules) describe(c Classification, all []words.Token) Classification {
	c.Danger = r.firstKind(slices.Concat(r.says.Find(all), r.weak.Find(all), r.marks.Find(all), r.child.Find(all)))
	c.AboutRelative, c.OwnVoice, c.FirstHand = r.aboutRelative(all), anyOf(all, r.ownVoice), anyOf(all, r.firstHand)
	return c
}

// tokens are the words of the part of a text that rules read.
func (r *rules) tokens(text string) []words.Token {
	const most = 5000
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	return r.words(text)
}

func anyOf(all []words.Token, of map[string]bool) bool {
	return slices.ContainsFunc(all, func(w words.Token) bool { return of[w.Text] })
}

// aboutRelative reports whether words of danger are told of a relative or a friend and
// not of the writer as well.
func (r *rules) aboutRelative(all []words.Token) bool {
	if len(r.relatives.Find(all)) == 0 {
		return false
	}
	return !slices.ContainsFunc(r.self.Find(all), func(m words.Match) bool {
		return m.From == 0 || !r.family[all[m.From-1].Text] // "adik saya disekap" is no "saya disekap"
	})
}

// near reports whether one of the words stands in a match or just before it.
func near(all []words.Token, m words.Match, of map[string]bool) bool {
	const before = 2
	return slices.ContainsFunc(all[max(m.From-before, 0):m.To], func(w words.Token) bool { return of[w.Text] })
}

// firstKind is the kind of danger that beats the others.
func (r *rules) firstKind(found []words.Match) DangerKind {
	for _, kind := range RuleDangerKinds.All() {
		if slices.ContainsFunc(found, func(m words.Match) bool { return r.kinds[m.Owner] == kind }) {
			return kind
		}
	}
	return ""
}
