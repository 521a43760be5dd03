package hear

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"unicode"
	"unicode/utf8"

	"cekloker/internal/words"
)

// Classifier classifies what messages want. It is not changed by classifying, so one
// serves all turns at once.
type Classifier struct {
	whole   map[string]Intent // messages that are one wish, folded
	wholes  *words.Matcher    // patterns of such messages; owner: index in intents
	intents []Intent
	rules   *rules
	answers answers
	model   model
	leaves  *words.Matcher // wishes to erase this chat, wherever they stand in a message
	matters matters
	stays   *words.Matcher // wishes to leave a place or to erase something else

	reactions *reactions // nil: none are heard
}

// longPlea is up to how many characters a text is a plea in itself; in a longer
// one danger words are a passage among others.
const longPlea = 600

// New compiles the rules and the answers. Every error names its file.
func New(files []IntentFile, answers AnswerFile, sets WordSets, slang map[string]string) (*Classifier, []error) {
	spelling := maps.Clone(slang)
	if spelling == nil {
		spelling = map[string]string{}
	}
	maps.Copy(spelling, sets.Spelling)
	c := &Classifier{whole: map[string]Intent{}, wholes: words.NewMatcher(), rules: newRules(sets, spelling), leaves: words.NewMatcher(), stays: words.NewMatcher()}
	var wrong []error
	for i, f := range files {
		wrong = append(wrong, c.add(f, i, sets)...)
	}
	wrong = append(wrong, c.compileAnswers(answers, sets)...)
	c.rules.slips = newSlips(sets, c.rules.tokenizer.Known)
	return c, wrong
}

// add adds one file.
func (c *Classifier) add(f IntentFile, owner int, sets WordSets) []error {
	r := c.rules
	r.kinds, c.intents = append(r.kinds, f.Danger), append(c.intents, f.Intent)
	wrong := c.addWhole(f)
	if f.Intent != IntentDanger && (len(f.Marks)+len(f.Weak)+len(f.Child) > 0 || len(f.Says) > 0 && f.Intent != IntentExit) {
		wrong = append(wrong, Problem{f.File(), "says", errors.New("only danger and exit are heard inside a text; use whole")})
	}
	says, unless := r.says, r.unless
	if f.Intent == IntentExit {
		says, unless = c.leaves, c.stays
	}
	for _, list := range []struct {
		key      string
		patterns []string
		matcher  *words.Matcher
	}{{"says", f.Says, says}, {"weak", f.Weak, r.weak}, {"marks", f.Marks, r.marks}, {"child", f.Child, r.child}, {"unless", f.Unless, unless}, {"lowers", f.Lowers, r.lowers}, {"except", f.Except, r.except}, {"kin", f.RelativePatterns, r.relatives}, {"self", f.Self, r.self}, {"messages", f.Messages, c.wholes}} {
		for n, p := range list.patterns {
			if err := r.addPattern(list.matcher, p, owner, sets); err != nil {
				wrong = append(wrong, Problem{f.File(), fmt.Sprintf("%s/%d", list.key, n), err})
			}
		}
	}
	return wrong
}

// addWhole adds the words that are heard only as the whole message.
func (c *Classifier) addWhole(f IntentFile) []error {
	var wrong []error
	for i, w := range f.Whole {
		if other, taken := c.whole[words.Bare(w)]; taken && other != f.Intent {
			wrong = append(wrong, Problem{f.File(), fmt.Sprintf("whole/%d", i), fmt.Errorf("%q is heard as %s already; take it out of one of them", w, other)})
		}
		c.whole[words.Bare(w)] = f.Intent
	}
	return wrong
}

// Classify returns what a message wants. Typed words count before those that were
// quoted: forwarded, answered or captioned by somebody else. In a long typed text
// danger words are a passage among others.
func (c *Classifier) Classify(typed, quoted string) Classification {
	// A message that is a single wish counts also when it replies to a message or quotes
	// one.
	if intent, ok := c.message(typed); ok && typed != "" {
		return Classification{Intent: intent}
	}
	if c.leaving(typed) {
		return Classification{Intent: IntentExit}
	}
	own := c.listen(c.rules.danger(typed), typed)
	own = c.matter(own, typed)
	own.Child = c.Child(typed)
	if quoted == "" {
		own = c.reaction(own, typed)
	}
	own.Quoted = own.Tier != TierNone && utf8.RuneCountInString(typed) > longPlea
	if own.Tier == TierAsk || quoted == "" {
		return own
	}
	other := c.listen(c.rules.danger(quoted), quoted)
	if typed == "" && other.Intent != IntentExit || other.Tier.above(own.Tier) {
		other.Quoted, other.Child = other.Tier != TierNone, own.Child
		return other
	}
	return own
}

// Child reports whether a text tells of its writer, or of a relative, as under 18.
func (c *Classifier) Child(text string) bool {
	return len(c.rules.child.Find(c.rules.tokens(text))) > 0
}

// leaving reports whether a message asks to erase this chat, whatever else it
// says: somebody may be looking over the shoulder. Nothing else is ever erased.
func (c *Classifier) leaving(text string) bool {
	if len(text) > longPlea {
		return false
	}
	all := c.rules.words(text)
	return len(c.leaves.Find(all)) > 0 && len(c.stays.Find(all)) == 0
}

// message hears a message that is one wish and nothing else.
func (c *Classifier) message(text string) (Intent, bool) {
	const longest = 60 // bytes; no such message is longer
	if len(text) > longest {
		return "", false
	}
	folded := words.Bare(text)
	if kind, ok := c.whole[folded]; ok {
		return kind, true
	}
	for _, spelt := range [...]string{folded, single(folded)} {
		all := c.rules.words(spelt)
		if len(all) == 1 && len(all[0].Text) > 2 {
			if kind, ok := c.whole[all[0].Text]; ok {
				return kind, true
			}
		}
		for _, m := range c.wholes.Find(all) {
			if m.From == 0 && m.To == len(all) {
				return c.intents[m.Owner], true
			}
		}
	}
	return "", false
}

// single writes every doubled letter once: people in a hurry hold keys down.
func single(text string) string {
	var b strings.Builder
	last := rune(-1)
	for _, r := range text {
		if r != last || !unicode.IsLetter(r) {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}
